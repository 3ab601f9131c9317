//! How long each step takes.

use std::time::Instant;

pub struct StopWatch(Instant);

impl StopWatch {
    #[expect(clippy::disallowed_methods, reason = "what is measured is this machine")]
    pub fn begin() -> Self {
        Self(Instant::now())
    }

    /// Whole milliseconds since the last lap.
    pub fn lap_ms(&mut self) -> u64 {
        let begun = std::mem::replace(self, Self::begin());
        u64::try_from(begun.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}
