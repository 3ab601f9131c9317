//! The inspector's time, as far as it is known, and how far it may be held against anybody
//! (`PROTOCOL.md §15.1`).

use crate::model::MS;
use crate::time::{Moment, WALL_DOUBT_MS};

/// Up to this half-width times are compared with the middle, as frames are.
const SHARP_MS: i64 = 10 * MS;

/// What an inspector's device knows about time. Milliseconds since 1970.
///
/// What is held against a person must hold over all that time may be; what lets a person go on,
/// over all that is believed. Without an anchor these differ: a wall clock is believed within five
/// minutes, and convicts nobody, because anything may have set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InspectorTime {
    /// The best value, if there is any clock; freshness is measured against it.
    pub best_ms: Option<i64>,
    /// True time is not earlier.
    pub lo_ms: i64,
    /// True time is not later; without an anchor nothing vouches for that.
    pub hi_ms: Option<i64>,
}

/// How the time stands to a stretch of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeRelation {
    /// Even the latest possible moment lies before it.
    Before,
    /// Inside it, as far as is believed.
    Inside,
    /// Even the earliest possible moment lies after it.
    After,
    /// Not known well enough.
    Unknown,
}

impl InspectorTime {
    /// The time of this device. A wall clock that shows less than what the authority has
    /// signed is no clock.
    pub fn of(moment: &Moment, wall_ms: i64) -> Self {
        let is_clock = moment.hi_ms.is_some() || wall_ms >= moment.lo_ms;
        Self {
            best_ms: is_clock.then_some(moment.best_ms),
            lo_ms: moment.lo_ms,
            hi_ms: moment.hi_ms,
        }
    }

    /// The same device so many milliseconds ago.
    #[cfg(feature = "testing")]
    pub fn before(self, ms: i64) -> Self {
        Self {
            best_ms: self.best_ms.map(|best_ms| best_ms.saturating_sub(ms)),
            lo_ms: self.lo_ms.saturating_sub(ms),
            hi_ms: self.hi_ms.map(|hi_ms| hi_ms.saturating_sub(ms)),
        }
    }

    /// Whether true time is known from both sides.
    pub fn is_bounded(&self) -> bool {
        self.hi_ms.is_some()
    }

    /// The best value, if the doubt is small enough to compare with it.
    pub fn sharp_ms(&self) -> Option<i64> {
        let hi_ms = self.hi_ms?;
        self.best_ms.filter(|_| hi_ms.saturating_sub(self.lo_ms) <= 2 * SHARP_MS)
    }

    /// What is compared where a mistake of the clock would be held against somebody: the best value
    /// if it is vouched for, else the lower bound.
    pub fn vouched_ms(&self) -> i64 {
        self.best_ms.filter(|_| self.is_bounded()).unwrap_or(self.lo_ms)
    }

    /// The earliest and the latest that are believed; without any clock there is no latest.
    pub fn believed_ms(&self) -> (i64, i64) {
        match (self.hi_ms, self.best_ms) {
            (Some(hi_ms), _) => (self.lo_ms, hi_ms),
            (None, Some(best_ms)) => (
                best_ms.saturating_sub(WALL_DOUBT_MS).max(self.lo_ms),
                best_ms.saturating_add(WALL_DOUBT_MS),
            ),
            (None, None) => (self.lo_ms, i64::MAX),
        }
    }

    /// How the time stands to `[from, until)`; `i64::MAX` has no end.
    pub fn relation_to(&self, from_ms: i64, until_ms: i64) -> TimeRelation {
        let (earliest_ms, latest_ms) = self.believed_ms();
        let has_no_end = until_ms == i64::MAX;
        if self.hi_ms.is_some_and(|hi_ms| hi_ms < from_ms) {
            TimeRelation::Before
        } else if self.lo_ms >= until_ms {
            TimeRelation::After
        } else if from_ms <= earliest_ms && (latest_ms < until_ms || has_no_end) {
            TimeRelation::Inside
        } else {
            TimeRelation::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TimeRelation::{After, Before, Inside, Unknown};

    /// A wall clock alone, and a lower bound.
    fn wall(best_ms: i64, lo_ms: i64) -> InspectorTime {
        InspectorTime { best_ms: Some(best_ms), lo_ms, hi_ms: None }
    }

    fn between(lo_ms: i64, hi_ms: i64) -> InspectorTime {
        InspectorTime { best_ms: Some(lo_ms.midpoint(hi_ms)), lo_ms, hi_ms: Some(hi_ms) }
    }

    #[test]
    fn a_wall_clock_is_believed_within_five_minutes_and_never_below_what_was_signed() {
        assert_eq!(wall(1_000_000, 0).believed_ms(), (700_000, 1_300_000));
        assert_eq!(wall(1_000_000, 900_000).believed_ms(), (900_000, 1_300_000));
        assert_eq!(between(5, 9).believed_ms(), (5, 9));
        let none = InspectorTime { best_ms: None, lo_ms: 5, hi_ms: None };
        assert_eq!(none.believed_ms(), (5, i64::MAX));
    }

    #[test]
    fn a_wall_clock_that_shows_less_than_what_was_signed_is_none() {
        let unanchored = Moment { lo_ms: 10, hi_ms: None, best_ms: 10, anchored: false };
        assert_eq!(InspectorTime::of(&unanchored, 9).best_ms, None);
        assert_eq!(InspectorTime::of(&unanchored, 10).best_ms, Some(10));
        assert_eq!(InspectorTime::of(&Moment::exactly(10), 9), between(10, 10));
    }

    #[test]
    fn only_a_bounded_clock_vouches_and_only_a_sharp_one_is_compared_with() {
        assert!(between(5, 9).is_bounded() && !wall(9, 5).is_bounded());
        assert_eq!((between(5, 9).vouched_ms(), wall(9, 5).vouched_ms()), (7, 5));
        assert_eq!(between(1_000, 21_000).sharp_ms(), Some(11_000));
        assert_eq!(between(1_000, 21_001).sharp_ms(), None);
        assert_eq!(wall(9, 5).sharp_ms(), None);
    }

    #[test]
    fn time_is_inside_a_stretch_only_as_a_whole_and_outside_only_if_vouched_for() {
        let stretch = |time: InspectorTime| time.relation_to(1_000, 2_000);
        assert_eq!(stretch(between(1_000, 1_999)), Inside);
        for (lo, hi, stands) in [
            (998, 999, Before),
            (998, 1_000, Unknown),
            (999, 1_500, Unknown),
            (1_500, 2_000, Unknown),
            (1_999, 2_001, Unknown),
            (2_000, 2_001, After),
        ] {
            assert_eq!(stretch(between(lo, hi)), stands, "{lo} {hi}");
        }
        // A wall clock convicts nobody, the lower bound does.
        assert_eq!(stretch(wall(0, 0)), Unknown);
        assert_eq!(stretch(wall(9_000_000, 0)), Unknown);
        assert_eq!(stretch(wall(9_000_000, 2_000)), After);
        assert_eq!(between(5, i64::MAX).relation_to(5, i64::MAX), Inside, "without an end");
    }

    #[cfg(feature = "testing")]
    #[test]
    fn a_device_knew_as_much_a_while_ago() {
        assert_eq!(between(5_000, 9_000).before(4_000), between(1_000, 5_000));
        assert_eq!(wall(5_000, 4_000).before(1_000), wall(4_000, 3_000));
    }
}
