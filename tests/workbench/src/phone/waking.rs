//! What a phone's system would tell: that it has woken the app, and what it says of itself.

use std::path::Path;

use doorstep::client::Client;
use doorstep::events::{Cause, Facts, Moved, Wake};
use doorstep::views::Plan;
use serde_json::{Value, json};

use crate::device::facts::{self, FactChange};
use crate::labels::Label;
use crate::reply::{ErrorInfo, Reply};
use crate::values;

/// Changes what the phone says of itself, and tells the core.
pub fn facts(client: &Client, home: &Path, changes: &[FactChange]) -> Result<Reply, ErrorInfo> {
    let language = client.snapshot().language;
    let before = facts::read(home);
    let now = facts::change(home, changes, &language)?;
    let plan = client.facts_changed(now.clone());
    let changed = now.changed_since(&before);
    let mut value = json!({ "facts": facts::value(&now), "changed": changed });
    Ok(answer(&mut value, &plan, &language))
}

/// Wakes the phone.
pub fn wake(client: &Client, cause: Cause, facts: Facts, moved: Option<Moved>) -> Reply {
    let plan = client.woken(Wake { cause, facts, moved });
    answer(&mut json!({ "plan": values::plan(&plan) }), &plan, &client.snapshot().language)
}

/// What every event answers beside its own: the entry of the journal that it wrote, where the duty
/// stands, and whether to sync. There is no journal and no duty yet.
fn answer(value: &mut Value, plan: &Plan, language: &str) -> Reply {
    let next = if plan.sync.is_some() { Label::SyncNow } else { Label::Wake(plan.wake_at_ms) };
    let text = next.text(language);
    let event = [
        ("n", Value::Null),
        ("state", json!("off")),
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
