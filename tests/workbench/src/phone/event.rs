//! What every event answers beside its own: the entry of the journal that it wrote, where the patient
//! stands, and whether to sync.

use doorstep::client::Client;
use doorstep::model::PersonId;
use doorstep::views::QuarantineView;
use serde_json::{Value, json};

use crate::labels::Label;

/// An event that is on its way.
pub struct Event {
    entries_before: u64,
}

impl Event {
    /// Before it.
    pub fn begin(client: &Client, person: PersonId) -> Self {
        Self { entries_before: quarantine(client, person).map_or(0, |view| view.entries) }
    }

    /// After it.
    pub fn end(&self, client: &Client, person: PersonId) -> Value {
        let snapshot = client.snapshot();
        let view = quarantine(client, person);
        let entries = view.as_ref().map_or(0, |view| view.entries);
        let plan = client.plan();
        let text = match &view {
            Some(view) => view.headline.text.clone(),
            None if plan.sync.is_some() => Label::SyncNow.text(&snapshot.language),
            None => Label::Wake(plan.wake_at_ms).text(&snapshot.language),
        };
        json!({
            "n": (entries > self.entries_before).then_some(entries),
            "state": view.map_or("off", |view| view.state.name()),
            "sync_now": plan.sync.is_some(),
            "text": text,
        })
    }
}

fn quarantine(client: &Client, person: PersonId) -> Option<QuarantineView> {
    let people = client.snapshot().people;
    people.into_iter().find(|view| view.person == person)?.quarantine
}
