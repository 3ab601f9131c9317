//! An account that moves to another phone, or comes to this one.

use std::sync::Arc;

use doorstep::client::DeviceOwner;
use doorstep::views::MoveView;

use super::Client;
use crate::runtime::{CancelHandle, run};
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// How far a move of this person is on this phone; none while there is none.
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown`, and those of the vault.
    pub fn moving(&self, person: String) -> Result<Option<MoveView>, ClientError> {
        Ok(self.core()?.client.moving(self.person(&person)?)?)
    }

    /// Offers this person's account to another phone: the code for it to scan. Asked again, the same code
    /// while the offer is good, and what is to be shown next after that.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered`, `person-unknown`, and those of the store and the vault.
    pub fn offer_move(&self, person: String) -> Result<MoveView, ClientError> {
        Ok(self.core()?.client.offer_move(self.person(&person)?)?)
    }

    /// Takes the code of the new phone, and shows the next one with six digits.
    ///
    /// # Errors
    /// [`ClientError`]: `move-malformed`, `move-over`, and those of the store and the vault.
    pub fn answer_move(&self, person: String, text: String) -> Result<MoveView, ClientError> {
        Ok(self.core()?.client.answer_move(self.person(&person)?, &text)?)
    }

    /// Gives the account away, once the digits that were read on the new phone are those of this one. Killed
    /// or failed anywhere, it goes on when it is asked again.
    ///
    /// # Errors
    /// [`ClientError`]: `owner-not-confirmed`, `digits-differ`, `move-over`, and those of the store and the
    /// vault.
    pub fn give_account(
        &self,
        person: String,
        digits: String,
        owner: DeviceOwner,
    ) -> Result<MoveView, ClientError> {
        Ok(self.core()?.client.give_account(self.person(&person)?, &digits, owner)?)
    }

    /// Takes a code of the old phone: its offer, what comes after it, or the last one with the account. Needs
    /// no network until the last one, and waits for it then.
    ///
    /// # Errors
    /// [`ClientError`]: `move-malformed`, `move-foreign`, `move-over`, `already-registered`, `stopped`, and
    /// those of the store and the vault.
    #[uniffi::method(default(cancel = None))]
    pub async fn take_move(
        &self,
        person: String,
        text: String,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<MoveView, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let taken = async move { core.client.take_move(person, &text).await };
        run(&self.0, cancel, Box::pin(taken)).await
    }

    /// Gives up a move that is not signed yet, on either phone.
    ///
    /// # Errors
    /// [`ClientError`]: `move-over` if it is signed, and those of the store.
    pub fn stop_move(&self, person: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.stop_move(self.person(&person)?)?)
    }
}
