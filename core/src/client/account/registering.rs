//! Asking for a code: the keys, the request, and its answer (`PROTOCOL.md §10.1`).

use super::Account;
use crate::client::core::Conversation;
use crate::client::exchange::Reply;
use crate::client::open_request::{Ending, OpenRequest};
use crate::client::refusal::Refusal;
use crate::crypto::sha256;
use crate::documents::cose_key;
use crate::error::{Code, CoreError};
use crate::model::{PersonId, RegistrationId, to_base64url};
use crate::outbox::{KeyRole, RequestKind, Urgency};
use crate::registration::{Form, Keys, Registration};
use crate::requests::{RegistrationReply, RegistrationRequest, ResendRequest, read};
use crate::state::Change;
use crate::time::milliseconds;

impl Account<'_> {
    pub fn is_waiting_to_register(self) -> bool {
        let state = self.core.lock();
        let known = state.person(self.person);
        known.is_ok_and(|person_state| {
            matches!(person_state.registration, Registration::Waiting { .. })
        })
    }

    /// Brings the registration as far as a row in the outbox: lists, time, keys, request.
    pub async fn prepare(self, conversation: &Conversation<'_>) -> Result<Option<i64>, CoreError> {
        let registration = self.core.lock().person(self.person)?.registration.clone();
        match registration {
            Registration::Waiting { form } => {
                if !self.core.lock().lists.are_whole() {
                    conversation.refresh().await?;
                }
                let token = conversation.learn_time().await?;
                self.write_registration(form, &token)
            }
            Registration::Submitted { .. } => {
                let state = self.core.lock();
                let person_state = state.person(self.person)?;
                let open = person_state.find(|task| task.what == RequestKind::Register);
                Ok(open.map(|(row, _)| row))
            }
            Registration::CodeSent { keys, reg, .. } => self.write_resend(&keys, reg).map(Some),
            _ => Ok(None),
        }
    }

    /// Makes the keys and writes the request down, before it is first sent.
    fn write_registration(self, form: Form, token: &[u8]) -> Result<Option<i64>, CoreError> {
        let (core, person) = (self.core, self.person);
        let challenge = sha256(token);
        let (dev, dev_key) = core.make_key(person, KeyRole::Dev, &challenge)?;
        let (sos, sos_key) = core.make_key(person, KeyRole::Sos, &challenge)?;
        let request = RegistrationRequest {
            phone: form.phone.e164().to_owned(),
            key: to_base64url(&cose_key::to_bytes(&dev_key.public)),
            sos: to_base64url(&cose_key::to_bytes(&sos_key.public)),
            time: to_base64url(token),
            attestation: (!dev_key.attestation.is_empty())
                .then(|| to_base64url(&dev_key.attestation)),
            consent: form.consent,
            lang: form.lang.clone(),
        };
        let signers = vec![dev.clone(), sos.clone()];
        let task = core.task(RequestKind::Register, &request, signers)?;
        let keys = Keys { dev, sos };
        let mut state = core.lock();
        // Another form may have been typed while the network was asked for the time.
        let still = Registration::Waiting { form: form.clone() };
        if state.person(person)?.registration != still {
            drop(state);
            core.delete_keys(&keys);
            return Ok(None);
        }
        let mut edit = state.edit();
        let row = edit.add_task(person, task);
        edit.set(person, Change::Registration(Registration::Submitted { form, keys }));
        state.commit(edit)?;
        Ok(Some(row))
    }

    fn write_resend(self, keys: &Keys, reg: RegistrationId) -> Result<i64, CoreError> {
        let what = RequestKind::Resend(reg);
        let task = self.core.task(what.clone(), &ResendRequest {}, vec![keys.dev.clone()])?;
        let (row, _) = self.core.write_task(self.person, task, |open| open.what == what)?;
        Ok(row)
    }
}

/// Sends the request of a row, if it is open. Seconds until another code can be asked for; nothing if
/// another call has its effect.
pub async fn send_row(
    conversation: &Conversation<'_>,
    person: PersonId,
    row: i64,
    urgency: Urgency,
) -> Result<Option<u64>, CoreError> {
    match OpenRequest::of_row(conversation, person, row)? {
        Some(request) => send(&request, urgency).await,
        None => Ok(None),
    }
}

/// Sends a request for a code, the first or another.
pub async fn send(request: &OpenRequest<'_>, urgency: Urgency) -> Result<Option<u64>, CoreError> {
    let settled = match request.attempt(urgency).await? {
        Ending::Done(reply) => request.code_sent(&reply),
        Ending::Refused(refusal) => request.code_refused(&refusal),
        Ending::Later(refusal) if request.is_resend() && refusal.code() == "wait" => {
            request.drop_it()?;
            Err(refusal.error(request.core()))
        }
        Ending::Later(refusal) => Err(request.put_off(&refusal)?),
        Ending::KeyClosed(refusal) => Err(request.key_closed(&refusal).await?),
        // The form is kept, and new keys are made for it.
        Ending::KeyLost(error) => request.begin_anew().and(Err(error)),
    };
    request.settled(settled)
}

impl OpenRequest<'_> {
    fn is_resend(&self) -> bool {
        self.task.what != RequestKind::Register
    }

    fn code_sent(&self, reply: &Reply) -> Result<Option<u64>, CoreError> {
        let unusable = || CoreError::from(Code::AnswerUnusable);
        let now_ms = self.core().now_ms();
        let reply: RegistrationReply = read(&reply.body).ok_or_else(unusable)?;
        let reg: RegistrationId = reply.reg.parse().map_err(|_| unusable())?;
        let resend_at_ms = now_ms.saturating_add(milliseconds(reply.resend_after));
        let expires_at_ms = now_ms.saturating_add(milliseconds(reply.expires_in));
        let moved = self.advance(|before| match before {
            Registration::Submitted { form, keys } | Registration::CodeSent { form, keys, .. } => {
                let (form, keys) = (form.clone(), keys.clone());
                Some(Registration::CodeSent { form, keys, reg, resend_at_ms, expires_at_ms })
            }
            // The code was confirmed before this answer came.
            _ => None,
        })?;
        Ok(moved.then_some(reply.resend_after))
    }

    fn code_refused(&self, refusal: &Refusal) -> Result<Option<u64>, CoreError> {
        match (self.is_resend(), refusal.code()) {
            // A token that lay too long, a registration that the authority has forgotten: the form
            // is kept, and a new token makes new keys.
            (false, "token-old") | (true, "unknown") => {
                self.begin_anew()?;
                return Err(Code::AuthorityBusy.into());
            }
            (true, _) => self.drop_it()?,
            (false, _) => self.advance_without_keys(|before| match before {
                Registration::Submitted { .. } => Some(Registration::Nobody),
                _ => None,
            })?,
        }
        Err(refusal.error(self.core()))
    }
}
