//! A person's PIN at the terminal.

use doorstep::client::Client;
use doorstep::error::Code;
use doorstep::model::PersonId;
use serde_json::Value;

use crate::command_line::PinAction;
use crate::reply::{ErrorInfo, Reply};
use crate::values;

/// Does what is done with a PIN; without an action, shows how it stands with it.
pub fn run(
    client: &Client,
    person: PersonId,
    action: Option<PinAction>,
) -> Result<Reply, ErrorInfo> {
    match action {
        None => {}
        Some(PinAction::Set { pin }) => client.set_pin(person, &pin)?,
        Some(PinAction::Remove) => client.remove_pin(person)?,
        Some(PinAction::Forget) => client.forget_pin(person)?,
    }
    let snapshot = client.snapshot();
    let view = snapshot.people.iter().find(|view| view.person == person);
    let view = view.ok_or_else(|| ErrorInfo::known(Code::PersonUnknown, &snapshot.language))?;
    Ok(match &view.pin {
        Some(pin) => Reply::done(values::pin(pin), &*pin.text.text),
        None => Reply::done(Value::Null, "–"),
    })
}
