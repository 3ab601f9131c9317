//! The authority's clock: the system's, stopped where the operator put it, or a file's.

use std::io::ErrorKind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use doorstep::model::MS;

use crate::clock_file::{ClockFile, ClockFileError};
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

/// What the authority goes by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ClockSource {
    /// The system's clock.
    #[default]
    System,
    /// This Unix second of the years 2020 to 2049, until the operator puts it elsewhere.
    StoppedAt(i64),
    /// A file that other processes go by as well, and that somebody else moves.
    File(ClockFile),
}

/// Tells the time in whole Unix seconds.
#[derive(Debug)]
pub(crate) struct Clock {
    /// The file, if one tells the time; then nothing stops the clock.
    file: Option<ClockFile>,
    stopped_at: Mutex<Option<u64>>,
    /// Whether the log says that the file tells nothing.
    broken: AtomicBool,
}

impl Clock {
    /// A clock that goes by this source, which tells a time of our years.
    pub(crate) fn new(source: &ClockSource) -> Result<Self, AuthorityError> {
        let (file, stopped_at) = match source {
            ClockSource::System => (None, None),
            ClockSource::StoppedAt(second) => (None, Some(possible(*second)?)),
            ClockSource::File(file) => {
                possible(shown(file)?)?;
                (Some(file.clone()), None)
            }
        };
        Ok(Self { file, stopped_at: Mutex::new(stopped_at), broken: AtomicBool::new(false) })
    }

    /// The file that tells the time, if one does.
    pub(crate) fn file(&self) -> Option<&ClockFile> {
        self.file.as_ref()
    }

    /// The current second. Only a file can fail to tell it: then nothing is signed and nobody answered,
    /// until it tells one again.
    pub(crate) fn now(&self) -> Result<u64, AuthorityError> {
        let Some(file) = &self.file else {
            let stopped = *self.stopped_at.lock().unwrap_or_else(PoisonError::into_inner);
            return Ok(stopped.unwrap_or_else(system_seconds));
        };
        // A time that is none of ours tells as little as none.
        let now = shown(file).and_then(|second| possible(second).map_err(|_| NO_MOMENT));
        if self.broken.swap(now.is_err(), Ordering::Relaxed) != now.is_err() {
            match now {
                Ok(_) => log::warn!("clock-readable"),
                Err(AuthorityError::ClockUnreadable(kind)) => {
                    log::error!("clock-unreadable cause={kind}");
                }
                Err(_) => {}
            }
        }
        now
    }

    /// Stops the clock at this second; how it was before. A file is moved by whoever asks for this,
    /// beforehand, and shows this second.
    pub(crate) fn put(&self, at: u64) -> Result<Option<u64>, AuthorityError> {
        match &self.file {
            Some(_) if self.now()? == at => Ok(None),
            Some(_) => Err(NO_MOMENT),
            None => Ok(self.replace(Some(at))),
        }
    }

    /// Takes that back.
    pub(crate) fn put_back(&self, before: Option<u64>) {
        self.replace(before);
    }

    fn replace(&self, stopped_at: Option<u64>) -> Option<u64> {
        let mut held = self.stopped_at.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *held, stopped_at)
    }
}

const NO_MOMENT: AuthorityError = AuthorityError::ClockUnreadable(ErrorKind::InvalidData);

/// The second that a file shows.
fn shown(file: &ClockFile) -> Result<i64, AuthorityError> {
    match file.read_ms() {
        Ok(at_ms) => Ok(at_ms.div_euclid(MS)),
        Err(ClockFileError::Io(kind)) => Err(AuthorityError::ClockUnreadable(kind)),
        Err(ClockFileError::NoMoment) => Err(NO_MOMENT),
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

    const NOON: i64 = 1_795_521_600;

    #[test]
    fn a_stopped_clock_stands_until_it_is_put_elsewhere() {
        let noon = u64::try_from(NOON).unwrap();
        let clock = Clock::new(&ClockSource::StoppedAt(NOON)).unwrap();
        assert_eq!((clock.now(), clock.now()), (Ok(noon), Ok(noon)));
        assert_eq!(clock.put(noon - 2), Ok(Some(noon)));
        assert_eq!(clock.now(), Ok(noon - 2));
        clock.put_back(Some(noon));
        assert_eq!(clock.now(), Ok(noon));
        assert!(Clock::new(&ClockSource::System).unwrap().now().unwrap() > BEGINNING);
        let early = Clock::new(&ClockSource::StoppedAt(0));
        assert_eq!(early.unwrap_err(), AuthorityError::TimeOutOfRange);
    }

    #[test]
    fn a_file_is_followed_at_once_and_nothing_takes_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clock");
        let file = ClockFile::at(&path);
        let source = ClockSource::File(file.clone());
        let missing = AuthorityError::ClockUnreadable(ErrorKind::NotFound);
        assert_eq!(Clock::new(&source).unwrap_err(), missing);
        file.write_ms(0).unwrap();
        assert_eq!(Clock::new(&source).unwrap_err(), AuthorityError::TimeOutOfRange);
        file.write_ms(NOON * 1000 + 250).unwrap();
        let clock = Clock::new(&source).unwrap();
        let noon = u64::try_from(NOON).unwrap();
        assert_eq!(clock.now(), Ok(noon));
        // Whoever puts it has moved the file first.
        assert_eq!(clock.put(noon), Ok(None));
        assert!(clock.put(noon + 1).is_err());
        file.write_ms((NOON + 60) * 1000).unwrap();
        assert_eq!(clock.now(), Ok(noon + 60));
        std::fs::write(&path, "soon").unwrap();
        assert_eq!(clock.now(), Err(NO_MOMENT));
        for far in ["2019-12-31T23:59:59Z", "2049-12-31T00:00:00Z", "0000-01-01T00:00:00Z"] {
            std::fs::write(&path, far).unwrap();
            assert_eq!(clock.now(), Err(NO_MOMENT), "{far}");
        }
        std::fs::remove_file(&path).unwrap();
        assert_eq!(clock.now(), Err(missing));
        file.write_ms(NOON * 1000).unwrap();
        assert_eq!(clock.now(), Ok(noon));
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
