//! The authority's clock: the system's, or stopped where the operator put it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Tells the time in whole Unix seconds.
#[derive(Debug)]
pub(crate) struct Clock(Mutex<Option<u64>>);

impl Clock {
    /// A clock that stands at this second, or runs with the system's.
    pub(crate) fn new(stopped_at: Option<u64>) -> Self {
        Self(Mutex::new(stopped_at))
    }

    /// The current second.
    pub(crate) fn now(&self) -> u64 {
        let stopped = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        stopped.unwrap_or_else(system_seconds)
    }

    /// Stops the clock at this second until it is put elsewhere.
    pub(crate) fn stop_at(&self, second: u64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(second);
    }
}

#[expect(clippy::disallowed_methods, reason = "the authority's clock has to begin somewhere")]
fn system_seconds() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Measures how long an answer took. Real time even when the clock stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(tokio::time::Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(tokio::time::Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_stands_until_it_is_put_elsewhere() {
        let clock = Clock::new(Some(5));
        assert_eq!((clock.now(), clock.now()), (5, 5));
        clock.stop_at(3);
        assert_eq!(clock.now(), 3);
        assert!(Clock::new(None).now() > 1_577_836_800);
    }
}
