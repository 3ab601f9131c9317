//! What the program says about itself, to standard error: alarms of the authority always, more when
//! asked, `DOORSTEP_LOG=off|warn|info|debug`. The core and the authority log codes, never data.

use log::{LevelFilter, Log, Metadata, Record};

use crate::terminal;

struct ToTerminal;

static TO_TERMINAL: ToTerminal = ToTerminal;

/// Begins.
pub fn begin() {
    let wanted = std::env::var("DOORSTEP_LOG").ok();
    let level = wanted.and_then(|level| level.parse().ok()).unwrap_or(LevelFilter::Error);
    if log::set_logger(&TO_TERMINAL).is_ok() {
        log::set_max_level(level);
    }
}

impl Log for ToTerminal {
    /// Lines of others may name addresses, so only our own are shown.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("doorstep")
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let level = record.level().as_str().to_lowercase();
            terminal::remark(&format!("{level} {}", record.args()));
        }
    }

    fn flush(&self) {}
}
