//! What a phone's system would tell: that it has woken the app, and what it says of itself.

use std::path::Path;

use doorstep::client::Client;
use doorstep::events::{Cause, Facts, Moved, Wake};
use doorstep::model::PersonId;
use doorstep::views::Plan;
use serde_json::{Value, json};

use super::event::Event;
use crate::device::facts::{self, FactChange};
use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply};
use crate::values;

/// Changes what the phone says of itself, and tells the core.
pub fn facts(
    client: &Client,
    person: PersonId,
    home: &Path,
    changes: &[FactChange],
) -> Result<Reply, ErrorInfo> {
    let event = Event::begin(client, person);
    let language = client.snapshot().language;
    let before = facts::read(home);
    let now = facts::change(home, changes, &language)?;
    let plan = client.facts_changed(now.clone());
    let changed = now.changed_since(&before);
    let mut value = json!({ "facts": facts::value(&now), "changed": changed });
    Ok(answer(&mut value, &plan, &event.end(client, person), &language))
}

/// Wakes the phone.
pub fn wake(
    client: &Client,
    person: PersonId,
    cause: Cause,
    facts: Facts,
    moved: Option<Moved>,
) -> Reply {
    let event = Event::begin(client, person);
    let plan = client.woken(Wake { cause, facts, moved });
    let came = event.end(client, person);
    answer(&mut json!({ "plan": values::plan(&plan) }), &plan, &came, &client.snapshot().language)
}

/// What an event answers, with what the plan asks for.
fn answer(value: &mut Value, plan: &Plan, came: &Value, language: &str) -> Reply {
    let next = if plan.sync.is_some() { Label::SyncNow } else { Label::Wake(plan.wake_at_ms) };
    let text = next.text(language);
    let event = [
        ("n", came.get("n").cloned().unwrap_or_default()),
        ("state", came.get("state").cloned().unwrap_or_default()),
        ("sync_now", json!(plan.sync.is_some())),
        ("text", json!(text)),
    ];
    for (key, what) in event {
        if let Some(object) = value.as_object_mut() {
            object.insert(key.to_owned(), what);
        }
    }
    Reply::done(value.take(), text)
}
