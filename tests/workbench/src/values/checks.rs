//! A check as scripts see it.

use doorstep::model::patient::CheckOutcome;
use doorstep::views::{CheckAnswerView, CheckView, DeclaredView};
use serde_json::{Value, json};

use crate::moments::rfc3339;

/// A check.
pub fn check(view: &CheckView) -> Value {
    let due = view.due_ms.filter(|_| view.outcome != CheckOutcome::Waiting);
    json!({
        "id": view.id,
        "kind": view.kind.name(),
        "from": if view.is_surprise { "surprise" } else { "agreed" },
        "due": due.or(view.delivered_at_ms).map(rfc3339),
        "delivered_at": view.delivered_at_ms.map(rfc3339),
        "closes_at": view.closes_at_ms.map(rfc3339),
        "open_left_s": view.open_left_s,
        "standing_still": view.standing_still,
        "outcome": view.outcome.name(),
        "answer": view.answer.as_ref().map(answer),
        "text": view.text.text,
    })
}

/// What was declared and still counts.
pub fn declared(view: &DeclaredView) -> Value {
    json!({
        "declared": view.what.name(),
        "until": view.until_ms.map(rfc3339),
        "text": view.text.text,
    })
}

fn answer(view: &CheckAnswerView) -> Value {
    json!({
        "at": {
            "earliest": rfc3339(view.earliest_ms),
            "latest": view.latest_ms.map(rfc3339),
        },
        "how": view.how.name(),
        "reason": view.reason.map(|reason| reason.name()),
        "photo": view.photo,
        "receipt": view.receipt,
    })
}
