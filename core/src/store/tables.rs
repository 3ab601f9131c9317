//! Reading and changing rows. A change is one transaction.

use rusqlite::params;
use serde::de::DeserializeOwned;

use super::changes::{Change, Changes, Fact, Owner, SCHEMA, Table};
use super::row::{Place, open, seal};
use super::{Store, StoreError};

/// The facts of an owner as they are kept.
#[derive(Default)]
pub struct Facts(Vec<(i64, Vec<u8>)>);

impl Facts {
    /// A fact that was kept as bytes.
    pub fn take_bytes(&mut self, fact: Fact) -> Option<Vec<u8>> {
        let at = self.0.iter().position(|(number, _)| *number == fact as i64)?;
        Some(self.0.swap_remove(at).1)
    }

    /// A fact that was kept as a value; nothing if it is of another form.
    pub fn take<T: DeserializeOwned>(&mut self, fact: Fact) -> Option<T> {
        serde_json::from_slice(&self.take_bytes(fact)?).ok()
    }
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

    /// One fact that was kept as a value.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn fact<T: DeserializeOwned>(
        &self,
        owner: Owner,
        fact: Fact,
    ) -> Result<Option<T>, StoreError> {
        let mut facts = self.read_facts(owner, " AND fact = ?3", Some(fact as i64))?;
        Ok(facts.take(fact))
    }

    /// All facts of an owner that open, in one reading.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn facts(&self, owner: Owner) -> Result<Facts, StoreError> {
        self.read_facts(owner, "", None)
    }

    fn read_facts(
        &self,
        owner: Owner,
        condition: &str,
        only: Option<i64>,
    ) -> Result<Facts, StoreError> {
        let key = self.keys.of(owner)?;
        let sql = format!(
            "SELECT fact, schema, sealed FROM facts WHERE owner = ?1 AND epoch = ?2{condition}"
        );
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        let mut rows = match only {
            Some(fact) => statement.query(params![owner.number(), key.epoch, fact])?,
            None => statement.query(params![owner.number(), key.epoch])?,
        };
        let mut facts = Facts::default();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let place = Place { table: Table::Facts, number, schema: row.get(1)?, owner };
            match open(key, place, row.get_ref(2)?.as_blob().unwrap_or_default()) {
                Some(plain) => facts.0.push((number, plain)),
                None => log::warn!("row-unreadable table=facts"),
            }
        }
        Ok(facts)
    }

    /// The rows of an owner that are live, or those that are not, oldest first; a row that does
    /// not open is left where it is.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn rows<T: DeserializeOwned>(
        &self,
        table: Table,
        owner: Owner,
        live: bool,
    ) -> Result<Vec<(i64, T)>, StoreError> {
        let key = self.keys.of(owner)?;
        let sql = format!(
            "SELECT row, schema, sealed FROM {} WHERE owner = ?1 AND epoch = ?2 AND live = {}
             ORDER BY row",
            table.name(),
            i32::from(live)
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

    /// The highest number of a row; 0 in a table without any.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn last_row(&self, table: Table) -> Result<i64, StoreError> {
        let sql = format!("SELECT coalesce(max(row), 0) FROM {}", table.name());
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// Numbers that outlive the rows they count.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn counters(&self, owner: Owner) -> Result<Counters, StoreError> {
        let mut statement =
            self.statement()?.prepare_cached("SELECT name, value FROM marks WHERE owner = ?1")?;
        let rows = statement.query_map([owner.number()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Counters(rows.collect::<Result<_, _>>()?))
    }
}

/// Numbers that outlive the rows they count, by name.
#[derive(Debug, Default)]
pub struct Counters(Vec<(String, i64)>);

impl Counters {
    /// The number of this name; 0 at first.
    pub fn get(&self, name: &str) -> i64 {
        self.0.iter().find(|(known, _)| known == name).map_or(0, |(_, value)| *value)
    }
}
