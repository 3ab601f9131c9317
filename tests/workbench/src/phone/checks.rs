//! Checks and declarations at the terminal.

use std::path::Path;

use doorstep::client::{CheckAnswer, Client};
use doorstep::model::{Language, PersonId};
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::CheckView;
use doorstep::words::{CheckText, Say as _};
use serde_json::json;

use super::event::Event;
use crate::device;
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply};
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
