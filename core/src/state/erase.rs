//! Erasing a person: what is left begins a new epoch, and everything before it is destroyed.

use super::{Change, Edit, Person, State};
use crate::error::CoreError;
use crate::model::PersonId;
use crate::ports::{Vault, VaultError};
use crate::registration::Registration;
use crate::store::{Decoded, Fact, Owner, StoreError};

impl State {
    /// Begins a person's new epoch, in which nothing is known but this. An edit of other people or of
    /// the phone has no place in it.
    pub fn begin_epoch(
        &mut self,
        person: PersonId,
        vault: &dyn Vault,
        remains: Edit,
        keys_to_delete: &[String],
    ) -> Result<(), CoreError> {
        let owner = Owner::Person(person);
        self.sent.forget(owner);
        self.unkept_proofs.retain(|(of, _)| *of != person);
        match self.store.begin_epoch(owner, vault, remains.changes()) {
            // Nobody has to make room first in order to be forgotten.
            Err(StoreError::Full) => {
                for alias in keys_to_delete {
                    vault.delete(alias)?;
                }
                self.begin_epoch_on_a_full_disk(person, vault, &remains)?;
            }
            begun => begun?,
        }
        self.people.insert(person, Person::default());
        self.know(remains);
        Ok(())
    }

    /// The same in room that was kept for it, or that only this person's rows have taken up. If there
    /// is none, the person is forgotten all the same and that nothing could be written is told: what
    /// is left opens under no key.
    fn begin_epoch_on_a_full_disk(
        &mut self,
        person: PersonId,
        vault: &dyn Vault,
        remains: &Edit,
    ) -> Result<(), CoreError> {
        let owner = Owner::Person(person);
        self.store.make_room()?;
        match self.store.begin_epoch(owner, vault, remains.changes()) {
            Err(StoreError::Full) => {}
            begun => return Ok(begun?),
        }
        if !self.store.start_over(owner, vault)? {
            self.store.delete_keys(owner, vault)?;
            self.people.insert(person, Person::default());
            self.revision = self.revision.saturating_add(1);
            return Err(StoreError::Full.into());
        }
        // What is the phone's own is written again: minimum serials must not start from nothing.
        let mut changes = remains.changes();
        super::keep_lists(&mut changes, &self.lists);
        changes.put(Owner::Phone, Fact::Time, &self.time);
        Ok(self.store.begin_epoch(owner, vault, changes)?)
    }

    /// Whether this phone keeps anything of another person than this one.
    fn others_have_data(&self, person: PersonId) -> bool {
        let has_data = |id: &PersonId, known: &Person| {
            !matches!(known.registration, Registration::Nobody | Registration::Erasing)
                || !known.passes.is_empty()
                || known.quarantine.is_some()
                || self.unreadable_of(Owner::Person(*id)).registration
        };
        self.people.iter().any(|(id, known)| *id != person && has_data(id, known))
    }

    /// The vault's names of the keys with which a person signs, whatever is known of them.
    pub fn keys_in_vault(
        &self,
        person: PersonId,
        vault: &dyn Vault,
    ) -> Result<Vec<String>, VaultError> {
        let mut aliases = vault.aliases(&format!("doorstep/{person}/"))?;
        // The keys of rows belong to the store.
        let of_rows = format!("doorstep/{person}/wrap/");
        aliases.retain(|alias| !alias.starts_with(&of_rows));
        Ok(aliases)
    }

    /// The vault's names of a person's keys, as far as they are known.
    pub fn named_keys(&self, person: PersonId) -> Result<Vec<String>, CoreError> {
        let known = self.person(person)?;
        let ended = self.ended(person)?;
        let of_passes = ended.iter().chain(&known.passes).map(|(_, pass)| &pass.alias);
        let of_tasks = known.tasks.iter().flat_map(|(_, task)| &task.signers);
        let named = of_passes.chain(of_tasks.map(|signer| &signer.alias));
        Ok(named.chain(known.account_keys()).cloned().collect())
    }

    /// Lists anew what an erase has still to delete, if that cannot be read: every key that nothing
    /// names. Whoever erases wants the rest gone.
    pub fn list_keys_to_delete(
        &mut self,
        person: PersonId,
        vault: &dyn Vault,
    ) -> Result<(), CoreError> {
        if !self.person(person)?.keys_to_delete.is_unreadable() {
            return Ok(());
        }
        let named = self.named_keys(person)?;
        let mut aliases = self.keys_in_vault(person, vault)?;
        aliases.retain(|alias| !named.contains(alias));
        let mut edit = self.edit();
        edit.set(person, Change::KeysToDelete(Some(aliases)));
        self.commit(edit)
    }

    /// Goes on with an erase: what is still to be destroyed is destroyed, then forgotten.
    pub fn finish_erasing(&mut self, vault: &dyn Vault) -> Result<(), CoreError> {
        let people: Vec<PersonId> = self.people.keys().copied().collect();
        for person in people {
            let aliases = match &self.person(person)?.keys_to_delete {
                Decoded::Value(aliases) => aliases.clone(),
                // Said, and listed where the phone begins or the person erases again.
                Decoded::Absent | Decoded::Unreadable => continue,
            };
            let owner = Owner::Person(person);
            self.store.forget_past_keys(owner, vault)?;
            for alias in aliases {
                vault.delete(&alias)?;
            }
            let mut edit = self.edit();
            edit.set(person, Change::KeysToDelete(None));
            self.store.remove_past_rows(owner, !self.others_have_data(person), edit.changes())?;
            self.know(edit);
        }
        Ok(())
    }
}
