//! Whose affairs this phone keeps: a household's.

use super::Client;
use super::account::Account;
use crate::client_error::ClientError;
use crate::model::PersonId;
use crate::state::Membership;

impl Client {
    /// The people whose affairs this phone keeps, at least one.
    pub fn people(&self) -> Vec<PersonId> {
        self.lock().people.keys().copied().collect()
    }

    /// Makes room for another person, who is not registered yet. For a child somebody else answers, and
    /// the answers say so.
    ///
    /// # Errors
    /// [`ClientError`]: `too-many-people` from the ninth on, and those of the store and the vault.
    pub fn add_person(&self, is_child: bool) -> Result<PersonId, ClientError> {
        let membership = Membership { is_child, leaves: false };
        // Nothing is told while it is locked.
        let added = self.lock().add_person(membership, self.core.ports.vault.as_ref());
        self.done(added)
    }

    /// Takes a person off this phone, with everything that it keeps of them. Rows and keys of everybody
    /// else stay as they are. Whoever has an account is erased at once, and goes from the list when the
    /// authority was told.
    ///
    /// # Errors
    /// [`ClientError`]: `person-has-order` while an order of theirs asks something, now or later;
    /// `person-stays` for the last one; `erase-unfinished` while the vault has keys of data that were
    /// erased; `person-unknown`; those of the store and the vault.
    pub fn remove_person(&self, person: PersonId) -> Result<(), ClientError> {
        self.unlocked(person)?;
        self.done(Account::of(&self.core, person).leave())
    }
}
