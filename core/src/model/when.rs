//! A moment as people say it: "today", "tomorrow", or its day, by the clocks of the region.
//!
//! What is kept or printed must not say "today": it is written with the whole date.

use chrono::{DateTime, NaiveDateTime, Timelike as _};

/// Seconds in a day.
const DAY: i64 = 86_400;

/// A moment at the region, with how its day is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Local seconds since 1970-01-01 00:00 local.
    local: i64,
    day: Day,
    /// Seconds east of UTC, where the local time alone does not say which moment is meant.
    offset: Option<i64>,
}

/// How a day is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    Yesterday,
    Today,
    Tomorrow,
    /// Weekday, day and month of the present year.
    OfTheYear,
    Whole,
}

impl When {
    /// A moment by its local seconds since 1970; `offset` in seconds east of UTC, where clocks at the
    /// region do not show which moment is meant.
    pub(crate) fn new(local: i64, day: Day, offset: Option<i64>) -> Self {
        Self { local, day, offset }
    }

    /// Whether both lie on one day.
    pub(crate) fn is_on_day_of(&self, other: &Self) -> bool {
        self.local.div_euclid(DAY) == other.local.div_euclid(DAY)
    }

    pub(crate) fn day(&self) -> Day {
        self.day
    }

    pub(crate) fn date(&self) -> NaiveDateTime {
        calendar(self.local)
    }

    /// `15:40`, or `03:30 (UTC+2)` where the clocks show it twice.
    pub(crate) fn clock(&self) -> String {
        let date = self.date();
        self.with_offset(format!("{:02}:{:02}", date.hour(), date.minute()))
    }

    /// The same to the second.
    pub(crate) fn clock_to_the_second(&self) -> String {
        let date = self.date();
        self.with_offset(format!("{:02}:{:02}:{:02}", date.hour(), date.minute(), date.second()))
    }

    fn with_offset(&self, clock: String) -> String {
        let Some(offset) = self.offset else { return clock };
        let minutes = offset.unsigned_abs() / 60;
        let sign = if offset < 0 { '−' } else { '+' };
        match (minutes / 60, minutes % 60) {
            (0, 0) => format!("{clock} (UTC)"),
            (hours, 0) => format!("{clock} (UTC{sign}{hours})"),
            (hours, minutes) => format!("{clock} (UTC{sign}{hours}:{minutes:02})"),
        }
    }
}

/// What no calendar has is shown as its beginning.
pub(crate) fn calendar(local: i64) -> NaiveDateTime {
    DateTime::from_timestamp(local, 0).unwrap_or_default().naive_utc()
}
