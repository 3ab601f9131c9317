//! What was sent.

use doorstep::requests::SentRaw;
use doorstep::views::SentEntry;

use super::Client;
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// Every request of this phone, also those that found no network: from this number on, or the
    /// newest; in the order in which they were sent, at most so many. The last 1,000 are kept, of an
    /// erased person none from before the erase.
    ///
    /// # Errors
    /// [`ClientError`] of the store.
    #[uniffi::method(default(from = None, most = 100))]
    pub fn sent(&self, from: Option<u64>, most: u32) -> Result<Vec<SentEntry>, ClientError> {
        Ok(self.core()?.client.sent(from, usize::try_from(most).unwrap_or(usize::MAX))?)
    }

    /// The bytes of one of them, as they left. Those of the last 50 are kept.
    ///
    /// # Errors
    /// [`ClientError`]: `unknown-reference`, and those of the store.
    pub fn sent_raw(&self, n: u64) -> Result<SentRaw, ClientError> {
        Ok(self.core()?.client.sent_raw(n)?)
    }
}
