//! Passes that were asked for and are not there: on their way, or refused.

use super::Viewed;
use crate::error::Code;
use crate::model::Sentence;
use crate::outbox::{RequestKind, Task};
use crate::state::RefusedRequest;
use crate::time::milliseconds;
use crate::words::PassText;

/// A request for a pass that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingView {
    /// Name of the purpose.
    pub purpose: String,
    /// When it is given up, milliseconds since 1970.
    pub give_up_at_ms: i64,
    /// The state as a sentence.
    pub text: Sentence,
}

/// A request for a pass that was refused, perhaps while nobody looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedView {
    /// Name of the purpose.
    pub purpose: String,
    /// The code of the refusal.
    pub code: Code,
    /// Why the authority, or this phone, said no.
    pub text: Sentence,
    pub next: Sentence,
}

impl Viewed<'_> {
    /// The request, if it is one for a pass that somebody still wants.
    pub fn waiting(&self, task: &Task) -> Option<WaitingView> {
        match &task.what {
            RequestKind::Pass(wish) if wish.give_up_at > self.now.lo_s() => Some(WaitingView {
                purpose: wish.key.clone(),
                give_up_at_ms: milliseconds(wish.give_up_at),
                text: self.say(&PassText::Waiting),
            }),
            _ => None,
        }
    }

    pub fn refused(&self, refusal: &RefusedRequest) -> RefusedView {
        let error = self.error(&refusal.error());
        let purpose = refusal.purpose.clone();
        RefusedView { purpose, code: error.code, text: error.text, next: error.next }
    }
}
