//! Checks and declarations at the terminal.

use std::path::Path;

use doorstep::client::{CheckAnswer, Client, PhotoFor, PhotoUse};
use doorstep::error::Code;
use doorstep::model::{Language, PersonId};
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::CheckView;
use doorstep::words::{CheckText, Say as _};
use serde_json::json;

use super::event::Event;
use crate::device;
use crate::moments::rfc3339;
use crate::photo::names;
use crate::reply::{ErrorInfo, Reply, Status};
use crate::values;

/// What was asked, the one that ends first first.
pub fn list(client: &Client, person: PersonId, home: &Path, all: bool) -> Result<Reply, ErrorInfo> {
    client.facts_changed(device::facts::read(home));
    let mut checks = client.checks(person, all)?;
    checks.sort_by_key(|check| check.closes_at_ms.or(check.due_ms).unwrap_or(i64::MAX));
    let lines: Vec<String> = checks.iter().map(line).collect();
    Ok(Reply::done(checks.iter().map(values::checks::check).collect(), lines.join("\n")))
}

/// Says "I am here".
pub fn here(client: &Client, person: PersonId, home: &Path) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    client.facts_changed(device::facts::read(home));
    let check = client.here(person)?;
    let came = event.end(client, person);
    let text = match &check {
        Some(check) => line(check),
        None => {
            let language = Language::from_tag(&client.snapshot().language);
            CheckText::HereEarly.sentence(language).text
        }
    };
    let check = check.as_ref().map(values::checks::check);
    Ok(Reply::done(json!({ "check": check, "event": came }), text))
}

/// Answers a check.
pub fn answer(
    client: &Client,
    person: PersonId,
    home: &Path,
    check: Option<&str>,
    answer: &CheckAnswer,
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    client.facts_changed(device::facts::read(home));
    let check = client.answer_check(person, check, answer)?;
    let mut value = values::checks::check(&check);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("event".into(), event.end(client, person));
    }
    Ok(Reply::done(value, line(&check)))
}

/// Answers a check with a photo, if nothing in it should be better.
pub fn answer_with_photo(
    client: &Client,
    person: PersonId,
    home: &Path,
    check: Option<String>,
    file: &Path,
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    let wanted = check.map_or(PhotoFor::AskedNow, PhotoFor::Check);
    let tried = super::attempt(client, person, home, &wanted, file, PhotoUse::Send)?;
    let mut checks = client.checks(person, true)?.into_iter();
    let check = checks.find(|check| check.id == tried.check);
    let check = check.ok_or_else(|| ErrorInfo::known(Code::CheckUnknown, "en"))?;
    let mut value = values::checks::check(&check);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("hints".into(), json!(names(&tried.hints)));
        fields.insert("event".into(), event.end(client, person));
    }
    let status = if tried.photo.is_some() { Status::Done } else { Status::Refused };
    Ok(Reply { value, text: line(&check), status })
}

/// Declares something.
pub fn declare(
    client: &Client,
    person: PersonId,
    home: &Path,
    declaring: &Declaring,
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    client.facts_changed(device::facts::read(home));
    let declared = client.declare(person, declaring)?;
    let mut value = event.end(client, person);
    if let Some(fields) = value.as_object_mut()
        && !matches!(declaring, Declaring::Fault { .. })
    {
        fields.insert("declared".into(), json!(declared.what.name()));
        fields.insert("until".into(), json!(declared.until_ms.map(rfc3339)));
    }
    Ok(Reply::done(value, declared.text.text))
}

fn line(check: &CheckView) -> String {
    let at = check.delivered_at_ms.or(check.due_ms).map(rfc3339).unwrap_or_default();
    format!("{}  {at}  {}  {}", check.id, check.outcome.name(), check.text.text)
}
