//! `doorstep replay`: what the rule of presence makes of a recorded trace. The file is read three
//! times, and no more than a row of it is in memory, so it may be as long as it likes: first all rows
//! are looked at, so that nothing is said of a trace that is none; then come states, then fixes.

mod course;
mod json;
pub mod map;
mod table;

use std::fs::{self, File};
use std::io::{self, BufReader, ErrorKind, Write as _};
use std::path::Path;

use course::Course;
use doorstep::quarantine::presence::Position;
use doorstep_recordings::{Coordinates, Recording, Trace, TraceError};

use crate::command_line::ReplayOptions;
use crate::phone::write;
use crate::reply::{Ended, ErrorInfo, Status};
use crate::terminal;

/// Replays a trace.
///
/// # Errors
/// [`ErrorInfo`]: `file-unreadable`, `trace-unfit`, or `file-not-written` of a picture.
pub fn run(options: &ReplayOptions, json: bool) -> Result<Ended, ErrorInfo> {
    let trace = open(&options.file).map_err(|error| error.info(&options.file))?;
    match trace {
        Trace::Metres(recording) => replay(recording, None, options, json),
        Trace::Degrees(recording) => {
            let given = options.origin_lat.zip(options.origin_lon);
            let origin = given.and_then(|(lat, lon)| Position::new(lat, lon));
            replay(recording, origin, options, json)
        }
    }
}

fn open(path: &Path) -> Result<Trace<BufReader<File>>, Trouble> {
    // Before it is opened: a pipe that nobody writes to would be waited for. It could be read once only.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::from(ErrorKind::InvalidInput).into());
    }
    let file = BufReader::with_capacity(1 << 16, File::open(path)?);
    Ok(Trace::open(file)?)
}

fn replay<P: Coordinates>(
    recording: Recording<BufReader<File>, P>,
    origin: Option<P>,
    options: &ReplayOptions,
    json: bool,
) -> Result<Ended, ErrorInfo> {
    let course = Course::survey(recording, origin, options);
    let mut course = course.map_err(|error| error.info(&options.file))?;
    if let Some(file) = &options.map {
        let drawn = map::draw(&mut course, &options.file);
        write(file, drawn.map_err(|error| error.info(&options.file))?.as_bytes())?;
    }
    let mut out = terminal::stream();
    let said = match json {
        true => json::write(&mut out, &mut course, options.fixes),
        false => table::write(&mut out, &mut course, options.fixes),
    };
    let said = said.and_then(|()| match &options.map {
        Some(file) if !json => Ok(writeln!(out, "\nPicture: {}", file.display())?),
        _ => Ok(()),
    });
    let said = said.and_then(|()| out.flush().map_err(Trouble::Output));
    Ok(Ended::Printed(match said {
        Ok(()) => Status::Done,
        Err(Trouble::Output(error)) if error.kind() == ErrorKind::BrokenPipe => Status::Done,
        // It is too late for an answer of its own.
        Err(Trouble::Output(error)) => {
            terminal::remark(&format!("standard output: {}", error.kind()));
            Status::CouldNotRun
        }
        Err(error) => {
            terminal::remark(&error.info(&options.file).words());
            Status::CouldNotRun
        }
    }))
}

/// What keeps a trace from being replayed to its end.
#[derive(Debug)]
pub enum Trouble {
    Trace(TraceError),
    Output(io::Error),
}

impl From<TraceError> for Trouble {
    fn from(error: TraceError) -> Self {
        Self::Trace(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Trouble {
    fn info(&self, path: &Path) -> ErrorInfo {
        let unreadable = |why: String| {
            let text = format!("{} cannot be read: {why}.", path.display());
            let next = "Give a file of CSV; a pipe cannot be read more than once.";
            ErrorInfo::new(Status::CouldNotRun, "file-unreadable", text, next)
        };
        match self {
            Self::Trace(TraceError::Unfit { line, what }) => {
                let text = format!("This is no trace that can be replayed. Line {line}: {what}.");
                let next = "Mend that line; `doorstep replay --help` says what a trace has.";
                let info = ErrorInfo::new(Status::Refused, "trace-unfit", text, next);
                ErrorInfo { line: Some(*line), ..info }
            }
            Self::Trace(TraceError::Unreadable(error)) | Self::Output(error) => {
                match error.kind() {
                    ErrorKind::InvalidInput => unreadable("it is no file".to_owned()),
                    kind => unreadable(kind.to_string()),
                }
            }
        }
    }
}
