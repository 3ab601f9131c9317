//! What the client knows, in memory and in the store alike: the store is changed first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::documents::TrustFile;
use crate::error::{Code, Fault};
use crate::lists::{Kept, Lists, Serials};
use crate::model::{Language, MS, PersonId};
use crate::outbox::Task;
use crate::pass::Pass;
use crate::ports::Vault;
use crate::registration::Registration;
use crate::requests::{Claimed, QuotaCount};
use crate::store::{Changes, Fact, Owner, Store, StoreError, Table};
use crate::time::TrustedTime;

/// The emergency that was declared last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emergency {
    /// When, Unix seconds.
    pub start: u64,
    /// For how long, in minutes.
    pub minutes: u64,
}

/// One person's affairs.
#[derive(Debug, Default)]
pub struct Person {
    pub registration: Registration,
    pub passes: Vec<(i64, Pass)>,
    pub tasks: Vec<(i64, Task)>,
    pub quotas: BTreeMap<u64, QuotaCount>,
    pub emergency: Option<Emergency>,
    pub claimed: Option<Claimed>,
}

impl Person {
    /// The task of a row.
    pub fn task(&self, row: i64) -> Option<&Task> {
        self.tasks.iter().find(|(number, _)| *number == row).map(|(_, task)| task)
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
    pub set_aside: bool,
}

impl State {
    /// Reads what the store keeps.
    pub fn load(
        mut store: Store,
        trust_file: &TrustFile,
        language: Language,
    ) -> Result<Self, Fault> {
        let phone = Owner::Phone;
        let kept = Kept {
            root: store.fact_bytes(phone, Fact::Root)?,
            trust: store.fact_bytes(phone, Fact::Trust)?,
            stamp: store.fact_bytes(phone, Fact::Stamp)?,
            rules: store.fact_bytes(phone, Fact::Rules)?,
            // A phone asks the deny list about its own passes when it comes, and keeps it only so
            // that the next refresh can tell whether there is a newer one.
            deny: store.fact_bytes(phone, Fact::Deny)?,
            serials: store.fact::<Serials>(phone, Fact::Serials)?,
        };
        let lists =
            Lists::from_kept(trust_file, kept).map_err(|_| Fault::from(Code::TrustFileInvalid))?;
        let time = store
            .fact::<TrustedTime>(phone, Fact::Time)?
            .unwrap_or_else(|| TrustedTime::since(lists.root().iat));
        let language = store
            .fact::<String>(phone, Fact::Language)?
            .map_or(language, |tag| Language::from_tag(&tag));
        let set_aside = keep_set_aside(&mut store)?;
        let mut people = BTreeMap::new();
        people.insert(PersonId::FIRST, load_person(&store, PersonId::FIRST)?);
        Ok(Self { store, time, lists, language, people, revision: 1, set_aside })
    }

    /// Goes on with an erase during which the process died.
    pub fn finish_erasing(&mut self, vault: &dyn Vault) -> Result<(), Fault> {
        for (person, affairs) in &self.people {
            if matches!(affairs.registration, Registration::Erasing { .. }) {
                self.store.destroy_past(Owner::Person(*person), vault)?;
            }
        }
        Ok(())
    }

    /// A person's affairs.
    pub fn person(&self, person: PersonId) -> Result<&Person, Fault> {
        self.people.get(&person).ok_or_else(|| Code::NotRegistered.into())
    }

    /// Makes changes durable, then known. Nothing is known that is not durable.
    pub fn commit(
        &mut self,
        person: PersonId,
        changes: Changes,
        know: impl FnOnce(&mut Person),
    ) -> Result<(), Fault> {
        self.store.apply(changes)?;
        if let Some(person) = self.people.get_mut(&person) {
            know(person);
        }
        self.revision = self.revision.saturating_add(1);
        Ok(())
    }

    /// The next number of a kind, durable before it is used, so that no row and no key ever gets
    /// the number of another.
    pub fn draw_number(&mut self, person: PersonId, name: &'static str) -> Result<i64, StoreError> {
        let owner = Owner::Person(person);
        let number = self.store.marked(owner, name)?.saturating_add(1);
        let mut changes = Changes::new();
        changes.mark(owner, name, number);
        self.store.apply(changes)?;
        Ok(number)
    }

    /// The fault with its moment as people at the region read it.
    pub fn with_local_time(&self, fault: &Fault) -> Fault {
        let mut fault = fault.clone();
        if fault.figures.at_local.is_none() {
            fault.figures.at_local = fault.figures.at_ms.map(|at_ms| self.local(at_ms));
        }
        fault
    }

    /// A moment as people at the region read it; in UTC while there are no rules.
    pub fn local(&self, at_ms: i64) -> String {
        let at = at_ms.div_euclid(MS);
        match self.lists.rules() {
            Some(rules) => rules.zone.date_time(at),
            None => {
                let utc = crate::documents::Zone { name: String::new(), transitions: Vec::new() };
                format!("{} UTC", utc.date_time(at))
            }
        }
    }
}

/// Whether a damaged file was ever put aside here; said until a registration follows.
fn keep_set_aside(store: &mut Store) -> Result<bool, StoreError> {
    if store.was_set_aside() {
        let mut changes = Changes::new();
        changes.put(Owner::Phone, Fact::SetAside, &true);
        store.apply(changes)?;
        return Ok(true);
    }
    Ok(store.fact::<bool>(Owner::Phone, Fact::SetAside)?.unwrap_or_default())
}

fn load_person(store: &Store, person: PersonId) -> Result<Person, StoreError> {
    let owner = Owner::Person(person);
    Ok(Person {
        registration: store.fact(owner, Fact::Registration)?.unwrap_or_default(),
        passes: store.live_rows(Table::Passes, owner)?,
        tasks: store.live_rows(Table::Outbox, owner)?,
        quotas: store.fact(owner, Fact::Quotas)?.unwrap_or_default(),
        emergency: store.fact(owner, Fact::Emergency)?,
        claimed: store.fact(owner, Fact::Claimed)?,
    })
}
