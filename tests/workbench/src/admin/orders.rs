//! `doorstep admin order`: quarantine orders at the officer's desk.

use std::path::Path;

use doorstep::model::PhoneNumber;
use doorstep_authority::admin::{Admin, CheckDraft, OrderFor, OrderMade};
use serde_json::{Map, Value};

use super::{phone_invalid, trouble, value};
use crate::command_line::orders::{OrderAction, second};
use crate::device::REGION;
use crate::reply::{ErrorInfo, Reply, Status};

pub(super) async fn run(admin: &Admin, action: OrderAction) -> Result<Reply, ErrorInfo> {
    match action {
        OrderAction::Issue { to, terms, unchecked } => {
            let change = terms.change(fields(terms.file.as_deref())?, unchecked);
            let to = match (to.phone, to.loan) {
                (Some(phone), _) => {
                    let number = PhoneNumber::parse(&phone, REGION).map_err(|_| phone_invalid())?;
                    OrderFor::Phone(number.e164().to_owned())
                }
                (_, Some(number)) => OrderFor::Loan(number),
                _ => OrderFor::Paper,
            };
            Ok(said(&admin.issue_order(to, change).await.map_err(trouble)?))
        }
        OrderAction::List => {
            let orders = admin.orders().await.map_err(trouble)?;
            let text = |order: &Value, name: &str| match order.get(name) {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Null) | None => "-".to_owned(),
                Some(other) => other.to_string(),
            };
            let line = |order: &Value| {
                let names = ["order", "version", "state", "from", "until", "account", "loan"];
                names.map(|name| text(order, name)).join("  ")
            };
            let lines = orders.iter().map(line).collect::<Vec<_>>().join("\n");
            Ok(Reply::done(Value::Array(orders), lines))
        }
        OrderAction::Show { order, version } => {
            let order = admin.show_order(&order, version).await.map_err(trouble)?;
            let sentences = order.get("explained").and_then(Value::as_array);
            let texts = sentences.into_iter().flatten().filter_map(|one| one.get("text")?.as_str());
            let text = texts.collect::<Vec<_>>().join("\n");
            Ok(Reply::done(order, text))
        }
        OrderAction::Update { order, terms, more, unchecked } => {
            let change = terms.change(fields(terms.file.as_deref())?, unchecked);
            let change = more.change(change);
            Ok(said(&admin.update_order(&order, change).await.map_err(trouble)?))
        }
        OrderAction::Release { order, typed: true, .. } => {
            Ok(said(&admin.typed_release(&order).await.map_err(trouble)?))
        }
        OrderAction::Release { order, at, .. } => {
            let at = at.map(second);
            Ok(said(&admin.release_order(&order, at).await.map_err(trouble)?))
        }
        OrderAction::Request { order, kind, unchecked } => {
            let draft = CheckDraft { kind: kind.name().to_owned(), unchecked };
            let made = admin.request_check(&order, draft).await.map_err(trouble)?;
            let closes = made.closes.as_ref().map(|closes| format!("  closes {closes}"));
            let text = format!("{}  due {}{}", made.check, made.due, closes.unwrap_or_default());
            Ok(Reply::done(value(&made), text))
        }
        OrderAction::Conflict { order } => {
            Ok(said(&admin.conflicting_order(&order).await.map_err(trouble)?))
        }
    }
}

fn said(made: &OrderMade) -> Reply {
    let OrderMade { order, version, state, code, .. } = made;
    let code = code.as_ref().map(|code| format!("  code {code}")).unwrap_or_default();
    Reply::done(value(made), format!("{order}  version {version}  {state}{code}"))
}

/// The fields of an order that stand in a file.
fn fields(file: Option<&Path>) -> Result<Map<String, Value>, ErrorInfo> {
    let Some(file) = file else { return Ok(Map::new()) };
    let unreadable = || {
        ErrorInfo::new(
            Status::CouldNotRun,
            "file-unreadable",
            "The file can't be read as an order.",
            "Give a file with one JSON object, as `admin order show --json` prints it.",
        )
    };
    let text = std::fs::read(file).map_err(|_| unreadable())?;
    serde_json::from_slice(&text).map_err(|_| unreadable())
}
