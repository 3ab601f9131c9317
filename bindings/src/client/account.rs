//! Registering, changing and ending an account, and whose accounts there are.

use std::sync::Arc;

use super::Client;
use crate::mirrors::RegistrationResult;
use crate::runtime::{CancelHandle, run};
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// Registers a phone number, in any usual spelling, with an optional mark. Asked again before
    /// the code is confirmed it sends another code, or starts anew for another number.
    ///
    /// # Errors
    /// [`ClientError`]: `phone-invalid`, `phone-unreachable`, `mark-invalid`, `already-registered`,
    /// `wait`, `stopped`, and those of the store; `refused` with the authority's reason. Without a network or a key
    /// store it waits, which is no error: the answer says why.
    #[uniffi::method(default(initials = None, document = None, cancel = None))]
    pub async fn register(
        &self,
        person: String,
        phone: String,
        initials: Option<String>,
        document: Option<String>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<RegistrationResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move {
                let (initials, document) = (initials.as_deref(), document.as_deref());
                core.client
                    .register(person, &phone, initials, document)
                    .await
                    .map(RegistrationResult::from)
            }),
        )
        .await
    }

    /// Asks for another code to the number that waits for one, with all that was typed.
    ///
    /// # Errors
    /// [`ClientError`]: `no-registration`, `wait`, `stopped`, and those of the store; `refused` with
    /// the authority's reason. Without a network or a key store it waits, which is no error.
    #[uniffi::method(default(cancel = None))]
    pub async fn resend(
        &self,
        person: String,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<RegistrationResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move { core.client.resend(person).await.map(RegistrationResult::from) }),
        )
        .await
    }

    /// Confirms the code of the text message.
    ///
    /// # Errors
    /// [`ClientError`]: `code-malformed`, `code-wrong`, `code-expired`, `wait`, `no-registration`,
    /// `already-registered`, `refused`, `stopped`, and those of the store and the vault.
    #[uniffi::method(default(cancel = None))]
    pub async fn confirm(
        &self,
        person: String,
        code: String,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<RegistrationResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move {
                core.client.confirm(person, &code).await.map(RegistrationResult::from)
            }),
        )
        .await
    }

    /// Changes initials and the document's characters: for the passes that are asked for from now on,
    /// and for the certificate that emergencies are declared with at the next sync. What was issued
    /// keeps what it has. What is left out is taken away. The mark as passes show it.
    ///
    /// # Errors
    /// [`ClientError`]: `mark-invalid`, `not-registered`, `key-closed`, and those of the store.
    #[uniffi::method(default(initials = None, document = None))]
    pub fn change_mark(
        &self,
        person: String,
        initials: Option<String>,
        document: Option<String>,
    ) -> Result<String, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let (initials, document) = (initials.as_deref(), document.as_deref());
        Ok(core.client.change_mark(person, initials, document)?.as_str().to_owned())
    }

    /// Makes everything of a person on this phone unreadable for good, at once and offline; the
    /// authority hears of it when there is a network.
    ///
    /// # Errors
    /// [`ClientError`] of the store and the vault; asking again goes on where it stopped.
    pub fn erase(&self, person: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.erase(self.person(&person)?)?)
    }

    /// Makes room for another person, who is not registered yet; the name to ask by. For a child somebody
    /// else answers, and the answers say so.
    ///
    /// # Errors
    /// [`ClientError`]: `too-many-people` from the ninth on, and those of the store and the vault.
    #[uniffi::method(default(is_child = false))]
    pub fn add_person(&self, is_child: bool) -> Result<String, ClientError> {
        Ok(self.core()?.client.add_person(is_child)?.to_string())
    }

    /// Takes a person off this phone, with everything that it keeps of them; everybody else's data stay
    /// as they are. Whoever has an account is erased at once, and goes from the list when the authority
    /// was told.
    ///
    /// # Errors
    /// [`ClientError`]: `person-has-order` while an order of theirs asks something, now or later;
    /// `person-stays` for the last one; `erase-unfinished`; `person-unknown`; those of the store and the
    /// vault.
    pub fn remove_person(&self, person: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.remove_person(self.person(&person)?)?)
    }
}
