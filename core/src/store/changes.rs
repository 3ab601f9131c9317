//! What rows hold, and what is changed together.

use super::stored::{Stored, encode};
use super::{Owner, StoreError, Table};

/// Single things that are kept. A number is never given to another fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    Time = 1,
    Root = 3,
    Trust = 4,
    Stamp = 5,
    Rules = 6,
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
    Status = 18,
    /// The vault's name of the key that signs an inspector's receipts.
    ReceiptKey = 19,
    /// The vault's names of an account's keys that are gone.
    GoneKeys = 20,
    /// Whether the phone said last that notices are shown.
    NoticesAllowed = 21,
    /// Which counts of quotas were lost.
    QuotasLost = 22,
    /// The journals of a person's quarantines.
    Journals = 23,
    /// How far the authority was told of a journal.
    Delivery = 24,
    /// The core's own name of this run of the phone's system.
    Boot = 25,
    /// What a watch needs beside the journal.
    Watch = 26,
    /// The last time token, by its digest.
    Beacon = 27,
    /// What a person has declared.
    Declarations = 28,
    /// What is known of checks beside the journal.
    Checks = 29,
    /// Roots, trust lists and rules that newer ones took the place of.
    PastLists = 30,
    /// How often a person tried to photograph themselves for a check.
    PhotoAttempts = 31,
    /// Tables of passes by text message.
    Sms = 32,
    /// What a person asked for by text message, and what came of it.
    SmsAsked = 33,
    /// Whether a person keeps photos that came, sealed.
    KeepsPhotos = 34,
    /// What a household says of one of its people.
    Membership = 40,
    /// How far a move to another phone is.
    Move = 41,
    /// A person's PIN.
    Pin = 42,
}

impl Fact {
    const ALL: [Self; 36] = [
        Self::Time,
        Self::Root,
        Self::Trust,
        Self::Stamp,
        Self::Rules,
        Self::Deny,
        Self::SyncSchedule,
        Self::Registration,
        Self::Emergency,
        Self::Quotas,
        Self::Challenge,
        Self::CorruptFileBackedUp,
        Self::Claimed,
        Self::KeysToDelete,
        Self::Refusals,
        Self::PreviousCredential,
        Self::Status,
        Self::ReceiptKey,
        Self::GoneKeys,
        Self::NoticesAllowed,
        Self::QuotasLost,
        Self::Journals,
        Self::Delivery,
        Self::Boot,
        Self::Watch,
        Self::Beacon,
        Self::Declarations,
        Self::Checks,
        Self::PastLists,
        Self::PhotoAttempts,
        Self::Sms,
        Self::SmsAsked,
        Self::KeepsPhotos,
        Self::Membership,
        Self::Move,
        Self::Pin,
    ];

    pub(super) fn is_known(number: i64) -> bool {
        Self::ALL.iter().any(|fact| *fact as i64 == number)
    }
}

/// Version of rows that hold bytes which are none of ours, such as signed documents.
pub(super) const DOCUMENT: i64 = 1;

/// Changes that are made together or not at all.
#[derive(Clone, Default)]
pub struct Changes {
    pub(super) list: Vec<RowChange>,
    // That a value has no stored form is told when the changes are made.
    failed: Option<StoreError>,
}

/// One change among those of a transaction.
#[derive(Clone)]
pub(super) enum RowChange {
    PutFact { owner: Owner, fact: Fact, version: i64, plain: Vec<u8> },
    DropFact(Owner, Fact),
    PutRow { table: Table, owner: Owner, row: i64, live: bool, version: i64, plain: Vec<u8> },
    DropRow(Table, i64),
    DropRowsUpTo(Table, i64),
    PassOver(Owner, Table),
    Count { owner: Owner, name: &'static str, value: i64 },
}

impl Changes {
    /// None yet: they are put together, and then applied.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.failed.is_none()
    }

    /// Makes these changes with the others, after them.
    pub fn extend(&mut self, more: Self) {
        self.list.extend(more.list);
        self.failed = self.failed.or(more.failed);
    }

    /// Keeps a fact in place of what was known before.
    pub fn put<T: Stored>(&mut self, owner: Owner, fact: Fact, value: &T) {
        if let Some(plain) = self.encoded(value) {
            self.list.push(RowChange::PutFact { owner, fact, version: T::VERSION, plain });
        }
    }

    /// Keeps bytes as they are, such as a signed document.
    pub fn put_bytes(&mut self, owner: Owner, fact: Fact, bytes: &[u8]) {
        let plain = bytes.to_vec();
        self.list.push(RowChange::PutFact { owner, fact, version: DOCUMENT, plain });
    }

    pub fn forget(&mut self, owner: Owner, fact: Fact) {
        self.list.push(RowChange::DropFact(owner, fact));
    }

    /// Writes a row. Rows that are not `live` are kept but not read at start. A new row has the
    /// number of [`super::Store::next_row`], or one that follows it.
    pub fn put_row<T: Stored>(
        &mut self,
        table: Table,
        owner: Owner,
        row: i64,
        live: bool,
        value: &T,
    ) {
        if let Some(plain) = self.encoded(value) {
            let version = T::VERSION;
            self.list.push(RowChange::PutRow { table, owner, row, live, version, plain });
        }
    }

    /// The number after the highest row of a table that is put here.
    pub fn next_row(&self, wanted: Table) -> i64 {
        let rows = self.list.iter().filter_map(|change| match change {
            RowChange::PutRow { table, row, .. } if *table == wanted => Some(row.saturating_add(1)),
            _ => None,
        });
        rows.max().unwrap_or_default()
    }

    pub fn drop_row(&mut self, table: Table, row: i64) {
        self.list.push(RowChange::DropRow(table, row));
    }

    /// Removes a row and those before it, whosever they are.
    pub fn drop_rows_up_to(&mut self, table: Table, row: i64) {
        self.list.push(RowChange::DropRowsUpTo(table, row));
    }

    /// Nobody need be told any more of what cannot be read in this table.
    pub fn pass_over(&mut self, owner: Owner, table: Table) {
        self.list.push(RowChange::PassOver(owner, table));
    }

    /// Sets a number that must outlive the rows it counts.
    pub fn count(&mut self, owner: Owner, name: &'static str, value: i64) {
        self.list.push(RowChange::Count { owner, name, value });
    }

    /// The changes, if each value in them has a stored form.
    pub(super) fn whole(self) -> Result<Vec<RowChange>, StoreError> {
        self.failed.map_or(Ok(self.list), Err)
    }

    fn encoded<T: Stored>(&mut self, value: &T) -> Option<Vec<u8>> {
        match encode(value) {
            Ok(plain) => Some(plain),
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }
}
