//! The minutes of a local day in which somebody may be asked.

use crate::documents::{QuietHours, Span, Zone};

pub(super) const MINUTE: i64 = 60;

/// The instants, UTC seconds, at which the minutes of this day begin that are not quiet. A minute that
/// the clocks show twice is quiet both times: nobody can tell which of the two was meant.
pub(super) fn waking_minutes(day: Span, quiet: QuietHours, zone: &Zone) -> Vec<i64> {
    let step = usize::try_from(MINUTE).unwrap_or(1);
    let minutes = (day.from..day.until).step_by(step);
    if has_one_offset(day, zone) {
        // Minutes follow each other as they do on most days.
        return minutes
            .zip(0_u64..)
            .filter(|(_, minute)| !quiet.contains(*minute))
            .map(|(at, _)| at)
            .collect();
    }
    minutes.filter(|at| !is_quiet_at(*at, quiet, zone)).collect()
}

/// Whether this instant is quiet.
pub(super) fn is_quiet_at(at: i64, quiet: QuietHours, zone: &Zone) -> bool {
    quiet.contains(zone.minute(at)) || zone.is_repeated(at)
}

/// Whether no change of the clocks is within a day of this one.
fn has_one_offset(day: Span, zone: &Zone) -> bool {
    const DAY: i64 = 86_400;
    let near = day.from.saturating_sub(DAY)..day.until.saturating_add(DAY);
    !zone.transitions.iter().any(|(at, _)| near.contains(at))
}
