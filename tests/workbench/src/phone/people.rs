//! A household at the terminal.

use doorstep::client::Client;
use doorstep::model::PersonId;
use doorstep::views::{OrderState, PersonView};
use serde_json::{Value, json};

use crate::command_line::PeopleAction;
use crate::reply::{ErrorInfo, Reply, Status};
use crate::terminal;

pub fn run(client: &Client, action: Option<PeopleAction>) -> Result<Reply, ErrorInfo> {
    match action {
        None => Ok(list(client)),
        Some(PeopleAction::Add { child }) => {
            let person = client.add_person(child)?.to_string();
            Ok(Reply::done(json!({ "person": person }), person))
        }
        Some(PeopleAction::Remove { person, yes: _ }) => {
            client.remove_person(person)?;
            let people = list(client);
            Ok(Reply::done(json!({}), people.text))
        }
    }
}

/// Whether removing is meant.
pub fn agree(yes: bool, person: PersonId) -> Result<(), ErrorInfo> {
    let question = format!(
        "Everything of person {person} on this phone becomes unreadable for good, with all that proves \
         their quarantine. Remove? [y/N]"
    );
    if yes || terminal::confirm(&question) == Some(true) {
        return Ok(());
    }
    Err(ErrorInfo::new(
        Status::WrongUse,
        "confirmation-needed",
        "Nobody was removed: this cannot be undone and was not confirmed.",
        "Confirm with --yes.",
    ))
}

fn list(client: &Client) -> Reply {
    let people = client.snapshot().people;
    let lines: Vec<String> = people.iter().map(line).collect();
    Reply::done(people.iter().map(value).collect(), lines.join("\n"))
}

fn order(view: &PersonView) -> Option<OrderState> {
    view.quarantine.as_ref().map(|quarantine| quarantine.order.state)
}

fn value(view: &PersonView) -> Value {
    json!({
        "person": view.person.to_string(),
        "sub": view.mark,
        "child": view.is_child,
        "order": order(view).map(OrderState::name),
    })
}

fn line(view: &PersonView) -> String {
    let mark = view.mark.as_deref().unwrap_or("-");
    let order = order(view).map_or("-", OrderState::name);
    format!("{}  {mark}  {order}  {}", view.person, view.registration.text.text)
}
