//! Passes by text message: the message that a person is to send with the phone's own composer, and what came
//! back. The phone sends nothing by itself, and reads nothing that nobody hands it.

mod shown;

pub use shown::SmsUse;

use super::Client;
use super::core::Core;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::sms::{
    Asked, FilledForm, HeldTo, Judging, Prepared, Read, SmsRefusal, Tables, keep, open_of, prepare,
    read_reply,
};
use crate::state::Change;

/// A reply, and the request that it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsAnswered {
    pub read: Read,
    /// As it stands now; nothing if the reply changed none.
    pub asked: Option<Asked>,
}

/// What came of something that a table may refuse.
pub type BySms<T> = Result<T, SmsRefusal>;

impl Client {
    /// The tables that this phone has, each tried by its own examples; empty before a sync has brought any.
    pub fn sms_tables(&self) -> Tables {
        let state = self.core.lock();
        state.lists.sms().cloned().map(Tables::load).unwrap_or_default()
    }

    /// The second by which this phone judges hours and quotas.
    pub fn sms_now(&self) -> u64 {
        self.core.sms_now()
    }

    /// What a person asked for by text message in the last month, oldest first.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`.
    pub fn sms_asked(&self, person: PersonId) -> Result<Vec<Asked>, ClientError> {
        self.unlocked(person)?;
        self.core.sms_asked(person).map_err(|error| self.core.say(&error))
    }

    /// The message of a form that somebody filled in, written down as asked for.
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown`, `no-rules` before a sync has brought tables, or of the store. What a
    /// table refuses stands inside.
    pub fn compose_sms(
        &self,
        person: PersonId,
        filled: &FilledForm,
    ) -> Result<BySms<Prepared>, ClientError> {
        self.unlocked(person)?;
        let made = self.core.compose_sms(&self.sms_tables(), person, filled);
        self.core.changed();
        made.map_err(|error| self.core.say(&error))
    }

    /// Reads a reply that somebody pastes or shares, from whom it calls itself, and held to the request of this
    /// name or to the newest that is open.
    ///
    /// # Errors
    /// As [`Client::compose_sms`].
    pub fn read_sms(
        &self,
        person: PersonId,
        region: &str,
        text: &str,
        sender: Option<&str>,
        asked: Option<&str>,
    ) -> Result<BySms<SmsAnswered>, ClientError> {
        self.unlocked(person)?;
        let read = self.core.read_sms(&self.sms_tables(), person, region, (text, sender, asked));
        self.core.changed();
        read.map_err(|error| self.core.say(&error))
    }
}

impl Core {
    fn sms_now(&self) -> u64 {
        let reading = self.ports.clock.read();
        self.lock().time.at(&reading).best_s()
    }

    fn sms_asked(&self, person: PersonId) -> Result<Vec<Asked>, CoreError> {
        let state = self.lock();
        let known = state.people.get(&person).ok_or(Code::PersonUnknown)?;
        Ok(known.sms_asked.clone())
    }

    fn prepare_sms(
        &self,
        tables: &Tables,
        person: PersonId,
        filled: &FilledForm,
    ) -> Result<BySms<Prepared>, CoreError> {
        if tables.versions().is_empty() {
            return Err(Code::NoRules.into());
        }
        let (now, before) = (self.sms_now(), self.sms_asked(person)?);
        Ok(prepare(tables, filled, &before, Judging::Sending, now))
    }

    fn compose_sms(
        &self,
        tables: &Tables,
        person: PersonId,
        filled: &FilledForm,
    ) -> Result<BySms<Prepared>, CoreError> {
        let prepared = self.prepare_sms(tables, person, filled)?;
        if let Ok(prepared) = &prepared {
            self.keep_sms(person, prepared.asked.clone())?;
        }
        Ok(prepared)
    }

    fn read_sms(
        &self,
        tables: &Tables,
        person: PersonId,
        region: &str,
        (text, sender, asked): (&str, Option<&str>, Option<&str>),
    ) -> Result<BySms<SmsAnswered>, CoreError> {
        if tables.versions().is_empty() {
            return Err(Code::NoRules.into());
        }
        let (now, all) = (self.sms_now(), self.sms_asked(person)?);
        let region = match tables.known(region, now).and_then(|table| table.usable()) {
            Ok(region) => region,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let held = match asked {
            Some(id) => all.iter().find(|one| one.region == region.id && one.id() == id),
            None => open_of(&all, &region.id, &region.zone, region.fallback.after_s, now),
        };
        let read =
            read_reply(region, text, sender, held.map_or(HeldTo::Missing, HeldTo::This), now);
        let answered = held.and_then(|held| held.answered(&read));
        if let Some(answered) = &answered {
            self.keep_sms(person, answered.clone())?;
        }
        Ok(Ok(SmsAnswered { read, asked: answered }))
    }

    fn keep_sms(&self, person: PersonId, one: Asked) -> Result<(), CoreError> {
        let mut state = self.lock();
        let known = state.people.get(&person).ok_or(Code::PersonUnknown)?;
        let asked = keep(known.sms_asked.clone(), one);
        let mut edit = state.edit();
        edit.set(person, Change::SmsAsked(asked));
        state.commit(edit)
    }
}
