//! A person's PIN, where somebody else uses the phone too.

use super::Client;
use crate::trouble::ClientError;

#[uniffi::export]
impl Client {
    /// Hides this person's part from whoever does not know these digits, 4 to 8 of any script. It stays open
    /// until `lock_people`. What is asked of the person, hospital, safety and emergencies need no PIN.
    ///
    /// # Errors
    /// [`ClientError`]: `pin-malformed`, `person-locked` while another PIN hides it, `person-unknown`,
    /// `no-randomness`, and those of the store.
    pub fn set_pin(&self, person: String, pin: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.set_pin(self.person(&person)?, &pin)?)
    }

    /// Nothing hides this person's part any more.
    ///
    /// # Errors
    /// [`ClientError`]: `person-locked`, `person-unknown`, and those of the store.
    pub fn remove_pin(&self, person: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.remove_pin(self.person(&person)?)?)
    }

    /// Opens this person's part until `lock_people`. Nothing happens to one that no PIN hides.
    ///
    /// # Errors
    /// [`ClientError`]: `pin-malformed`, `pin-wrong` with how many tries are left, `pin-wait` with from when on
    /// one counts, `person-unknown`, and those of the store.
    pub fn unlock(&self, person: String, pin: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.unlock(self.person(&person)?, &pin)?)
    }

    /// Somebody does not know this person's PIN any more: it goes a day later, and says so meanwhile. Whoever
    /// types it in that time keeps it.
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown`, and those of the store.
    pub fn forget_pin(&self, person: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.forget_pin(self.person(&person)?)?)
    }

    /// Hides what PINs hide: the app has left the screen.
    ///
    /// # Errors
    /// [`ClientError`] `client-closed`.
    pub fn lock_people(&self) -> Result<(), ClientError> {
        self.core()?.client.lock_people();
        Ok(())
    }
}
