//! The log of the core, handed to the phone's.

use std::cell::Cell;
use std::sync::{Arc, Once, PoisonError, RwLock};

use log::{LevelFilter, Log, Metadata, Record};

use crate::platform::{ShellFailure, guarded};

/// How much is logged, and how serious a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// A mistake of ours.
    Error,
    /// Something failed that the core has dealt with.
    Warn,
    /// What a user would notice.
    Info,
    /// Every step, for whoever looks for a mistake.
    Debug,
}

/// Takes lines of the core's log. They hold codes and counts, never a number, a name or a place. A
/// line may be written in the middle of a change: a sink must not call back into the client, nor
/// wait for a thread that may.
#[uniffi::export(callback_interface)]
pub trait LogSink: Send + Sync {
    /// One line. `room` is the module that wrote it.
    ///
    /// # Errors
    /// Whatever the shell throws: the line is lost, nothing else.
    fn log(&self, level: LogLevel, room: String, text: String) -> Result<(), ShellFailure>;
}

static SINK: RwLock<Option<Arc<dyn LogSink>>> = RwLock::new(None);
static INSTALL: Once = Once::new();

thread_local! {
    /// Whether this thread is inside a sink: what that logs itself would never end.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

struct Bridge;

/// Sends the log, down to this level, to the sink, in place of the one before; without a sink to
/// nobody. Also from then on a panic of this library is logged by its place, without its words.
#[uniffi::export]
pub fn log_to(sink: Option<Box<dyn LogSink>>, least: LogLevel) {
    INSTALL.call_once(|| {
        // Somebody else's logger may be there; then lines go where they went.
        if log::set_logger(&Bridge).is_ok() {
            std::panic::set_hook(Box::new(|panic| {
                let place = panic.location();
                let (file, line) = place.map_or(("", 0), |place| (place.file(), place.line()));
                log::error!(target: "doorstep_bindings", "panic at={file}:{line}");
            }));
        }
    });
    let level = if sink.is_some() { least.into() } else { LevelFilter::Off };
    let before = {
        let mut held = SINK.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *held, sink.map(Arc::from))
    };
    log::set_max_level(level);
    drop(before);
}

impl Log for Bridge {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Other people's crates log what they please, hosts and headers among it.
        metadata.target().starts_with("doorstep")
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) || INSIDE.replace(true) {
            return;
        }
        let sink = SINK.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(sink) = sink {
            let (room, text) = (record.target().to_owned(), record.args().to_string());
            // A log that fails has nobody to be told to.
            let level = record.level().into();
            let _lost = guarded(ShellFailure::Failed, || sink.log(level, room, text)).is_err();
        }
        INSIDE.set(false);
    }

    fn flush(&self) {}
}

impl From<LogLevel> for LevelFilter {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Error => Self::Error,
            LogLevel::Warn => Self::Warn,
            LogLevel::Info => Self::Info,
            LogLevel::Debug => Self::Debug,
        }
    }
}

impl From<log::Level> for LogLevel {
    fn from(level: log::Level) -> Self {
        match level {
            log::Level::Error => Self::Error,
            log::Level::Warn => Self::Warn,
            log::Level::Info => Self::Info,
            log::Level::Debug | log::Level::Trace => Self::Debug,
        }
    }
}
