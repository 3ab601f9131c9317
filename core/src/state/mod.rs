//! What a phone knows, in memory and in the store alike: the store is changed first.

mod edit;
mod erase;
mod load;
mod people;
mod person;
mod sent;
mod stored;

use std::collections::BTreeMap;

pub use edit::{Change, Edit};
use load::{LoadError, Loaded, keep_lists, once_each};
pub use person::{Emergency, EmergencyCredential, Person, Refusal, SyncSchedule};
pub use sent::{Sending, SentLog};

use crate::documents::TrustFile;
use crate::error::{Code, CoreError};
use crate::lists::Lists;
use crate::model::{Language, PersonId};
use crate::pass::Pass;
use crate::ports::Vault;
use crate::store::{Fact, Owner, Store, StoreError, Table};
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
    pub sent: SentLog,
    // Whether `time` is newer than what is kept of it.
    is_time_new: bool,
    /// Whether the phone said last that notices are shown; nothing if it never said.
    pub notices_allowed: Option<bool>,
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
        let sent = std::mem::take(&mut self.sent);
        *self = Self { revision, language, sent, ..opened };
        for (person, person_state) in before {
            let Some(declared) = person_state.emergency else { continue };
            let known = self.people.get(&person).is_some_and(|kept| {
                kept.emergency_credential().is_none()
                    || kept.emergency.is_some_and(|kept| kept.start >= declared.start)
            });
            if known {
                continue;
            }
            let mut edit = self.edit();
            edit.set(person, Change::Emergency(declared));
            self.commit_or_know(edit, "emergency");
        }
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
}
