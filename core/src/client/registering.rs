//! Registering: the form, the code, and the account.

use super::Client;
use super::settle::{Settled, seconds_until};
use crate::crypto::sha256;
use crate::documents::cose_key;
use crate::error::{ClientError, Code, Fault};
use crate::model::{HolderMark, IdempotencyKey, PersonId, PhoneNumber, to_base64url};
use crate::outbox::{Signer, Task, Urgency, What, Whose};
use crate::registration::{CONSENT, Form, Keys, Registration};
use crate::requests::{ConfirmRequest, RegistrationRequest, ResendRequest};
use crate::store::{Changes, Fact, Owner, Table};

/// How a step of the registration ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registering {
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

impl Client {
    /// Registers a phone number, in any usual spelling, with an optional mark. Asked again before
    /// the code is confirmed it sends another code, or starts anew for another number.
    ///
    /// # Errors
    /// [`ClientError`]: `phone-invalid`, `mark-invalid`, `already-registered`, `wait`, and those of
    /// the store and the vault. Without a network it waits, which is no error.
    pub async fn register(
        &self,
        person: PersonId,
        phone: &str,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<Registering, ClientError> {
        let form = self.form(phone, initials, document).map_err(|fault| self.say(&fault))?;
        self.end_erasing(person).await.map_err(|fault| self.say(&fault))?;
        let done = self.take_form(person, form);
        done.map_err(|fault| self.say(&fault))?;
        self.changed();
        self.go_on_registering(person).await
    }

    /// Confirms the code of the text message.
    ///
    /// # Errors
    /// [`ClientError`]: `code-malformed`, `code-wrong`, `code-expired`, `wait`,
    /// `no-registration`, `already-registered`, and those of the store and the vault.
    pub async fn confirm(&self, person: PersonId, code: &str) -> Result<Registering, ClientError> {
        let row = self.take_code(person, code).map_err(|fault| self.say(&fault))?;
        // A code whose answer was lost may have been the right one: it is asked about first.
        for earlier in self.open_codes(person, row) {
            if let Ok(Registering::Registered) = self.deliver(person, earlier).await {
                return Ok(Registering::Registered);
            }
        }
        self.deliver(person, row).await
    }

    fn open_codes(&self, person: PersonId, before: i64) -> Vec<i64> {
        let state = self.lock();
        let Ok(affairs) = state.person(person) else { return Vec::new() };
        affairs
            .tasks
            .iter()
            .filter(|(row, task)| *row < before && matches!(task.what, What::Confirm(_)))
            .map(|(row, _)| *row)
            .collect()
    }

    /// The end of an account is told before another begins: its key is needed for that.
    async fn end_erasing(&self, person: PersonId) -> Result<(), Fault> {
        let row = {
            let state = self.lock();
            let affairs = state.person(person)?;
            affairs.tasks.iter().find(|(_, task)| task.what == What::Erase).map(|(row, _)| *row)
        };
        match row {
            Some(row) => {
                let _gate = self.gate.lock().await;
                self.send_row(person, row, Urgency::Person).await.map(|_| ())
            }
            None => Ok(()),
        }
    }

    fn form(
        &self,
        phone: &str,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<Form, Fault> {
        Ok(Form {
            phone: PhoneNumber::parse(phone, &self.setup.region)?,
            mark: HolderMark::new(initials, document)?,
            consent: CONSENT,
            lang: self.language().tag().to_owned(),
        })
    }

    /// Keeps what was typed before anything is sent.
    fn take_form(&self, person: PersonId, form: Form) -> Result<(), Fault> {
        self.known(person)?;
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let now_ms = state.time.at(&reading).best_ms;
        let before = state.person(person)?.registration.clone();
        let same_number = before.form().is_some_and(|old| old.phone == form.phone);
        let mut changes = Changes::new();
        let owner = Owner::Person(person);
        let mut dropped = Vec::new();
        let registration = match before {
            Registration::Registered { .. } => return Err(Code::AlreadyRegistered.into()),
            Registration::CodeSent { resend_at_ms, .. } if same_number && now_ms < resend_at_ms => {
                return Err(Fault::until(Code::Wait, resend_at_ms));
            }
            ref waiting if same_number => waiting.clone().with_form(form),
            Registration::Erasing { .. } => return Err(Code::Erased.into()),
            _ => {
                for (row, _) in &state.person(person)?.tasks {
                    changes.drop_row(Table::Outbox, *row);
                    dropped.push(*row);
                }
                Registration::Waiting { form }
            }
        };
        changes.put(owner, Fact::Registration, &registration);
        state.commit(person, changes, |affairs| {
            affairs.registration = registration;
            affairs.tasks.retain(|(row, _)| !dropped.contains(row));
        })?;
        drop(state);
        // Keys that no registration names any more; if the vault fails now they stay unused.
        if let Some(keys) = before.keys().filter(|_| !same_number) {
            self.forget_keys(keys);
        }
        Ok(())
    }

    /// Deletes an account's keys. What cannot be deleted now is never used again.
    pub(super) fn forget_keys(&self, keys: &Keys) {
        for signer in [&keys.dev, &keys.sos] {
            if let Err(error) = self.ports.vault.delete(&signer.alias) {
                log::warn!("key-not-deleted code={error}");
            }
        }
    }

    async fn go_on_registering(&self, person: PersonId) -> Result<Registering, ClientError> {
        let prepared = {
            let _gate = self.gate.lock().await;
            self.prepare_registration(person).await
        };
        match prepared {
            Ok(Some(row)) => self.deliver(person, row).await,
            Ok(None) => Err(self.say(&Code::NoRegistration.into())),
            Err(fault) => self.waiting(fault),
        }
    }

    /// Sends a row of the outbox and says how far the registration is.
    async fn deliver(&self, person: PersonId, row: i64) -> Result<Registering, ClientError> {
        let settled = {
            let _gate = self.gate.lock().await;
            self.send_row(person, row, Urgency::Person).await
        };
        self.changed();
        match settled {
            Ok(Settled::CodeSent { resend_after_s }) => {
                Ok(Registering::CodeSent { resend_after_s })
            }
            Ok(Settled::Done) => self.how_far(person),
            Ok(Settled::Registered) => Ok(Registering::Registered),
            Ok(Settled::Pass(_) | Settled::Erased) => self.how_far(person),
            Err(fault) => self.waiting(fault),
        }
    }

    /// Where the registration stands, if another call has settled the request meanwhile.
    fn how_far(&self, person: PersonId) -> Result<Registering, ClientError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let now_ms = state.time.at(&reading).best_ms;
        let registration = state.person(person).map(|affairs| affairs.registration.clone());
        drop(state);
        match registration {
            Ok(Registration::Registered { .. }) => Ok(Registering::Registered),
            Ok(Registration::CodeSent { resend_at_ms, .. }) => {
                Ok(Registering::CodeSent { resend_after_s: seconds_until(resend_at_ms, now_ms) })
            }
            _ => Err(self.say(&Code::NoRegistration.into())),
        }
    }

    /// No network is no error: what was typed is kept and goes by itself.
    fn waiting(&self, fault: Fault) -> Result<Registering, ClientError> {
        let error = self.say(&fault);
        if fault.keeps_waiting() {
            Ok(Registering::WaitingToSend { why: error })
        } else {
            Err(error)
        }
    }

    /// Brings the registration as far as a row in the outbox: lists, time, keys, request.
    pub(super) async fn prepare_registration(
        &self,
        person: PersonId,
    ) -> Result<Option<i64>, Fault> {
        let registration = self.lock().person(person)?.registration.clone();
        match registration {
            Registration::Waiting { form } => {
                if !self.lock().lists.are_whole() {
                    self.refresh().await?;
                }
                let token = self.learn_time().await?;
                self.write_registration(person, form, &token).map(Some)
            }
            Registration::Asked { .. } => {
                let state = self.lock();
                let tasks = &state.person(person)?.tasks;
                Ok(tasks.iter().find(|(_, task)| task.what == What::Register).map(|(row, _)| *row))
            }
            Registration::CodeSent { keys, reg, .. } => {
                self.write_resend(person, &keys, reg).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Makes the keys and writes the request down, before it is first sent.
    fn write_registration(&self, person: PersonId, form: Form, token: &[u8]) -> Result<i64, Fault> {
        let number = self.lock().draw_number(person, "keys")?;
        let challenge = sha256(token);
        let make = |whose: Whose, name: &str| -> Result<_, Fault> {
            let alias = format!("doorstep/{person}/{name}/{number}");
            let made = self.ports.vault.create_signing_key(&alias, &challenge)?;
            let key = cose_key::thumbprint(&made.public);
            Ok((Signer { whose, alias, key }, made))
        };
        let (dev, dev_key) = make(Whose::Dev, "dev")?;
        let (sos, sos_key) = make(Whose::Sos, "sos")?;
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
        let task = self.task(What::Register, &request, signers)?;
        let registration = Registration::Asked { form, keys: Keys { dev, sos } };
        self.write_task(person, task, Some(registration))
    }

    fn write_resend(
        &self,
        person: PersonId,
        keys: &Keys,
        reg: crate::model::RegistrationId,
    ) -> Result<i64, Fault> {
        let open = {
            let state = self.lock();
            let tasks = &state.person(person)?.tasks;
            tasks.iter().find(|(_, task)| task.what == What::Resend(reg)).map(|(row, _)| *row)
        };
        if let Some(row) = open {
            return Ok(row);
        }
        let task = self.task(What::Resend(reg), &ResendRequest {}, vec![keys.dev.clone()])?;
        self.write_task(person, task, None)
    }

    /// Writes a code down, or finds the row in which the same one already waits.
    fn take_code(&self, person: PersonId, code: &str) -> Result<i64, Fault> {
        self.known(person)?;
        let registration = self.lock().person(person)?.registration.clone();
        let (form, keys, reg) = match registration {
            Registration::CodeSent { form, keys, reg, .. } => (form, keys, reg),
            Registration::Registered { .. } => return Err(Code::AlreadyRegistered.into()),
            _ => return Err(Code::NoRegistration.into()),
        };
        let code: String =
            code.chars().filter(|part| !part.is_whitespace() && *part != '-').collect();
        if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(Code::CodeMalformed.into());
        }
        let request = ConfirmRequest { code, sub: Some(form.mark.as_str().to_owned()) };
        let task = self.task(What::Confirm(reg), &request, vec![keys.dev])?;
        let open = {
            let state = self.lock();
            let tasks = &state.person(person)?.tasks;
            tasks
                .iter()
                .find(|(_, open)| open.what == task.what && open.body == task.body)
                .map(|(row, _)| *row)
        };
        match open {
            Some(row) => Ok(row),
            None => self.write_task(person, task, None),
        }
    }

    /// A request with a fresh idempotency key.
    pub(super) fn task(
        &self,
        what: What,
        request: &impl serde::Serialize,
        signers: Vec<Signer>,
    ) -> Result<Task, Fault> {
        let body = serde_json::to_string(request).map_err(|_| Fault::from(Code::AnswerUnusable))?;
        let idempotency = IdempotencyKey::new(self.ports.random.draw()?);
        Ok(Task::new(what, idempotency, body, signers))
    }

    /// Puts a request into the outbox, with what the registration becomes by it.
    pub(super) fn write_task(
        &self,
        person: PersonId,
        task: Task,
        registration: Option<Registration>,
    ) -> Result<i64, Fault> {
        let mut state = self.lock();
        let row = state.draw_number(person, "outbox")?;
        let owner = Owner::Person(person);
        let mut changes = Changes::new();
        changes.put_row(Table::Outbox, owner, row, true, &task);
        if let Some(registration) = &registration {
            changes.put(owner, Fact::Registration, registration);
        }
        state.commit(person, changes, |affairs| {
            affairs.tasks.push((row, task));
            if let Some(registration) = registration {
                affairs.registration = registration;
            }
        })?;
        Ok(row)
    }
}
