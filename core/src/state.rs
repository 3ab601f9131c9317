//! What a phone knows, in memory and in the store alike: the store is changed first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::documents::TrustFile;
use crate::error::{Code, CoreError, ErrorDetails};
use crate::lists::{Lists, Serials, StoredLists};
use crate::model::{IdempotencyKey, Language, PersonId};
use crate::outbox::Task;
use crate::pass::{Counted, Pass};
use crate::ports::Vault;
use crate::registration::Registration;
use crate::requests::Claimed;
use crate::store::{Changes, Counters, Fact, Owner, Store, StoreError, Table};
use crate::time::TrustedTime;

/// The emergency that was declared last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    /// When, Unix seconds.
    pub start: u64,
    /// For how long, in minutes.
    pub minutes: u64,
}

/// A request for a pass that was refused; said until the purpose is asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Name of the purpose.
    pub purpose: String,
    /// The tap that it answers.
    pub tap: IdempotencyKey,
    /// The code of the refusal.
    pub code: String,
    /// Its details.
    #[serde(rename = "figures")]
    pub details: ErrorDetails,
}

impl Refusal {
    /// The refusal as it was told first.
    pub fn fault(&self) -> CoreError {
        let code = Code::ALL.iter().find(|code| code.name() == self.code);
        CoreError::with(code.copied().unwrap_or(Code::Refused), self.details.clone())
    }
}

/// When the phone goes to the network by itself again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SyncSchedule {
    /// Not before this moment, milliseconds since 1970.
    pub not_before_ms: i64,
    /// Syncs without an answer, in a row.
    pub failures: u32,
}

/// A certificate and the vault's name of its key: what an emergency is declared with.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyCredential {
    /// The holder certificate, base64url.
    pub holder: String,
    /// The emergency key.
    pub sos: String,
}

/// What the phone knows of one person.
#[derive(Default)]
pub struct Person {
    pub registration: Registration,
    pub passes: Vec<(i64, Pass)>,
    pub tasks: Vec<(i64, Task)>,
    pub quotas: BTreeMap<u64, Vec<Counted>>,
    pub refusals: Vec<Refusal>,
    pub emergency: Option<Emergency>,
    pub claimed: Option<Claimed>,
    /// What still declares emergencies while another account is on its way.
    pub previous_credential: Option<EmergencyCredential>,
    /// Names in the vault that an erase has still to delete.
    pub keys_to_delete: Option<Vec<String>>,
    /// Names of the account's keys that the vault did not find when they were last asked for.
    pub gone: Vec<String>,
}

impl Person {
    /// The task of a row.
    pub fn task(&self, row: i64) -> Option<&Task> {
        self.tasks.iter().find(|(number, _)| *number == row).map(|(_, task)| task)
    }

    /// What an emergency is declared with now: the account's, also a closed one's, or that of the
    /// account before while another is on its way. An emergency has no gate.
    pub fn emergency_credential(&self) -> Option<EmergencyCredential> {
        match &self.registration {
            Registration::Registered { keys, holder, .. }
            | Registration::Closed { keys, holder, .. } => {
                Some(EmergencyCredential { holder: holder.clone(), sos: keys.sos.alias.clone() })
            }
            _ => self.previous_credential.clone(),
        }
    }

    /// Whether this is the vault's name of a key of the account, or of what declares emergencies.
    pub fn owns_key(&self, alias: &str) -> bool {
        let keys = self.registration.keys().into_iter().flat_map(|keys| [&keys.dev, &keys.sos]);
        keys.map(|key| key.alias.as_str())
            .chain(
                self.previous_credential
                    .iter()
                    .map(|previous_credential| previous_credential.sos.as_str()),
            )
            .any(|known| known == alias)
    }

    /// Whether the phone has lost keys that it needs.
    pub fn lacks_keys(&self) -> bool {
        self.gone.iter().any(|alias| self.owns_key(alias))
    }

    /// Row and task of the first that fits.
    pub fn find(&self, fits: impl Fn(&Task) -> bool) -> Option<(i64, &Task)> {
        self.tasks.iter().find(|(_, task)| fits(task)).map(|(row, task)| (*row, task))
    }

    /// What is known of the quota of a purpose.
    pub fn counts(&self, purpose: u64) -> &[Counted] {
        self.quotas.get(&purpose).map(Vec::as_slice).unwrap_or_default()
    }

    /// The refusals of all purposes but this one.
    pub fn refusals_but(&self, purpose: &str) -> Vec<Refusal> {
        self.refusals.iter().filter(|refusal| refusal.purpose != purpose).cloned().collect()
    }

    /// Knows what a row of passes says now.
    pub fn know_pass(&mut self, row: i64, pass: Pass) {
        if let Some((_, known)) = self.passes.iter_mut().find(|(number, _)| *number == row) {
            *known = pass;
        }
    }

    /// Forgets a task that is over.
    pub fn forget(&mut self, row: i64) {
        self.tasks.retain(|(number, _)| *number != row);
    }
}

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

    /// The next number of a table, durable before it is used, so that no row ever gets the number
    /// of another. Numbers are the phone's: a table is shared by its people. A log that was torn may
    /// have kept a row and lost its number.
    pub fn draw_number(&mut self, table: Table) -> Result<i64, StoreError> {
        let drawn = self.store.counters(Owner::Phone)?.get(table.name());
        let number = drawn.max(self.store.last_row(table)?).saturating_add(1);
        let mut changes = Changes::new();
        changes.mark(Owner::Phone, table.name(), number);
        self.store.apply(changes)?;
        Ok(number)
    }
}

enum LoadError {
    Store(StoreError),
    TrustFile,
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Everything that a store keeps.
struct Loaded {
    time: TrustedTime,
    lists: Lists,
    language: Language,
    corrupt_file_backed_up: bool,
    sync_schedule: SyncSchedule,
    person: Person,
}

impl Loaded {
    fn from(store: &Store, trust_file: &TrustFile, language: Language) -> Result<Self, LoadError> {
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
            person: load_person(store, PersonId::FIRST)?,
            lists,
        })
    }

    fn into_state(self, mut store: Store, vault: &dyn Vault) -> Result<State, CoreError> {
        // Said until a registration follows, not only to whoever opens the phone first.
        if store.was_corrupt_file_backed_up() && !self.corrupt_file_backed_up {
            let mut changes = Changes::new();
            changes.put(Owner::Phone, Fact::CorruptFileBackedUp, &true);
            store.apply(changes)?;
        }
        let mut state = State {
            corrupt_file_backed_up: self.corrupt_file_backed_up
                || store.was_corrupt_file_backed_up(),
            store,
            time: self.time,
            lists: self.lists,
            language: self.language,
            people: BTreeMap::from([(PersonId::FIRST, self.person)]),
            revision: 1,
            sync_schedule: self.sync_schedule,
        };
        // What fails now, such as on a full disk, is done at the next sync; nothing of it can be
        // read any more once the first key is gone.
        if let Err(fault) = state.finish_erasing(vault) {
            log::warn!("erase-unfinished code={}", fault.code.name());
        }
        Ok(state)
    }
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
        claimed: facts.take(Fact::Claimed),
        previous_credential: facts.take(Fact::PreviousCredential),
        keys_to_delete: facts.take(Fact::KeysToDelete),
        gone: facts.take(Fact::GoneKeys).unwrap_or_default(),
    })
}

/// Each pass once: a log that was torn may have kept one and lost that its request was answered, so
/// that it was asked for and answered again. The newest row stands.
fn once_each(mut passes: Vec<(i64, Pass)>) -> Vec<(i64, Pass)> {
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

/// Names of the lowest serials among the marks, which outlive every key.
const SERIALS: [&str; 5] =
    ["serial-trust", "serial-stamp", "serial-rules", "serial-deny", "serial-status"];

/// The lowest serials that were kept.
fn kept_serials(marks: &Counters) -> Serials {
    let [trust, stamp, rules, deny, status] =
        SERIALS.map(|name| u64::try_from(marks.get(name)).unwrap_or_default());
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
        changes.mark(Owner::Phone, name, i64::try_from(serial).unwrap_or(i64::MAX));
    }
}
