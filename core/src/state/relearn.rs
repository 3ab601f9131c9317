//! What cannot be read, known from elsewhere: what it must have been, or what the key store tells.

use super::{Change, State};
use crate::model::PersonId;
use crate::ports::Vault;
use crate::store::{Fact, Owner};

impl State {
    /// Learns it where the phone begins, while nobody makes keys. What cannot be learnt now stays
    /// unreadable, and is said.
    pub(super) fn relearn(&mut self, vault: &dyn Vault) {
        let people: Vec<PersonId> = self.people.keys().copied().collect();
        for person in people {
            self.relearn_of(person, vault);
        }
    }

    fn relearn_of(&mut self, person: PersonId, vault: &dyn Vault) {
        let Some(known) = self.people.get(&person) else { return };
        let owner = Owner::Person(person);
        let unreadable = self.store.unreadable();
        let mut theirs = unreadable.iter().filter(|one| one.owner == owner);
        let mut edit = self.edit();
        if theirs.clone().any(|one| one.is_fact(Fact::Emergency)) {
            // Another is declared in its place, whether one lasted or not.
            edit.set(person, Change::EmergencyOver);
        }
        if known.previous_credential.is_unreadable() && known.has_account() {
            // It went when the account came.
            edit.set(person, Change::PreviousCredential(None));
        }
        let erases = known.keys_to_delete.is_unreadable();
        if known.gone.is_unreadable() || erases {
            match self.keys_in_vault(person, vault) {
                Ok(there) => {
                    if known.gone.is_unreadable() {
                        let gone = known.account_keys().filter(|alias| !there.contains(alias));
                        edit.set(person, Change::GoneKeys(gone.cloned().collect()));
                    }
                    // What else cannot be read may name keys that somebody needs.
                    let alone = theirs.all(|one| one.is_fact(Fact::KeysToDelete));
                    if let (true, true, Ok(named)) = (erases, alone, self.named_keys(person)) {
                        let rest = there.into_iter().filter(|alias| !named.contains(alias));
                        edit.set(person, Change::KeysToDelete(Some(rest.collect())));
                    }
                }
                Err(error) => log::warn!("keys-not-listed code={error}"),
            }
        }
        self.commit_or_know(edit, "relearnt");
    }
}
