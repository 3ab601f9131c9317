//! Registering: the form, the code, and the account.

use super::Client;
use super::exchange::json;
use super::responses::{RequestOutcome, seconds_until};
use crate::client_error::ClientError;
use crate::crypto::sha256;
use crate::documents::cose_key;
use crate::error::{Code, CoreError};
use crate::model::{
    HolderHint, IdempotencyKey, PersonId, PhoneNumber, RegistrationId, to_base64url,
};
use crate::outbox::{KeyRole, RequestKind, Signer, Task, Urgency};
use crate::ports::VaultKey;
use crate::registration::{CONSENT, Form, Keys, Registration, message_code, reachable};
use crate::requests::{ConfirmRequest, RegistrationRequest, ResendRequest};
use crate::state::SyncSchedule;
use crate::store::{Changes, Fact, Owner, Table};

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

impl Client {
    /// Registers a phone number, in any usual spelling, with an optional mark. Asked again before
    /// the code is confirmed it sends another code, or starts anew for another number.
    ///
    /// # Errors
    /// [`ClientError`]: `phone-invalid`, `phone-unreachable`, `mark-invalid`, `already-registered`,
    /// `wait`, and those of the store and the vault. Without a network it waits, which is no error.
    pub async fn register(
        &self,
        person: PersonId,
        phone: &str,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<RegistrationResult, ClientError> {
        let form = self.form(phone, initials, document).map_err(|fault| self.say(&fault))?;
        let done = self.take_form(person, form);
        done.map_err(|fault| self.say(&fault))?;
        let _told = self.tell_at_end();
        self.changed();
        self.go_on_registering(person).await
    }

    /// Asks for another code to the number that waits for one, with all that was typed.
    ///
    /// # Errors
    /// [`ClientError`]: `no-registration`, `wait`, and those of the store and the vault.
    pub async fn resend(&self, person: PersonId) -> Result<RegistrationResult, ClientError> {
        let form = {
            let state = self.lock();
            let known =
                state.person(person).map(|person_state| person_state.registration.form().cloned());
            known.and_then(|form| form.ok_or(Code::NoRegistration.into()))
        };
        let done = form.and_then(|form| self.take_form(person, form));
        done.map_err(|fault| self.say(&fault))?;
        let _told = self.tell_at_end();
        self.changed();
        self.go_on_registering(person).await
    }

    /// Changes the mark: for the passes that are asked for from now on, and for the certificate that
    /// emergencies are declared with at the next sync. What was issued keeps the mark that it has.
    ///
    /// # Errors
    /// [`ClientError`]: `mark-invalid`, `not-registered`, `key-closed`, and those of the store.
    pub fn change_mark(
        &self,
        person: PersonId,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<HolderHint, ClientError> {
        let changed = self.take_mark(person, initials, document);
        self.changed();
        changed.map_err(|fault| self.say(&fault))
    }

    fn take_mark(
        &self,
        person: PersonId,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<HolderHint, CoreError> {
        let declared = HolderHint::new(initials, document)?;
        let mut state = self.lock();
        let mut registration = state.person(person)?.registration.clone();
        match &mut registration {
            Registration::Registered { mark, .. } => *mark = declared.clone(),
            Registration::Waiting { form }
            | Registration::Submitted { form, .. }
            | Registration::CodeSent { form, .. } => form.mark = declared.clone(),
            Registration::Closed { reason, .. } => return Err(CoreError::closed(reason)),
            Registration::Nobody | Registration::Erasing => {
                return Err(state.not_registered(person).into());
            }
        }
        let mut changes = Changes::new();
        changes.put(Owner::Person(person), Fact::Registration, &registration);
        state.commit(person, changes, |person_state| person_state.registration = registration)?;
        // The certificate is asked for soon.
        state.sync_soon();
        Ok(declared)
    }

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
        let row = self.take_code(person, code).map_err(|fault| self.say(&fault))?;
        let _told = self.tell_at_end();
        // A code whose answer was lost may have been the right one: it is asked about first.
        for earlier in self.open_codes(person, row) {
            if let Ok(RegistrationResult::Registered) = self.deliver(person, earlier).await {
                return Ok(RegistrationResult::Registered);
            }
        }
        self.deliver(person, row).await
    }

    fn open_codes(&self, person: PersonId, before: i64) -> Vec<i64> {
        let state = self.lock();
        let Ok(person_state) = state.person(person) else { return Vec::new() };
        person_state
            .tasks
            .iter()
            .filter(|(row, task)| *row < before && matches!(task.what, RequestKind::Confirm(_)))
            .map(|(row, _)| *row)
            .collect()
    }

    fn form(
        &self,
        phone: &str,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<Form, CoreError> {
        let phone = PhoneNumber::parse(phone, &self.setup.region)?;
        {
            let state = self.lock();
            let trust = state.lists.trust();
            reachable(&phone, trust.map(|trust| trust.sms_countries.as_slice()))?;
        }
        Ok(Form {
            phone,
            mark: HolderHint::new(initials, document)?,
            consent: CONSENT,
            lang: self.language().tag().to_owned(),
        })
    }

    /// Keeps what was typed before anything is sent.
    fn take_form(&self, person: PersonId, form: Form) -> Result<(), CoreError> {
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let now = state.time.at(&reading);
        let person_state = state.person(person)?;
        let before = person_state.registration.clone();
        let same_number = before.form().is_some_and(|old| old.phone == form.phone);
        let mut changes = Changes::new();
        let mut dropped = Vec::new();
        let registration = match before {
            Registration::Registered { .. } => return Err(Code::AlreadyRegistered.into()),
            // A clock that nobody vouches for may stand still: then the authority decides.
            Registration::CodeSent { resend_at_ms, .. }
                if same_number && now.anchored && now.best_ms < resend_at_ms =>
            {
                return Err(CoreError::until(Code::Wait, resend_at_ms));
            }
            ref waiting if same_number => waiting.clone().with_form(form),
            _ => {
                // What still tells of the end of an earlier account goes on.
                let tasks =
                    person_state.tasks.iter().filter(|(_, task)| task.what != RequestKind::Erase);
                dropped.extend(tasks.map(|(row, _)| *row));
                Registration::Waiting { form }
            }
        };
        for row in &dropped {
            changes.drop_row(Table::Outbox, *row);
        }
        changes.put(Owner::Person(person), Fact::Registration, &registration);
        // A form that waits does not wait for the sync_schedule of the lists.
        changes.forget(Owner::Phone, Fact::SyncSchedule);
        // A closed account's certificate serves until there is another.
        let previous_credential = match &before {
            Registration::Closed { .. } => person_state.emergency_credential(),
            _ => person_state.previous_credential.clone(),
        };
        changes.put(Owner::Person(person), Fact::PreviousCredential, &previous_credential);
        let spare =
            previous_credential.as_ref().map(|previous_credential| previous_credential.sos.clone());
        state.commit(person, changes, |person_state| {
            person_state.registration = registration;
            person_state.previous_credential = previous_credential;
            person_state.tasks.retain(|(row, _)| !dropped.contains(row));
        })?;
        state.sync_schedule = SyncSchedule::default();
        drop(state);
        // Keys that no registration names any more; if the vault fails now they stay unused.
        if let Some(keys) = before.keys().filter(|_| !same_number) {
            self.forget_keys_but(keys, spare.as_deref());
        }
        Ok(())
    }

    /// Deletes an account's keys. What cannot be deleted now is never used again.
    pub(super) fn forget_keys(&self, keys: &Keys) {
        self.forget_keys_but(keys, None);
    }

    fn forget_keys_but(&self, keys: &Keys, spare: Option<&str>) {
        let signers = [&keys.dev, &keys.sos];
        for signer in signers.into_iter().filter(|signer| Some(signer.alias.as_str()) != spare) {
            if let Err(error) = self.ports.vault.delete(&signer.alias) {
                log::warn!("key-not-deleted code={error}");
            }
        }
    }

    async fn go_on_registering(&self, person: PersonId) -> Result<RegistrationResult, ClientError> {
        let prepared = {
            let _gate = self.gate.lock().await;
            self.prepare_registration(person).await
        };
        match prepared {
            Ok(Some(row)) => self.deliver(person, row).await,
            Ok(None) => self.how_far(person),
            // The form is kept; only what cannot heal by itself is an error.
            Err(fault) if fault.keeps_waiting() => Ok(self.waiting(&fault)),
            Err(fault) => Err(self.say(&fault)),
        }
    }

    /// Sends a row of the outbox and says how far the registration is.
    async fn deliver(&self, person: PersonId, row: i64) -> Result<RegistrationResult, ClientError> {
        let settled = {
            let _gate = self.gate.lock().await;
            self.send_row(person, row, Urgency::Person).await
        };
        match settled {
            Ok(RequestOutcome::CodeSent { resend_after_s }) => {
                Ok(RegistrationResult::CodeSent { resend_after_s })
            }
            Ok(RequestOutcome::Registered) => Ok(RegistrationResult::Registered),
            Ok(_) => self.how_far(person),
            // Whatever went wrong, a request that is still open goes on by itself.
            Err(fault) if self.lock().is_open(person, row) => Ok(self.waiting(&fault)),
            Err(fault) => Err(self.say(&fault)),
        }
    }

    /// Where the registration stands, if another call has settled the request meanwhile.
    fn how_far(&self, person: PersonId) -> Result<RegistrationResult, ClientError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let now_ms = state.time.at(&reading).best_ms;
        let registration =
            state.person(person).map(|person_state| person_state.registration.clone());
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
            _ => Err(self.say(&Code::NoRegistration.into())),
        }
    }

    /// No network is no error: what was typed is kept and goes by itself.
    fn waiting(&self, fault: &CoreError) -> RegistrationResult {
        RegistrationResult::WaitingToSend { why: self.say(fault) }
    }

    /// Brings the registration as far as a row in the outbox: lists, time, keys, request.
    pub(super) async fn prepare_registration(
        &self,
        person: PersonId,
    ) -> Result<Option<i64>, CoreError> {
        let registration = self.lock().person(person)?.registration.clone();
        match registration {
            Registration::Waiting { form } => {
                if !self.lock().lists.are_whole() {
                    self.refresh().await?;
                }
                let token = self.learn_time().await?;
                self.write_registration(person, form, &token)
            }
            Registration::Submitted { .. } => {
                let state = self.lock();
                let open = state.person(person)?.find(|task| task.what == RequestKind::Register);
                Ok(open.map(|(row, _)| row))
            }
            Registration::CodeSent { keys, reg, .. } => {
                self.write_resend(person, &keys, reg).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Makes the keys and writes the request down, before it is first sent.
    fn write_registration(
        &self,
        person: PersonId,
        form: Form,
        token: &[u8],
    ) -> Result<Option<i64>, CoreError> {
        let challenge = sha256(token);
        let (dev, dev_key) = self.make_key(person, KeyRole::Dev, &challenge)?;
        let (sos, sos_key) = self.make_key(person, KeyRole::Sos, &challenge)?;
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
        let task = self.task(RequestKind::Register, &request, signers)?;
        let keys = Keys { dev, sos };
        let mut state = self.lock();
        // Another form may have been typed while the network was asked for the time.
        let still = Registration::Waiting { form: form.clone() };
        if state.person(person)?.registration != still {
            drop(state);
            self.forget_keys(&keys);
            return Ok(None);
        }
        let row = state.draw_number(Table::Outbox);
        let asked = Registration::Submitted { form, keys };
        let owner = Owner::Person(person);
        let mut changes = Changes::new();
        changes.put_row(Table::Outbox, owner, row, true, &task);
        changes.put(owner, Fact::Registration, &asked);
        state.commit(person, changes, |person_state| {
            person_state.tasks.push((row, task));
            person_state.registration = asked;
        })?;
        Ok(Some(row))
    }

    /// A new key under a name that nothing else has ever had.
    pub(super) fn make_key(
        &self,
        person: PersonId,
        whose: KeyRole,
        challenge: &[u8],
    ) -> Result<(Signer, VaultKey), CoreError> {
        let name: [u8; 12] = self.ports.random.draw()?;
        let kind = whose.label().name();
        let alias = format!("doorstep/{person}/{kind}/{}", to_base64url(&name));
        let made = self.ports.vault.create_signing_key(&alias, challenge)?;
        let key = cose_key::thumbprint(&made.public);
        Ok((Signer { whose, alias, key }, made))
    }

    fn write_resend(
        &self,
        person: PersonId,
        keys: &Keys,
        reg: RegistrationId,
    ) -> Result<i64, CoreError> {
        let task =
            self.task(RequestKind::Resend(reg), &ResendRequest {}, vec![keys.dev.clone()])?;
        self.write_task(person, task, |open| open.what == RequestKind::Resend(reg))
            .map(|(row, _)| row)
    }

    /// Writes a code down, or finds the row in which the same one already waits.
    fn take_code(&self, person: PersonId, code: &str) -> Result<i64, CoreError> {
        let registration = self.lock().person(person)?.registration.clone();
        let (form, keys, reg) = match registration {
            Registration::CodeSent { form, keys, reg, .. } => (form, keys, reg),
            Registration::Registered { .. } => return Err(Code::AlreadyRegistered.into()),
            _ => return Err(Code::NoRegistration.into()),
        };
        let code = message_code(code)?;
        let request = ConfirmRequest { code, sub: Some(form.mark.as_str().to_owned()) };
        let task = self.task(RequestKind::Confirm(reg), &request, vec![keys.dev])?;
        let (what, body) = (task.what.clone(), task.body.clone());
        let (row, _) =
            self.write_task(person, task, |open| open.what == what && open.body == body)?;
        Ok(row)
    }

    /// A request with a fresh idempotency key.
    pub(super) fn task(
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
    pub(super) fn write_task(
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
            RequestKind::Pass { key, .. } => person_state.refusals_but(key),
            _ => person_state.refusals.clone(),
        };
        let row = state.draw_number(Table::Outbox);
        let owner = Owner::Person(person);
        let mut changes = Changes::new();
        changes.put_row(Table::Outbox, owner, row, true, &task);
        changes.put(owner, Fact::Refusals, &refusals);
        state.commit(person, changes, |person_state| {
            person_state.tasks.push((row, task));
            person_state.refusals = refusals;
        })?;
        Ok((row, false))
    }
}
