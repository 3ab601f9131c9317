//! Notices and disputes at the terminal.

use doorstep::client::Client;
use doorstep::model::PersonId;
use doorstep::views::NoticeView;
use serde_json::{Value, json};

use super::event::Event;
use crate::labels::Label;
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply};

/// Every notice.
pub fn list(client: &Client, person: PersonId) -> Result<Reply, ErrorInfo> {
    let notices = client.notices(person)?;
    let lines: Vec<String> = notices
        .iter()
        .map(|notice| format!("{}  {}  {}", notice.id, rfc3339(notice.at_ms), notice.text))
        .collect();
    let value: Value = notices.iter().map(value).collect();
    Ok(Reply::done(value, lines.join("\n")))
}

/// Disputes something.
pub fn dispute(
    client: &Client,
    person: PersonId,
    reference: &str,
    text: &str,
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    client.dispute(person, reference, text)?;
    let mut value = event.end(client, person);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("dispute".into(), json!("queued"));
    }
    let headline = value.get("text").and_then(Value::as_str).unwrap_or_default();
    let said = format!("{}\n{headline}", Label::Disputed.text(&client.snapshot().language));
    Ok(Reply::done(value, said))
}

fn value(notice: &NoticeView) -> Value {
    json!({
        "id": notice.id,
        "kind": notice.kind,
        "at": rfc3339(notice.at_ms),
        "text": notice.text,
        "about": notice.about,
        "appeal_until": notice.appeal_until_ms.map(rfc3339),
        "contact": notice.contact,
        "disputed": notice.dispute.map(|state| state.name()),
    })
}
