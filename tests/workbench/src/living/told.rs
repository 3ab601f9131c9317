//! What a phone has lived through, for whoever called it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use doorstep::client::Client;
use doorstep::model::PersonId;
use serde_json::{Value, json};

use super::network::CountedNetwork;
use crate::moments::rfc3339;

/// Counts and courses.
pub struct Told {
    from_ms: i64,
    pub wakes: u64,
    pub fixes: u64,
    pub syncs: u64,
    /// Each state with when it began.
    states: Vec<(i64, &'static str)>,
    /// Notices that the system has shown, by their names.
    notices: BTreeMap<String, Shown>,
    /// Processor time of the process when it began, milliseconds.
    cpu_from_ms: Option<u64>,
}

struct Shown {
    at_ms: i64,
    kind: &'static str,
    text: String,
}

impl Told {
    pub fn begin(now_ms: i64) -> Self {
        Self {
            from_ms: now_ms,
            wakes: 0,
            fixes: 0,
            syncs: 0,
            states: Vec::new(),
            notices: BTreeMap::new(),
            cpu_from_ms: cpu_ms(),
        }
    }

    /// What the phone shows now.
    pub fn look(&mut self, client: &Client, person: PersonId, now_ms: i64) {
        let people = client.snapshot().people;
        let view = people.into_iter().find(|view| view.person == person);
        let state = view.and_then(|view| view.quarantine).map_or("off", |one| one.state.name());
        if self.states.last().is_none_or(|(_, last)| *last != state) {
            self.states.push((now_ms, state));
        }
        let plan = client.plan();
        for notice in plan.notices {
            if notice.at_ms <= plan.now_ms && !self.notices.contains_key(&notice.id) {
                let (kind, text) = (notice.kind.name(), notice.text.text);
                self.notices.insert(notice.id, Shown { at_ms: now_ms, kind, text });
            }
        }
    }

    pub fn value(
        &self,
        client: &Client,
        person: PersonId,
        network: &CountedNetwork,
        now_ms: i64,
    ) -> Value {
        let counts = network.counts();
        let count = |counter: &AtomicU64| counter.load(Ordering::SeqCst);
        let journal = client.journal(person, None, 1).ok();
        let mut checks: BTreeMap<&str, u64> = BTreeMap::new();
        for check in client.checks(person, true).unwrap_or_default() {
            let counted = checks.entry(check.outcome.name()).or_default();
            *counted = counted.saturating_add(1);
        }
        let ends = self.states.iter().skip(1).map(|(at_ms, _)| *at_ms).chain([now_ms]);
        let presence: Vec<Value> = self
            .states
            .iter()
            .zip(ends)
            .map(|((from_ms, state), to_ms)| {
                json!({ "state": state, "from": rfc3339(*from_ms), "to": rfc3339(to_ms) })
            })
            .collect();
        let mut notices: Vec<(&String, &Shown)> = self.notices.iter().collect();
        notices.sort_by_key(|(id, shown)| (shown.at_ms, *id));
        let notices: Vec<Value> = notices
            .into_iter()
            .map(|(id, Shown { at_ms, kind, text })| {
                json!({ "at": rfc3339(*at_ms), "id": id, "kind": kind, "text": text })
            })
            .collect();
        let cpu = cpu_ms().zip(self.cpu_from_ms).map(|(now, from)| now.saturating_sub(from));
        json!({
            "from": rfc3339(self.from_ms),
            "to": rfc3339(now_ms),
            "wakes": self.wakes,
            "fixes": self.fixes,
            "syncs": self.syncs,
            "bytes_up": count(&counts.bytes_up),
            "bytes_down": count(&counts.bytes_down),
            "connections": count(&counts.connections),
            "checks": checks,
            "presence": presence,
            "notices": notices,
            "journal_n": journal.as_ref().map(|page| page.n),
            "confirmed": journal.as_ref().and_then(|page| page.confirmed),
            "cpu_ms": cpu,
            "sync_now": client.plan().sync.is_some(),
        })
    }

    pub fn text(&self) -> String {
        let Self { wakes, fixes, syncs, .. } = self;
        format!("{wakes} wakes, {fixes} fixes, {syncs} syncs, {} notices.", self.notices.len())
    }
}

/// Processor time of this process, all of its threads, by what Linux tells; nothing elsewhere.
fn cpu_ms() -> Option<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold anything.
    let after = stat.rsplit_once(')')?.1;
    let mut fields = after.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    // In hundredths of a second.
    Some(user.saturating_add(system).saturating_mul(10))
}
