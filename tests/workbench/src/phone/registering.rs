//! Registering at the terminal.

use doorstep::client::{Client, RegistrationResult};
use serde_json::{Value, json};

use super::RESIDENT;
use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply};

pub async fn register(
    client: &Client,
    phone: &str,
    initials: Option<&str>,
    document: Option<&str>,
) -> Result<Reply, ErrorInfo> {
    let state = client.register(RESIDENT, phone, initials, document).await?;
    Ok(reply(client, state))
}

pub async fn confirm(client: &Client, code: &str) -> Result<Reply, ErrorInfo> {
    let state = client.confirm(RESIDENT, code).await?;
    Ok(reply(client, state))
}

pub fn change_mark(
    client: &Client,
    initials: Option<&str>,
    document: Option<&str>,
) -> Result<Reply, ErrorInfo> {
    let mark = client.change_mark(RESIDENT, initials, document)?;
    let told = Label::MarkChanged(mark.as_str()).text(&client.snapshot().language);
    Ok(Reply::done(json!({ "sub": mark.as_str() }), told))
}

fn reply(client: &Client, state: RegistrationResult) -> Reply {
    let snapshot = client.snapshot();
    let sentence = snapshot.people.first().map(|person| person.registration.text.text.clone());
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
