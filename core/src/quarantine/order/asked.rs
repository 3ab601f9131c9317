//! How many checks a day may bring at most, whatever versions and orders they come from.

use crate::documents::Zone;

const DAY: u64 = 86_400;
/// Checks of one local day.
const MOST_A_DAY: usize = 3;
/// Checks within any 24 hours.
const MOST_IN_24_H: usize = 4;

/// Whether one more check at this second is within what a day may bring. `others` are the seconds at
/// which the person was asked, or will be, under any of their orders.
pub fn has_room(others: &[u64], at: u64, zone: &Zone) -> bool {
    let day = zone.day(i64::try_from(at).unwrap_or(i64::MAX));
    let is_today = |second: &&u64| {
        i64::try_from(**second).is_ok_and(|second| (day.from..day.until).contains(&second))
    };
    if others.iter().filter(is_today).count() >= MOST_A_DAY {
        return false;
    }
    // The fullest 24 hours end with a check.
    let mut ends =
        others.iter().chain([&at]).filter(|end| (at..at.saturating_add(DAY)).contains(end));
    ends.all(|end| {
        let within = |second: &&u64| **second <= *end && end.saturating_sub(**second) < DAY;
        others.iter().filter(within).count() < MOST_IN_24_H
    })
}
