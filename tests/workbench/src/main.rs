//! Doorstep at the terminal: an authority, a resident's phone, an inspector's device, and the tour
//! that shows them together. It only formats what the core says; it decides nothing.
//!
//! ```text
//! command_line  what can be typed
//! terminal      the one place that writes to it
//! reply         what a command gives back: a value, words, an exit status
//! labels        the terminal's own words around the core's
//! values        the core's values as scripts see them
//! authority     `doorstep authority`
//! admin         `doorstep admin`
//! clock         `doorstep clock`
//! device        a core with folder, vault, clocks and network
//! files         what is named on the command line, read whole and never without end
//! phone         `doorstep phone`
//! inspector     `doorstep inspect`
//! evidence      `doorstep evidence`
//! photo         `doorstep photo`
//! replay        `doorstep replay`
//! sms           `doorstep sms`
//! picture       codes in the terminal, as PNG and SVG, and read back
//! tour          the three of them in one story
//! ```

mod admin;
mod authority;
mod clock;
mod command_line;
mod device;
mod evidence;
mod files;
mod inspector;
mod labels;
mod living;
mod logging;
mod moments;
mod phone;
mod photo;
mod picture;
mod replay;
mod reply;
mod sms;
mod terminal;
mod tour;
mod values;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::ErrorKind;
use command_line::{Command, CommandLine};
use reply::{Ended, ErrorInfo, Status};
use serde_json::json;

fn main() -> ExitCode {
    logging::begin();
    let typed: Vec<OsString> = std::env::args_os().collect();
    match CommandLine::try_parse_from(&typed) {
        Ok(line) => {
            let json = line.json;
            end(run(line), json)
        }
        Err(error) => explain(&error, asks_for_json(&typed)),
    }
}

/// Runs a command.
fn run(line: CommandLine) -> Result<Ended, ErrorInfo> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| {
        let text = format!("The system gives no threads: {}.", error.kind());
        ErrorInfo::new(Status::CouldNotRun, "no-runtime", text, "Try again.")
    })?;
    runtime.block_on(async {
        match line.command {
            Some(Command::Authority(options)) => {
                authority::run(options).await.map(|()| Ended::Printed(Status::Done))
            }
            Some(Command::Admin(options)) => admin::run(options).await.map(Ended::from),
            Some(Command::Phone(options)) => phone::run(options).await.map(Ended::from),
            Some(Command::Inspect(options)) => inspector::run(options, line.json).await,
            Some(Command::Evidence(options)) => evidence::run(&options).map(Ended::from),
            Some(Command::Photo(options)) => photo::run(&options).map(Ended::from),
            Some(Command::Replay(options)) => replay::run(&options, line.json),
            Some(Command::Sms(options)) => sms::run(&options).await.map(Ended::from),
            Some(Command::Clock(options)) => clock::run(&options).map(Ended::from),
            Some(Command::Tour) | None => tour::run(line.json).await.map(Ended::from),
        }
    })
}

/// Prints what a command gave back.
fn end(done: Result<Ended, ErrorInfo>, json: bool) -> ExitCode {
    let (text, status) = match (done, json) {
        (Ok(Ended::Printed(status)), _) => return ExitCode::from(status as u8),
        (Ok(Ended::Answer(reply)), true) => (reply.value.to_string(), reply.status),
        (Ok(Ended::Answer(reply)), false) => (reply.text, reply.status),
        (Err(trouble), true) => (trouble.value().to_string(), trouble.status),
        (Err(trouble), false) => {
            terminal::remark(&trouble.words());
            return ExitCode::from(trouble.status as u8);
        }
    };
    exit(&text, status)
}

/// An answer that could not be written was not given.
fn exit(text: &str, status: Status) -> ExitCode {
    match terminal::say(text) {
        Ok(()) => ExitCode::from(status as u8),
        Err(error) => {
            terminal::remark(&format!("standard output: {}", error.kind()));
            ExitCode::from(Status::CouldNotRun as u8)
        }
    }
}

/// Help, the version, or what was wrong with the line.
fn explain(error: &clap::Error, json: bool) -> ExitCode {
    let text = error.to_string();
    let text = text.trim_end();
    match (error.kind(), json) {
        (ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, true) => {
            exit(&json!({ "text": text }).to_string(), Status::Done)
        }
        (_, true) => {
            let (what, next) = text.split_once("\n\n").unwrap_or((text, ""));
            let trouble = ErrorInfo::new(Status::WrongUse, "usage", what, next);
            exit(&trouble.value().to_string(), Status::WrongUse)
        }
        (_, false) => {
            // clap writes with colours where they are wanted, and to the right stream.
            let _ = error.print();
            if error.use_stderr() {
                terminal::remark("[usage]");
            }
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Status::WrongUse as u8))
        }
    }
}

/// Whether an unreadable line asks for JSON all the same.
fn asks_for_json(typed: &[OsString]) -> bool {
    typed.iter().skip(1).take_while(|part| *part != "--").any(|part| part == "--json")
}
