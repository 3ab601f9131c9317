//! Trusted time: an interval that the authority's signed clock and the phone's own elapsed time give
//! together. The wall clock, which anybody can set, is a hint at most (`PROTOCOL.md §6.2`).

use crate::model::{BootId, MS};
use crate::ports::Reading;

/// How far a phone's elapsed clock may drift, in parts per million.
const DRIFT_PPM: i64 = 200;
/// A token that took longer than this tells only that it is not earlier than the token says.
const MAX_ROUND_TRIP_MS: i64 = 10 * MS;
/// How far an inspector's wall clock is believed, where nobody is harmed by that, while
/// nothing better is known.
pub const WALL_DOUBT_MS: i64 = 300 * MS;

/// A time token as it arrived on this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The authority's clock, Unix seconds.
    pub iat: u64,
    /// The phone's elapsed clock when the token came, milliseconds.
    pub elapsed_ms: i64,
    /// How long the token took, milliseconds.
    pub round_trip_ms: i64,
    /// Elapsed time of another boot says nothing.
    pub boot: BootId,
}

/// All that is known about time; kept across restarts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrustedTime {
    pub(crate) anchor: Option<Anchor>,
    /// Largest `iat` of anything the authority signed, Unix seconds: it is not earlier than that.
    pub(crate) floor: u64,
}

/// True time as far as it is known, milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// It is not earlier.
    pub lo_ms: i64,
    /// It is not later, if that is known.
    pub hi_ms: Option<i64>,
    /// The best single value: the middle while anchored, else the wall clock kept above `lo_ms`.
    pub best_ms: i64,
    /// Whether a token of this boot stands behind it.
    pub anchored: bool,
}

impl Moment {
    /// The best value in whole seconds.
    pub fn best_s(&self) -> u64 {
        seconds(self.best_ms)
    }

    /// The lower bound in whole seconds.
    pub fn lo_s(&self) -> u64 {
        seconds(self.lo_ms)
    }

    /// What is compared where a mistake of the clock would be held against somebody: the best
    /// value while anchored, else the lower bound, in whole seconds.
    pub fn vouched_s(&self) -> u64 {
        if self.anchored { self.best_s() } else { self.lo_s() }
    }

    /// A moment known exactly.
    pub fn exactly(ms: i64) -> Self {
        Self { lo_ms: ms, hi_ms: Some(ms), best_ms: ms, anchored: true }
    }
}

/// Whole seconds of milliseconds; 0 before 1970.
pub fn seconds(ms: i64) -> u64 {
    u64::try_from(ms.div_euclid(MS)).unwrap_or_default()
}

/// Milliseconds of whole seconds.
pub fn milliseconds(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(MS)
}

impl TrustedTime {
    /// What is known before any contact: it is not earlier than the root that the app ships with.
    pub fn since(root_iat: u64) -> Self {
        Self { anchor: None, floor: root_iat }
    }

    /// True time at this reading of the phone's clocks.
    pub fn at(&self, reading: &Reading) -> Moment {
        let floor_ms = milliseconds(self.floor);
        match self.anchored_at(reading) {
            // An authority whose clock was put back does not undo what it has signed.
            Some((lo_ms, hi_ms)) => {
                let lo_ms = lo_ms.max(floor_ms);
                let hi_ms = hi_ms.max(lo_ms);
                let best_ms = lo_ms.midpoint(hi_ms);
                Moment { lo_ms, hi_ms: Some(hi_ms), best_ms, anchored: true }
            }
            None => {
                let best_ms = reading.wall_ms.max(floor_ms);
                Moment { lo_ms: floor_ms, hi_ms: None, best_ms, anchored: false }
            }
        }
    }

    /// The second to sign a request with: what the authority's own clock shows now, wrong or not,
    /// as far as this phone has heard.
    pub fn request_second(&self, reading: &Reading) -> u64 {
        match self.anchored_at(reading) {
            Some((lo_ms, hi_ms)) => seconds(lo_ms.midpoint(hi_ms)),
            None => self.at(reading).best_s(),
        }
    }

    /// The interval that the last token of this boot gives.
    fn anchored_at(&self, reading: &Reading) -> Option<(i64, i64)> {
        let anchor = self.anchor.as_ref().filter(|anchor| {
            anchor.boot == reading.boot && anchor.elapsed_ms <= reading.elapsed_ms
        })?;
        let passed = reading.elapsed_ms.saturating_sub(anchor.elapsed_ms);
        let fast = passed.saturating_mul(DRIFT_PPM).div_euclid(1_000_000);
        // What a slow clock has missed is a part of the time that passed, not of what it shows.
        let slow = passed.saturating_mul(DRIFT_PPM).div_euclid(1_000_000 - DRIFT_PPM);
        let start = milliseconds(anchor.iat).saturating_add(passed);
        // The token shows whole seconds, so it may be a second later than it says.
        let latest = start.saturating_add(MS).saturating_add(anchor.round_trip_ms);
        Some((start.saturating_sub(fast), latest.saturating_add(slow)))
    }

    /// Takes a token over a nonce of ours: the authority's word on what time it is now.
    pub fn take_token(&mut self, iat: u64, sent: &Reading, received: &Reading) {
        self.floor = self.floor.max(iat);
        let round_trip_ms = received.elapsed_ms.saturating_sub(sent.elapsed_ms);
        if sent.boot != received.boot || !(0..=MAX_ROUND_TRIP_MS).contains(&round_trip_ms) {
            return;
        }
        self.anchor = Some(Anchor {
            iat,
            elapsed_ms: received.elapsed_ms,
            round_trip_ms,
            boot: received.boot.clone(),
        });
    }

    /// Takes the `iat` of anything else that the authority signed.
    pub fn take_signed(&mut self, iat: u64) {
        self.floor = self.floor.max(iat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(wall_ms: i64, elapsed_ms: i64, boot: &str) -> Reading {
        Reading { wall_ms, elapsed_ms, boot: BootId(boot.into()) }
    }

    #[test]
    fn an_anchor_outweighs_the_wall_clock() {
        let mut time = TrustedTime::since(1000);
        time.take_token(5000, &reading(0, 100, "a"), &reading(0, 300, "a"));
        let now = time.at(&reading(-86_400_000, 1_000_300, "a"));
        assert_eq!(now.lo_ms, 6_000_000 - 200);
        assert_eq!(now.hi_ms, Some(6_001_000 + 200 + 200));
        assert!(now.anchored);
    }

    #[test]
    fn after_a_reboot_only_the_lower_bound_is_left() {
        let mut time = TrustedTime::since(1000);
        time.take_token(5000, &reading(0, 100, "a"), &reading(0, 300, "a"));
        time.take_signed(5200);
        let early = time.at(&reading(7, 1, "b"));
        assert_eq!((early.lo_ms, early.hi_ms, early.best_ms), (5_200_000, None, 5_200_000));
        assert_eq!(time.at(&reading(9_000_000, 1, "b")).best_ms, 9_000_000);
    }

    #[test]
    fn a_slow_token_moves_the_lower_bound_alone() {
        let mut time = TrustedTime::since(1000);
        time.take_token(5000, &reading(0, 0, "a"), &reading(0, 10_001, "a"));
        let now = time.at(&reading(0, 10_001, "a"));
        assert!(!now.anchored);
        assert_eq!(now.lo_ms, 5_000_000);
    }

    #[test]
    fn before_any_contact_it_is_not_earlier_than_the_root() {
        let now = TrustedTime::since(1000).at(&reading(7, 1, "a"));
        assert_eq!((now.lo_ms, now.hi_ms, now.best_ms), (1_000_000, None, 1_000_000));
    }

    #[test]
    fn elapsed_time_of_another_boot_or_before_the_token_says_nothing() {
        let mut time = TrustedTime::since(1000);
        time.take_token(5000, &reading(0, 100, "a"), &reading(0, 300, "a"));
        assert!(time.at(&reading(0, 300, "a")).anchored);
        assert!(!time.at(&reading(0, 300, "b")).anchored, "later, but of another boot");
        assert!(!time.at(&reading(0, 299, "a")).anchored);
        let mut time = TrustedTime::since(1000);
        time.take_token(5000, &reading(0, 100, "a"), &reading(0, 300, "b"));
        assert!(!time.at(&reading(0, 300, "b")).anchored, "asked for before a reboot");
    }

    #[test]
    fn a_request_has_the_second_of_the_authoritys_clock_even_if_that_was_put_back() {
        let mut time = TrustedTime::since(1000);
        time.take_token(5000, &reading(0, 100, "a"), &reading(0, 300, "a"));
        time.take_signed(9000);
        let now = reading(0, 60_300, "a");
        assert_eq!(time.request_second(&now), 5060);
        assert_eq!(time.at(&now).best_s(), 9000);
        assert_eq!(time.request_second(&reading(9_500_000, 1, "b")), 9500);
    }

    #[test]
    fn only_an_anchor_vouches_for_more_than_the_lower_bound() {
        let known = Moment { lo_ms: 5_000, hi_ms: None, best_ms: 9_999, anchored: false };
        assert_eq!((known.lo_s(), known.best_s(), known.vouched_s()), (5, 9, 5));
        assert_eq!(Moment { anchored: true, ..known }.vouched_s(), 9);
        assert_eq!((seconds(-1), milliseconds(u64::MAX)), (0, i64::MAX));
    }

    proptest::proptest! {
        #[test]
        fn true_time_stays_inside(
            iat in 0u64..2_000_000_000,
            fraction in 0i64..1000,
            trip in 0i64..10_000,
            passed in 0i64..1_000_000_000,
            ppm in -200i64..=200,
        ) {
            // The authority read its clock at some moment of the round trip.
            let mut time = TrustedTime::default();
            time.take_token(iat, &reading(0, 0, "a"), &reading(0, trip, "a"));
            let truth = milliseconds(iat) + fraction + trip + passed;
            let shown = trip + passed + passed * ppm / 1_000_000;
            let now = time.at(&reading(0, shown, "a"));
            assert!(now.lo_ms - 1 <= truth && truth <= now.hi_ms.unwrap() + 1);
        }
    }

    #[test]
    fn a_slow_clock_of_a_week_leaves_the_true_time_inside() {
        let mut time = TrustedTime::default();
        time.take_token(0, &reading(0, 0, "a"), &reading(0, 0, "a"));
        let (fraction, passed) = (977, 613_665_000);
        let now = time.at(&reading(0, passed - passed * 200 / 1_000_000, "a"));
        assert!(fraction + passed <= now.hi_ms.unwrap() + 1);
    }
}
