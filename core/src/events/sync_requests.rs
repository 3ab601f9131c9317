//! Which wakes ask for a sync. A plan never asks more often than the schedule allows, but for a
//! person who looks at something that waits.

use super::{Cause, Facts};
use crate::outbox::Urgency;
use crate::outbox::policy::CAP_MS;
use crate::ports::Reading;

/// Wakes that come together ask once: so long nobody asks again for a sync that has not begun.
const TOGETHER_MS: i64 = 30_000;
/// How soon a network that comes again is tried ahead of the schedule, doubled by each failure.
const AHEAD_MS: i64 = 30_000;
/// What a phone says of its network counts so long: one that came while the app slept is not told.
const FRESH_MS: i64 = 15 * 60_000;
/// When what is due and held back is looked at again, if nothing else wakes the phone.
const HELD_MS: i64 = 15 * 60_000;
/// How much later lists are fetched by a phone that saves power: six hours.
const SPARED_MS: i64 = 6 * 3_600_000;

/// What there is to sync.
#[derive(Debug, Clone)]
pub struct SyncNeed {
    /// The phone's clocks.
    pub reading: Reading,
    /// Now, milliseconds since 1970, as far as it is known.
    pub now_ms: i64,
    /// When the next request that waits is tried again.
    pub request_due_ms: Option<i64>,
    /// When lists are fetched anew.
    pub lists_due_ms: Option<i64>,
    /// Whether something of a person waits for a network.
    pub waits: bool,
    /// Syncs without an answer, in a row.
    pub failures: u32,
    /// Whether the folder was let go, so that nothing can be synced.
    pub suspended: bool,
}

/// What the phone said of itself last, and which sync was asked for. In memory alone: a process that
/// is new has asked for nothing.
#[derive(Debug, Default)]
pub struct SyncRequests {
    said: Option<(Facts, Reading)>,
    asked: Option<Reading>,
    ahead: Option<Reading>,
    running: u32,
}

impl SyncRequests {
    /// Takes what the phone says of itself.
    pub fn hear(&mut self, facts: Facts, reading: &Reading) {
        self.said = Some((facts, reading.clone()));
    }

    /// What it said last.
    pub fn facts(&self) -> Option<&Facts> {
        self.said.as_ref().map(|(facts, _)| facts)
    }

    /// A sync begins: what was asked for is being done.
    pub fn begin(&mut self) {
        self.running = self.running.saturating_add(1);
        self.asked = None;
    }

    /// It has ended, or was dropped.
    pub fn end(&mut self) {
        self.running = self.running.saturating_sub(1);
    }

    /// The sync that is due although nothing woke the phone.
    pub fn due(&self, need: &SyncNeed) -> Option<Urgency> {
        (self.can_sync(need) && self.is_due(need)).then_some(Urgency::Background)
    }

    /// The sync that a wake asks for.
    pub fn woken(&mut self, cause: Cause, need: &SyncNeed) -> Option<Urgency> {
        if !self.can_sync(need) {
            return None;
        }
        let asked = within(self.asked.as_ref(), need, TOGETHER_MS);
        let urgency = match cause {
            Cause::User if need.waits => Urgency::Person,
            _ if asked => return None,
            Cause::Network if need.waits && self.may_go_ahead(need) => {
                self.ahead = Some(need.reading.clone());
                Urgency::Person
            }
            _ if self.is_due(need) => Urgency::Background,
            _ => return None,
        };
        self.asked = Some(need.reading.clone());
        Some(urgency)
    }

    /// When to wake up for the next sync, milliseconds since 1970.
    pub fn wake_at_ms(&self, need: &SyncNeed, sync: Option<Urgency>) -> Option<i64> {
        let due_ms = self.due_ms(need)?;
        let held = due_ms <= need.now_ms && sync.is_none();
        Some(if held { need.now_ms.saturating_add(HELD_MS) } else { due_ms.max(need.now_ms) })
    }

    /// Whether a sync waits for a network: a person's request, or whatever is due without one.
    pub fn awaits_network(&self, need: &SyncNeed) -> bool {
        need.waits || self.is_cut_off(need) && self.is_due(need)
    }

    fn can_sync(&self, need: &SyncNeed) -> bool {
        !need.suspended && self.running == 0 && !self.is_cut_off(need)
    }

    fn is_due(&self, need: &SyncNeed) -> bool {
        self.due_ms(need).is_some_and(|due_ms| due_ms <= need.now_ms)
    }

    fn due_ms(&self, need: &SyncNeed) -> Option<i64> {
        let spares = self.fresh(need).is_some_and(Facts::spares_power) && !need.waits;
        let later_ms = if spares { SPARED_MS } else { 0 };
        let lists = need.lists_due_ms.map(|due_ms| due_ms.saturating_add(later_ms));
        need.request_due_ms.into_iter().chain(lists).min()
    }

    fn is_cut_off(&self, need: &SyncNeed) -> bool {
        self.fresh(need).is_some_and(Facts::is_cut_off)
    }

    /// A network that comes and goes must not drain the battery.
    fn may_go_ahead(&self, need: &SyncNeed) -> bool {
        let longest = i64::try_from(CAP_MS).unwrap_or(i64::MAX);
        let distance_ms = AHEAD_MS.saturating_mul(1 << need.failures.min(16)).min(longest);
        !within(self.ahead.as_ref(), need, distance_ms)
    }

    fn fresh(&self, need: &SyncNeed) -> Option<&Facts> {
        let (facts, at) = self.said.as_ref()?;
        within(Some(at), need, FRESH_MS).then_some(facts)
    }
}

/// Whether something was less than so long ago: by the clock that nobody sets.
fn within(then: Option<&Reading>, need: &SyncNeed, ms: i64) -> bool {
    then.is_some_and(|then| {
        let age_ms = need.reading.elapsed_ms.saturating_sub(then.elapsed_ms);
        then.boot == need.reading.boot && (0..ms).contains(&age_ms)
    })
}

#[cfg(test)]
mod tests;
