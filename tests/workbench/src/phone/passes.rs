//! Purposes and passes at the terminal.

use doorstep::client::{Client, PassRequestResult};
use doorstep::error::Code;
use doorstep::model::{PassId, PersonId};
use doorstep::views::{PassEntry, PurposeEntry};
use serde_json::{Value, json};

use crate::labels::Label;
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply};
use crate::values;

/// The pass that a text names. A text that is no name names no pass of this phone.
pub fn id(client: &Client, text: &str) -> Result<PassId, ErrorInfo> {
    text.parse().map_err(|_| ErrorInfo::known(Code::PassUnknown, &client.snapshot().language))
}

pub fn purposes(client: &Client, person: PersonId) -> Result<Reply, ErrorInfo> {
    let purposes = client.purposes(person)?;
    let value = purposes.iter().map(values::purpose).collect::<Vec<_>>();
    let exempt = client.snapshot().exempt;
    let exempt = exempt.iter().map(|sentence| sentence.text.clone());
    let lines = purposes.iter().map(purpose_line).chain(exempt).collect::<Vec<_>>();
    Ok(Reply::done(Value::Array(value), lines.join("\n")))
}

pub async fn request(
    client: &Client,
    person: PersonId,
    purpose: &str,
    from_ms: Option<i64>,
) -> Result<Reply, ErrorInfo> {
    Ok(match client.request_pass(person, purpose, from_ms).await? {
        PassRequestResult::Pass(entry) => Reply::done(values::pass(&entry), pass_line(&entry)),
        PassRequestResult::WaitingToSend { purpose, give_up_at_ms, why } => {
            let code = why.code.name();
            let kept = Label::KeptUntil(give_up_at_ms).text(&client.snapshot().language);
            let value = json!({
                "state": "waiting-to-send",
                "purpose": purpose,
                "give_up_at": rfc3339(give_up_at_ms),
                "reason": code,
            });
            Reply::done(value, format!("{} [{code}]\n{kept}", why.text.text))
        }
    })
}

pub fn list(client: &Client, person: PersonId) -> Result<Reply, ErrorInfo> {
    let passes = client.passes(person)?;
    let value = passes.iter().map(values::pass).collect::<Vec<_>>();
    let text = if passes.is_empty() {
        Label::NoPasses.text(&client.snapshot().language)
    } else {
        passes.iter().map(pass_line).collect::<Vec<_>>().join("\n")
    };
    Ok(Reply::done(Value::Array(value), text))
}

/// A pass in a line.
pub fn pass_line(entry: &PassEntry) -> String {
    let PassEntry { id, label, text, .. } = entry;
    format!("{id}  {label}: {}", text.text)
}

/// A purpose in a line.
pub fn purpose_line(entry: &PurposeEntry) -> String {
    let PurposeEntry { key, label, minutes, until_ms, note, .. } = entry;
    let until = until_ms.map(|at| format!(" – {}", rfc3339(at))).unwrap_or_default();
    let lasts = if entry.pass_needed { format!(", {minutes} min{until}") } else { String::new() };
    let note = note.as_ref().map(|note| format!(" {}", note.text)).unwrap_or_default();
    format!("{key:<10} {label}{lasts}.{note}")
}
