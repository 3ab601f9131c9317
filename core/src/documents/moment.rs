//! How the day of a moment is named at the region.

use chrono::Datelike as _;

use super::Zone;
use crate::model::{Day, When, calendar};

/// Seconds in a day.
const DAY: i64 = 86_400;

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
        Self::new(zone.local(at), day, doubtful.then(|| zone.offset(at)))
    }
}
