//! A no of the authority, or a "later".

use super::core::Core;
use super::exchange::Reply;
use crate::error::CoreError;
use crate::outbox::AttemptResult;
use crate::requests::Problem;

/// An answer that has no effect.
pub struct Refusal {
    status: u16,
    retry_after_s: Option<u64>,
    pub problem: Problem,
}

impl Refusal {
    pub fn of(reply: &Reply) -> Self {
        let Reply { status, retry_after_s, .. } = *reply;
        Self { status, retry_after_s, problem: reply.problem() }
    }

    /// The same as a no for good, for which no time is named.
    pub fn for_good(self) -> Self {
        Self { retry_after_s: None, ..self }
    }

    pub fn attempt(&self) -> AttemptResult {
        AttemptResult::Status { status: self.status, retry_after_s: self.retry_after_s }
    }

    pub fn code(&self) -> &str {
        &self.problem.code
    }

    pub fn says_key_closed(&self) -> bool {
        self.code() == "key-closed"
    }

    /// Whether the authority has no such account, or no longer: what an erase asks for.
    pub fn knows_no_account(&self) -> bool {
        matches!(self.status, 404 | 410)
            || (self.status == 401 && self.code() == "signature-invalid")
    }

    /// The same as an error of ours.
    pub fn error(&self, core: &Core) -> CoreError {
        self.problem.error(self.retry_after_s, core.now_ms())
    }
}
