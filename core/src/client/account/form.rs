//! Registering from the screen: what was typed is kept, then goes on as far as it can.

use super::{Account, RegistrationResult, registering};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::{HolderHint, PersonId, PhoneNumber};
use crate::outbox::Urgency;
use crate::registration::{CONSENT, Form, Registration, reachable};
use crate::state::{Change, SyncSchedule};

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
        self.unlocked(person)?;
        let account = Account::of(&self.core, person);
        account.register(account.form(phone, initials, document)).await
    }

    /// Asks for another code to the number that waits for one, with all that was typed.
    ///
    /// # Errors
    /// [`ClientError`]: `no-registration`, `wait`, and those of the store and the vault.
    pub async fn resend(&self, person: PersonId) -> Result<RegistrationResult, ClientError> {
        self.unlocked(person)?;
        let account = Account::of(&self.core, person);
        account.register(account.typed()).await
    }
}

impl Account<'_> {
    async fn register(
        self,
        form: Result<Form, CoreError>,
    ) -> Result<RegistrationResult, ClientError> {
        let taken = form.and_then(|form| self.take_form(form));
        taken.map_err(|error| self.core.say(&error))?;
        let _told = self.core.tell_at_end();
        self.core.changed();
        let prepared = {
            let conversation = self.core.converse().await;
            self.prepare(&conversation).await
        };
        match prepared {
            Ok(Some(row)) => self.deliver(row).await,
            Ok(None) => self.how_far(),
            // The form is kept; only what cannot heal by itself is an error.
            Err(error) if error.keeps_waiting() => Ok(self.waiting(&error)),
            Err(error) => Err(self.core.say(&error)),
        }
    }

    async fn deliver(self, row: i64) -> Result<RegistrationResult, ClientError> {
        let sent = {
            let conversation = self.core.converse().await;
            registering::send_row(&conversation, self.person, row, Urgency::Person).await
        };
        match sent {
            Ok(Some(resend_after_s)) => Ok(RegistrationResult::CodeSent { resend_after_s }),
            Ok(None) => self.how_far(),
            Err(error) => self.not_sent(row, &error),
        }
    }

    fn form(
        self,
        phone: &str,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<Form, CoreError> {
        let phone = PhoneNumber::parse(phone, &self.core.setup.region)?;
        {
            let state = self.core.lock();
            let trust = state.lists.trust();
            reachable(&phone, trust.map(|trust| trust.sms_countries.as_slice()))?;
        }
        Ok(Form {
            phone,
            mark: HolderHint::new(initials, document)?,
            consent: CONSENT,
            lang: self.core.language().tag().to_owned(),
        })
    }

    /// What was typed before.
    fn typed(self) -> Result<Form, CoreError> {
        let state = self.core.lock();
        let form = state.person(self.person)?.registration.form();
        form.cloned().ok_or(Code::NoRegistration.into())
    }

    /// Keeps what was typed before anything is sent.
    fn take_form(self, form: Form) -> Result<(), CoreError> {
        let reading = self.core.ports.clock.read();
        let mut state = self.core.lock();
        let now = state.time.at(&reading);
        let person_state = state.person(self.person)?;
        let before = person_state.registration.clone();
        let same_number = before.form().is_some_and(|old| old.phone == form.phone);
        let mut edit = state.edit();
        let mut dropped = Vec::new();
        let registration = match before {
            Registration::Registered { .. }
            | Registration::LoanAsked { .. }
            | Registration::Moving { .. }
            | Registration::Lent { .. } => return Err(Code::AlreadyRegistered.into()),
            // A clock that nobody vouches for may stand still: then the authority decides.
            Registration::CodeSent { resend_at_ms, .. }
                if same_number && now.anchored && now.best_ms < resend_at_ms =>
            {
                return Err(CoreError::until(Code::Wait, resend_at_ms));
            }
            ref waiting if same_number => waiting.clone().with_form(form),
            _ => {
                let tasks = person_state.tasks.iter();
                let ends = tasks.filter(|(_, task)| !task.what.outlives_account());
                dropped.extend(ends.map(|(row, _)| *row));
                Registration::Waiting { form }
            }
        };
        for row in &dropped {
            edit.set(self.person, Change::TaskOver(*row));
        }
        edit.set(self.person, Change::Registration(registration));
        // A form that waits does not wait for the schedule of the lists.
        edit.set_sync_schedule(SyncSchedule::default());
        // A closed account's certificate serves until there is another.
        let previous_credential = match &before {
            Registration::Closed { .. } => person_state.emergency_credential().into(),
            _ => person_state.previous_credential.clone(),
        };
        let spare = previous_credential.readable().map(|credential| credential.sos.clone());
        // What cannot be read is not overwritten by nothing.
        if !previous_credential.is_unreadable() {
            let readable = previous_credential.readable().cloned();
            edit.set(self.person, Change::PreviousCredential(readable));
        }
        state.commit(edit)?;
        drop(state);
        // Keys that no registration names any more; if the vault fails now they stay unused.
        if let Some(keys) = before.keys().filter(|_| !same_number) {
            let aliases = [&keys.dev.alias, &keys.sos.alias].into_iter();
            let unused = aliases.filter(|alias| Some(*alias) != spare.as_ref());
            unused.for_each(|alias| self.core.delete_key(alias));
        }
        Ok(())
    }
}
