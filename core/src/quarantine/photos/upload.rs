//! How a photo is sent: whole at first, after a failure in parts (`PROTOCOL.md §23.2`).

use std::ops::Range;

use crate::outbox::policy::RETRY_AFTER_CAP_MS;

/// Most bytes of a part.
pub const MOST_PART: u32 = 32 * 1024;
/// With a network for so long and without a receipt, a photo waits no longer: milliseconds.
const WAITS_MS: i64 = 72 * 3_600_000;
/// Between two tries that reached the authority no more than this counts as time with a network.
const LONGEST_GAP_MS: i64 = 6 * 3_600_000;

/// The next thing to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadStep {
    Whole,
    /// How much of it has come?
    Ask,
    Part(Range<u32>),
}

/// How far a photo is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Upload {
    /// It was sent whole once. Whoever does not know what came of that asks.
    pub was_sent: bool,
    /// As the authority said last.
    pub received: u32,
    /// Time with a network in which no receipt came, milliseconds.
    pub connected_ms: i64,
    /// When the authority answered last, Unix milliseconds.
    pub reached_ms: Option<i64>,
    /// Tries in a row that brought nothing.
    pub failures: u32,
    /// When it may be tried again, Unix milliseconds.
    pub not_before_ms: i64,
}

impl Upload {
    /// When it may go, Unix milliseconds. What would wait for more than a day was put off by a clock that
    /// was wrong.
    pub fn due_ms(&self, now_ms: i64) -> i64 {
        let longest = i64::try_from(RETRY_AFTER_CAP_MS).unwrap_or(i64::MAX);
        let is_far = self.not_before_ms.saturating_sub(now_ms) > longest;
        if is_far { now_ms } else { self.not_before_ms }
    }

    /// What is sent next of so many bytes. `has_asked`: the authority has told in this conversation how much
    /// it has.
    pub fn next(&self, size: u32, has_asked: bool) -> UploadStep {
        match (self.was_sent, has_asked) {
            (false, _) => UploadStep::Whole,
            (true, false) => UploadStep::Ask,
            // As many bytes, and no receipt: they are others.
            (true, true) if self.received >= size => UploadStep::Whole,
            (true, true) => {
                let to = self.received.saturating_add(MOST_PART).min(size);
                UploadStep::Part(self.received..to)
            }
        }
    }

    /// The authority has so much of so many bytes. What is more than all of it is nothing. Whether it is more
    /// than before.
    pub fn has_come(&mut self, size: u32, received: u64) -> bool {
        let before = self.received;
        let received = u32::try_from(received).ok().filter(|received| *received <= size);
        self.received = received.unwrap_or_default();
        if self.received > before {
            self.failures = 0;
        }
        self.received > before
    }

    /// The authority answered at this moment.
    pub fn reached(&mut self, now_ms: i64) {
        if let Some(before) = self.reached_ms {
            let gap = now_ms.saturating_sub(before).clamp(0, LONGEST_GAP_MS);
            self.connected_ms = self.connected_ms.saturating_add(gap);
        }
        self.reached_ms = Some(now_ms);
    }

    /// A try brought nothing; the next one may be so much later.
    pub fn failed(&mut self, now_ms: i64, wait_ms: u64) {
        let wait_ms = i64::try_from(wait_ms).unwrap_or(i64::MAX);
        self.failures = self.failures.saturating_add(1);
        self.not_before_ms = now_ms.saturating_add(wait_ms);
    }

    /// It waits no longer; the answer stays.
    pub fn is_over(&self) -> bool {
        self.connected_ms >= WAITS_MS
    }
}
