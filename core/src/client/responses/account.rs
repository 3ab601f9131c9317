//! Answers that change the account: a code, a certificate, a no, the end.

use super::super::Client;
use super::super::exchange::Reply;
use super::RequestOutcome;
use crate::documents::{Credential, HolderClaims, KeyUse, Typ, cose_key, read_signed};
use crate::error::{Code, CoreError};
use crate::model::{PersonId, RegistrationId, from_base64url};
use crate::outbox::{RequestKind, Task};
use crate::registration::{Keys, Registration};
use crate::requests::{ConfirmReply, Problem, RegistrationReply};
use crate::store::{Changes, Fact, Owner, Table};
use crate::time::milliseconds;

impl Client {
    pub(super) fn code_sent(
        &self,
        person: PersonId,
        row: i64,
        reply: &Reply,
        now_ms: i64,
    ) -> Result<RequestOutcome, CoreError> {
        let unusable = || CoreError::from(Code::AnswerUnusable);
        let reply: RegistrationReply =
            serde_json::from_slice(&reply.body).map_err(|_| unusable())?;
        let reg: RegistrationId = reply.reg.parse().map_err(|_| unusable())?;
        let resend_at_ms = now_ms.saturating_add(milliseconds(reply.resend_after));
        let expires_at_ms = now_ms.saturating_add(milliseconds(reply.expires_in));
        let sent = |before: &Registration| match before {
            Registration::Submitted { form, keys } | Registration::CodeSent { form, keys, .. } => {
                let (form, keys) = (form.clone(), keys.clone());
                Some(Registration::CodeSent { form, keys, reg, resend_at_ms, expires_at_ms })
            }
            // The code was confirmed before this answer came.
            _ => None,
        };
        if self.advance(person, row, sent)? {
            Ok(RequestOutcome::CodeSent { resend_after_s: reply.resend_after })
        } else {
            Ok(RequestOutcome::Done)
        }
    }

    pub(super) fn registered(
        &self,
        person: PersonId,
        row: i64,
        reply: &Reply,
    ) -> Result<RequestOutcome, CoreError> {
        let unusable = || CoreError::from(Code::AnswerUnusable);
        let reply: ConfirmReply = serde_json::from_slice(&reply.body).map_err(|_| unusable())?;
        let account = reply.account.parse().map_err(|_| unusable())?;
        let keys = self.lock().person(person)?.registration.keys().cloned();
        if let Some(keys) = keys {
            self.certificate_of(&reply.holder, &keys).ok_or_else(unusable)?;
        }
        let registered = |before: &Registration| match before {
            Registration::CodeSent { form, keys, .. } => Some(Registration::Registered {
                phone: form.phone.clone(),
                mark: form.mark.clone(),
                keys: keys.clone(),
                account,
                holder: reply.holder.clone(),
            }),
            _ => None,
        };
        if self.advance(person, row, registered)? {
            Ok(RequestOutcome::Registered)
        } else {
            Ok(RequestOutcome::Done)
        }
    }

    /// What a holder certificate says, if the authority signed it for our emergency key.
    pub(in crate::client) fn certificate_of(
        &self,
        text: &str,
        keys: &Keys,
    ) -> Option<HolderClaims> {
        let bytes = from_base64url(text)?;
        let signed = read_signed(&bytes).ok().filter(|signed| signed.typ() == Some(Typ::Pass))?;
        let issuers = {
            let state = self.lock();
            state.lists.trust()?.good_keys(KeyUse::Pass, state.lists.iss())
        };
        let payload = issuers.iter().find_map(|key| signed.open(key))?;
        match Credential::read(payload).ok()? {
            Credential::Holder(holder) if cose_key::thumbprint(&holder.holder) == keys.sos.key => {
                Some(holder)
            }
            _ => None,
        }
    }

    /// Drops a request and moves the registration on, in one transaction. Whether it moved: a
    /// request that is not open any more, or a state it does not fit, moves nothing.
    fn advance(
        &self,
        person: PersonId,
        row: i64,
        next: impl FnOnce(&Registration) -> Option<Registration>,
    ) -> Result<bool, CoreError> {
        let mut previous_credential = None;
        let moved = self.if_open(person, row, |state| {
            let person_state = state.person(person)?;
            let next = next(&person_state.registration);
            let mut changes = Changes::new();
            // With an account, or with new keys to come, what asked for one under these keys has
            // nothing more to say.
            let is_over = matches!(
                next,
                Some(
                    Registration::Registered { .. }
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
                changes.drop_row(Table::Outbox, *at);
            }
            if let Some(next) = &next {
                changes.put(Owner::Person(person), Fact::Registration, next);
            }
            if matches!(next, Some(Registration::Registered { .. })) {
                changes.forget(Owner::Phone, Fact::CorruptFileBackedUp);
                changes.forget(Owner::Person(person), Fact::PreviousCredential);
            }
            let is_account = matches!(next, Some(Registration::Registered { .. }));
            let moved = next.is_some();
            state.commit(person, changes, |person_state| {
                person_state.tasks.retain(|(at, _)| !over.contains(at));
                if let Some(next) = next {
                    person_state.registration = next;
                }
                previous_credential = person_state.previous_credential.take_if(|_| is_account);
            })?;
            state.corrupt_file_backed_up &= !is_account;
            if is_account {
                state.checkpoint_store();
            }
            Ok(moved)
        })?;
        // The new account declares emergencies from here on.
        if let Some(previous_credential) = previous_credential
            && let Err(error) = self.ports.vault.delete(&previous_credential.sos)
        {
            log::warn!("key-not-deleted code={error}");
        }
        Ok(moved.unwrap_or_default())
    }

    /// A clear no to something other than a pass.
    pub(super) fn account_refused(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        problem: &Problem,
    ) -> Result<RequestOutcome, CoreError> {
        let again = match (&task.what, problem.code.as_str()) {
            // A token that lay too long, a registration that the authority has forgotten: the form
            // is kept, and a new token makes new keys.
            (RequestKind::Register, "token-old")
            | (RequestKind::Resend(_) | RequestKind::Confirm(_), "unknown") => true,
            (RequestKind::Register, _) => false,
            _ => {
                self.drop_task(person, row)?;
                return Err(problem.error(None, self.now_ms()));
            }
        };
        if again {
            self.begin_anew(person, row)?;
            return Err(Code::AuthorityBusy.into());
        }
        let before = self.lock().person(person)?.registration.clone();
        let moved = self.advance(person, row, |before| match before {
            Registration::Submitted { .. } => Some(Registration::Nobody),
            _ => None,
        })?;
        if moved && let Some(keys) = before.keys() {
            self.forget_keys(keys);
        }
        Err(problem.error(None, self.now_ms()))
    }

    /// The code is dead, and no other can be asked for before this moment.
    pub(super) fn code_is_dead(
        &self,
        person: PersonId,
        row: i64,
        until_ms: i64,
    ) -> Result<(), CoreError> {
        let now_ms = self.now_ms();
        self.advance(person, row, |before| match before.clone() {
            Registration::CodeSent { form, keys, reg, expires_at_ms, .. } => {
                Some(Registration::CodeSent {
                    form,
                    keys,
                    reg,
                    resend_at_ms: until_ms,
                    expires_at_ms: expires_at_ms.min(now_ms),
                })
            }
            _ => None,
        })
        .map(|_| ())
    }

    /// Goes back to the form, which is kept; new keys will be made for it.
    pub(super) fn begin_anew(&self, person: PersonId, row: i64) -> Result<(), CoreError> {
        let before = self.lock().person(person)?.registration.clone();
        let moved = self.advance(person, row, |before| match before {
            Registration::Submitted { form, .. } | Registration::CodeSent { form, .. } => {
                Some(Registration::Waiting { form: form.clone() })
            }
            _ => None,
        })?;
        if moved && let Some(keys) = before.keys() {
            self.forget_keys(keys);
        }
        Ok(())
    }

    /// The authority knows of the erase: the key that told it goes too.
    pub(super) fn erased(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
    ) -> Result<RequestOutcome, CoreError> {
        for signer in &task.signers {
            self.ports.vault.delete(&signer.alias)?;
        }
        self.advance(person, row, |before| match before {
            Registration::Erasing => Some(Registration::Nobody),
            _ => None,
        })?;
        Ok(RequestOutcome::Erased)
    }
}

fn asks_for_account(what: &RequestKind) -> bool {
    matches!(what, RequestKind::Register | RequestKind::Resend(_) | RequestKind::Confirm(_))
}
