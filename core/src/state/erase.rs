//! Erasing a person: what is left begins a new epoch, and everything before it is destroyed.

use super::{Change, Edit, Person, State};
use crate::error::CoreError;
use crate::model::PersonId;
use crate::ports::Vault;
use crate::store::{Fact, Owner, StoreError};

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

    /// Goes on with an erase: what is still to be destroyed is destroyed, then forgotten.
    pub fn finish_erasing(&mut self, vault: &dyn Vault) -> Result<(), CoreError> {
        let people: Vec<PersonId> = self.people.keys().copied().collect();
        for person in people {
            let Some(aliases) = self.person(person)?.keys_to_delete.clone() else { continue };
            let owner = Owner::Person(person);
            self.store.forget_past_keys(owner, vault)?;
            for alias in aliases {
                vault.delete(&alias)?;
            }
            let mut edit = self.edit();
            edit.set(person, Change::KeysToDelete(None));
            self.store.remove_past_rows(owner, edit.changes())?;
            self.know(edit);
        }
        Ok(())
    }
}
