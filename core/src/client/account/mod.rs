//! A person's account: from the form to its end.

mod certificate;
mod closing;
mod confirming;
mod erasing;
mod form;
mod hint;
mod registering;
mod said;

use super::core::Core;
use super::open_request::OpenRequest;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::{MS, PersonId};
use crate::outbox::RequestKind;
use crate::registration::Registration;
use crate::state::Change;
use crate::store::Decoded;

pub use confirming::send as send_confirmation;
pub use erasing::send as send_erase;
pub use registering::send as send_registration;
pub use said::{MOST_TRIES, SaidOfAccount};

/// How a step of the registration ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistrationResult {
    /// A code is on its way; another can be asked for in so many seconds.
    CodeSent {
        /// Seconds.
        resend_after_s: u64,
    },
    /// All is kept and goes by itself once the cause is over.
    WaitingToSend {
        /// Why it was not sent.
        why: ClientError,
    },
    /// Registered.
    Registered,
}

/// One person's account on this phone.
#[derive(Clone, Copy)]
pub struct Account<'c> {
    pub core: &'c Core,
    pub person: PersonId,
}

impl<'c> Account<'c> {
    pub fn of(core: &'c Core, person: PersonId) -> Self {
        Self { core, person }
    }

    /// Where the registration stands, if another call has settled the request meanwhile.
    fn how_far(self) -> Result<RegistrationResult, ClientError> {
        let core = self.core;
        let reading = core.ports.clock.read();
        let state = core.lock();
        let now_ms = state.time.at(&reading).best_ms;
        let known = state.person(self.person);
        let registration = known.map(|person_state| person_state.registration.clone());
        drop(state);
        match registration {
            Ok(Registration::Registered { .. }) => Ok(RegistrationResult::Registered),
            Ok(Registration::CodeSent { resend_at_ms, .. }) => Ok(RegistrationResult::CodeSent {
                resend_after_s: seconds_until(resend_at_ms, now_ms),
            }),
            // Another call goes on with it.
            Ok(Registration::Waiting { .. } | Registration::Submitted { .. }) => {
                Ok(self.waiting(&Code::AuthorityBusy.into()))
            }
            _ => Err(core.say(&Code::NoRegistration.into())),
        }
    }

    /// No network is no error: what was typed is kept and goes by itself.
    fn waiting(self, error: &CoreError) -> RegistrationResult {
        RegistrationResult::WaitingToSend { why: self.core.say(error) }
    }

    /// Whatever went wrong, a request that is still open goes on by itself.
    fn not_sent(self, row: i64, error: &CoreError) -> Result<RegistrationResult, ClientError> {
        let is_open = self.core.lock().is_open(self.person, row);
        if is_open { Ok(self.waiting(error)) } else { Err(self.core.say(error)) }
    }
}

impl OpenRequest<'_> {
    fn account(&self) -> Account<'_> {
        Account::of(self.core(), self.person)
    }

    /// Drops a request and moves the registration on, in one transaction. Whether it moved: a
    /// request that is not open any more, or a state it does not fit, moves nothing.
    pub fn advance(
        &self,
        next: impl FnOnce(&Registration) -> Option<Registration>,
    ) -> Result<bool, CoreError> {
        let (core, person, row) = (self.core(), self.person, self.row);
        let mut previous = Decoded::Absent;
        let moved = self.if_open(|state| {
            let person_state = state.person(person)?;
            let next = next(&person_state.registration);
            let mut edit = state.edit();
            // With an account, or with new keys to come, what asked for one under these keys has
            // nothing more to say.
            let is_over = matches!(
                next,
                Some(
                    Registration::Registered { .. }
                        | Registration::Lent { .. }
                        | Registration::Waiting { .. }
                        | Registration::Nobody
                )
            );
            let over: Vec<i64> = person_state
                .tasks
                .iter()
                .filter(|(at, task)| *at == row || (is_over && asks_for_account(&task.what)))
                .map(|(at, _)| *at)
                .collect();
            for at in &over {
                edit.set(person, Change::TaskOver(*at));
            }
            let is_account =
                matches!(next, Some(Registration::Registered { .. } | Registration::Lent { .. }));
            if is_account {
                previous = person_state.previous_credential.clone();
                edit.set(person, Change::PreviousCredential(None));
                edit.set_corrupt_file_backed_up(false);
            }
            let moved = next.is_some();
            if let Some(next) = next {
                edit.set(person, Change::Registration(next));
            }
            state.commit(edit)?;
            Ok(moved)
        })?;
        // The new account declares emergencies from here on.
        match previous {
            Decoded::Absent => {}
            Decoded::Value(previous) => core.delete_key(&previous.sos),
            Decoded::Unreadable => core.delete_other_emergency_keys(person),
        }
        Ok(moved.unwrap_or_default())
    }

    /// Goes back to the form, which is kept; new keys will be made for it.
    fn begin_anew(&self) -> Result<(), CoreError> {
        self.advance_without_keys(|before| match before {
            Registration::Submitted { form, .. } | Registration::CodeSent { form, .. } => {
                Some(Registration::Waiting { form: form.clone() })
            }
            _ => None,
        })
    }

    /// Moves the registration on to where its keys serve nobody any more.
    pub fn advance_without_keys(
        &self,
        next: impl FnOnce(&Registration) -> Option<Registration>,
    ) -> Result<(), CoreError> {
        let before = self.core().lock().person(self.person)?.registration.clone();
        if self.advance(next)?
            && let Some(keys) = before.keys()
        {
            self.core().delete_keys(keys);
        }
        Ok(())
    }
}

fn asks_for_account(what: &RequestKind) -> bool {
    match what {
        RequestKind::Register
        | RequestKind::Resend(_)
        | RequestKind::Confirm(_)
        | RequestKind::TakeLoan => true,
        RequestKind::Pass(_)
        | RequestKind::Erase
        | RequestKind::ClaimOrder
        | RequestKind::HandOver(_)
        | RequestKind::Link => false,
    }
}

/// Whole seconds until a moment, rounded up.
fn seconds_until(at_ms: i64, now_ms: i64) -> u64 {
    let left = at_ms.saturating_sub(now_ms).max(0).saturating_add(MS - 1) / MS;
    u64::try_from(left).unwrap_or_default()
}
