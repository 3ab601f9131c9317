//! What a person answers. It is complete when it is written down; whoever hears of it later hears when.

use super::asked::AskedChecks;
use super::asking::Asking;
use super::known::{AnswerGiven, KnownCheck};
use crate::model::CheckId;
use crate::model::patient::{AnswerMode, CannotReason};
use crate::quarantine::journal::{Asked, Event, answer};
use crate::quarantine::presence::FixNumber;
use crate::quarantine::watch::{Now, Pen};

/// What a person says to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// "I am here".
    Here(Proof),
    /// "I cannot", and why.
    Cannot {
        reason: CannotReason,
        /// In the person's own words; it stays on the phone.
        text: Option<String>,
    },
}

/// What goes with "I am here".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proof {
    /// The entry of a fix that has just come.
    pub fix: Option<FixNumber>,
    /// A parent answers for a child.
    pub by_parent: bool,
}

/// Nothing is asked, or nothing of this name ever was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAsked {
    NoCheck,
    Unknown,
}

impl AskedChecks {
    /// The person answers the check of this name, else the one that is asked now. An answer that comes late,
    /// a second one, or one in a pause is taken too.
    ///
    /// # Errors
    /// [`NotAsked`]: nothing is written.
    pub fn answer(
        &mut self,
        named: Option<CheckId>,
        answer: &Answer,
        asking: &Asking<'_>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) -> Result<CheckId, NotAsked> {
        let check = match named {
            Some(id) => self.known.get(&id).ok_or(NotAsked::Unknown)?,
            None => self.answerable().ok_or(NotAsked::NoCheck)?,
        };
        if check.delivered.is_none() {
            return Err(NotAsked::Unknown);
        }
        let (id, digest) = (check.id, check.digest);
        let (how, reason, fix, text) = match answer {
            Answer::Here(proof) => {
                let how = match (proof.by_parent, proof.fix) {
                    (true, _) => AnswerMode::Parent,
                    (false, Some(_)) => AnswerMode::Place,
                    (false, None) => AnswerMode::Tap,
                };
                (how, None, proof.fix.map(|fix| fix.0), None)
            }
            Answer::Cannot { reason, text } => {
                (AnswerMode::Cannot, Some(*reason), None, text.clone())
            }
        };
        pen.write(&Event::Answer {
            open: answer::Open {
                at: now.moment,
                check: Asked::Check(id),
                digest,
                how,
                reason,
                photo: None,
            },
            place: answer::Place { fix },
            private: answer::Private { text, plain: None },
        });
        let given = AnswerGiven {
            at: now.moment.within,
            how,
            reason,
            photo: None,
            seq: pen.written().last().and_then(|entry| entry.seq),
            in_pause: !asking.is_running(),
        };
        self.note_answer(id, given);
        Ok(id)
    }

    /// The person says "I am here" without being asked: it answers what is asked now, else what is asked
    /// within half an hour. Whether it answered something.
    pub fn here(
        &mut self,
        proof: Proof,
        asking: &Asking<'_>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) -> Option<CheckId> {
        if let Some(check) = self.asking_now() {
            let id = check.id;
            return self.answer(Some(id), &Answer::Here(proof), asking, now, pen).ok();
        }
        self.kept.here = Some(now.moment);
        None
    }

    /// The check that is asked now, answered or not.
    fn answerable(&self) -> Option<&KnownCheck> {
        self.asking_now()
            .or_else(|| self.kept.windows.last().and_then(|window| self.known.get(&window.check)))
    }
}
