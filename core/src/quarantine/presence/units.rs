//! Lengths, times and weights as whole numbers of one unit each (`PROTOCOL.md §17.2`).

/// A length that is never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Millimetres(pub u64);

impl Millimetres {
    /// A whole number of metres.
    pub const fn of_metres(metres: u32) -> Self {
        Self(metres as u64 * 1_000)
    }
}

/// A moment: milliseconds of the phone's elapsed clock. Comparable within one boot only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elapsed(pub i64);

impl Elapsed {
    /// How much later this is than `earlier`; negative if it is earlier. No two moments are too far
    /// apart to be compared.
    pub fn since(self, earlier: Self) -> Milliseconds {
        Milliseconds(self.0.saturating_sub(earlier.0))
    }
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Milliseconds(pub i64);

impl Milliseconds {
    /// A whole number of seconds.
    pub const fn of_seconds(seconds: u32) -> Self {
        Self(seconds as i64 * 1_000)
    }
}

/// Weight of evidence: ten are odds of ten to one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Decibans(pub u32);

impl std::ops::Add for Decibans {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl std::iter::Sum for Decibans {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| sum + one)
    }
}

/// Number of a fix, as it was counted when it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FixNumber(pub u64);
