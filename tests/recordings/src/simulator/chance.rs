//! Numbers by a seed.

use std::ops::Range;

use rand::{RngExt, SeedableRng};
use rand_xorshift::XorShiftRng;

/// A source of them.
#[derive(Debug, Clone)]
pub struct Chance(XorShiftRng);

impl Chance {
    /// The same seed gives the same numbers.
    pub fn of(seed: u64) -> Self {
        Self(XorShiftRng::seed_from_u64(seed))
    }

    /// One whose numbers do not depend on how many are drawn from this one later.
    pub fn another(&mut self) -> Self {
        Self::of(self.0.random())
    }

    /// So often out of one.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.0.random_bool(probability.clamp(0.0, 1.0))
    }

    /// A whole number; the beginning of a range that is empty.
    pub fn whole(&mut self, range: Range<i64>) -> i64 {
        if range.is_empty() { range.start } else { self.0.random_range(range) }
    }

    /// A number.
    pub fn number(&mut self, range: Range<f64>) -> f64 {
        if range.is_empty() { range.start } else { self.0.random_range(range) }
    }

    /// One of what there is.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let index = self.0.random_range(0..all.len().max(1));
        all.get(index).copied()
    }

    /// As large as what was recorded: between two neighbours of a sorted list.
    pub fn like(&mut self, recorded: &[f64]) -> f64 {
        let at = self.0.random_range(0..recorded.len().saturating_sub(1).max(1));
        let low = recorded.get(at).copied().unwrap_or_default();
        let high = recorded.get(at + 1).copied().unwrap_or(low);
        self.number(low..high)
    }

    /// A direction, as what one metre that way is to the north and to the east.
    pub fn direction(&mut self) -> (f64, f64) {
        loop {
            // Without sines: their last bit differs between machines.
            let (north, east) = (self.number(-1.0..1.0), self.number(-1.0..1.0));
            let length = (north * north + east * east).sqrt();
            if (0.1..1.0).contains(&length) {
                return (north / length, east / length);
            }
        }
    }

    /// Moments of what happens so many times a day on average, in order, in days of which the first
    /// begins at 0.
    pub fn moments(&mut self, a_day: f64, days: u32) -> Vec<i64> {
        const DAY: i64 = 24 * 3_600_000;
        let mut moments = Vec::new();
        for day in 0..i64::from(days) {
            let for_sure = a_day.floor() as u32;
            let times = for_sure + u32::from(self.happens(a_day.fract()));
            moments.extend((0..times).map(|_| self.whole(day * DAY..(day + 1) * DAY)));
        }
        moments.sort_unstable();
        moments
    }
}
