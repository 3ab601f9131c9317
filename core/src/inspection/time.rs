//! The inspector's time: m ± w.

use crate::model::MS;
use crate::time::{Moment, WALL_DOUBT_MS};

/// Up to this half-width times are compared with the middle, as frames are.
const SHARP_MS: i64 = 10 * MS;

/// What an inspector's device knows about time. Milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InspectorTime {
    /// The best value; freshness is measured against it.
    pub middle_ms: i64,
    /// True time is not earlier.
    pub lo_ms: i64,
    /// True time is not later; nothing is known without a clock.
    pub hi_ms: Option<i64>,
}

impl InspectorTime {
    /// The time of an anchored device, or of one with a wall clock that may be right: that is
    /// believed within five minutes. A wall clock that shows less than what the authority has
    /// signed is no clock.
    pub fn of(moment: &Moment, wall_ms: i64) -> Self {
        match moment.hi_ms {
            Some(hi_ms) => {
                Self { middle_ms: moment.best_ms, lo_ms: moment.lo_ms, hi_ms: Some(hi_ms) }
            }
            None if wall_ms < moment.lo_ms => {
                Self { middle_ms: moment.lo_ms, lo_ms: moment.lo_ms, hi_ms: None }
            }
            None => Self {
                middle_ms: wall_ms,
                lo_ms: wall_ms.saturating_sub(WALL_DOUBT_MS).max(moment.lo_ms),
                hi_ms: Some(wall_ms.saturating_add(WALL_DOUBT_MS)),
            },
        }
    }

    /// Whether there is any clock.
    pub fn has_clock(&self) -> bool {
        self.hi_ms.is_some()
    }

    /// Whether the doubt is small enough to compare with the middle.
    pub fn is_sharp(&self) -> bool {
        self.hi_ms.is_some_and(|hi| hi.saturating_sub(self.lo_ms) <= 2 * SHARP_MS)
    }

    /// Whether this instant lies after all that is possible.
    pub fn before(&self, instant_ms: i64) -> bool {
        self.hi_ms.is_some_and(|hi| hi < instant_ms)
    }

    /// The upper bound; without a clock there is none.
    pub fn hi_ms(&self) -> i64 {
        self.hi_ms.unwrap_or(i64::MAX)
    }
}
