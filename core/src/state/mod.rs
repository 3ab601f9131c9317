//! What a phone knows, in memory and in the store alike: the store is changed first.

mod boot;
mod edit;
mod erase;
mod load;
mod past_lists;
mod people;
mod person;
mod phone_change;
mod pin;
pub mod quarantine;
mod relearn;
mod sent;
mod stored;
#[cfg(feature = "testing")]
pub mod stored_forms;

use std::collections::{BTreeMap, BTreeSet};

pub use boot::{Beacon, Boot};
pub use edit::{Change, Edit};
use load::{LoadError, Loaded, keep_lists, once_each};
pub use person::{
    Emergency, EmergencyCredential, Membership, Person, RefusedRequest, SyncSchedule,
};
use quarantine::KeptProof;
pub use quarantine::{KeptCheck, KeptNotice, KeptOrder, Quarantine, QuarantineEdit};
pub use sent::{Sending, SentLog};

use crate::documents::TrustFile;
use crate::error::{Code, CoreError};
use crate::lists::Lists;
use crate::model::{Language, PersonId};
use crate::pass::Pass;
use crate::ports::Vault;
use crate::store::{Decoded, Fact, Owner, Store, StoreError, Table, Unreadable};
use crate::time::TrustedTime;

/// Everything the client knows.
pub struct State {
    pub store: Store,
    pub time: TrustedTime,
    pub lists: Lists,
    pub language: Language,
    pub people: BTreeMap<PersonId, Person>,
    /// Whose PIN was typed since the app was last looked at; nothing of it is kept.
    pub unlocked: BTreeSet<PersonId>,
    pub revision: u64,
    pub corrupt_file_backed_up: bool,
    pub sync_schedule: SyncSchedule,
    pub sent: SentLog,
    // Whether `time` is newer than what is kept of it.
    is_time_new: bool,
    /// Whether the phone said last that notices are shown.
    pub notices_allowed: Decoded<bool>,
    /// The run of the phone's system in which something was last written into a journal.
    pub boot: Option<Boot>,
    pub beacon: Option<Beacon>,
    // Time tokens over heads that are kept with the next change.
    unkept_proofs: Vec<(PersonId, KeptProof)>,
}

/// What of an owner cannot be read. It lies aside until something new stands in its place.
#[derive(Debug, Clone, Copy, Default)]
pub struct UnreadableOf {
    /// The registration: registering anew gets the number back.
    pub registration: bool,
    /// What no sentence of its own is said of.
    pub anything: bool,
}

/// What of a person is said by sentences of their own where it cannot be read.
const SAID_APART: [Fact; 3] = [Fact::Claimed, Fact::PreviousCredential, Fact::KeysToDelete];

const LISTS: [Fact; 6] =
    [Fact::Root, Fact::Trust, Fact::Stamp, Fact::Rules, Fact::Deny, Fact::Status];

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

    /// Goes on with what was opened after everything was destroyed: nothing of before is kept.
    pub fn begin_anew(&mut self, opened: Self) {
        let (revision, language) = (self.revision.saturating_add(1), self.language);
        *self = Self { revision, language, ..opened };
    }

    /// What the phone knows of a person.
    pub fn person(&self, person: PersonId) -> Result<&Person, CoreError> {
        self.people.get(&person).ok_or_else(|| Code::PersonUnknown.into())
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
            if one.is_fact(Fact::Registration) {
                found.registration = true;
            } else if !SAID_APART.iter().any(|fact| one.is_fact(*fact)) {
                found.anything = true;
            }
        }
        found
    }

    /// Whether a list or the lowest serial of one cannot be read, in whose place no other stands yet.
    pub fn lacks_lists(&self) -> bool {
        let is_list =
            |one: &Unreadable| one.is_counter() || LISTS.iter().any(|list| one.is_fact(*list));
        self.store.unreadable().iter().any(|one| one.owner == Owner::Phone && is_list(one))
    }

    /// Whether something of a person that may name keys cannot be read, or lies in a file aside.
    pub fn hides_keys(&self, person: PersonId) -> Result<bool, StoreError> {
        let unreadable = self.store.unreadable();
        let is_theirs = |one: &Unreadable| one.owner == Owner::Person(person);
        Ok(unreadable.iter().any(is_theirs) || self.store.has_files_aside()?)
    }

    /// Why no emergency can be shown as a code in a person's name.
    pub fn no_emergency_code(&self, person: PersonId) -> Code {
        match self
            .people
            .get(&person)
            .is_some_and(|known| known.previous_credential.is_unreadable())
        {
            true => Code::EmergencyUnreadable,
            false => self.not_registered(person),
        }
    }

    /// Why nothing can be asked for in a person's name.
    pub fn not_registered(&self, person: PersonId) -> Code {
        match self.unreadable_of(Owner::Person(person)).registration {
            true => Code::RegistrationUnreadable,
            false => Code::NotRegistered,
        }
    }
}
