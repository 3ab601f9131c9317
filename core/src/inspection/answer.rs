//! What an inspection answers: exactly one result, with its reason and the next step
//! (`PROTOCOL.md §15.11`).

use crate::lists::ListAges;
use crate::model::{NextStep, Reason, Verdict};

/// What an inspector is told of one code.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    pub verdict: Verdict,
    pub reason: Reason,
    pub next: NextStep,
    /// How old the lists are.
    pub lists: ListAges,
    /// The holder's mark, only where the person may go on.
    pub sub: Option<String>,
    /// Number of the purpose in the rules, if the pass was good enough to be read.
    pub purpose: Option<u64>,
    /// First second at which it no longer counts.
    pub valid_until: Option<u64>,
    /// From when the authority will have revoked it, if that is still to come.
    pub revoked_from: Option<u64>,
    /// Of a typed code, the character that stands in none, counted from 1.
    pub position: Option<usize>,
}

impl Answer {
    /// An answer that tells nothing of a pass.
    pub(super) fn of(verdict: Verdict, reason: Reason, next: NextStep, lists: ListAges) -> Self {
        Self {
            verdict,
            reason,
            next,
            lists,
            sub: None,
            purpose: None,
            valid_until: None,
            revoked_from: None,
            position: None,
        }
    }
}

// The mark and the purpose are the holder's.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answer({}, {})", self.verdict.name(), self.reason.name())
    }
}
