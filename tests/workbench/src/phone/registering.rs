//! Registering at the terminal.

use doorstep::client::{Client, RegistrationResult};
use doorstep::model::PersonId;
use serde_json::{Value, json};

use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply};

pub async fn register(
    client: &Client,
    person: PersonId,
    phone: &str,
    initials: Option<&str>,
    document: Option<&str>,
) -> Result<Reply, ErrorInfo> {
    let state = client.register(person, phone, initials, document).await?;
    Ok(reply(client, person, state))
}

pub async fn confirm(client: &Client, person: PersonId, code: &str) -> Result<Reply, ErrorInfo> {
    let state = client.confirm(person, code).await?;
    Ok(reply(client, person, state))
}

pub fn change_mark(
    client: &Client,
    person: PersonId,
    initials: Option<&str>,
    document: Option<&str>,
) -> Result<Reply, ErrorInfo> {
    let mark = client.change_mark(person, initials, document)?;
    let told = Label::MarkChanged(mark.as_str()).text(&client.snapshot().language);
    Ok(Reply::done(json!({ "sub": mark.as_str() }), told))
}

fn reply(client: &Client, person: PersonId, state: RegistrationResult) -> Reply {
    let snapshot = client.snapshot();
    let sentence = snapshot.people.iter().find(|view| view.person == person);
    let sentence = sentence.map(|view| view.registration.text.text.clone());
    let sentence = sentence.unwrap_or_default();
    match state {
        RegistrationResult::CodeSent { resend_after_s } => Reply::done(
            json!({ "state": "code-sent", "resend_after": resend_after_s }),
            format!(
                "{sentence}\n{}",
                Label::AnotherCodeIn(resend_after_s).text(&snapshot.language)
            ),
        ),
        RegistrationResult::WaitingToSend { why } => Reply::done(
            json!({
                "state": "waiting-to-send",
                "resend_after": Value::Null,
                "reason": why.code.name(),
            }),
            format!("{} [{}]\n{sentence}", why.text.text, why.code.name()),
        ),
        RegistrationResult::Registered => Reply::done(json!({ "state": "registered" }), sentence),
    }
}
