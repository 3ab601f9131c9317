//! The inspector's time, as far as it is known, and how far it may be held against anybody
//! (`PROTOCOL.md §15.1`).

use crate::model::MS;
use crate::time::{Moment, WALL_DOUBT_MS};

/// Up to this half-width times are compared with the middle, as frames are.
const SHARP_MS: i64 = 10 * MS;

/// What an inspector's device knows about time. Milliseconds since 1970.
///
/// What is held against a person must hold over all that time may be; what lets a person go on,
/// over all that is believed. Without an anchor these differ: a wall clock is believed within five
/// minutes, and convicts nobody, because anything may have set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InspectorTime {
    /// The best value, if there is any clock; freshness is measured against it.
    pub best_ms: Option<i64>,
    /// True time is not earlier.
    pub lo_ms: i64,
    /// True time is not later; without an anchor nothing vouches for that.
    pub hi_ms: Option<i64>,
}

/// How the time stands to a stretch of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeRelation {
    /// Even the latest possible moment lies before it.
    Before,
    /// Inside it, as far as is believed.
    Inside,
    /// Even the earliest possible moment lies after it.
    After,
    /// Not known well enough.
    Unknown,
}

impl InspectorTime {
    /// The time of this device. A wall clock that shows less than what the authority has
    /// signed is no clock.
    pub fn of(moment: &Moment, wall_ms: i64) -> Self {
        let is_clock = moment.hi_ms.is_some() || wall_ms >= moment.lo_ms;
        Self {
            best_ms: is_clock.then_some(moment.best_ms),
            lo_ms: moment.lo_ms,
            hi_ms: moment.hi_ms,
        }
    }

    /// The same device so many milliseconds ago.
    #[cfg(feature = "testing")]
    pub fn before(self, ms: i64) -> Self {
        Self {
            best_ms: self.best_ms.map(|best_ms| best_ms.saturating_sub(ms)),
            lo_ms: self.lo_ms.saturating_sub(ms),
            hi_ms: self.hi_ms.map(|hi_ms| hi_ms.saturating_sub(ms)),
        }
    }

    /// Whether true time is known from both sides.
    pub fn is_bounded(&self) -> bool {
        self.hi_ms.is_some()
    }

    /// The best value, if the doubt is small enough to compare with it.
    pub fn sharp_ms(&self) -> Option<i64> {
        let hi_ms = self.hi_ms?;
        self.best_ms.filter(|_| hi_ms.saturating_sub(self.lo_ms) <= 2 * SHARP_MS)
    }

    /// What is compared where a mistake of the clock would be held against somebody: the best value
    /// if it is vouched for, else the lower bound.
    pub fn vouched_ms(&self) -> i64 {
        self.best_ms.filter(|_| self.is_bounded()).unwrap_or(self.lo_ms)
    }

    /// The earliest and the latest that are believed; without any clock there is no latest.
    pub fn believed_ms(&self) -> (i64, i64) {
        match (self.hi_ms, self.best_ms) {
            (Some(hi_ms), _) => (self.lo_ms, hi_ms),
            (None, Some(best_ms)) => (
                best_ms.saturating_sub(WALL_DOUBT_MS).max(self.lo_ms),
                best_ms.saturating_add(WALL_DOUBT_MS),
            ),
            (None, None) => (self.lo_ms, i64::MAX),
        }
    }

    /// How the time stands to `[from, until)`; `i64::MAX` has no end.
    pub fn relation_to(&self, from_ms: i64, until_ms: i64) -> TimeRelation {
        let (earliest_ms, latest_ms) = self.believed_ms();
        let has_no_end = until_ms == i64::MAX;
        if self.hi_ms.is_some_and(|hi_ms| hi_ms < from_ms) {
            TimeRelation::Before
        } else if self.lo_ms >= until_ms {
            TimeRelation::After
        } else if from_ms <= earliest_ms && (latest_ms < until_ms || has_no_end) {
            TimeRelation::Inside
        } else {
            TimeRelation::Unknown
        }
    }
}
