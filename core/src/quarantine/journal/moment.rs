//! When something happened, as far as a phone can know.

use crate::model::{BootMark, MS};
use crate::quarantine::presence::Milliseconds;
use crate::time;

/// The true time lies in it: Unix seconds, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    earliest: u64,
    latest: Option<u64>,
}

impl Interval {
    /// Without a latest second if nothing vouches for one. None if it ends before it begins.
    pub fn new(earliest: u64, latest: Option<u64>) -> Option<Self> {
        latest.is_none_or(|latest| earliest <= latest).then_some(Self { earliest, latest })
    }

    /// What happens at this moment.
    pub fn of(now: &time::Moment) -> Self {
        let earliest = now.lo_s();
        let latest = now.hi_ms.map(|hi| time::seconds(hi.saturating_add(MS - 1)).max(earliest));
        Self { earliest, latest }
    }

    /// A second that is known.
    pub fn exactly(second: u64) -> Self {
        Self { earliest: second, latest: Some(second) }
    }

    /// Not before this.
    pub fn earliest(self) -> u64 {
        self.earliest
    }

    /// Not after this, if that is known.
    pub fn latest(self) -> Option<u64> {
        self.latest
    }

    /// As it is written everywhere: the earliest second, and the latest if that is known.
    pub fn ends(self) -> impl Iterator<Item = u64> {
        [Some(self.earliest), self.latest].into_iter().flatten()
    }

    /// Whether it was before this second, whatever time it really was.
    pub fn is_before(self, second: u64) -> bool {
        self.latest.is_some_and(|latest| latest < second)
    }

    /// So long after the latest that it can have been; never, while that is not known.
    pub fn latest_plus(self, seconds: u64) -> Option<u64> {
        self.latest.map(|latest| latest.saturating_add(seconds))
    }
}

/// An interval, and the phone's elapsed clock: two moments of one boot are apart by exactly what
/// that clock says, however wide their intervals are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// By the authority's clock.
    pub within: Interval,
    /// Since the core first ran in this boot; never negative.
    pub elapsed: Milliseconds,
    /// Which boot.
    pub boot: BootMark,
}

/// A Unix second that is a whole quarter of an hour: how exactly technical states are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuarterHour(u64);

/// Seconds of a step.
const STEP: u64 = 900;

impl QuarterHour {
    /// None if it is within one.
    pub fn new(second: u64) -> Option<Self> {
        second.is_multiple_of(STEP).then_some(Self(second))
    }

    /// The last one that is not after this second.
    pub fn before(second: u64) -> Self {
        Self(second - second % STEP)
    }

    /// Unix seconds.
    pub fn second(self) -> u64 {
        self.0
    }
}
