//! The authority's clock: the system's, or stopped where the operator put it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::AuthorityError;

/// 2020-01-01 00:00:00 UTC. Certificates and keys count from here on, and phones take it, which the
/// first root says, for a lower bound of true time.
pub(crate) const BEGINNING: u64 = 1_577_836_800;
/// 2049-12-30 23:59:59 UTC: the certificates' last whole day.
const END: u64 = 2_524_521_599;

/// This second, if an authority's clock can show it.
pub(crate) fn possible(second: i64) -> Result<u64, AuthorityError> {
    u64::try_from(second)
        .ok()
        .filter(|second| (BEGINNING..=END).contains(second))
        .ok_or(AuthorityError::TimeOutOfRange)
}

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

    /// Stops the clock at this second, or lets it run; how it was before.
    pub(crate) fn put(&self, stopped_at: Option<u64>) -> Option<u64> {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), stopped_at)
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
        assert_eq!(clock.put(Some(3)), Some(5));
        assert_eq!(clock.now(), 3);
        assert!(Clock::new(None).now() > BEGINNING);
    }

    #[test]
    fn a_clock_shows_the_years_of_certificates_and_keys() {
        for second in [1_577_836_800, 2_524_521_599] {
            assert_eq!(possible(second), Ok(second as u64));
        }
        for second in [1_577_836_799, 2_524_521_600, 0, -1, 4_294_967_296, i64::MIN, i64::MAX] {
            assert_eq!(possible(second), Err(AuthorityError::TimeOutOfRange), "{second}");
        }
    }
}
