//! Passes: asking for one, showing it, printing it; emergencies, and receipts of inspections.

use std::sync::Arc;

use doorstep::inspector::read_receipt;
use doorstep::views::PassEntry;

use super::Client;
use crate::mirrors::{EmergencyCare, InspectionSlip, OnPaper, PassRequestResult, Shown};
use crate::runtime::{CancelHandle, run};
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// The passes on this phone, also those that ended within a day, the one that ends last first.
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown` for a person this phone does not know, and
    /// those of the store.
    pub fn passes(&self, person: String) -> Result<Vec<PassEntry>, ClientError> {
        Ok(self.core()?.client.passes(self.person(&person)?)?)
    }

    /// Asks for a pass, from a moment on if the purpose is asked for in advance. A second tap on a
    /// purpose whose request is open finds that request.
    ///
    /// # Errors
    /// [`ClientError`]: a refusal (`not-in-force`, `no-pass-needed`, `outside-hours`,
    /// `lead-time`, `quota-used`, `purpose-unknown`, `purpose-over`, `too-far-ahead`,
    /// `too-late`), `not-registered`, `key-closed`, `pass-unusable`, `stopped`, and those of the
    /// store and the vault.
    #[uniffi::method(default(from_ms = None, cancel = None))]
    pub async fn request_pass(
        &self,
        person: String,
        purpose: String,
        from_ms: Option<i64>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<PassRequestResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move {
                core.client
                    .request_pass(person, &purpose, from_ms)
                    .await
                    .map(PassRequestResult::from)
            }),
        )
        .await
    }

    /// The next frame of a pass: of this one, or of the one that ends last; or the answer to an
    /// inspector's number, eight digits however they are grouped.
    ///
    /// # Errors
    /// [`ClientError`]: `pass-unknown`, `challenge-malformed`, and those of the vault.
    #[uniffi::method(default(pass = None, challenge = None))]
    pub fn present(
        &self,
        person: String,
        pass: Option<String>,
        challenge: Option<String>,
    ) -> Result<Shown, ClientError> {
        let core = self.core()?;
        let id = self.pass(pass.as_deref())?;
        let challenge = self.0.challenge(challenge)?;
        Ok(core.client.present(self.person(&person)?, id, challenge)?.into())
    }

    /// Declares an emergency, or shows the one that lasts. Never refused, asks no reason, and throws
    /// nothing: where no code can be made, none is needed. A number that cannot be read is answered
    /// with the code as it is.
    #[uniffi::method(default(challenge = None))]
    pub fn emergency(&self, person: String, challenge: Option<String>) -> EmergencyCare {
        let answered = self.core().and_then(|core| Ok((core, self.person(&person)?)));
        let (core, person) = match answered {
            Ok(known) => known,
            Err(error) => return EmergencyCare::without_code(self.0.language(), error),
        };
        match self.0.challenge(challenge) {
            Ok(challenge) => core.client.emergency(person, challenge).into(),
            Err(unread) => {
                let care = EmergencyCare::from(core.client.emergency(person, None));
                EmergencyCare { trouble: Some(unread.trouble()), ..care }
            }
        }
    }

    /// A pass without its phone: of this name, or the one that ends last. It is fetched once and
    /// then known without a network; a second one is the same.
    ///
    /// # Errors
    /// [`ClientError`]: `pass-unknown`, `pass-over`, `holder-mark-missing` for a pass that names
    /// nothing to compare with a document, `no-paper` where the rules give none, `not-registered`,
    /// `key-closed`, `pass-unusable`, `stopped`, and those of network and vault.
    #[uniffi::method(default(pass = None, cancel = None))]
    pub async fn paper(
        &self,
        person: String,
        pass: Option<String>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<OnPaper, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let id = self.pass(pass.as_deref())?;
        run(
            &self.0,
            cancel,
            Box::pin(async move { core.client.paper(person, id).await.map(OnPaper::from) }),
        )
        .await
    }

    /// Reads a receipt that an inspector has shown. That the key in it signed it is checked; whose
    /// device that is, the authority knows.
    ///
    /// # Errors
    /// [`ClientError`]: `receipt-malformed`.
    pub fn read_receipt(&self, text: &str) -> Result<InspectionSlip, ClientError> {
        Ok(read_receipt(&self.core()?.client, text)?.into())
    }
}
