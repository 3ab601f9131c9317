//! Requests that wait for their answer: written down before they are first sent, sent, and put off
//! (`PROTOCOL.md §8.6`).
//!
//! An answer may come late: whatever it changes is changed under one lock that has first seen the
//! request still open. What an answer changes stands in the room of the request's kind.

use super::core::{Conversation, Core};
use super::exchange::{Reply, json};
use super::refusal::Refusal;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, PersonId};
use crate::outbox::{AttemptResult, Next, RequestKind, Signer, Task, Urgency, Verdict, next_task};
use crate::state::{Change, State};

/// A request that waited for its answer when its turn came.
pub struct OpenRequest<'c> {
    pub conversation: &'c Conversation<'c>,
    pub person: PersonId,
    pub row: i64,
    pub task: Task,
}

/// How an attempt to send a request ended.
pub enum Ending {
    /// It has had its effect.
    Done(Reply),
    /// The authority will never take it.
    Refused(Refusal),
    /// The authority says that the account's key is closed.
    KeyClosed(Refusal),
    /// Not now.
    Later(Refusal),
    /// The phone has lost a key that signs it: it can never be sent as it is.
    KeyLost(CoreError),
}

impl Ending {
    fn of(reply: Reply) -> Self {
        let refusal = Refusal::of(&reply);
        match Verdict::of(refusal.attempt()) {
            Verdict::Done => Self::Done(reply),
            _ if refusal.says_key_closed() => Self::KeyClosed(refusal),
            Verdict::Refused => Self::Refused(refusal.for_good()),
            Verdict::Again => Self::Later(refusal),
        }
    }
}

impl Core {
    /// A request with a fresh idempotency key.
    pub fn task(
        &self,
        what: RequestKind,
        request: &impl serde::Serialize,
        signers: Vec<Signer>,
    ) -> Result<Task, CoreError> {
        let body = json(request)?;
        let idempotency = IdempotencyKey::new(self.ports.random.draw()?);
        Ok(Task::new(what, idempotency, body, signers))
    }

    /// Puts a request into the outbox, unless one that fits is open: then that is the one. Its row
    /// and whether it was there before.
    pub fn write_task(
        &self,
        person: PersonId,
        task: Task,
        fits: impl Fn(&Task) -> bool,
    ) -> Result<(i64, bool), CoreError> {
        let mut state = self.lock();
        let person_state = state.person(person)?;
        // An erase may have come while the vault made a key: nothing is asked in its old name.
        let dev = person_state.registration.keys().map(|keys| &keys.dev);
        if !task.signers.iter().any(|signer| Some(signer) == dev) {
            return Err(Code::NotRegistered.into());
        }
        if let Some((row, _)) = person_state.find(fits) {
            return Ok((row, true));
        }
        let refusals = match &task.what {
            RequestKind::Pass(wish) => person_state.refusals_but(&wish.key),
            _ => person_state.refusals.clone(),
        };
        let mut edit = state.edit();
        let row = edit.add_task(person, task);
        edit.set(person, Change::Refusals(refusals));
        state.commit(edit)?;
        Ok((row, false))
    }
}

impl<'c> OpenRequest<'c> {
    /// The request of a row; nothing if it is over, because another call has its effect.
    pub fn of_row(
        conversation: &'c Conversation<'c>,
        person: PersonId,
        row: i64,
    ) -> Result<Option<Self>, CoreError> {
        let task = conversation.core.lock().person(person)?.task(row).cloned();
        Ok(task.map(|task| Self { conversation, person, row, task }))
    }

    pub fn core(&self) -> &'c Core {
        self.conversation.core
    }

    /// Sends it if it may be sent now.
    pub async fn attempt(&self, urgency: Urgency) -> Result<Ending, CoreError> {
        let now_ms = self.core().now_ms();
        if let Next::Wait(until_ms) = next_task([(self.row, &self.task)], now_ms, urgency) {
            return Err(CoreError::until(Code::Wait, until_ms));
        }
        let Task { body, signers, idempotency, .. } = &self.task;
        let sent = self.conversation.signed(
            self.person,
            self.task.route(),
            body.as_bytes(),
            signers,
            Some(idempotency),
        );
        match sent.await {
            Ok(reply) => Ok(Ending::of(reply)),
            Err(error) if error.code == Code::KeyLost => Ok(Ending::KeyLost(error)),
            Err(error) => self.settled(Err(error)),
        }
    }

    /// What was made of its answer. Whatever went wrong on the way, a request that is still as it was
    /// is tried again in time, not at once.
    pub fn settled<T>(&self, settled: Result<T, CoreError>) -> Result<T, CoreError> {
        if settled.is_err() && self.is_untouched() {
            self.try_again(AttemptResult::NoResponse)?;
        }
        settled
    }

    fn is_untouched(&self) -> bool {
        let state = self.core().lock();
        let known = state.person(self.person);
        known.is_ok_and(|person_state| person_state.task(self.row) == Some(&self.task))
    }

    /// Keeps it for another time, as the authority wishes.
    pub fn put_off(&self, refusal: &Refusal) -> Result<CoreError, CoreError> {
        self.try_again(refusal.attempt())?;
        Ok(match refusal.code() {
            "wait" => refusal.error(self.core()),
            _ => Code::AuthorityBusy.into(),
        })
    }

    /// Keeps when it may be tried again. On a full disk that is known until the app is closed,
    /// which harms nobody: what was sent twice has one effect.
    pub fn try_again(&self, came: AttemptResult) -> Result<(), CoreError> {
        let (core, person, row) = (self.core(), self.person, self.row);
        let mut task = self.task.clone();
        let random = u64::from_be_bytes(core.ports.random.draw()?);
        task.complete(came, core.now_ms(), random);
        self.if_open(|state| {
            let mut edit = state.edit();
            edit.set(person, Change::Task(row, task));
            state.commit_or_know(edit, "retry");
            Ok(())
        })
        .map(|_| ())
    }

    /// It is over, and nothing came of it.
    pub fn drop_it(&self) -> Result<(), CoreError> {
        self.if_open(|state| {
            let mut edit = state.edit();
            edit.set(self.person, Change::TaskOver(self.row));
            state.commit(edit)
        })
        .map(|_| ())
    }

    /// Makes a change that belongs to an open request; nothing if it is not open any more.
    pub fn if_open<T>(
        &self,
        change: impl FnOnce(&mut State) -> Result<T, CoreError>,
    ) -> Result<Option<T>, CoreError> {
        let mut state = self.core().lock();
        if state.is_open(self.person, self.row) { change(&mut state).map(Some) } else { Ok(None) }
    }
}
