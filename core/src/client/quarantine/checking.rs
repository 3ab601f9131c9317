//! Checks: what is asked, and what the person answers (`PROTOCOL.md §21`).

use super::watching::Happening;
use super::{Patient, is_too_long};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::patient::CannotReason;
use crate::model::{CheckId, PersonId};
use crate::quarantine::checks::{Answer, NotAsked, Proof};
use crate::quarantine::journal::{Asked, Event};
use crate::views::{CheckView, ShownSince};

/// What a person says to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckAnswer {
    /// "I am here". The newest place goes with it, if there is one of the last minutes.
    Here,
    /// "I cannot".
    Cannot {
        reason: CannotReason,
        /// In the person's own words. It stays on the phone.
        text: Option<String>,
    },
}

impl Client {
    /// The checks of today and those that are open, or of the last 14 days; oldest first. Those that wait
    /// today come last, without their times.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`, and those of the store.
    pub fn checks(&self, person: PersonId, all: bool) -> Result<Vec<CheckView>, ClientError> {
        self.unlocked(person)?;
        Patient::of(&self.core, person).checks(all).map_err(|error| self.core.say(&error))
    }

    /// The person answers the check of this name, else the one that is asked now. Opens no network; what was
    /// answered late, twice or in a pause is taken, and says so.
    ///
    /// # Errors
    /// [`ClientError`]: `no-check` if none is asked, `check-unknown`, `too-long`, `person-unknown`, and
    /// those of the store.
    pub fn answer_check(
        &self,
        person: PersonId,
        check: Option<&str>,
        answer: &CheckAnswer,
    ) -> Result<CheckView, ClientError> {
        self.done(Patient::of(&self.core, person).answer(check, answer))
    }

    /// The person says "I am here", asked or not. Not asked, it answers what is asked within half an hour.
    /// The check that it answers now, if there is one.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if nothing is asked of the person, `person-unknown`, and those of the
    /// store.
    pub fn here(&self, person: PersonId) -> Result<Option<CheckView>, ClientError> {
        self.done(Patient::of(&self.core, person).here())
    }
}

impl Patient<'_> {
    fn checks(self, all: bool) -> Result<Vec<CheckView>, CoreError> {
        let reading = self.core.ports.clock.read();
        let facts = self.core.facts_heard();
        let state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        let Some(quarantine) = &known.quarantine else { return Ok(Vec::new()) };
        let since = if all { ShownSince::Days14 } else { ShownSince::Today };
        Ok(state.check_views(self.person, quarantine, &reading, &facts, since)?)
    }

    fn answer(self, named: Option<&str>, answer: &CheckAnswer) -> Result<CheckView, CoreError> {
        if matches!(answer, CheckAnswer::Cannot { text: Some(text), .. } if is_too_long(text)) {
            return Err(Code::TooLong.into());
        }
        let named: Option<CheckId> = named
            .map(|id| id.parse().map_err(|_| CoreError::from(Code::CheckUnknown)))
            .transpose()?;
        let happened = self.watch(&self.core.facts_heard(), |it| {
            it.tick();
            let answer = match answer {
                CheckAnswer::Here => Answer::Here(it.proof()),
                CheckAnswer::Cannot { reason, text } => {
                    Answer::Cannot { reason: *reason, text: text.clone() }
                }
            };
            let answered = it.checks.answer(named, &answer, it.asking, it.now, it.pen);
            it.tell_watch();
            answered
        })?;
        match happened {
            Some(Ok(id)) => self.check(id),
            Some(Err(NotAsked::Unknown | NotAsked::ForNoPhoto)) => Err(Code::CheckUnknown.into()),
            Some(Err(NotAsked::NoCheck)) | None => Err(Code::NoCheck.into()),
        }
    }

    fn here(self) -> Result<Option<CheckView>, CoreError> {
        let happened = self.watch(&self.core.facts_heard(), |it| {
            it.tick();
            it.watch.standing()?;
            let proof = it.proof();
            let answered = it.checks.here(proof, it.asking, it.now, it.pen);
            it.tell_watch();
            Some(answered)
        })?;
        match happened.flatten() {
            Some(Some(id)) => self.check(id).map(Some),
            Some(None) => Ok(None),
            None => Err(Code::NoOrder.into()),
        }
    }

    fn check(self, id: CheckId) -> Result<CheckView, CoreError> {
        let id = id.to_string();
        let mut all = self.checks(true)?.into_iter();
        all.find(|check| check.id == id).ok_or(Code::CheckUnknown.into())
    }
}

impl Happening<'_, '_> {
    pub(super) fn proof(&self) -> Proof {
        Proof { fix: self.watch.newest_fix(self.now), by_parent: self.by_parent }
    }

    /// Whoever answers a check is at home with the phone: places may be learned for a while.
    pub(super) fn tell_watch(&mut self) {
        let written = self.pen.written().last();
        if let Some(Event::Answer { open, .. }) = written.map(|written| &written.event)
            && matches!(open.check, Asked::Check(_))
        {
            self.watch.answered(open);
        }
    }
}
