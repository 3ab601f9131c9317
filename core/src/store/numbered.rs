//! Reading rows whose numbers say what they are.

use std::ops::RangeInclusive;

use rusqlite::params;

use super::Table;
use super::stored::{Stored, decode};
use super::unreadable::Reason;
use super::{Owner, Store, StoreError};

/// In which order rows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowOrder {
    Ascending,
    Descending,
}

impl Store {
    /// Gives an owner's rows of these numbers one by one, as long as the next is wanted: in their order,
    /// or the highest first. What cannot be read is noted and passed over.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn walk<T: Stored>(
        &self,
        table: Table,
        owner: Owner,
        numbers: RangeInclusive<i64>,
        order: RowOrder,
        mut is_next_wanted: impl FnMut(i64, T) -> bool,
    ) -> Result<(), StoreError> {
        let sql = of_walk(table, order);
        let epoch = self.keys.of(owner)?.epoch;
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        let wanted = params![numbers.start(), numbers.end(), owner.number(), epoch];
        let mut rows = statement.query(wanted)?;
        while let Some(row) = rows.next()? {
            let Some((number, version, plain)) = self.open_row(owner, table, row)? else {
                continue;
            };
            let Some(value) = decode(version, &plain) else {
                self.note_unreadable(owner, table, number, Reason::Form);
                continue;
            };
            if !is_next_wanted(number, value) {
                break;
            }
        }
        Ok(())
    }

    /// The highest of these numbers that a row has, whether it can be read or not: also one that lies
    /// aside, and one of an epoch whose key is lost.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn highest_row(
        &self,
        table: Table,
        numbers: RangeInclusive<i64>,
    ) -> Result<Option<i64>, StoreError> {
        let sql = format!(
            "SELECT max(row) FROM (
                SELECT max(row) AS row FROM {0} WHERE row >= ?1 AND row <= ?2 UNION ALL
                SELECT max(number) FROM unreadable
                WHERE source = '{0}' AND number >= ?1 AND number <= ?2)",
            table.name()
        );
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        Ok(statement.query_row(params![numbers.start(), numbers.end()], |row| row.get(0))?)
    }
}

/// Our SQLite is built without what makes a range of `BETWEEN`: every row would be looked at.
fn of_walk(table: Table, order: RowOrder) -> String {
    format!(
        "SELECT row, version, sealed FROM {} WHERE row >= ?1 AND row <= ?2
         AND owner = ?3 AND epoch = ?4 ORDER BY row {}",
        table.name(),
        match order {
            RowOrder::Ascending => "ASC",
            RowOrder::Descending => "DESC",
        }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Otherwise each sync of a phone reads its whole journal.
    #[test]
    fn a_walk_looks_at_no_row_outside_of_its_numbers() {
        let file = rusqlite::Connection::open_in_memory().unwrap();
        let columns =
            "row INTEGER PRIMARY KEY, owner INTEGER, epoch INTEGER, version INTEGER, sealed BLOB";
        file.execute_batch(&format!("CREATE TABLE entries({columns})")).unwrap();
        for order in [RowOrder::Ascending, RowOrder::Descending] {
            let sql = format!("EXPLAIN QUERY PLAN {}", of_walk(Table::Entries, order));
            let plan: String = file.query_row(&sql, [1, 2, 3, 4], |row| row.get(3)).unwrap();
            assert!(plan.contains("rowid>? AND rowid<?"), "{plan}");
        }
    }
}
