//! What a store keeps, read into memory.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Beacon, Boot, EmergencyCredential, Membership, Person, Quarantine, SentLog, State, SyncSchedule,
};
use crate::documents::TrustFile;
use crate::error::CoreError;
use crate::lists::{Lists, Serials, StoredLists};
use crate::model::{Language, PersonId};
use crate::pass::{Pass, Quotas};
use crate::pin::PinLock;
use crate::ports::Vault;
use crate::registration::Registration;
use crate::requests::Claimed;
use crate::store::{Changes, Counters, Decoded, Fact, Facts, Owner, Store, StoreError, Table};
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
    corrupt_file_backed_up: Decoded<bool>,
    sync_schedule: SyncSchedule,
    notices_allowed: Decoded<bool>,
    boot: Option<Boot>,
    beacon: Option<Beacon>,
    people: BTreeMap<PersonId, Person>,
}

impl Loaded {
    pub(super) fn from(
        store: &Store,
        trust_file: &TrustFile,
        language: Language,
    ) -> Result<Self, LoadError> {
        let mut facts = store.facts(Owner::Phone)?;
        let counters = store.counters(Owner::Phone)?;
        let kept = StoredLists {
            root: document(&mut facts, Fact::Root),
            trust: document(&mut facts, Fact::Trust),
            stamp: document(&mut facts, Fact::Stamp),
            rules: document(&mut facts, Fact::Rules),
            deny: document(&mut facts, Fact::Deny),
            status: document(&mut facts, Fact::Status),
            sms: document(&mut facts, Fact::Sms),
            serials: kept_serials(&counters),
        };
        let mut lists = Lists::from_kept(trust_file, kept).map_err(|_| LoadError::TrustFile)?;
        if counters.are_damaged() {
            lists.raise_serials();
        }
        let time = match facts.take(Fact::Time) {
            Decoded::Value(time) => time,
            // No default: it is not earlier than the newest signature that lies here. How much later
            // it is, nobody vouches for, until a sync brings the time.
            Decoded::Absent | Decoded::Unreadable => TrustedTime::since(lists.newest_iat()),
        };
        let sync_schedule = match facts.take(Fact::SyncSchedule) {
            Decoded::Value(schedule) => schedule,
            Decoded::Absent => SyncSchedule::default(),
            Decoded::Unreadable => SyncSchedule::AT_ONCE,
        };
        let corrupt_file_backed_up = facts.take(Fact::CorruptFileBackedUp);
        let notices_allowed = facts.take(Fact::NoticesAllowed);
        let boot = match facts.take(Fact::Boot) {
            Decoded::Value(boot) => Some(boot),
            // Another run begins: what is known of moments before it is their intervals alone.
            Decoded::Absent | Decoded::Unreadable => None,
        };
        let beacon = match facts.take(Fact::Beacon) {
            Decoded::Value(beacon) => Some(beacon),
            // The next token that comes stands in its place.
            Decoded::Absent | Decoded::Unreadable => None,
        };
        let people = load_people(store)?;
        let lacks = |fact: &Fact| store.unreadable().iter().any(|one| one.is_fact(*fact));
        let sync_schedule = match SYNC_BRINGS.iter().any(lacks) {
            true => SyncSchedule::AT_ONCE,
            false => sync_schedule,
        };
        Ok(Self {
            time,
            lists,
            language,
            corrupt_file_backed_up,
            sync_schedule,
            notices_allowed,
            boot,
            beacon,
            people,
        })
    }

    pub(super) fn into_state(
        self,
        mut store: Store,
        vault: &dyn Vault,
    ) -> Result<State, CoreError> {
        let is_said = match self.corrupt_file_backed_up {
            Decoded::Value(is_said) => is_said,
            Decoded::Absent => false,
            // It was said at least once, until somebody registered.
            Decoded::Unreadable => !self.people.values().any(|person| person.has_account()),
        };
        // Said until a registration follows, not only to whoever opens the phone first.
        let corrupt_file_backed_up = is_said || store.was_corrupt_file_backed_up();
        if self.corrupt_file_backed_up.is_unreadable() || corrupt_file_backed_up != is_said {
            let mut changes = Changes::new();
            changes.put(Owner::Phone, Fact::CorruptFileBackedUp, &corrupt_file_backed_up);
            store.apply(changes)?;
        }
        // Nobody has to make room first in order to be told.
        if let Err(error) = store.put_unreadable_aside() {
            log::warn!("unreadable-not-aside code={error}");
        }
        let mut state = State {
            corrupt_file_backed_up,
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
            unlocked: BTreeSet::new(),
            boot: self.boot,
            beacon: self.beacon,
            unkept_proofs: Vec::new(),
        };
        state.relearn(vault);
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
    let mut people = BTreeMap::new();
    for person in store.people() {
        people.insert(*person, load_person(store, *person)?);
    }
    Ok(people)
}

fn load_person(store: &Store, person: PersonId) -> Result<Person, StoreError> {
    let owner = Owner::Person(person);
    let mut facts = store.facts(owner)?;
    Ok(Person {
        registration: match facts.take(Fact::Registration) {
            Decoded::Value(registration) => registration,
            // Told apart wherever nobody is registered (`State::not_registered`).
            Decoded::Absent | Decoded::Unreadable => Registration::Nobody,
        },
        passes: once_each(store.rows(Table::Passes, owner, true)?),
        tasks: store.rows(Table::Outbox, owner, true)?,
        quotas: load_quotas(&mut facts),
        refusals: match facts.take(Fact::Refusals) {
            Decoded::Value(refusals) => refusals,
            // Nothing is made of them but sentences; that one is missing is said in their place.
            Decoded::Absent | Decoded::Unreadable => Vec::new(),
        },
        emergency: match facts.take(Fact::Emergency) {
            Decoded::Value(emergency) => Some(emergency),
            // Nobody is refused an emergency: another is declared in its place.
            Decoded::Absent | Decoded::Unreadable => None,
        },
        claimed: facts.take::<Option<Claimed>>(Fact::Claimed).flatten(),
        previous_credential: facts
            .take::<Option<EmergencyCredential>>(Fact::PreviousCredential)
            .flatten(),
        keys_to_delete: facts.take(Fact::KeysToDelete),
        gone: facts.take(Fact::GoneKeys),
        quarantine: Quarantine::load(store, person, &mut facts)?,
        sms_asked: match facts.take(Fact::SmsAsked) {
            Decoded::Value(asked) => asked,
            // What was granted is counted by whoever grants it.
            Decoded::Absent | Decoded::Unreadable => Vec::new(),
        },
        membership: match facts.take(Fact::Membership) {
            Decoded::Value(membership) => membership,
            // They stay, and their order says whether they are a child.
            Decoded::Absent | Decoded::Unreadable => Membership::default(),
        },
        moving: facts.take(Fact::Move),
        pin: match facts.take(Fact::Pin) {
            Decoded::Value(lock) => Some(lock),
            Decoded::Absent => None,
            Decoded::Unreadable => Some(PinLock::unreadable()),
        },
        order_waits: false,
    })
}

fn load_quotas(facts: &mut Facts<'_>) -> Quotas {
    let counts = match facts.take(Fact::Quotas) {
        Decoded::Value(counts) => counts,
        Decoded::Absent => BTreeMap::new(),
        Decoded::Unreadable => return Quotas::unreadable(),
    };
    let lost_before_ms = match facts.take(Fact::QuotasLost) {
        Decoded::Value(lost_before_ms) => Some(lost_before_ms),
        Decoded::Absent => None,
        Decoded::Unreadable => Some(i64::MAX),
    };
    Quotas { counts, lost_before_ms }
}

/// A document that cannot be read is as good as none: it is fetched anew, at once.
fn document(facts: &mut Facts<'_>, fact: Fact) -> Option<Vec<u8>> {
    match facts.take_bytes(fact) {
        Decoded::Value(bytes) => Some(bytes),
        Decoded::Absent | Decoded::Unreadable => None,
    }
}

/// What a sync brings or tells anew.
const SYNC_BRINGS: [Fact; 6] =
    [Fact::Time, Fact::Trust, Fact::Stamp, Fact::Rules, Fact::Deny, Fact::Claimed];

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
        (Fact::Sms, kept.sms),
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
