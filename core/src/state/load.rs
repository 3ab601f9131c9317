//! What a store keeps, read into memory.

use std::collections::BTreeMap;

use super::{EmergencyCredential, Person, SentLog, State, SyncSchedule};
use crate::documents::TrustFile;
use crate::error::CoreError;
use crate::lists::{Lists, Serials, StoredLists};
use crate::model::{Language, PersonId};
use crate::pass::Pass;
use crate::ports::Vault;
use crate::requests::Claimed;
use crate::store::{Changes, Counters, Fact, Owner, Store, StoreError, Table};
use crate::time::TrustedTime;

/// Why it could not be.
pub(super) enum LoadError {
    Store(StoreError),
    TrustFile,
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Everything that a store keeps.
pub(super) struct Loaded {
    time: TrustedTime,
    lists: Lists,
    language: Language,
    corrupt_file_backed_up: bool,
    sync_schedule: SyncSchedule,
    notices_allowed: Option<bool>,
    people: BTreeMap<PersonId, Person>,
}

impl Loaded {
    pub(super) fn from(
        store: &Store,
        trust_file: &TrustFile,
        language: Language,
    ) -> Result<Self, LoadError> {
        let mut facts = store.facts(Owner::Phone)?;
        let kept = StoredLists {
            root: facts.take_bytes(Fact::Root),
            trust: facts.take_bytes(Fact::Trust),
            stamp: facts.take_bytes(Fact::Stamp),
            rules: facts.take_bytes(Fact::Rules),
            deny: facts.take_bytes(Fact::Deny),
            status: facts.take_bytes(Fact::Status),
            serials: kept_serials(&store.counters(Owner::Phone)?),
        };
        let lists = Lists::from_kept(trust_file, kept).map_err(|_| LoadError::TrustFile)?;
        let since_root = || TrustedTime::since(lists.root().iat);
        Ok(Self {
            time: facts.take::<TrustedTime>(Fact::Time).unwrap_or_else(since_root),
            language,
            corrupt_file_backed_up: facts.take(Fact::CorruptFileBackedUp).unwrap_or_default(),
            sync_schedule: facts.take(Fact::SyncSchedule).unwrap_or_default(),
            notices_allowed: facts.take(Fact::NoticesAllowed),
            people: load_people(store)?,
            lists,
        })
    }

    pub(super) fn into_state(
        self,
        mut store: Store,
        vault: &dyn Vault,
    ) -> Result<State, CoreError> {
        // Said until a registration follows, not only to whoever opens the phone first.
        if store.was_corrupt_file_backed_up() && !self.corrupt_file_backed_up {
            let mut changes = Changes::new();
            changes.put(Owner::Phone, Fact::CorruptFileBackedUp, &true);
            store.apply(changes)?;
        }
        // Nobody has to make room first in order to be told.
        if let Err(error) = store.put_unreadable_aside() {
            log::warn!("unreadable-not-aside code={error}");
        }
        let mut state = State {
            corrupt_file_backed_up: self.corrupt_file_backed_up
                || store.was_corrupt_file_backed_up(),
            store,
            time: self.time,
            lists: self.lists,
            language: self.language,
            people: self.people,
            revision: 1,
            sync_schedule: self.sync_schedule,
            sent: SentLog::default(),
            is_time_new: false,
            notices_allowed: self.notices_allowed,
        };
        // What fails now, such as on a full disk, is done at the next sync; nothing of it can be
        // read any more once the first key is gone.
        if let Err(error) = state.finish_erasing(vault) {
            log::warn!("erase-unfinished code={}", error.code.name());
        }
        state.store.checkpoint();
        Ok(state)
    }
}

fn load_people(store: &Store) -> Result<BTreeMap<PersonId, Person>, StoreError> {
    store.people().iter().map(|person| Ok((*person, load_person(store, *person)?))).collect()
}

fn load_person(store: &Store, person: PersonId) -> Result<Person, StoreError> {
    let owner = Owner::Person(person);
    let mut facts = store.facts(owner)?;
    Ok(Person {
        registration: facts.take(Fact::Registration).unwrap_or_default(),
        passes: once_each(store.rows(Table::Passes, owner, true)?),
        tasks: store.rows(Table::Outbox, owner, true)?,
        quotas: facts.take(Fact::Quotas).unwrap_or_default(),
        refusals: facts.take(Fact::Refusals).unwrap_or_default(),
        emergency: facts.take(Fact::Emergency),
        claimed: facts.take::<Option<Claimed>>(Fact::Claimed).flatten(),
        previous_credential: facts
            .take::<Option<EmergencyCredential>>(Fact::PreviousCredential)
            .flatten(),
        keys_to_delete: facts.take(Fact::KeysToDelete),
        gone: facts.take(Fact::GoneKeys).unwrap_or_default(),
    })
}

/// Each pass once: a log that was torn may have kept one and lost that its request was answered, so
/// that it was asked for and answered again. The newest row stands.
pub(super) fn once_each(mut passes: Vec<(i64, Pass)>) -> Vec<(i64, Pass)> {
    let mut seen = Vec::new();
    passes.reverse();
    passes.retain(|(_, pass)| {
        let first = !seen.contains(&pass.id);
        seen.push(pass.id);
        first
    });
    passes.reverse();
    passes
}

/// Names of the lowest serials among the counters, which outlive every key.
const SERIALS: [&str; 5] =
    ["serial-trust", "serial-stamp", "serial-rules", "serial-deny", "serial-status"];

/// The lowest serials that were kept.
fn kept_serials(counters: &Counters) -> Serials {
    let [trust, stamp, rules, deny, status] =
        SERIALS.map(|name| u64::try_from(counters.get(name)).unwrap_or_default());
    Serials { trust, stamp, rules, deny, status }
}

/// The rows of a set.
pub fn keep_lists(changes: &mut Changes, lists: &Lists) {
    let kept = lists.to_kept();
    let documents = [
        (Fact::Root, kept.root),
        (Fact::Trust, kept.trust),
        (Fact::Stamp, kept.stamp),
        (Fact::Rules, kept.rules),
        (Fact::Deny, kept.deny),
        (Fact::Status, kept.status),
    ];
    for (fact, bytes) in documents {
        if let Some(bytes) = bytes {
            changes.put_bytes(Owner::Phone, fact, &bytes);
        }
    }
    let Serials { trust, stamp, rules, deny, status } = kept.serials;
    for (name, serial) in SERIALS.into_iter().zip([trust, stamp, rules, deny, status]) {
        changes.count(Owner::Phone, name, i64::try_from(serial).unwrap_or(i64::MAX));
    }
}
