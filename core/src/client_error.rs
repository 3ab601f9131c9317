//! An error as it leaves the core: what happened, what a person can do, when to try again, in the
//! language that is set.

use crate::error::{Code, CoreError, ErrorKind};
use crate::lists::FRESH_MS;
use crate::model::{Language, Sentence};
use crate::words::{DatedError, ErrorText, Say as _};

/// An error as a screen or a terminal shows it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}", code = .code.name())]
pub struct ClientError {
    /// What a person can do.
    pub kind: ErrorKind,
    /// Stable: scripts and support staff go by it.
    pub code: Code,
    pub text: Sentence,
    /// What to do next.
    pub next: Sentence,
    /// When to try again, milliseconds since 1970, if that is known.
    pub retry_at_ms: Option<i64>,
}

/// How soon a failure is tried again that may heal by itself, in milliseconds: a minute.
const AGAIN_FIRST_MS: i64 = 60_000;
/// How long that gets, doubled each time: as long as a phone waits with which all is well.
const AGAIN_LONGEST_MS: i64 = FRESH_MS;

/// How long to wait, in milliseconds, before what failed so is tried again by itself, after so many
/// failures in a row. Nothing where only a person, or a newer app, can mend it.
pub fn retry_in_ms(code: Code, failures: u32) -> Option<i64> {
    let doubled = AGAIN_FIRST_MS.saturating_mul(1 << failures.min(16));
    code.may_heal().then(|| doubled.min(AGAIN_LONGEST_MS))
}

impl DatedError<'_> {
    /// The error in a language.
    pub fn say(&self, language: Language) -> ClientError {
        ClientError {
            kind: self.error.code.kind(),
            code: self.error.code,
            text: ErrorText::What(self).sentence(language),
            next: ErrorText::Next(self).sentence(language),
            retry_at_ms: self.error.details.at_ms,
        }
    }
}

impl CoreError {
    /// The error in a language, its moments unsaid: where the region's clocks are not known.
    pub fn say(&self, language: Language) -> ClientError {
        DatedError { error: self, when: None, last: None }.say(language)
    }
}
