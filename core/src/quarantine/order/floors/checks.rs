//! Floors of how often and when a person is asked.

use super::Floor;
use crate::documents::{Order, QuietHours};

const SHORTEST_WINDOW_MINUTES: u64 = 30;
const SHORTEST_GAP_MINUTES: u64 = 120;
/// Agreed checks and surprises of a local day.
const MOST_CHECKS: u64 = 3;
const SHORTEST_QUIET_MINUTES: u64 = 8 * 60;
/// 23:00.
const NIGHT_FROM_MIN: u64 = 23 * 60;
/// 06:00.
const NIGHT_TO_MIN: u64 = 6 * 60;
const DAY_MIN: u64 = 1440;

pub(super) fn floor(order: &Order) -> Option<Floor> {
    let checks = &order.checks;
    let quiet_min = order.quiet.length_min();
    let of_each = checks.gap_min.saturating_add(checks.window_min);
    let waking_min = DAY_MIN.saturating_sub(quiet_min);
    let broken = [
        (Floor::WindowTooShort, checks.window_min < SHORTEST_WINDOW_MINUTES),
        (Floor::TooManyChecks, checks.n.saturating_add(checks.surprises) > MOST_CHECKS),
        (Floor::GapTooShort, checks.gap_min < SHORTEST_GAP_MINUTES),
        (
            Floor::QuietTooShort,
            quiet_min < SHORTEST_QUIET_MINUTES || !is_quiet_at_night(order.quiet),
        ),
        (Floor::ChecksDoNotFit, checks.n.saturating_mul(of_each) > waking_min),
    ];
    broken.into_iter().find_map(|(floor, is_broken)| is_broken.then_some(floor))
}

fn is_quiet_at_night(quiet: QuietHours) -> bool {
    (NIGHT_FROM_MIN..DAY_MIN).chain(0..NIGHT_TO_MIN).all(|minute| quiet.contains(minute))
}
