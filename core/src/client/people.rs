//! Whose affairs this phone keeps: a household's.

use super::Client;
use crate::client_error::ClientError;
use crate::model::PersonId;

impl Client {
    /// The people whose affairs this phone keeps, at least one.
    pub fn people(&self) -> Vec<PersonId> {
        self.lock().people.keys().copied().collect()
    }

    /// Makes room for another person, who is not registered yet.
    ///
    /// # Errors
    /// [`ClientError`]: `too-many-people` from the ninth on, and those of the store and the vault.
    pub fn add_person(&self) -> Result<PersonId, ClientError> {
        let added = self.lock().add_person(self.core.ports.vault.as_ref());
        self.core.changed();
        added.map_err(|error| self.say(&error))
    }

    /// Takes away a person who is not registered. Rows and keys of everybody else stay as they are.
    ///
    /// # Errors
    /// [`ClientError`]: `person-stays` for who is registered, or whose data are not erased, and for
    /// the last one; `erase-unfinished` while the vault has keys of data that were erased; those of the
    /// store and the vault. Nothing happens for one who is not here.
    pub fn remove_person(&self, person: PersonId) -> Result<(), ClientError> {
        let removed = self.lock().remove_person(person, self.core.ports.vault.as_ref());
        self.core.changed();
        removed.map_err(|error| self.say(&error))
    }
}
