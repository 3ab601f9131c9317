//! The code of the text message, and the account that it makes (`PROTOCOL.md §10.3`).

use super::{Account, RegistrationResult};
use crate::client::Client;
use crate::client::core::Conversation;
use crate::client::exchange::Reply;
use crate::client::open_request::{Ending, OpenRequest};
use crate::client::refusal::Refusal;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::outbox::{RequestKind, Task, Urgency};
use crate::registration::{Registration, message_code};
use crate::requests::{ConfirmReply, ConfirmRequest, read};

impl Client {
    /// Confirms the code of the text message.
    ///
    /// # Errors
    /// [`ClientError`]: `code-malformed`, `code-wrong`, `code-expired`, `wait`,
    /// `no-registration`, `already-registered`, and those of the store and the vault.
    pub async fn confirm(
        &self,
        person: PersonId,
        code: &str,
    ) -> Result<RegistrationResult, ClientError> {
        self.unlocked(person)?;
        let account = Account::of(&self.core, person);
        let row = account.take_code(code).map_err(|error| self.core.say(&error))?;
        let _told = self.core.tell_at_end();
        // A code whose answer was lost may have been the right one: it is asked about first.
        for earlier in account.open_codes(row) {
            if let Ok(RegistrationResult::Registered) = account.deliver_code(earlier).await {
                return Ok(RegistrationResult::Registered);
            }
        }
        account.deliver_code(row).await
    }
}

impl Account<'_> {
    /// Writes a code down, or finds the row in which the same one already waits.
    fn take_code(self, code: &str) -> Result<i64, CoreError> {
        let registration = self.core.lock().person(self.person)?.registration.clone();
        let (form, keys, reg) = match registration {
            Registration::CodeSent { form, keys, reg, .. } => (form, keys, reg),
            Registration::Registered { .. } => return Err(Code::AlreadyRegistered.into()),
            _ => return Err(Code::NoRegistration.into()),
        };
        let code = message_code(code)?;
        let request = ConfirmRequest { code, sub: Some(form.mark.as_str().to_owned()) };
        let task = self.core.task(RequestKind::Confirm(reg), &request, vec![keys.dev])?;
        let (what, body) = (task.what.clone(), task.body.clone());
        let same = |open: &Task| open.what == what && open.body == body;
        let (row, _) = self.core.write_task(self.person, task, same)?;
        Ok(row)
    }

    fn open_codes(self, before: i64) -> Vec<i64> {
        let state = self.core.lock();
        let Ok(person_state) = state.person(self.person) else { return Vec::new() };
        person_state
            .tasks
            .iter()
            .filter(|(row, task)| *row < before && matches!(task.what, RequestKind::Confirm(_)))
            .map(|(row, _)| *row)
            .collect()
    }

    async fn deliver_code(self, row: i64) -> Result<RegistrationResult, ClientError> {
        let sent = {
            let conversation = self.core.converse().await;
            send_row(&conversation, self.person, row, Urgency::Person).await
        };
        match sent {
            Ok(true) => Ok(RegistrationResult::Registered),
            Ok(false) => self.how_far(),
            Err(error) => self.not_sent(row, &error),
        }
    }
}

async fn send_row(
    conversation: &Conversation<'_>,
    person: PersonId,
    row: i64,
    urgency: Urgency,
) -> Result<bool, CoreError> {
    match OpenRequest::of_row(conversation, person, row)? {
        Some(request) => send(&request, urgency).await,
        None => Ok(false),
    }
}

/// Sends a code. Whether it made the account; if not, another call has its effect.
pub async fn send(request: &OpenRequest<'_>, urgency: Urgency) -> Result<bool, CoreError> {
    let settled = match request.attempt(urgency).await? {
        Ending::Done(reply) => request.registered(&reply),
        // A registration that the authority has forgotten: the form is kept.
        Ending::Refused(refusal) if refusal.code() == "unknown" => {
            request.begin_anew().and(Err(Code::AuthorityBusy.into()))
        }
        Ending::Refused(refusal) => {
            request.drop_it().and_then(|()| Err(refusal.error(request.core())))
        }
        // Looked at and spent: the person reads the message again, or asks for another later.
        Ending::Later(refusal) if ["code-wrong", "wait"].contains(&refusal.code()) => {
            request.code_is_wrong(&refusal)
        }
        Ending::Later(refusal) => Err(request.put_off(&refusal)?),
        Ending::KeyClosed(refusal) => Err(request.key_closed(&refusal).await?),
        // The form is kept, and new keys are made for it.
        Ending::KeyLost(error) => request.begin_anew().and(Err(error)),
    };
    request.settled(settled)
}

impl OpenRequest<'_> {
    fn registered(&self, reply: &Reply) -> Result<bool, CoreError> {
        let unusable = || CoreError::from(Code::AnswerUnusable);
        let reply: ConfirmReply = read(&reply.body).ok_or_else(unusable)?;
        let account = reply.account.parse().map_err(|_| unusable())?;
        let keys = self.core().lock().person(self.person)?.registration.keys().cloned();
        if let Some(keys) = keys {
            self.core().certificate_of(&reply.holder, &keys).ok_or_else(unusable)?;
        }
        self.advance(|before| match before {
            Registration::CodeSent { form, keys, .. } => Some(Registration::Registered {
                phone: form.phone.clone(),
                mark: form.mark.clone(),
                keys: keys.clone(),
                account,
                holder: reply.holder.clone(),
            }),
            _ => None,
        })
    }

    fn code_is_wrong(&self, refusal: &Refusal) -> Result<bool, CoreError> {
        let mut error = refusal.error(self.core());
        if error.code == Code::Wait {
            // Five wrong ones: no tries are left of this code.
            error.details.n = Some(0);
            self.code_is_dead(error.details.at_ms)?;
        }
        self.drop_it()?;
        Err(error)
    }

    /// The code is dead, and no other can be asked for before this moment.
    fn code_is_dead(&self, until_ms: Option<i64>) -> Result<(), CoreError> {
        let now_ms = self.core().now_ms();
        self.advance(|before| match before.clone() {
            Registration::CodeSent { form, keys, reg, expires_at_ms, .. } => {
                Some(Registration::CodeSent {
                    form,
                    keys,
                    reg,
                    resend_at_ms: until_ms.unwrap_or(now_ms),
                    expires_at_ms: expires_at_ms.min(now_ms),
                })
            }
            _ => None,
        })
        .map(|_| ())
    }
}
