//! How old the lists are: the age shown to people is the stamp's (`PROTOCOL.md §5.4`).

use super::Lists;
use crate::time::{Moment, milliseconds};

const HOUR_MS: i64 = 3_600_000;
/// How old lists may get on a phone that is awake anyway, in milliseconds: six hours.
pub const FRESH_MS: i64 = 6 * HOUR_MS;

/// What the age of a stamp means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// At most 24 hours.
    Current,
    /// At most 72 hours.
    Old,
    /// At most seven days.
    VeryOld,
    /// Older, or there are no lists: nothing may be concluded.
    Unknown,
}

impl Age {
    /// The name that scripts see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Old => "old",
            Self::VeryOld => "very-old",
            Self::Unknown => "none",
        }
    }
}

/// The age of the lists with the stamp's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListAges {
    pub age: Age,
    /// When the stamp was made, milliseconds since 1970.
    pub stamp_at_ms: Option<i64>,
}

impl Lists {
    /// How old the lists are now.
    pub fn ages(&self, now: &Moment) -> ListAges {
        let Some(stamp) = self.stamp().filter(|_| self.are_whole()) else {
            return ListAges { age: Age::Unknown, stamp_at_ms: None };
        };
        let stamp_at_ms = milliseconds(stamp.iat);
        let age = match now.best_ms.saturating_sub(stamp_at_ms) {
            old if old <= 24 * HOUR_MS => Age::Current,
            old if old <= 72 * HOUR_MS => Age::Old,
            old if old <= 7 * 24 * HOUR_MS => Age::VeryOld,
            _ => Age::Unknown,
        };
        ListAges { age, stamp_at_ms: Some(stamp_at_ms) }
    }
}
