//! A check that was asked, as the journal has it.

use crate::documents::CheckKind;
use crate::model::CheckId;
use crate::model::patient::{AnswerMode, CannotReason};
use crate::quarantine::journal::{Interval, Word};

/// A check of which the journal speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCheck {
    pub id: CheckId,
    /// Of the document that asked for it; an agreed check has none.
    pub digest: Option<[u8; 32]>,
    pub kind: CheckKind,
    /// Unix second at which an agreed check was due.
    pub due: Option<u64>,
    /// When the phone asked.
    pub delivered: Option<Interval>,
    /// When its window closed without an answer.
    pub closes: Option<Interval>,
    /// Why it was not asked, or not any more.
    pub refused: Option<Word>,
    /// Oldest first.
    pub answers: Vec<AnswerGiven>,
}

/// An answer to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerGiven {
    pub at: Interval,
    pub how: AnswerMode,
    pub reason: Option<CannotReason>,
    /// SHA-256 of the sealed photo.
    pub photo: Option<[u8; 32]>,
    /// Its number among the reported items.
    pub seq: Option<u64>,
    /// It was given in a pause.
    pub in_pause: bool,
}

/// Another check took its place before its window closed.
pub(super) const SUPERSEDED: &str = "superseded";

impl KnownCheck {
    /// Whether the phone asked, and did not stop before the person could answer.
    pub fn was_asked(&self) -> bool {
        self.delivered.is_some() && self.refused.is_none()
    }

    /// Unix second at which the person was asked, or would have been.
    pub fn asked_at(&self) -> Option<u64> {
        self.delivered
            .map(|delivered| delivered.latest().unwrap_or(delivered.earliest()))
            .or(self.due)
    }

    /// The answer that counts: the newest that came in time, else the first.
    pub fn counting_answer(&self) -> Option<&AnswerGiven> {
        let in_time = self.answers.iter().rev().find(|answer| !self.is_late(answer));
        in_time.or(self.answers.first())
    }

    /// Whether an answer came after the window had closed, whatever the time really was.
    pub fn is_late(&self, answer: &AnswerGiven) -> bool {
        self.closes.is_some_and(|closes| closes.is_before(answer.at.earliest()))
    }
}
