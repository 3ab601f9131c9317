//! Who comes and goes.

use super::{Change, Membership, Person, State};
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::ports::{Reading, Vault};
use crate::quarantine::order::State as Standing;
use crate::registration::Registration;
use crate::store::{Decoded, Owner};

impl State {
    pub fn add_person(
        &mut self,
        membership: Membership,
        vault: &dyn Vault,
    ) -> Result<PersonId, CoreError> {
        let person = self.store.add_person(vault)?.ok_or(Code::TooManyPeople)?;
        self.people.insert(person, Person::default());
        self.revision = self.revision.saturating_add(1);
        let mut edit = self.edit();
        if membership != Membership::default() {
            edit.set(person, Change::Membership(membership));
        }
        if let Err(error) = self.commit(edit) {
            self.remove_person(person, vault)?;
            return Err(error);
        }
        Ok(person)
    }

    /// Whether this person may go.
    pub fn check_leaving(&self, person: PersonId, reading: &Reading) -> Result<(), CoreError> {
        let known = self.people.get(&person).ok_or(Code::PersonUnknown)?;
        if self.people.len() < 2 {
            return Err(Code::PersonStays.into());
        }
        if self.has_order(person, reading) {
            return Err(Code::PersonHasOrder.into());
        }
        if known.keys_to_delete != Decoded::Absent {
            return Err(Code::EraseUnfinished.into());
        }
        Ok(())
    }

    /// Whether an order of this person asks something, now or later.
    fn has_order(&self, person: PersonId, reading: &Reading) -> bool {
        let known = self.people.get(&person).and_then(|known| known.quarantine.as_ref());
        known.is_some_and(|quarantine| {
            quarantine.orders.current().is_some_and(|order| {
                let life = self.life(person, &quarantine.orders, order, reading);
                // Where nobody can say that it is over, it is not.
                life.is_none_or(|life| !matches!(life.state, Standing::Ended | Standing::Released))
            })
        })
    }

    /// Whether nothing is left of a person, and nothing to be told.
    pub fn is_gone(&self, person: PersonId) -> bool {
        self.people.get(&person).is_some_and(|known| {
            known.registration == Registration::Nobody
                && !self.unreadable_of(Owner::Person(person)).registration
                && known.passes.is_empty()
                && known.quarantine.is_none()
                && known.tasks.is_empty()
                && known.keys_to_delete == Decoded::Absent
        })
    }

    /// Lets a person go of whom nothing is left.
    pub fn remove_person(&mut self, person: PersonId, vault: &dyn Vault) -> Result<(), CoreError> {
        self.store.remove_person(person, vault)?;
        self.people.remove(&person);
        self.sent.forget(Owner::Person(person));
        self.revision = self.revision.saturating_add(1);
        Ok(())
    }

    /// Lets everybody go who waited for it, and of whom nothing is left. The last one stays.
    pub fn let_go(&mut self, vault: &dyn Vault) -> Result<(), CoreError> {
        let leaving = self.people.iter().filter(|(_, known)| known.membership.leaves);
        let leaving: Vec<PersonId> = leaving.map(|(person, _)| *person).collect();
        for person in leaving {
            if self.people.len() > 1 && self.is_gone(person) {
                self.remove_person(person, vault)?;
            }
        }
        Ok(())
    }
}
