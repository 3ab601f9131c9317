//! Who comes and goes.

use super::{Person, State};
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::ports::Vault;
use crate::registration::Registration;
use crate::store::{Decoded, Owner};

impl State {
    pub fn add_person(&mut self, vault: &dyn Vault) -> Result<PersonId, CoreError> {
        let person = self.store.add_person(vault)?.ok_or(Code::TooManyPeople)?;
        self.people.insert(person, Person::default());
        self.revision = self.revision.saturating_add(1);
        Ok(person)
    }

    pub fn remove_person(&mut self, person: PersonId, vault: &dyn Vault) -> Result<(), CoreError> {
        let Some(known) = self.people.get(&person) else { return Ok(()) };
        if known.keys_to_delete != Decoded::Absent {
            return Err(Code::EraseUnfinished.into());
        }
        let is_gone = known.registration == Registration::Nobody
            && !self.unreadable_of(Owner::Person(person)).registration
            && known.passes.is_empty()
            && known.quarantine.is_none()
            && known.tasks.is_empty();
        if !is_gone || self.people.len() < 2 {
            return Err(Code::PersonStays.into());
        }
        self.store.remove_person(person, vault)?;
        self.people.remove(&person);
        self.sent.forget(Owner::Person(person));
        self.revision = self.revision.saturating_add(1);
        Ok(())
    }
}
