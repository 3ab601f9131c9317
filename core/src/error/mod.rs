//! Errors as values with stable codes. A [`CoreError`] has no words; they are put to it where an error
//! leaves the core ([`crate::client_error`]). No code is ever renamed, and none holds personal data.
//!
//! Every room may name this one, and it names `model` alone: what a room's own error means to a
//! person stands in that room.

mod code;
mod details;
mod kind;
mod typed;

pub use code::Code;
pub use details::{ErrorDetails, Field};
pub use kind::ErrorKind;

/// An error before it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreError {
    pub code: Code,
    /// What belongs to it.
    pub details: Box<ErrorDetails>,
    /// `Retry-After` of an authority that is overrun, seconds.
    pub retry_after_s: Option<u64>,
}

impl CoreError {
    /// An error with its details.
    pub fn with(code: Code, details: ErrorDetails) -> Self {
        Self { code, details: Box::new(details), retry_after_s: None }
    }

    /// An error with the moment at which it ends.
    pub fn until(code: Code, at_ms: i64) -> Self {
        Self::with(code, ErrorDetails { at_ms: Some(at_ms), ..ErrorDetails::default() })
    }

    /// The authority has closed the account's key, with the reason it gave, which may be none.
    pub fn closed(reason: &str) -> Self {
        let reference = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
        Self::with(Code::KeyClosed, ErrorDetails { reference, ..ErrorDetails::default() })
    }

    /// The authority, or what stands before it, is overrun; with the seconds that it asks to wait.
    pub fn busy(retry_after_s: Option<u64>) -> Self {
        Self { retry_after_s, ..Self::from(Code::AuthorityBusy) }
    }

    /// Whether a request that met this stays in the outbox and goes on by itself.
    pub fn keeps_waiting(&self) -> bool {
        let waits = [ErrorKind::Network, ErrorKind::Interference, ErrorKind::Vault];
        [Code::Wait, Code::Stopped].contains(&self.code) || waits.contains(&self.code.kind())
    }
}

impl From<Code> for CoreError {
    fn from(code: Code) -> Self {
        Self::with(code, ErrorDetails::default())
    }
}
