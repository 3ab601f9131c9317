//! Photos that answer checks, at the terminal.

use std::path::Path;

use doorstep::client::{Client, PhotoAttempt, PhotoFor, PhotoUse};
use doorstep::documents::PhotoMatch;
use doorstep::model::PersonId;
use doorstep::photo::InCoreFinder;
use doorstep::views::{PhotoProgress, PhotoView};
use serde_json::{Value, json};

use super::event::Event;
use crate::command_line::{PhotoTakenOptions, PhotoVerb, Switch};
use crate::device;
use crate::moments::rfc3339;
use crate::photo::{names, read};
use crate::reply::{ErrorInfo, Reply, Status};

/// Takes a photo, or tells of those that were taken.
pub fn run(
    client: &Client,
    person: PersonId,
    home: &Path,
    options: &PhotoTakenOptions,
) -> Result<Reply, ErrorInfo> {
    match (&options.verb, &options.file) {
        (Some(PhotoVerb::Reference { file, send, anyway }), _) => {
            let photo_use = photo_use(*send, *anyway);
            take(client, person, home, &PhotoFor::Reference, file, photo_use)
        }
        (None, Some(file)) => {
            let wanted = options.check.clone().map_or(PhotoFor::AskedNow, PhotoFor::Check);
            let photo_use = photo_use(options.send, options.anyway);
            take(client, person, home, &wanted, file, photo_use)
        }
        (Some(PhotoVerb::Keep { keeps }), _) => keep(client, person, *keeps == Switch::On),
        (Some(PhotoVerb::List), _) | (None, None) => list(client, person),
    }
}

fn photo_use(send: bool, anyway: bool) -> PhotoUse {
    match (send, anyway) {
        (true, true) => PhotoUse::SendAnyway,
        (true, false) => PhotoUse::Send,
        (false, _) => PhotoUse::Look,
    }
}

/// Looks at a file as the camera wrote it, and answers with it if that is wanted.
pub fn attempt(
    client: &Client,
    person: PersonId,
    home: &Path,
    wanted: &PhotoFor,
    file: &Path,
    photo_use: PhotoUse,
) -> Result<PhotoAttempt, ErrorInfo> {
    client.facts_changed(device::facts::read(home));
    let jpeg = read(file)?;
    let finder = InCoreFinder::new();
    Ok(client.photo_taken(person, wanted, &jpeg, Some(&finder), photo_use)?)
}

fn take(
    client: &Client,
    person: PersonId,
    home: &Path,
    wanted: &PhotoFor,
    file: &Path,
    photo_use: PhotoUse,
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    let tried = attempt(client, person, home, wanted, file, photo_use)?;
    let mut value = json!({
        "check": tried.check,
        "try": tried.number,
        "ok": tried.hints.is_empty(),
        "hints": names(&tried.hints),
        "warnings": names(&tried.warnings),
        "kept": tried.photo.is_some(),
        "may_send_anyway": tried.may_send_anyway,
        "photo": tried.photo.map(|photo| photo.to_string()),
    });
    if let (Some(fields), Value::Object(came)) = (value.as_object_mut(), event.end(client, person))
    {
        fields.extend(came);
    }
    let is_good = tried.hints.is_empty() || tried.photo.is_some();
    let status = if is_good { Status::Done } else { Status::Refused };
    Ok(Reply { value, text: words(&tried), status })
}

fn words(tried: &PhotoAttempt) -> String {
    let told = tried.text.iter().map(|sentence| sentence.text.clone());
    let named = tried.photo.map(|photo| format!("{photo}  {}", tried.check));
    told.chain(named).collect::<Vec<_>>().join("\n")
}

fn keep(client: &Client, person: PersonId, keeps: bool) -> Result<Reply, ErrorInfo> {
    client.keep_photos(person, keeps)?;
    let text = match keeps {
        true => "Photos stay on this phone when they have come, sealed.",
        false => "Photos leave this phone when they have come.",
    };
    Ok(Reply::done(json!({ "keeps_photos": keeps }), text.to_owned()))
}

fn list(client: &Client, person: PersonId) -> Result<Reply, ErrorInfo> {
    let photos = client.photos(person)?;
    let lines: Vec<String> = photos.iter().map(line).collect();
    Ok(Reply::done(photos.iter().map(value).collect(), lines.join("\n")))
}

fn value(view: &PhotoView) -> Value {
    json!({
        "photo": view.photo.to_string(),
        "check": view.check,
        "at": rfc3339(view.at_ms),
        "state": state(view.progress),
        "sent_bytes": view.sent_bytes,
        "bytes": view.bytes,
        "verdict": view.verdict.map(PhotoMatch::name),
        "deleted_at": view.deleted_at_ms.map(rfc3339),
    })
}

fn line(view: &PhotoView) -> String {
    let verdict = view.verdict.map_or("", PhotoMatch::name);
    let at = rfc3339(view.at_ms);
    format!("{}  {at}  {}  {}  {verdict}", view.photo, view.check, state(view.progress))
}

fn state(progress: PhotoProgress) -> &'static str {
    match progress {
        PhotoProgress::Waiting => "waiting",
        PhotoProgress::Sending => "sending",
        PhotoProgress::Received => "received",
        PhotoProgress::Expired => "expired",
    }
}
