//! What a person answers. It is complete when it is written down; whoever hears of it later hears when.

use super::asked::AskedChecks;
use super::asking::Asking;
use super::known::{AnswerGiven, KnownCheck};
use crate::documents::CheckKind;
use crate::model::patient::{AnswerMode, CannotReason};
use crate::model::{CheckId, PhotoHint, PhotoId};
use crate::quarantine::journal::{Asked, Event, answer};
use crate::quarantine::presence::FixNumber;
use crate::quarantine::watch::{Now, Pen};

/// What a person says to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// "I am here".
    Here(Proof),
    /// A photo, which is sealed already.
    Photo { photo: AnsweringPhoto, proof: Proof },
    /// "I cannot", and why.
    Cannot {
        reason: CannotReason,
        /// In the person's own words; it stays on the phone.
        text: Option<String>,
    },
}

/// A photo that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnsweringPhoto {
    pub sealed: PhotoId,
    /// SHA-256 of the photo before it was sealed.
    pub plain: [u8; 32],
    /// How many were taken for it.
    pub tries: u32,
    /// What could still be better about it.
    pub hints: Vec<PhotoHint>,
}

impl AnsweringPhoto {
    /// What proves later that its person tried.
    fn private(&self) -> answer::Private {
        let names: Vec<&str> = self.hints.iter().map(|hint| hint.name()).collect();
        answer::Private {
            text: None,
            plain: Some(self.plain),
            tries: Some(u64::from(self.tries)).filter(|tries| *tries > 1),
            hints: Some(names.join(" ")).filter(|names| !names.is_empty()),
        }
    }
}

/// What goes with "I am here".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Proof {
    /// The entry of a fix that has just come.
    pub fix: Option<FixNumber>,
    /// A parent answers for a child.
    pub by_parent: bool,
}

/// Nothing is asked, nothing of this name ever was, or nothing of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAsked {
    NoCheck,
    Unknown,
    /// No photo is wanted, or none any more.
    ForNoPhoto,
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
        let (how, reason, fix, private, photo) = match answer {
            Answer::Here(proof) => {
                let how = match (proof.by_parent, proof.fix) {
                    (true, _) => AnswerMode::Parent,
                    (false, Some(_)) => AnswerMode::Place,
                    (false, None) => AnswerMode::Tap,
                };
                (how, None, proof.fix.map(|fix| fix.0), answer::Private::default(), None)
            }
            Answer::Photo { photo, proof } => {
                let fix = proof.fix.map(|fix| fix.0);
                (AnswerMode::Photo, None, fix, photo.private(), Some(*photo.sealed.bytes()))
            }
            Answer::Cannot { reason, text } => {
                let private = answer::Private { text: text.clone(), ..Default::default() };
                (AnswerMode::Cannot, Some(*reason), None, private, None)
            }
        };
        pen.write(&Event::Answer {
            open: answer::Open {
                at: now.moment,
                check: Asked::Check(id),
                digest,
                how,
                reason,
                photo,
            },
            place: answer::Place { fix },
            private,
        });
        let given = AnswerGiven {
            at: now.moment.within,
            how,
            reason,
            photo,
            seq: pen.written().last().and_then(|written| written.entry.seq),
            in_pause: !asking.is_running(),
        };
        self.note_answer(id, given);
        Ok(id)
    }

    /// The check that a photo answers now: the one of this name, else the one that is asked.
    ///
    /// # Errors
    /// [`NotAsked`]; also of a check that wants no photo, whose window closed before now for sure, or whose
    /// place another took.
    pub fn for_photo(&self, named: Option<CheckId>, now: &Now) -> Result<CheckId, NotAsked> {
        let check = match named {
            Some(id) => self.known.get(&id).ok_or(NotAsked::Unknown)?,
            None => self.answerable().ok_or(NotAsked::NoCheck)?,
        };
        // An answered check, and one whose place another took, have no second at which they closed.
        let may_be_open =
            check.closes.is_some_and(|closes| !closes.is_before(now.moment.within.earliest()));
        let is_over = self.window(check.id).is_none() && !may_be_open;
        if check.delivered.is_none() {
            Err(NotAsked::Unknown)
        } else if check.kind != CheckKind::Photo || is_over {
            Err(NotAsked::ForNoPhoto)
        } else {
            Ok(check.id)
        }
    }

    /// The photo that others are compared with, which answers no check.
    pub fn give_reference(photo: &AnsweringPhoto, now: &Now, pen: &mut Pen<'_>) {
        pen.write(&Event::Answer {
            open: answer::Open {
                at: now.moment,
                check: Asked::Reference,
                digest: None,
                how: AnswerMode::Photo,
                reason: None,
                photo: Some(*photo.sealed.bytes()),
            },
            place: answer::Place { fix: None },
            private: photo.private(),
        });
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
