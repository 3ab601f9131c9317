//! A lent phone at the terminal.

use std::path::Path;

use doorstep::client::{Client, LoanReturned, LoanStep};
use doorstep::model::PersonId;
use doorstep::qr::{Correction, encode};
use doorstep::views::LoanView;
use serde_json::{Value, json};

use super::event::Event;
use crate::command_line::LoanAction;
use crate::device::facts;
use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply, Status};
use crate::terminal::Paint;
use crate::{picture, terminal, values};

/// Does what whoever has a lent phone does; without an action, shows the loan.
pub async fn run(
    client: &Client,
    person: PersonId,
    home: &Path,
    action: Option<LoanAction>,
) -> Result<Reply, ErrorInfo> {
    match action {
        None => Ok(match client.loan() {
            Some(loan) => shown(&loan, None),
            None => Reply::done(Value::Null, "–"),
        }),
        Some(LoanAction::Take { qr }) => Ok(step(client.take_loan(&qr).await?, None)),
        Some(LoanAction::Handover { battery, parts }) => {
            let event = Event::begin(client, person);
            let done = client.hand_over_loan(battery, parts).await?;
            Ok(step(done, Some(event.end(client, person))))
        }
        Some(LoanAction::Return { .. }) => {
            let returned = client.return_loan().await?;
            // What the phone's system said of itself names the network at home.
            facts::forget(home, &client.snapshot().language)?;
            Ok(wiped(client, &returned))
        }
    }
}

/// Whether returning is meant.
pub fn agree(yes: bool) -> Result<(), ErrorInfo> {
    let question = "Everything on this phone is destroyed for good, also what could not be sent and \
                    evidence that was not saved. Return it? [y/N]";
    if yes || terminal::confirm(question) == Some(true) {
        return Ok(());
    }
    Err(ErrorInfo::new(
        Status::WrongUse,
        "confirmation-needed",
        "Nothing was destroyed: this cannot be undone and was not confirmed.",
        "Confirm with --yes.",
    ))
}

fn step(step: LoanStep, event: Option<Value>) -> Reply {
    match step {
        LoanStep::Done(loan) => shown(&loan, event),
        LoanStep::WaitingToSend { why, loan: Some(loan) } => {
            let words = ErrorInfo::from(why).words();
            let reply = shown(&loan, event);
            Reply { text: format!("{words}\n{}", reply.text), ..reply }
        }
        LoanStep::WaitingToSend { why, loan: None } => {
            let value = json!({ "state": "waiting-to-send", "reason": why.code.name() });
            Reply::done(value, ErrorInfo::from(why).words())
        }
    }
}

fn shown(loan: &LoanView, event: Option<Value>) -> Reply {
    let mut value = values::loan(loan);
    if let (Some(fields), Some(event)) = (value.as_object_mut(), event) {
        fields.insert("event".to_owned(), event);
    }
    let number = loan.number.as_deref().unwrap_or("–");
    let mut lines = vec![format!("{number}  {}", loan.state.name())];
    lines.extend(loan.give_back.iter().map(|said| said.text.clone()));
    lines.push(loan.emergency_text.text.clone());
    lines.extend(loan.certificate.clone());
    Reply::done(value, lines.join("\n"))
}

fn wiped(client: &Client, returned: &LoanReturned) -> Reply {
    let LoanReturned { certificate, told } = returned;
    let value = json!({ "state": "wiped", "certificate": certificate, "told": told });
    let drawn = encode(certificate, Correction::Medium);
    let drawn = drawn.map(|code| picture::blocks(&code, Paint::of_stdout()));
    let words = Label::Returned(*told).text(&client.snapshot().language);
    let lines = [Some(words), Some(certificate.clone()), drawn];
    Reply::done(value, lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
