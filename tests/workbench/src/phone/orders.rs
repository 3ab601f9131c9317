//! Quarantine orders at the terminal.

use doorstep::client::{ClaimResult, Client, OrderDecision};
use doorstep::model::PersonId;
use doorstep::views::OrderView;
use serde_json::{Value, json};

use super::event::Event;
use crate::command_line::OrderAction;
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply};
use crate::values;

/// Does what a patient does with an order; without an action, shows the current one.
pub async fn run(
    client: &Client,
    person: PersonId,
    action: Option<OrderAction>,
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    match action {
        None => Ok(current(client, person)?),
        Some(OrderAction::List) => {
            let orders = client.orders(person)?;
            let lines: Vec<String> = orders.iter().map(line).collect();
            let value = orders.iter().map(values::orders::order).collect();
            Ok(Reply::done(value, lines.join("\n")))
        }
        Some(OrderAction::Claim { code, sub }) => {
            let claimed = client.claim_order(person, code.as_deref(), sub.as_deref()).await?;
            match claimed {
                ClaimResult::Order(order) => Ok(shown(&order, None)),
                ClaimResult::WaitingToSend { why } => {
                    let value = json!({ "state": "waiting-to-send", "reason": why.code.name() });
                    Ok(Reply::done(value, ErrorInfo::from(why).words()))
                }
            }
        }
        Some(OrderAction::Begin) => decide(client, person, &event, &OrderDecision::Begin),
        Some(OrderAction::Seen) => decide(client, person, &event, &OrderDecision::Seen),
        Some(OrderAction::Refuse) => decide(client, person, &event, &OrderDecision::NotMine),
        Some(OrderAction::Release { code }) => {
            decide(client, person, &event, &OrderDecision::Release { code })
        }
    }
}

fn current(client: &Client, person: PersonId) -> Result<Reply, ErrorInfo> {
    Ok(match client.order(person)? {
        Some(order) => shown(&order, None),
        None => Reply::done(Value::Null, "–"),
    })
}

/// Decides, and shows the order as it stands then.
fn decide(
    client: &Client,
    person: PersonId,
    event: &Event,
    decision: &OrderDecision,
) -> Result<Reply, ErrorInfo> {
    client.decide_order(person, decision)?;
    let came = event.end(client, person);
    Ok(match client.order(person)? {
        Some(order) => shown(&order, Some(came)),
        None => Reply::done(json!({ "event": came }), "–"),
    })
}

fn shown(order: &OrderView, event: Option<Value>) -> Reply {
    let mut lines = vec![line(order)];
    lines.extend(order.explained.iter().map(|said| said.text.clone()));
    lines.extend(order.changed.iter().map(|said| format!("* {}", said.text)));
    let mut value = values::orders::order(order);
    if let (Some(fields), Some(event)) = (value.as_object_mut(), event) {
        fields.insert("event".into(), event);
    }
    Reply::done(value, lines.join("\n"))
}

fn line(order: &OrderView) -> String {
    format!(
        "{} v{}  {} – {}  {}",
        order.id,
        order.version,
        rfc3339(order.from_ms),
        rfc3339(order.until_ms),
        order.headline.text
    )
}
