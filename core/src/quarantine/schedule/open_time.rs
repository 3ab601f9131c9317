//! Time outside of quiet hours: the only time in which somebody is asked.

use super::waking::is_quiet_at;
use crate::documents::{QuietHours, Zone};

/// Beyond this nothing is looked for, in seconds: quiet hours leave some of each day, unless they take it
/// whole.
const FARTHEST_S: u64 = 3 * 86_400;

/// Whether nothing may ring at this second.
pub fn is_quiet(at: u64, quiet: QuietHours, zone: &Zone) -> bool {
    is_quiet_at(signed(at), quiet, zone)
}

/// How many seconds from this one up to that one are not quiet.
pub fn not_quiet_between(from: u64, until: u64, quiet: QuietHours, zone: &Zone) -> u64 {
    let mut passed = 0_u64;
    let mut at = from;
    while at < until {
        let next = turn_after(at, quiet, zone).min(until);
        if !is_quiet(at, quiet, zone) {
            passed = passed.saturating_add(next.saturating_sub(at));
        }
        at = next;
    }
    passed
}

/// The second, from this one on, at which so many seconds have passed that are not quiet; none within three
/// days.
pub fn when_not_quiet_for(from: u64, seconds: u64, quiet: QuietHours, zone: &Zone) -> Option<u64> {
    let mut left = seconds;
    let mut at = next_not_quiet(from, quiet, zone)?;
    while at.saturating_sub(from) <= FARTHEST_S {
        let next = turn_after(at, quiet, zone);
        if !is_quiet(at, quiet, zone) {
            let passes = next.saturating_sub(at);
            if left <= passes {
                return Some(at.saturating_add(left));
            }
            left = left.saturating_sub(passes);
        }
        at = next;
    }
    None
}

/// The same for some numbers of seconds from one second on.
pub fn not_quiet_from(
    from: u64,
    quiet: QuietHours,
    zone: &Zone,
) -> impl Fn(u64) -> Option<u64> + '_ {
    // Most windows are over before quiet hours begin.
    let turn = (!is_quiet(from, quiet, zone)).then(|| turn_after(from, quiet, zone));
    move |seconds| {
        let at = from.saturating_add(seconds);
        match turn {
            Some(turn) if at <= turn => Some(at),
            _ => when_not_quiet_for(from, seconds, quiet, zone),
        }
    }
}

/// The first second, from this one on, that is not quiet; none within three days.
pub fn next_not_quiet(from: u64, quiet: QuietHours, zone: &Zone) -> Option<u64> {
    let mut at = from;
    while is_quiet(at, quiet, zone) {
        at = turn_after(at, quiet, zone);
        if at.saturating_sub(from) > FARTHEST_S {
            return None;
        }
    }
    Some(at)
}

/// The next second at which quiet hours may begin or end.
fn turn_after(at: u64, quiet: QuietHours, zone: &Zone) -> u64 {
    let after = signed(at).saturating_add(1);
    let turns = [quiet.from_min, quiet.to_min].map(|minute| zone.next_minute(after, minute));
    // Clocks that go back repeat as much as the change is before and after it.
    let changes = zone.transitions.iter().zip(zone.transitions.iter().skip(1));
    let around = changes.flat_map(|((_, before), (at, now))| {
        let length = before.saturating_sub(*now).max(0);
        [at.saturating_sub(length), *at, at.saturating_add(length)]
    });
    let next = around.filter(|turn| (after..).contains(turn)).chain(turns).min();
    u64::try_from(next.unwrap_or(after)).unwrap_or_default().max(at.saturating_add(1))
}

fn signed(at: u64) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX)
}
