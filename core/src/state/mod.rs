//! What a phone knows, in memory and in the store alike: the store is changed first.

mod load;
mod people;
mod person;
mod stored;

use std::collections::BTreeMap;

pub use load::keep_lists;
use load::{LoadError, Loaded, once_each};
pub use person::{Emergency, EmergencyCredential, Person, Refusal, SyncSchedule};

use crate::documents::TrustFile;
use crate::error::{Code, CoreError};
use crate::lists::Lists;
use crate::model::{Language, PersonId};
use crate::pass::Pass;
use crate::ports::Vault;
use crate::store::{Changes, Fact, Owner, Store, StoreError, Table};
use crate::time::TrustedTime;

/// Everything the client knows.
pub struct State {
    pub store: Store,
    pub time: TrustedTime,
    pub lists: Lists,
    pub language: Language,
    pub people: BTreeMap<PersonId, Person>,
    pub revision: u64,
    pub corrupt_file_backed_up: bool,
    pub sync_schedule: SyncSchedule,
}

/// What of an owner cannot be read. It lies aside until something new stands in its place.
#[derive(Debug, Clone, Copy, Default)]
pub struct UnreadableOf {
    /// The registration: registering anew gets the number back.
    pub registration: bool,
    pub anything: bool,
}

impl State {
    /// Opens what a store keeps; a file in which damage shows only now is put aside.
    pub fn open(
        store: Store,
        vault: &dyn Vault,
        trust_file: &TrustFile,
        language: Language,
    ) -> Result<Self, CoreError> {
        let store = match Loaded::from(&store, trust_file, language) {
            Ok(loaded) => return loaded.into_state(store, vault),
            Err(LoadError::Store(StoreError::Damaged)) if !store.was_corrupt_file_backed_up() => {
                store.put_aside(vault)?
            }
            Err(LoadError::Store(error)) => return Err(error.into()),
            Err(LoadError::TrustFile) => return Err(Code::TrustFileInvalid.into()),
        };
        match Loaded::from(&store, trust_file, language) {
            Ok(loaded) => loaded.into_state(store, vault),
            Err(LoadError::Store(error)) => Err(error.into()),
            Err(LoadError::TrustFile) => Err(Code::TrustFileInvalid.into()),
        }
    }

    /// Goes on with what was opened anew after a sleep. An emergency that was declared meanwhile is
    /// still the one that lasts.
    pub fn go_on_as(&mut self, opened: Self) {
        let before = std::mem::take(&mut self.people);
        let (revision, language) = (self.revision.saturating_add(1), self.language);
        *self = Self { revision, language, ..opened };
        for (person, person_state) in before {
            let Some(declared) = person_state.emergency else { continue };
            let known = self.people.get(&person).is_some_and(|kept| {
                kept.emergency_credential().is_none()
                    || kept.emergency.is_some_and(|kept| kept.start >= declared.start)
            });
            if known {
                continue;
            }
            let mut changes = Changes::new();
            changes.put(Owner::Person(person), Fact::Emergency, &declared);
            if let Err(fault) =
                self.commit(person, changes, |person_state| person_state.emergency = Some(declared))
            {
                log::warn!("emergency-not-kept code={}", fault.code.name());
            }
        }
    }

    /// Goes on with an erase: what is still to be destroyed is destroyed, then forgotten.
    pub fn finish_erasing(&mut self, vault: &dyn Vault) -> Result<(), CoreError> {
        for (person, person_state) in &mut self.people {
            let Some(keys_to_delete) = person_state.keys_to_delete.clone() else { continue };
            let owner = Owner::Person(*person);
            self.store.forget_past_keys(owner, vault)?;
            for alias in keys_to_delete {
                vault.delete(&alias)?;
            }
            self.store.remove_past_rows(owner)?;
            let mut changes = Changes::new();
            changes.forget(owner, Fact::KeysToDelete);
            self.store.apply(changes)?;
            person_state.keys_to_delete = None;
        }
        Ok(())
    }

    /// Begins a person's new epoch where the disk is full: in room that was kept for it, or that only
    /// this person's rows have taken up. If there is none, the person is forgotten all the same and
    /// that nothing could be written is told: what is left opens under no key.
    pub fn begin_epoch_on_a_full_disk(
        &mut self,
        person: PersonId,
        vault: &dyn Vault,
        changes: impl Fn() -> Changes,
    ) -> Result<(), CoreError> {
        let owner = Owner::Person(person);
        self.store.make_room()?;
        match self.store.begin_epoch(owner, vault, changes()) {
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
        let mut changes = changes();
        keep_lists(&mut changes, &self.lists);
        changes.put(Owner::Phone, Fact::Time, &self.time);
        Ok(self.store.begin_epoch(owner, vault, changes)?)
    }

    /// What the phone knows of a person.
    pub fn person(&self, person: PersonId) -> Result<&Person, CoreError> {
        self.people.get(&person).ok_or_else(|| Code::NotRegistered.into())
    }

    /// Whether a request is still open. What another call has settled or dropped meanwhile, an
    /// erase for one, must not be changed by a late answer.
    pub fn is_open(&self, person: PersonId, row: i64) -> bool {
        self.people.get(&person).is_some_and(|person_state| person_state.task(row).is_some())
    }

    /// Passes that have ended: kept for a day, and read only when somebody asks for them.
    pub fn ended(&self, person: PersonId) -> Result<Vec<(i64, Pass)>, StoreError> {
        let mut ended = once_each(self.store.rows(Table::Passes, Owner::Person(person), false)?);
        if let Some(person_state) = self.people.get(&person) {
            ended.retain(|(_, pass)| {
                person_state.passes.iter().all(|(_, known)| known.id != pass.id)
            });
        }
        Ok(ended)
    }

    /// Makes changes durable, then known. Nothing is known that is not durable.
    pub fn commit(
        &mut self,
        person: PersonId,
        changes: Changes,
        know: impl FnOnce(&mut Person),
    ) -> Result<(), CoreError> {
        self.store.apply(changes)?;
        if let Some(person) = self.people.get_mut(&person) {
            know(person);
        }
        self.revision = self.revision.saturating_add(1);
        Ok(())
    }

    /// Keeps what a row of passes says now.
    pub fn change_pass(&mut self, person: PersonId, row: i64, pass: Pass) -> Result<(), CoreError> {
        let mut changes = Changes::new();
        changes.put_row(Table::Passes, Owner::Person(person), row, true, &pass);
        self.commit(person, changes, |person_state| person_state.know_pass(row, pass))
    }

    /// Whoever holds a pass that is not accepted any more does not wait for the next sync.
    pub fn sync_soon(&mut self) {
        self.sync_schedule = SyncSchedule { not_before_ms: 1, failures: 0 };
        let mut changes = Changes::new();
        changes.put(Owner::Phone, Fact::SyncSchedule, &self.sync_schedule);
        if let Err(error) = self.store.apply(changes) {
            log::warn!("schedule-not-kept code={error}");
        }
    }

    /// Brings what is worth most into the file itself. It is durable in the log already.
    pub fn checkpoint_store(&self) {
        if let Err(error) = self.store.checkpoint() {
            log::warn!("log-not-settled code={error}");
        }
    }

    /// What of an owner cannot be read and was not replaced since.
    pub fn unreadable_of(&self, owner: Owner) -> UnreadableOf {
        let mut found = UnreadableOf::default();
        for one in self.store.unreadable().iter().filter(|one| one.owner == owner) {
            match one.is_fact(Fact::Registration) {
                true => found.registration = true,
                false => found.anything = true,
            }
        }
        found
    }

    /// Why nothing can be asked for in a person's name.
    pub fn not_registered(&self, person: PersonId) -> Code {
        match self.unreadable_of(Owner::Person(person)).registration {
            true => Code::RegistrationUnreadable,
            false => Code::NotRegistered,
        }
    }

    /// The number of the next new row of a table.
    pub fn draw_number(&self, table: Table) -> i64 {
        self.store.next_row(table)
    }
}
