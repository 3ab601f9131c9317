//! Whose rows there are, what they hold, and what is changed together.

use serde::Serialize;

use crate::model::PersonId;

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The phone itself: time and public documents.
    Phone,
    /// A person.
    Person(PersonId),
}

impl Owner {
    /// Everybody who has rows on a phone with one person.
    pub(super) const ALL: [Self; 2] = [Self::Phone, Self::Person(PersonId::FIRST)];

    pub(super) fn number(self) -> i64 {
        match self {
            Self::Phone => 0,
            Self::Person(person) => person.number().into(),
        }
    }
}

/// Tables of many rows, and the one of single facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row a fact.
    Facts,
    /// One row a pass.
    Passes,
    /// One row a request that waits for its answer.
    Outbox,
}

impl Table {
    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Passes => "passes",
            Self::Outbox => "outbox",
        }
    }
}

/// Single things that are kept. A number is never given to another fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// Trusted time.
    Time = 1,
    /// Newest root.
    Root = 3,
    /// Trust list.
    Trust = 4,
    /// Stamp.
    Stamp = 5,
    /// Rules.
    Rules = 6,
    /// Deny list.
    Deny = 7,
    /// When the phone syncs by itself again.
    SyncSchedule = 8,
    /// Where the registration stands.
    Registration = 9,
    /// The emergency that was declared last.
    Emergency = 10,
    /// How much of each quota is used.
    Quotas = 11,
    /// The inspector's open challenge.
    Challenge = 12,
    /// That a damaged file was put aside.
    CorruptFileBackedUp = 13,
    /// That another phone registered with the number.
    Claimed = 14,
    /// Keys that an erase has still to delete.
    KeysToDelete = 15,
    /// Requests that were refused.
    Refusals = 16,
    /// What declares emergencies while another account is on its way.
    PreviousCredential = 17,
    /// Status list.
    Status = 18,
    /// The vault's name of the key that signs an inspector's receipts.
    ReceiptKey = 19,
    /// The vault's names of an account's keys that are gone.
    GoneKeys = 20,
}

/// Version of what rows contain. Rows keep the version they were written under.
pub(super) const SCHEMA: i64 = 1;

/// Changes that are made together or not at all.
#[derive(Default)]
pub struct Changes(pub(super) Vec<Change>);

/// One of them.
pub(super) enum Change {
    PutFact(Owner, Fact, Vec<u8>),
    DropFact(Owner, Fact),
    PutRow { table: Table, owner: Owner, row: i64, live: bool, plain: Vec<u8> },
    DropRow(Table, i64),
    Mark { owner: Owner, name: &'static str, value: i64 },
}

impl Changes {
    /// Nothing to change.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps a fact in place of what was known before.
    pub fn put(&mut self, owner: Owner, fact: Fact, value: &impl Serialize) {
        self.0.push(Change::PutFact(owner, fact, json(value)));
    }

    /// Keeps bytes as they are, such as a signed document.
    pub fn put_bytes(&mut self, owner: Owner, fact: Fact, bytes: &[u8]) {
        self.0.push(Change::PutFact(owner, fact, bytes.to_vec()));
    }

    /// Forgets a fact.
    pub fn forget(&mut self, owner: Owner, fact: Fact) {
        self.0.push(Change::DropFact(owner, fact));
    }

    /// Writes a row. Rows that are not `live` are kept but not read at start.
    pub fn put_row(
        &mut self,
        table: Table,
        owner: Owner,
        row: i64,
        live: bool,
        value: &impl Serialize,
    ) {
        self.0.push(Change::PutRow { table, owner, row, live, plain: json(value) });
    }

    /// Removes a row.
    pub fn drop_row(&mut self, table: Table, row: i64) {
        self.0.push(Change::DropRow(table, row));
    }

    /// Sets a number that must outlive the rows it counts.
    pub fn mark(&mut self, owner: Owner, name: &'static str, value: i64) {
        self.0.push(Change::Mark { owner, name, value });
    }
}

/// What is kept are plain values of ours, which always have a JSON form.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
