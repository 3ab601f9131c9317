//! A clock that several processes share: one moment, RFC 3339, in a file that is replaced whole.
//!
//! It stands until somebody writes another moment. Whoever reads meets the moment before or the moment
//! after, never a part of one.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, SecondsFormat, Utc};

/// More than any spelling of a moment has.
const MOST: u64 = 64;

/// Why a file tells no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClockFileError {
    /// The system refused, or it is no file.
    #[error("{0}")]
    Io(ErrorKind),
    /// It holds something else than one line with a moment.
    #[error("it does not hold one line like 2026-11-24T12:00:00Z")]
    NoMoment,
}

impl From<io::Error> for ClockFileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

/// A file that tells the time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockFile(PathBuf);

impl ClockFile {
    /// The clock in this file, wherever the process goes afterwards.
    pub fn at(path: &Path) -> Self {
        Self(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Milliseconds since 1970.
    ///
    /// # Errors
    /// [`ClockFileError`].
    pub fn read_ms(&self) -> Result<i64, ClockFileError> {
        // A pipe would be waited for without end.
        if !fs::metadata(&self.0)?.is_file() {
            return Err(ClockFileError::Io(ErrorKind::InvalidInput));
        }
        let mut text = String::new();
        let length = File::open(&self.0)?.take(MOST + 1).read_to_string(&mut text);
        match length {
            Ok(length) if u64::try_from(length).is_ok_and(|length| length <= MOST) => {}
            Err(error) if error.kind() != ErrorKind::InvalidData => return Err(error.into()),
            Ok(_) | Err(_) => return Err(ClockFileError::NoMoment),
        }
        // The end of the line is what an editor or `echo` leaves, on any system, or nothing.
        let line = text.strip_suffix('\n').unwrap_or(&text);
        let line = line.strip_suffix('\r').unwrap_or(line);
        DateTime::parse_from_rfc3339(line)
            .map(|at| at.timestamp_millis())
            .map_err(|_| ClockFileError::NoMoment)
    }

    /// Puts it to this many milliseconds since 1970.
    ///
    /// # Errors
    /// [`ClockFileError::NoMoment`] outside the years 0000 to 9999, which is all that RFC 3339 writes;
    /// what the system says, after which the file is as it was.
    pub fn write_ms(&self, at_ms: i64) -> Result<(), ClockFileError> {
        let at: DateTime<Utc> =
            DateTime::from_timestamp_millis(at_ms).ok_or(ClockFileError::NoMoment)?;
        let line = format!("{}\n", at.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        DateTime::parse_from_rfc3339(line.trim_end()).map_err(|_| ClockFileError::NoMoment)?;
        Ok(self.replace(line.as_bytes())?)
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        static DRAFTS: AtomicU32 = AtomicU32::new(0);
        // Who shares the clock through a link shares the file that it leads to.
        let path = fs::canonicalize(&self.0).unwrap_or_else(|_| self.0.clone());
        let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}-{number}.new", std::process::id()));
        let draft = path.with_file_name(name);
        let write = || {
            File::create(&draft)?.write_all(bytes)?;
            fs::rename(&draft, &path)
        };
        write().inspect_err(|_| {
            let _ = fs::remove_file(&draft);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_521_600_000;

    fn held(text: impl AsRef<[u8]>) -> Result<i64, ClockFileError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clock");
        fs::write(&path, text).unwrap();
        ClockFile::at(&path).read_ms()
    }

    #[test]
    fn one_line_of_rfc_3339_is_a_moment() {
        for (text, at_ms) in [
            ("2026-11-24T12:00:00Z\n", NOON),
            ("2026-11-24T12:00:00Z", NOON),
            ("2026-11-24T12:00:00Z\r\n", NOON),
            ("2026-11-24T15:00:00+03:00\n", NOON),
            ("2026-11-24T06:30:00-05:30\n", NOON),
            ("2026-11-24T12:00:00.250Z\n", NOON + 250),
            ("2026-11-24T12:00:00.999999999Z\n", NOON + 999),
            ("0000-01-01T00:00:00Z\n", -62_167_219_200_000),
            ("9999-12-31T23:59:59Z\n", 253_402_300_799_000),
        ] {
            assert_eq!(held(text), Ok(at_ms), "{text:?}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        let long = "2026-11-24T12:00:00Z\n".repeat(100);
        for text in [
            "",
            "\n",
            "\u{feff}2026-11-24T12:00:00Z\n",
            "2026-11-24T12:00:00Z\n2026-11-24T12:00:01Z\n",
            "2026-11-24T12:00:00Z\n\n",
            " 2026-11-24T12:00:00Z\n",
            "2026-11-24T12:00:00Z \n",
            "2026-11-24T12:00:00Z\0",
            "2026-11-24\n",
            "2026-11-24T12:00\n",
            "2026-11-24T12:00:00\n",
            "2026-11-24T12:00:0",
            "2026-02-30T12:00:00Z\n",
            "2026-11-24T25:00:00Z\n",
            "+12026-11-24T12:00:00Z\n",
            "1795521600\n",
            "+15m\n",
            "now\n",
            &long,
        ] {
            assert_eq!(held(text), Err(ClockFileError::NoMoment), "{text:?}");
        }
        assert_eq!(held([0xFF, 0xFE, 0x00]), Err(ClockFileError::NoMoment));
    }

    #[test]
    fn what_is_no_file_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let read = |path: &Path| ClockFile::at(path).read_ms();
        let missing = Err(ClockFileError::Io(ErrorKind::NotFound));
        assert_eq!(read(&folder.path().join("none")), missing);
        assert_eq!(read(Path::new("")), missing);
        let no_file = Err(ClockFileError::Io(ErrorKind::InvalidInput));
        assert_eq!(read(folder.path()), no_file);
        assert_eq!(read(Path::new("/dev/zero")), no_file);
    }

    #[test]
    fn a_moment_is_written_as_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clock");
        let clock = ClockFile::at(&path);
        for at_ms in [NOON, NOON + 250, 0, -1, -62_167_219_200_000, 253_402_300_799_999] {
            clock.write_ms(at_ms).unwrap();
            assert_eq!(clock.read_ms(), Ok(at_ms));
        }
        clock.write_ms(NOON).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "2026-11-24T12:00:00Z\n");
        for at_ms in [-62_167_219_200_001, 253_402_300_800_000, i64::MIN, i64::MAX] {
            assert_eq!(clock.write_ms(at_ms), Err(ClockFileError::NoMoment), "{at_ms}");
        }
        assert_eq!(clock.read_ms(), Ok(NOON));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft stays");
    }

    #[test]
    fn what_cannot_be_written_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("inside");
        fs::create_dir(&inside).unwrap();
        assert!(ClockFile::at(&inside).write_ms(NOON).is_err());
        assert!(ClockFile::at(&folder.path().join("none/clock")).write_ms(NOON).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_link_goes_on_leading_to_the_clock() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("clock"), folder.path().join("link"));
        ClockFile::at(&path).write_ms(NOON).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        ClockFile::at(&link).write_ms(NOON + 1000).unwrap();
        assert_eq!(ClockFile::at(&path).read_ms(), Ok(NOON + 1000));
    }

    #[test]
    fn whoever_reads_while_it_is_replaced_meets_one_moment_or_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clock");
        let moments = [NOON, NOON + 250, 253_402_300_799_000];
        ClockFile::at(&path).write_ms(NOON).unwrap();
        std::thread::scope(|scope| {
            let writers = [0, 1].map(|_| {
                scope.spawn(|| {
                    for at_ms in moments.into_iter().cycle().take(600) {
                        ClockFile::at(&path).write_ms(at_ms).unwrap();
                    }
                })
            });
            while !writers.iter().all(std::thread::ScopedJoinHandle::is_finished) {
                let read = ClockFile::at(&path).read_ms().unwrap();
                assert!(moments.contains(&read), "{read}");
            }
        });
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
