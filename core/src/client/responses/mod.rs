//! Sending what is in the outbox, and what its answers change.
//!
//! An answer may come late: whatever it changes is changed under one lock that has first seen the
//! request still open.

mod account;
mod closing;
mod pass;

use super::Client;
use super::exchange::Reply;
use crate::error::{Code, CoreError};
use crate::model::{MS, PassId, PersonId};
use crate::outbox::{AttemptResult, Next, RequestKind, Task, Urgency, Verdict, next_task};
use crate::requests::Problem;
use crate::state::State;
use crate::store::{Changes, Owner, Table};

/// What a request that is over has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestOutcome {
    /// It was over before; another call has its effect.
    Done,
    /// A code is on its way.
    CodeSent {
        /// Seconds until another can be asked for.
        resend_after_s: u64,
    },
    /// Registered.
    Registered,
    /// A pass.
    Pass(PassId),
    /// The authority knows of the erase.
    Erased,
}

impl Client {
    /// Sends one row if it may be sent now, and settles its answer. The caller holds the gate.
    pub(super) async fn send_row(
        &self,
        person: PersonId,
        row: i64,
        urgency: Urgency,
    ) -> Result<RequestOutcome, CoreError> {
        let task = {
            let reading = self.ports.clock.read();
            let state = self.lock();
            let Some(task) = state.person(person)?.task(row).cloned() else {
                return Ok(RequestOutcome::Done);
            };
            let now_ms = state.time.at(&reading).best_ms;
            if let Next::Wait(until_ms) = next_task([(row, &task)], now_ms, urgency) {
                return Err(CoreError::until(Code::Wait, until_ms));
            }
            task
        };
        let reply =
            self.signed(task.route(), &task.body, &task.signers, Some(&task.idempotency)).await;
        let settled = match reply {
            Ok(reply) => self.answered(person, row, &task, reply).await,
            Err(fault) if fault.code == Code::KeyLost => self.key_lost(person, row, &task, fault),
            Err(fault) => Err(fault),
        };
        // Whatever went wrong on the way, a request that is still as it was is tried again in
        // time, not at once.
        if settled.is_err() && self.is_untouched(person, row, &task) {
            self.try_again(person, row, &task, AttemptResult::NoResponse)?;
        }
        settled
    }

    fn is_untouched(&self, person: PersonId, row: i64, task: &Task) -> bool {
        let state = self.lock();
        state.person(person).is_ok_and(|person_state| person_state.task(row) == Some(task))
    }

    /// The phone has lost a key that signs this request: it can never be sent as it is.
    fn key_lost(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        fault: CoreError,
    ) -> Result<RequestOutcome, CoreError> {
        match task.what {
            // Nobody can end the account any more; the authority's own time will.
            RequestKind::Erase => self.erased(person, row, task),
            RequestKind::Pass { .. } => self.pass_key_lost(person, row, task, fault),
            // The form is kept, and new keys are made for it.
            RequestKind::Register | RequestKind::Resend(_) | RequestKind::Confirm(_) => {
                self.begin_anew(person, row)?;
                Err(fault)
            }
        }
    }

    async fn answered(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        reply: Reply,
    ) -> Result<RequestOutcome, CoreError> {
        let came =
            AttemptResult::Status { status: reply.status, retry_after_s: reply.retry_after_s };
        let now_ms = self.now_ms();
        let problem = reply.problem();
        match (Verdict::of(came), &task.what) {
            (Verdict::Done, _) => self.take_effect(person, row, task, &reply, now_ms).await,
            (_, RequestKind::Erase) if ends_account(&reply, &problem) => {
                self.erased(person, row, task)
            }
            (_, RequestKind::Erase) => {
                self.try_again(person, row, task, came)?;
                Err(Code::AuthorityBusy.into())
            }
            (_, _) if problem.code == "key-closed" => {
                let fault = self.hear_of_end(person, problem.key_closed.as_deref()).await?;
                if fault.code != Code::KeyClosed {
                    self.try_again(person, row, task, came)?;
                }
                Err(fault)
            }
            (Verdict::Refused, RequestKind::Pass { .. }) => {
                self.pass_refused(person, row, task, &problem).await
            }
            (Verdict::Refused, _) => self.account_refused(person, row, task, &problem),
            // Looked at and spent: the person reads the message again, or asks for another later.
            (Verdict::Again, RequestKind::Confirm(_) | RequestKind::Resend(_))
                if ["code-wrong", "wait"].contains(&problem.code.as_str()) =>
            {
                let mut fault = problem.error(reply.retry_after_s, now_ms);
                if fault.code == Code::Wait && matches!(task.what, RequestKind::Confirm(_)) {
                    // Five wrong ones: no tries are left of this code.
                    fault.details.n = Some(0);
                    self.code_is_dead(person, row, fault.details.at_ms.unwrap_or(now_ms))?;
                }
                self.drop_task(person, row)?;
                Err(fault)
            }
            (Verdict::Again, _) => {
                self.try_again(person, row, task, came)?;
                if problem.code == "wait" {
                    Err(problem.error(reply.retry_after_s, now_ms))
                } else {
                    Err(Code::AuthorityBusy.into())
                }
            }
        }
    }

    async fn take_effect(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        reply: &Reply,
        now_ms: i64,
    ) -> Result<RequestOutcome, CoreError> {
        match &task.what {
            RequestKind::Register | RequestKind::Resend(_) => {
                self.code_sent(person, row, reply, now_ms)
            }
            RequestKind::Confirm(_) => self.registered(person, row, reply),
            RequestKind::Pass { .. } => self.pass_came(person, row, task, reply).await,
            RequestKind::Erase => self.erased(person, row, task),
        }
    }

    pub(super) fn now_ms(&self) -> i64 {
        let reading = self.ports.clock.read();
        self.lock().time.at(&reading).best_ms
    }

    /// Makes a change that belongs to an open request; nothing if it is not open any more.
    fn if_open<T>(
        &self,
        person: PersonId,
        row: i64,
        change: impl FnOnce(&mut State) -> Result<T, CoreError>,
    ) -> Result<Option<T>, CoreError> {
        let mut state = self.lock();
        if state.is_open(person, row) { change(&mut state).map(Some) } else { Ok(None) }
    }

    /// Keeps when it may be tried again. On a full disk that is known until the app is closed,
    /// which harms nobody: what was sent twice has one effect.
    fn try_again(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        came: AttemptResult,
    ) -> Result<(), CoreError> {
        let mut task = task.clone();
        let random = u64::from_be_bytes(self.ports.random.draw()?);
        task.complete(came, self.now_ms(), random);
        self.if_open(person, row, |state| {
            let mut changes = Changes::new();
            changes.put_row(Table::Outbox, Owner::Person(person), row, true, &task);
            if let Err(error) = state.store.apply(changes) {
                log::warn!("retry-not-kept code={error}");
            }
            let tasks = state.people.get_mut(&person).map(|person_state| &mut person_state.tasks);
            if let Some((_, open)) =
                tasks.and_then(|tasks| tasks.iter_mut().find(|(number, _)| *number == row))
            {
                *open = task;
            }
            Ok(())
        })
        .map(|_| ())
    }

    pub(super) fn drop_task(&self, person: PersonId, row: i64) -> Result<(), CoreError> {
        self.if_open(person, row, |state| {
            let mut changes = Changes::new();
            changes.drop_row(Table::Outbox, row);
            state.commit(person, changes, |person_state| person_state.forget(row))
        })
        .map(|_| ())
    }
}

/// Whether the authority has no such account, or no longer: what an erase asks for.
fn ends_account(reply: &Reply, problem: &Problem) -> bool {
    matches!(reply.status, 404 | 410)
        || problem.code == "key-closed"
        || (reply.status == 401 && problem.code == "signature-invalid")
}

/// Whole seconds until a moment, rounded up.
pub(super) fn seconds_until(at_ms: i64, now_ms: i64) -> u64 {
    let left = at_ms.saturating_sub(now_ms).max(0).saturating_add(MS - 1) / MS;
    u64::try_from(left).unwrap_or_default()
}
