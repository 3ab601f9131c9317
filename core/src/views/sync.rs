//! When a phone goes to the network by itself.

use super::Viewed;
use crate::documents::Stamp;
use crate::lists::FRESH_MS;
use crate::registration::Registration;
use crate::state::{Person, SyncSchedule};
use crate::time::milliseconds;

/// Spreads accounts over an hour after that: 65,536 steps, in milliseconds.
const SPREAD_STEP_MS: i64 = 55;
/// No schedule reaches further than a day: a clock that was set back must not silence a phone.
const LONGEST_SCHEDULE_MS: i64 = 24 * 3_600_000;

impl Viewed<'_> {
    /// When a sync is due for a form that waits, or lists that age under an account: by the schedule
    /// that the last sync left, or before there was any, when the lists that came with registering
    /// are hours old, each account at a moment of its own.
    pub fn sync_due_ms(
        &self,
        person: &Person,
        schedule: &SyncSchedule,
        stamp: Option<&Stamp>,
    ) -> Option<i64> {
        let spread = person.registration.speaker().map(|speaker| speaker.spread);
        if spread.is_none() && !matches!(person.registration, Registration::Waiting { .. }) {
            return None;
        }
        let due_ms = match (spread, stamp) {
            _ if *schedule != SyncSchedule::default() => schedule.not_before_ms,
            (Some([a, b, ..]), Some(stamp)) => {
                let own = i64::from(u16::from_be_bytes([a, b])).saturating_mul(SPREAD_STEP_MS);
                milliseconds(stamp.iat).saturating_add(FRESH_MS).saturating_add(own)
            }
            _ => 0,
        };
        Some(due_ms.min(self.now.best_ms.saturating_add(LONGEST_SCHEDULE_MS)))
    }
}
