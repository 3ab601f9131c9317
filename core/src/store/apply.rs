//! Changing rows. A change is one transaction, with the numbers that its new rows take.

use rusqlite::params;

use super::Table;
use super::changes::{Changes, RowChange};
use super::row::{Place, seal};
use super::{Owner, Store, StoreError};

impl Store {
    /// Makes all changes, or none.
    pub fn apply(&mut self, changes: Changes) -> Result<(), StoreError> {
        let changes = changes.whole()?;
        if changes.is_empty() {
            return Ok(());
        }
        let replaced = self.replaced_by(&changes);
        // A statement by itself is a transaction.
        if let ([change @ (RowChange::PutFact { .. } | RowChange::PutRow { .. })], []) =
            (changes.as_slice(), replaced.as_slice())
        {
            self.change(change)?;
            self.note_numbers(&changes);
            return Ok(());
        }
        self.begin()?;
        // What a change would write over is moved out of its way.
        let moved = if replaced.is_empty() { Ok(()) } else { self.move_aside() };
        let done = moved
            .and_then(|()| self.change_all(&changes))
            .and_then(|()| self.mark_replaced(&replaced));
        self.end(done)?;
        if !replaced.is_empty() {
            self.note_moved();
            self.note_replaced(&replaced);
        }
        self.note_numbers(&changes);
        Ok(())
    }

    /// Makes the changes inside a transaction that is open.
    pub(super) fn change_all(&self, changes: &[RowChange]) -> Result<(), StoreError> {
        changes.iter().try_for_each(|change| self.change(change))?;
        for table in Table::NUMBERED {
            let last = highest(changes, table).unwrap_or_default().max(self.last_row(table));
            let drops_last = |change: &RowChange| match change {
                RowChange::DropRow(of, row) => *of == table && *row >= last,
                _ => false,
            };
            // While the last row stands, it is what tells its number.
            if changes.iter().any(drops_last) {
                self.count(Owner::Phone, table.name(), last)?;
            }
        }
        Ok(())
    }

    /// Keeps the numbers that were given, inside a transaction in which rows go: no row ever gets
    /// the number of another.
    pub(super) fn keep_numbers(&self) -> Result<(), StoreError> {
        Table::NUMBERED
            .into_iter()
            .try_for_each(|table| self.count(Owner::Phone, table.name(), self.last_row(table)))
    }

    /// Knows the numbers that changes took which are durable now.
    pub(super) fn note_numbers(&mut self, changes: &[RowChange]) {
        for table in Table::NUMBERED {
            let last = highest(changes, table).unwrap_or_default().max(self.last_row(table));
            *self.numbers.of(table) = last;
        }
    }

    pub(super) fn begin(&self) -> Result<(), StoreError> {
        Ok(self.statement()?.prepare_cached("BEGIN IMMEDIATE")?.execute([]).map(|_| ())?)
    }

    /// Ends a transaction: as a whole if all went well, else as if it had never begun.
    pub(super) fn end(&self, done: Result<(), StoreError>) -> Result<(), StoreError> {
        let ended = done.and_then(|()| {
            Ok(self.statement()?.prepare_cached("COMMIT")?.execute([]).map(|_| ())?)
        });
        if ended.is_err() && !self.connection.is_autocommit() {
            // If even this fails, the database rolls back when it is opened again.
            self.connection.execute_batch("ROLLBACK")?;
        }
        ended
    }

    fn change(&self, change: &RowChange) -> Result<(), StoreError> {
        match change {
            RowChange::PutFact { owner, fact, version, plain } => {
                let (owner, number, version) = (*owner, *fact as i64, *version);
                let key = self.keys.of(owner)?;
                let place = Place { table: Table::Facts, number, version, owner };
                let sealed = seal(key, place, plain)?;
                self.statement()?
                    .prepare_cached(
                        "INSERT OR REPLACE INTO facts(owner, epoch, fact, version, sealed)
                         VALUES(?1, ?2, ?3, ?4, ?5)",
                    )?
                    .execute(params![owner.number(), key.epoch, number, version, sealed])?;
            }
            RowChange::DropFact(owner, fact) => {
                let epoch = self.keys.of(*owner)?.epoch;
                self.statement()?.execute(
                    "DELETE FROM facts WHERE owner = ?1 AND epoch = ?2 AND fact = ?3",
                    params![owner.number(), epoch, *fact as i64],
                )?;
            }
            RowChange::PutRow { table, owner, row, live, version, plain } => {
                let key = self.keys.of(*owner)?;
                let place = Place { table: *table, number: *row, version: *version, owner: *owner };
                let sealed = seal(key, place, plain)?;
                // Nothing is ever written over an entry.
                let insert = match table {
                    Table::Entries => "INSERT",
                    _ => "INSERT OR REPLACE",
                };
                let sql = format!(
                    "{insert} INTO {}(row, owner, epoch, version, live, sealed)
                     VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                    table.name()
                );
                let owner = owner.number();
                let values = params![row, owner, key.epoch, version, live, sealed];
                self.statement()?.prepare_cached(&sql)?.execute(values)?;
            }
            RowChange::DropRow(table, row) => {
                let sql = format!("DELETE FROM {} WHERE row = ?1", table.name());
                self.statement()?.prepare_cached(&sql)?.execute([row])?;
            }
            RowChange::DropRowsUpTo(table, row) => {
                let sql = format!("DELETE FROM {} WHERE row <= ?1", table.name());
                self.statement()?.prepare_cached(&sql)?.execute([row])?;
            }
            // It lies aside already, or is moved there before.
            RowChange::PassOver(..) => {}
            RowChange::Count { owner, name, value } => self.count(*owner, name, *value)?,
        }
        Ok(())
    }

    fn count(&self, owner: Owner, name: &str, value: i64) -> Result<(), StoreError> {
        self.statement()?
            .prepare_cached(
                "INSERT OR REPLACE INTO counters(owner, name, value) VALUES(?1, ?2, ?3)",
            )?
            .execute(params![owner.number(), name, value])?;
        Ok(())
    }

    /// The number for the next new row. Numbers are the phone's: a table is shared by its people.
    pub fn next_row(&self, table: Table) -> i64 {
        self.last_row(table).saturating_add(1)
    }

    pub(super) fn last_row(&self, table: Table) -> i64 {
        let mut numbers = self.numbers;
        *numbers.of(table)
    }

    /// The numbers that were given already. A log that was torn may have kept a row
    /// and lost its number.
    pub(super) fn load_numbers(&self) -> Result<LastRows, StoreError> {
        let counters = self.counters(Owner::Phone)?;
        let mut numbers = LastRows::default();
        for table in Table::NUMBERED {
            let sql = format!("SELECT coalesce(max(row), 0) FROM {}", table.name());
            let last: i64 = self.statement()?.query_row(&sql, [], |row| row.get(0))?;
            *numbers.of(table) = last.max(counters.get(table.name()));
        }
        Ok(numbers)
    }
}

fn highest(changes: &[RowChange], wanted: Table) -> Option<i64> {
    let rows = changes.iter().filter_map(|change| match change {
        RowChange::PutRow { table, row, .. } if *table == wanted => Some(*row),
        _ => None,
    });
    rows.max()
}

/// The highest number that was ever given in each table of rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct LastRows {
    passes: i64,
    outbox: i64,
    sent: i64,
    orders: i64,
    notices: i64,
    checks: i64,
    proofs: i64,
    photos: i64,
    // Of tables whose rows are named by what they hold.
    others: i64,
}

impl LastRows {
    fn of(&mut self, table: Table) -> &mut i64 {
        match table {
            Table::Passes => &mut self.passes,
            Table::Outbox => &mut self.outbox,
            Table::Sent | Table::SentRaw => &mut self.sent,
            Table::Orders => &mut self.orders,
            Table::Notices => &mut self.notices,
            Table::Checks => &mut self.checks,
            Table::Proofs => &mut self.proofs,
            Table::Photos | Table::PhotoBytes => &mut self.photos,
            Table::Facts | Table::Entries => &mut self.others,
        }
    }
}
