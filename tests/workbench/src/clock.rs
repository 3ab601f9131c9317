//! `doorstep clock`: the clock that an authority, phones and inspectors share.

use std::io::ErrorKind;

use doorstep_authority::{ClockFile, ClockFileError};
use serde_json::json;

use crate::command_line::{ClockOptions, ClockStep};
use crate::moments::rfc3339;
use crate::reply::{ErrorInfo, Reply, Status};

/// Shows the clock, or puts it elsewhere.
///
/// # Errors
/// [`ErrorInfo`]: `clock-unreadable`, `usage` for a moment that RFC 3339 does not write, or
/// `file-not-written`.
pub fn run(options: &ClockOptions) -> Result<Reply, ErrorInfo> {
    let file = ClockFile::at(&options.file);
    let at_ms = match options.at {
        None => file.read_ms().map_err(unreadable)?,
        Some(ClockStep::To(at_ms)) => put(&file, Some(at_ms))?,
        Some(ClockStep::On(ms)) => put(&file, file.read_ms().map_err(unreadable)?.checked_add(ms))?,
    };
    let at = rfc3339(at_ms);
    let text = format!("The clock stands at {at}.");
    Ok(Reply::done(json!({ "clock": at }), text))
}

fn put(file: &ClockFile, at_ms: Option<i64>) -> Result<i64, ErrorInfo> {
    let far = || {
        ErrorInfo::new(
            Status::WrongUse,
            "usage",
            "A moment is of the years 0000 to 9999.",
            "Give a nearer one.",
        )
    };
    let at_ms = at_ms.ok_or_else(far)?;
    match file.write_ms(at_ms) {
        Ok(()) => Ok(at_ms),
        Err(ClockFileError::NoMoment) => Err(far()),
        Err(ClockFileError::Io(kind)) => {
            let text = format!("The clock's file can't be written: {kind}.");
            let next = "Give a file in a folder that can be written.";
            Err(ErrorInfo::new(Status::CouldNotRun, "file-not-written", text, next))
        }
    }
}

/// Why a file tells no time.
pub fn unreadable(error: ClockFileError) -> ErrorInfo {
    let text = match error {
        ClockFileError::Io(ErrorKind::InvalidInput) => "The clock is no file.".to_owned(),
        ClockFileError::Io(kind) => format!("The clock's file can't be read: {kind}."),
        ClockFileError::NoMoment => {
            "The clock's file holds something else than one line like 2026-11-24T12:00:00Z."
                .to_owned()
        }
    };
    let next = "Put it with `doorstep clock FILE 2026-11-24T12:00:00Z`.";
    ErrorInfo::new(Status::CouldNotRun, "clock-unreadable", text, next)
}
