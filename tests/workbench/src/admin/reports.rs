//! `doorstep admin report`, `receipt`, `notice` and `dispute`: what phones report, at the officer's desk.

use doorstep_authority::admin::Admin;
use serde_json::{Value, json};

use super::trouble;
use crate::command_line::reports::NoticeOptions;
use crate::reply::{ErrorInfo, Reply};

pub(super) async fn list(admin: &Admin, order: &str, from: u64) -> Result<Reply, ErrorInfo> {
    let reports = admin.reports(order, from).await.map_err(trouble)?;
    let items = reports.get("items").and_then(Value::as_array).into_iter().flatten();
    let line = |item: &Value| {
        let at = item.pointer("/at/earliest").and_then(Value::as_str).unwrap_or("-");
        let fields = item.get("fields").map(Value::to_string).unwrap_or_default();
        let (seq, kind) = (of(item, "seq"), of(item, "kind"));
        format!("{seq}  {at}  {kind}  {fields}")
    };
    let mut lines: Vec<String> = items.map(line).collect();
    for name in ["gaps", "conflicts", "aside"] {
        let is_some =
            reports.get(name).and_then(Value::as_array).is_some_and(|all| !all.is_empty());
        if is_some {
            lines.push(format!("{name}  {}", of(&reports, name)));
        }
    }
    Ok(Reply::done(reports, lines.join("\n")))
}

pub(super) async fn last_receipt(admin: &Admin, order: &str) -> Result<Reply, ErrorInfo> {
    let receipt = admin.last_receipt(order).await.map_err(trouble)?;
    let text = match receipt.is_null() {
        true => "Nothing was reported yet.".to_owned(),
        false => ["up_to", "at", "head32"].map(|name| of(&receipt, name)).join("  "),
    };
    Ok(Reply::done(receipt, text))
}

pub(super) async fn send(
    admin: &Admin,
    order: &str,
    notice: NoticeOptions,
) -> Result<Reply, ErrorInfo> {
    let id = admin.send_notice(order, notice.draft()).await.map_err(trouble)?;
    Ok(Reply::done(json!({ "notice": id }), id))
}

pub(super) async fn disputes(admin: &Admin, order: &str) -> Result<Reply, ErrorInfo> {
    let disputes = admin.disputes(order).await.map_err(trouble)?;
    let line = |dispute: &Value| {
        ["ref", "seq", "about", "answered", "text"].map(|name| of(dispute, name)).join("  ")
    };
    let text = disputes.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(Reply::done(Value::Array(disputes), text))
}

/// A field in words; `-` if there is nothing.
pub(super) fn of(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => "-".to_owned(),
        Some(other) => other.to_string(),
    }
}
