//! This phone as one that is lent.

use std::sync::Arc;

use doorstep::client::LoanReturned;

use super::Client;
use crate::mirrors::LoanStep;
use crate::runtime::{CancelHandle, run};
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// Takes the invitation of a lent device, as scanned from its form.
    ///
    /// # Errors
    /// [`ClientError`]: `loan-malformed`, `loan-foreign`, `loan-over`, `already-registered`, `offline` before
    /// anything is kept, `stopped`, and those of the store and the vault.
    #[uniffi::method(default(cancel = None))]
    pub async fn take_loan(
        &self,
        text: String,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<LoanStep, ClientError> {
        let core = self.core()?;
        let taken = async move { core.client.take_loan(&text).await.map(LoanStep::from) };
        run(&self.0, cancel, Box::pin(taken)).await
    }

    /// Signs that this device is in its user's hands now, with its battery in percent and what came with it.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered` for a phone that is not lent, `loan-over`, `too-long`, `stopped`, and
    /// those of the store and the vault. Without a network it waits, which is no error.
    #[uniffi::method(default(battery = None, parts = [], cancel = None))]
    pub async fn hand_over_loan(
        &self,
        battery: Option<u8>,
        parts: Vec<String>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<LoanStep, ClientError> {
        let core = self.core()?;
        let handed_over =
            async move { core.client.hand_over_loan(battery, parts).await.map(LoanStep::from) };
        run(&self.0, cancel, Box::pin(handed_over)).await
    }

    /// Sends what waits, destroys everything that this device knows, and tells the authority. Killed or
    /// failed anywhere, it goes on when it is asked again; then the system's own wipe may follow.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered` for a phone that is not lent, `stopped`, and those of the store and the
    /// vault; then the device is not wiped yet.
    #[uniffi::method(default(cancel = None))]
    pub async fn return_loan(
        &self,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<LoanReturned, ClientError> {
        let core = self.core()?;
        let returned = async move { core.client.return_loan().await };
        run(&self.0, cancel, Box::pin(returned)).await
    }
}
