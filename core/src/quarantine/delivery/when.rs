//! When a request goes: at once, or in a slot of the phone's own, so that a fleet never meets
//! (`PROTOCOL.md §20.8`).

use super::limits::{APART_MS, LONGEST_BATCH_S, QUICK_SPREAD_MS, SHORTEST_BATCH_S, URGENT_BATCH_S};
use super::state::Delivery;
use crate::crypto::sha256;
use crate::model::MS;
use crate::outbox::policy::{RETRY_AFTER_CAP_MS, retry_after_ms};
use crate::quarantine::journal::{Entry, Event, Kind};
use crate::quarantine::presence::State;

/// What waits, as far as it decides when. It is kept in memory: noted at each entry, and over the
/// waiting entries when a process begins or an epoch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Number of the newest item; 0 before the first.
    pub newest: u64,
    /// Number of the newest that is urgent; 0 if none is.
    pub urgent: u64,
}

/// What of a phone moves a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Phone {
    pub charging: bool,
    pub wifi: bool,
}

/// When the next request goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Now,
    /// Milliseconds since 1970.
    At(i64),
    /// Nothing waits.
    Never,
}

/// How far ahead a request reaches by the batches of the order in force: what comes due within so many
/// milliseconds goes with it.
pub fn reaches_ms(batch_s: u64) -> i64 {
    period_ms(batch_s) / 2
}

fn period_ms(batch_s: u64) -> i64 {
    milliseconds(batch_s.clamp(SHORTEST_BATCH_S, LONGEST_BATCH_S))
}

impl Waiting {
    /// Notes an entry that was written.
    pub fn note(&mut self, entry: &Entry) {
        let Some(seq) = entry.seq else { return };
        self.newest = seq;
        if is_urgent(entry) {
            self.urgent = seq;
        }
    }
}

/// Whether somebody has to know at once.
fn is_urgent(entry: &Entry) -> bool {
    match entry.kind {
        Kind::Answer | Kind::Declare | Kind::Order => true,
        Kind::Presence => matches!(
            entry.event(),
            Some(Event::Presence { open, .. }) if matches!(open.state, State::Away | State::Unverified)
        ),
        _ => false,
    }
}

impl Delivery {
    /// When the next request goes, by the batches of the order in force. `now_ms` is the best value
    /// of trusted time.
    pub fn when(&self, waiting: Waiting, batch_s: u64, phone: Phone, now_ms: i64) -> Due {
        if waiting.newest <= self.confirmed.reports.seq {
            return Due::Never;
        }
        let period_ms = period_ms(batch_s);
        let is_urgent = waiting.urgent > self.confirmed.reports.seq;
        let is_new = is_urgent && (self.failures == 0 || waiting.urgent > self.tried);
        let ahead_ms = if phone.charging || phone.wifi { period_ms / 2 } else { 0 };
        let tried_ms = self.tried_ms(now_ms);
        let planned_ms = match tried_ms {
            None => now_ms,
            _ if is_new => now_ms,
            // What somebody waits for is tried once more at once. What nobody waits for is not: after an
            // outage the retries of a fleet would fall on top of its slots.
            Some(tried_ms) if self.failures % 2 == 1 && (is_urgent || self.goes_soon()) => {
                let spread = self.hash(b"quick") % QUICK_SPREAD_MS.unsigned_abs();
                tried_ms + APART_MS + i64::try_from(spread).unwrap_or_default()
            }
            Some(tried_ms) if self.failures > 0 => {
                let urgent_ms = period_ms.min(milliseconds(URGENT_BATCH_S));
                let next_ms = self.slot_after(tried_ms, period_ms).saturating_sub(ahead_ms);
                if is_urgent { next_ms.min(self.slot_after(tried_ms, urgent_ms)) } else { next_ms }
            }
            // What went has taken the slots of the next half batch along.
            Some(tried_ms) => {
                let done_ms = self.last_receipt_ms.unwrap_or(tried_ms);
                let next_ms =
                    self.slot_after(done_ms.saturating_add(reaches_ms(batch_s)), period_ms);
                next_ms.saturating_sub(ahead_ms)
            }
        };
        let apart_ms = tried_ms.map(|tried_ms| tried_ms.saturating_add(APART_MS));
        let at_ms =
            [Some(planned_ms), apart_ms, self.waits_until_ms(now_ms)].into_iter().flatten().max();
        match at_ms {
            Some(at_ms) if at_ms > now_ms => Due::At(at_ms),
            _ => Due::Now,
        }
    }

    /// Whether a request may go, planned or not: neither while the phone has to wait, nor so soon after
    /// one for which nothing was receipted.
    pub fn may_go(&self, now_ms: i64) -> bool {
        let tried_ms = self.tried_ms(now_ms).filter(|_| self.failures > 0);
        let apart_ms = tried_ms.map(|tried_ms| tried_ms.saturating_add(APART_MS));
        let waits = [apart_ms, self.waits_until_ms(now_ms)].into_iter().flatten();
        waits.max().is_none_or(|at_ms| at_ms <= now_ms)
    }

    /// The authority was there, and what it said makes another request of it.
    fn goes_soon(&self) -> bool {
        self.tried == 0
    }

    /// When something was sent last. Of a clock that was set back since, nothing is known.
    fn tried_ms(&self, now_ms: i64) -> Option<i64> {
        self.last_try_ms.filter(|tried_ms| *tried_ms <= now_ms.saturating_add(APART_MS))
    }

    fn waits_until_ms(&self, now_ms: i64) -> Option<i64> {
        let longest = i64::try_from(RETRY_AFTER_CAP_MS).unwrap_or(i64::MAX);
        self.wait_until_ms.filter(|until_ms| until_ms.saturating_sub(now_ms) <= longest)
    }

    /// The first slot of ours after a moment.
    fn slot_after(&self, ms: i64, period_ms: i64) -> i64 {
        let own_ms = self.hash(b"slot") % period_ms.unsigned_abs().max(1);
        let own_ms = i64::try_from(own_ms).unwrap_or_default();
        let since_ms = ms.saturating_sub(own_ms).rem_euclid(period_ms.max(1));
        ms.saturating_add(period_ms - since_ms)
    }

    /// Until when the authority asks us to wait.
    pub(super) fn asked_to_wait(&self, seconds: u64, now_ms: i64) -> i64 {
        let wait_ms = retry_after_ms(seconds, self.hash(b"wait"));
        now_ms.saturating_add(i64::try_from(wait_ms).unwrap_or(i64::MAX))
    }

    /// A number that phones do not share.
    fn hash(&self, what: &[u8]) -> u64 {
        let digest = sha256(&[what, self.chain.bytes().as_slice()].concat());
        u64::from_be_bytes(digest.first_chunk().copied().unwrap_or_default())
    }
}

fn milliseconds(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(MS)
}
