//! The same for a screen: with finished sentences, and with refusals as answers.

use super::super::Client;
use super::super::core::Core;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::sms::{Asked, FilledForm};
use crate::views::{SmsMessageResult, SmsRegionView, SmsReplyResult, SmsViewed};

/// What becomes of a form that was filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmsUse {
    /// Its person is shown the message, and nothing is kept.
    Look,
    /// It goes to the phone's own composer, and waits for its reply.
    Send,
}

impl Client {
    /// The regions whose passes are asked for by text message, with their forms, and what the person asked for
    /// there; empty before a sync has brought tables. `sim` is the country code of the SIM's network (MCC).
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`.
    pub fn sms_regions(
        &self,
        person: PersonId,
        sim: Option<&str>,
    ) -> Result<Vec<SmsRegionView>, ClientError> {
        let (tables, asked) = (self.sms_tables(), self.sms_asked(person)?);
        let viewed = SmsViewed { sim, ..self.core.sms_viewed(&asked) };
        let now = viewed.now;
        let regions = tables.ids().into_iter().filter_map(|id| tables.at(id, now));
        Ok(regions.map(|table| viewed.region(table)).collect())
    }

    /// The message of a form that somebody filled in, or why there is none.
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown`, `no-rules` before a sync has brought tables, or of the store.
    pub fn sms_message(
        &self,
        person: PersonId,
        filled: &FilledForm,
        sms_use: SmsUse,
    ) -> Result<SmsMessageResult, ClientError> {
        self.unlocked(person)?;
        let tables = self.sms_tables();
        let made = match sms_use {
            SmsUse::Look => self.core.prepare_sms(&tables, person, filled),
            SmsUse::Send => {
                let made = self.core.compose_sms(&tables, person, filled);
                self.core.changed();
                made
            }
        };
        let made = made.map_err(|error| self.core.say(&error))?;
        let viewed = self.core.sms_viewed(&[]);
        Ok(match made {
            Ok(made) => SmsMessageResult::Message(viewed.message(&made, sms_use == SmsUse::Send)),
            Err(refusal) => {
                let zone = tables.zone(&filled.region, viewed.now);
                SmsMessageResult::Refused(viewed.refused(zone, &refusal))
            }
        })
    }

    /// Reads a reply that somebody pastes or shares, from whom it calls itself, and held to the request of this
    /// name or to the newest that is open.
    ///
    /// # Errors
    /// As [`Client::sms_message`].
    pub fn sms_reply(
        &self,
        person: PersonId,
        region: &str,
        text: &str,
        sender: Option<&str>,
        request: Option<&str>,
    ) -> Result<SmsReplyResult, ClientError> {
        self.unlocked(person)?;
        let tables = self.sms_tables();
        let read = self.core.read_sms(&tables, person, region, (text, sender, request));
        self.core.changed();
        let read = read.map_err(|error| self.core.say(&error))?;
        let viewed = self.core.sms_viewed(&[]);
        let table = tables.at(region, viewed.now);
        Ok(match (read, table) {
            (Ok(answered), Some(table)) => SmsReplyResult::Read(viewed.reply(
                &table.region,
                &answered.read,
                answered.asked.as_ref(),
            )),
            (Ok(_), None) => return Err(self.core.say(&CoreError::from(Code::NoRules))),
            (Err(refusal), _) => {
                let zone = tables.zone(region, viewed.now);
                SmsReplyResult::Refused(viewed.refused(zone, &refusal))
            }
        })
    }
}

impl Core {
    fn sms_viewed<'a>(&self, asked: &'a [Asked]) -> SmsViewed<'a> {
        SmsViewed { asked, sim: None, now: self.sms_now(), language: self.language() }
    }
}
