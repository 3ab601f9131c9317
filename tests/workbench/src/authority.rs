//! `doorstep authority`: the reference authority until somebody ends it.

use std::ffi::OsStr;
use std::path::Path;

use doorstep::model::MS;
use doorstep_authority::{
    AuthorityError, ClockFile, ClockSource, Region, RegionError, Settings, start,
};
use tokio::signal::unix::{SignalKind, signal};

use crate::command_line::AuthorityOptions;
use crate::device::home_of;
use crate::reply::{ErrorInfo, Status};
use crate::{files, terminal};

/// Serves until SIGTERM or SIGINT.
///
/// # Errors
/// [`ErrorInfo`], by the authority's codes.
pub async fn run(options: AuthorityOptions) -> Result<(), ErrorInfo> {
    // Before anybody can hear that it is ready, it listens for its end.
    let mut terminated = signal(SignalKind::terminate()).map_err(|error| deaf(&error))?;
    let mut interrupted = signal(SignalKind::interrupt()).map_err(|error| deaf(&error))?;
    let settings = Settings {
        home: home_of(options.home.as_deref(), "authority")?,
        listen: options.listen,
        clock: source(&options),
        strict_budgets: options.strict_budgets,
        region: options.region.as_deref().map(region).transpose()?,
    };
    let authority = start(settings).await.map_err(trouble)?;
    let ready = serde_json::to_string(authority.ready()).unwrap_or_default();
    let said = terminal::say(&ready);
    if said.is_ok() {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    }
    authority.stop().await;
    said.map_err(|error| {
        let text = format!("The ready line cannot be written: {}.", error.kind());
        ErrorInfo::new(
            Status::CouldNotRun,
            "output-not-written",
            text,
            "Give it a standard output.",
        )
    })
}

fn source(options: &AuthorityOptions) -> ClockSource {
    match (&options.clock, options.at) {
        (Some(path), _) => ClockSource::File(ClockFile::at(path)),
        (None, Some(at_ms)) => ClockSource::StoppedAt(at_ms.div_euclid(MS)),
        (None, None) => ClockSource::System,
    }
}

fn deaf(error: &std::io::Error) -> ErrorInfo {
    let text = format!("The system gives no signals: {}.", error.kind());
    ErrorInfo::new(Status::CouldNotRun, "no-signals", text, "Try again.")
}

/// The region of this name, or in this file.
///
/// # Errors
/// [`ErrorInfo`]: `region-unknown`, `region-invalid`, or what the system says of the file.
pub fn region(named: &OsStr) -> Result<Region, ErrorInfo> {
    let wrong = |error: RegionError| {
        let next = match &error {
            RegionError::Unknown => "Give one of these names, or a file.",
            _ => "Correct the document.",
        };
        ErrorInfo::new(Status::WrongUse, error.code(), sentence(&error.to_string()), next)
    };
    match named.to_str().map(Region::shipped) {
        // A name that is none of ours may be a file.
        None | Some(Err(RegionError::Unknown)) if Path::new(named).exists() => {
            let json = files::read(Path::new(named), files::MOST_OF_A_DOCUMENT);
            let json = json.and_then(|json| {
                String::from_utf8(json).map_err(|_| std::io::ErrorKind::InvalidData.into())
            });
            let json = json.map_err(|error| {
                let text = format!("The document can't be read: {}.", error.kind());
                ErrorInfo::new(Status::CouldNotRun, "file-not-read", text, "Give another file.")
            })?;
            let region = Region::read(&json).map_err(wrong)?;
            if let Some(remark) = region.remark() {
                terminal::remark(&sentence(remark));
            }
            Ok(region)
        }
        None => Err(wrong(RegionError::Unknown)),
        Some(known) => known.map_err(wrong),
    }
}

/// An authority's error with what to do about it.
pub fn trouble(error: AuthorityError) -> ErrorInfo {
    let next = match error {
        AuthorityError::PortTaken => "Give another address with --listen, or end what uses it.",
        AuthorityError::HomeInUse => "End the authority of this home first, or give another home.",
        AuthorityError::HomeNotWritable => "Give a folder that can be written with --home.",
        AuthorityError::HomeForeign => "Give an empty folder, or an authority's, with --home.",
        AuthorityError::HomeOfAnotherRegion => {
            "Leave --region out, or give an empty folder with --home."
        }
        AuthorityError::HomeNewer => "Use the newer version of this program.",
        AuthorityError::TimeOutOfRange => {
            "Give a moment of these years, or put the machine's clock right."
        }
        AuthorityError::ClockUnreadable(_) => {
            "Put it with `doorstep clock FILE 2026-11-24T12:00:00Z`."
        }
        AuthorityError::HomeDamaged => "Put its files back, or give an empty folder with --home.",
        _ => "Try again; DOORSTEP_LOG=info tells more.",
    };
    let status = match error {
        AuthorityError::TimeOutOfRange => Status::WrongUse,
        _ => Status::CouldNotRun,
    };
    ErrorInfo::new(status, error.code(), sentence(&error.to_string()), next)
}

/// A text that begins and ends like a sentence.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}
