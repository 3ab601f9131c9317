//! Passes by text message: the exact text for the phone's own composer, and what came back.

use doorstep::client::SmsUse;

use super::Client;
use crate::mirrors::{SmsFilledForm, SmsMessageResult, SmsRegionView, SmsReplyResult};
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// The regions whose passes are asked for by text message, with their forms, and what the person asked for
    /// there; empty before a sync has brought tables. `sim` is the country code of the SIM's network (MCC).
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown` for a person this phone does not know.
    #[uniffi::method(default(sim = None))]
    pub fn sms_regions(
        &self,
        person: String,
        sim: Option<String>,
    ) -> Result<Vec<SmsRegionView>, ClientError> {
        let regions = self.core()?.client.sms_regions(self.person(&person)?, sim.as_deref())?;
        Ok(regions.into_iter().map(SmsRegionView::from).collect())
    }

    /// The message of a form that somebody filled in, or why there is none. Opens no network, and sends
    /// nothing: the person does, with the phone's own composer.
    ///
    /// # Errors
    /// [`ClientError`]: `no-rules` before a sync has brought tables, and those of the store.
    pub fn sms_message(
        &self,
        person: String,
        filled: SmsFilledForm,
        sms_use: SmsUse,
    ) -> Result<SmsMessageResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        Ok(core.client.sms_message(person, &filled.into(), sms_use)?.into())
    }

    /// Reads a reply that somebody pastes or shares, from whom it calls itself, and held to the request of this
    /// name or to the newest that is open. It proves nothing, and changes nothing but that request.
    ///
    /// # Errors
    /// [`ClientError`]: `no-rules` before a sync has brought tables, and those of the store.
    #[uniffi::method(default(sender = None, request = None))]
    pub fn sms_reply(
        &self,
        person: String,
        region: String,
        text: String,
        sender: Option<String>,
        request: Option<String>,
    ) -> Result<SmsReplyResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let (sender, request) = (sender.as_deref(), request.as_deref());
        Ok(core.client.sms_reply(person, &region, &text, sender, request)?.into())
    }
}
