//! Reading and changing rows. A change is one transaction.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::row::{Place, open, seal};
use super::{Store, StoreError};
use crate::model::PersonId;

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The phone itself: time, language, public documents.
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
    pub(super) fn name(self) -> &'static str {
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
    /// Language of sentences.
    Language = 2,
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
    /// Lowest serials that are still taken.
    Serials = 8,
    /// Where the registration stands.
    Registration = 9,
    /// The emergency that was declared last.
    Emergency = 10,
    /// How much of each quota is used.
    Quotas = 11,
    /// The inspector's open challenge.
    Challenge = 12,
    /// That a damaged file was put aside.
    SetAside = 13,
    /// That another phone registered with the number.
    Claimed = 14,
}

/// Version of what rows contain. Rows keep the version they were written under.
const SCHEMA: i64 = 1;

/// Changes that are made together or not at all.
#[derive(Debug, Default)]
pub struct Changes(Vec<Change>);

#[derive(Debug)]
enum Change {
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

impl Store {
    /// Makes all changes, or none.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn apply(&mut self, changes: Changes) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.statement()?.execute_batch("BEGIN IMMEDIATE")?;
        let done = self.change_all(changes);
        self.end(done)
    }

    /// Makes the changes inside a transaction that is open.
    pub(super) fn change_all(&self, changes: Changes) -> Result<(), StoreError> {
        changes.0.into_iter().try_for_each(|change| self.change(change))
    }

    /// Ends a transaction: as a whole if all went well, else as if it had never begun.
    pub(super) fn end(&self, done: Result<(), StoreError>) -> Result<(), StoreError> {
        let ended =
            done.and_then(|()| self.statement()?.execute_batch("COMMIT").map_err(StoreError::from));
        if ended.is_err() && !self.connection.is_autocommit() {
            // If even this fails, the database rolls back when it is opened again.
            self.connection.execute_batch("ROLLBACK")?;
        }
        ended
    }

    fn change(&self, change: Change) -> Result<(), StoreError> {
        match change {
            Change::PutFact(owner, fact, plain) => {
                let key = self.keys.of(owner)?;
                let place =
                    Place { table: Table::Facts, number: fact as i64, schema: SCHEMA, owner };
                let sealed = seal(key, place, &plain)?;
                self.statement()?
                    .prepare_cached(
                        "INSERT OR REPLACE INTO facts(owner, epoch, fact, schema, sealed)
                         VALUES(?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![owner.number(), key.epoch, fact as i64, SCHEMA, sealed])?;
            }
            Change::DropFact(owner, fact) => {
                let epoch = self.keys.of(owner)?.epoch;
                self.statement()?.execute(
                    "DELETE FROM facts WHERE owner = ?1 AND epoch = ?2 AND fact = ?3",
                    params![owner.number(), epoch, fact as i64],
                )?;
            }
            Change::PutRow { table, owner, row, live, plain } => {
                let key = self.keys.of(owner)?;
                let sealed =
                    seal(key, Place { table, number: row, schema: SCHEMA, owner }, &plain)?;
                let sql = format!(
                    "INSERT OR REPLACE INTO {}(row, owner, epoch, schema, live, sealed)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                    table.name()
                );
                self.statement()?.prepare_cached(&sql)?.execute(params![
                    row,
                    owner.number(),
                    key.epoch,
                    SCHEMA,
                    live,
                    sealed
                ])?;
            }
            Change::DropRow(table, row) => {
                let sql = format!("DELETE FROM {} WHERE row = ?1", table.name());
                self.statement()?.prepare_cached(&sql)?.execute([row])?;
            }
            Change::Mark { owner, name, value } => {
                self.statement()?
                    .prepare_cached(
                        "INSERT OR REPLACE INTO marks(owner, name, value) VALUES(?1, ?2, ?3)",
                    )?
                    .execute(params![owner.number(), name, value])?;
            }
        }
        Ok(())
    }

    /// A fact; nothing if there is none or if it does not open.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn fact_bytes(&self, owner: Owner, fact: Fact) -> Result<Option<Vec<u8>>, StoreError> {
        let key = self.keys.of(owner)?;
        let mut statement = self.statement()?.prepare_cached(
            "SELECT schema, sealed FROM facts WHERE owner = ?1 AND epoch = ?2 AND fact = ?3",
        )?;
        let mut rows = statement.query(params![owner.number(), key.epoch, fact as i64])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let place = Place { table: Table::Facts, number: fact as i64, schema: row.get(0)?, owner };
        let plain = open(key, place, row.get_ref(1)?.as_blob().unwrap_or_default());
        if plain.is_none() {
            log::warn!("row-unreadable table=facts");
        }
        Ok(plain)
    }

    /// A fact that was kept as a value.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn fact<T: DeserializeOwned>(
        &self,
        owner: Owner,
        fact: Fact,
    ) -> Result<Option<T>, StoreError> {
        let bytes = self.fact_bytes(owner, fact)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// The live rows of an owner, oldest first; a row that does not open is left where it is.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn live_rows<T: DeserializeOwned>(
        &self,
        table: Table,
        owner: Owner,
    ) -> Result<Vec<(i64, T)>, StoreError> {
        let key = self.keys.of(owner)?;
        let sql = format!(
            "SELECT row, schema, sealed FROM {} WHERE owner = ?1 AND epoch = ?2 AND live = 1
             ORDER BY row",
            table.name()
        );
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        let mut rows = statement.query(params![owner.number(), key.epoch])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let place = Place { table, number, schema: row.get(1)?, owner };
            let value = open(key, place, row.get_ref(2)?.as_blob().unwrap_or_default())
                .and_then(|plain| serde_json::from_slice(&plain).ok());
            match value {
                Some(value) => found.push((number, value)),
                None => log::warn!("row-unreadable table={}", table.name()),
            }
        }
        Ok(found)
    }

    /// A number that outlives the rows it counts; 0 at first.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn marked(&self, owner: Owner, name: &'static str) -> Result<i64, StoreError> {
        let mut statement = self
            .statement()?
            .prepare_cached("SELECT value FROM marks WHERE owner = ?1 AND name = ?2")?;
        let mut rows = statement.query(params![owner.number(), name])?;
        match rows.next()? {
            Some(row) => Ok(row.get(0)?),
            None => Ok(0),
        }
    }
}
