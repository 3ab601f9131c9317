//! A move from one phone to another at the terminal.

use doorstep::client::{Client, DeviceOwner};
use doorstep::model::PersonId;
use doorstep::views::MoveView;
use serde_json::{Value, json};

use crate::command_line::MoveAction;
use crate::reply::{ErrorInfo, Reply};

/// Does what is done with two phones in hand; without an action, shows how far it is.
pub async fn run(
    client: &Client,
    person: PersonId,
    action: Option<MoveAction>,
) -> Result<Reply, ErrorInfo> {
    let view = match action {
        None => client.moving(person)?,
        Some(MoveAction::Stop) => {
            client.stop_move(person)?;
            None
        }
        Some(MoveAction::Give { texts, equal, unconfirmed }) => {
            let mut view = None;
            for text in &texts {
                view = Some(client.answer_move(person, text)?);
            }
            match (equal, view) {
                (Some(digits), _) => {
                    let owner = match unconfirmed {
                        true => DeviceOwner::Unconfirmed,
                        false => DeviceOwner::Confirmed,
                    };
                    Some(client.give_account(person, &digits, owner)?)
                }
                (None, Some(view)) => Some(view),
                (None, None) => Some(client.offer_move(person)?),
            }
        }
        Some(MoveAction::Take { texts }) => {
            let mut view = None;
            for text in &texts {
                view = Some(client.take_move(person, text).await?);
            }
            view
        }
    };
    Ok(match view {
        Some(view) => shown(client, person, &view),
        None => Reply::done(Value::Null, "–"),
    })
}

fn shown(client: &Client, person: PersonId, view: &MoveView) -> Reply {
    // A phone without an order has no chain.
    let chain = client.journal(person, Some(1), 1).ok().map(|page| page.chain);
    let value = json!({
        "state": view.state.name(),
        "texts": view.code.iter().collect::<Vec<_>>(),
        "digits": view.digits,
        "chain": chain,
    });
    let lines = [Some(view.text.text.clone()), view.digits.clone(), view.code.clone()];
    Reply::done(value, lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}
