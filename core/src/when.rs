//! A moment as people say it: "today", "tomorrow", or its day, by the clocks of the region.
//!
//! What is kept or printed must not say "today": it is written with the whole date.

use chrono::{DateTime, Datelike as _, NaiveDateTime, Timelike as _};

use crate::documents::Zone;

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
    /// The moment as it is said at this second: today, tomorrow, or by its date.
    pub fn told(zone: &Zone, at: i64, now: i64) -> Self {
        let days = zone.local(at).div_euclid(DAY) - zone.local(now).div_euclid(DAY);
        match days {
            -1 => Self::named(zone, at, Day::Yesterday),
            0 => Self::named(zone, at, Day::Today),
            1 => Self::named(zone, at, Day::Tomorrow),
            _ => Self::dated(zone, at, now),
        }
    }

    /// The same by its date, for what is still read tomorrow, or on a phone whose clock nobody
    /// vouches for; the year only if it is not the present one.
    pub fn dated(zone: &Zone, at: i64, now: i64) -> Self {
        let same_year = calendar(zone.local(at)).year() == calendar(zone.local(now)).year();
        Self::named(zone, at, if same_year { Day::OfTheYear } else { Day::Whole })
    }

    /// The moment with its whole date, for what is printed or kept.
    pub fn whole(zone: &Zone, at: i64) -> Self {
        Self::named(zone, at, Day::Whole)
    }

    fn named(zone: &Zone, at: i64, day: Day) -> Self {
        let doubtful = zone.transitions.is_empty() || zone.is_repeated(at);
        Self { local: zone.local(at), day, offset: doubtful.then(|| zone.offset(at)) }
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

fn calendar(local: i64) -> NaiveDateTime {
    // What no calendar has is shown as its beginning.
    DateTime::from_timestamp(local, 0).unwrap_or_default().naive_utc()
}
