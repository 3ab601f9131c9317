//! Reading rows whose numbers say what they are.

use std::ops::RangeInclusive;

use rusqlite::params;

use super::changes::Table;
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
        let sql = format!(
            "SELECT row, version, sealed FROM {} WHERE row BETWEEN ?1 AND ?2
             AND owner = ?3 AND epoch = ?4 ORDER BY row {}",
            table.name(),
            match order {
                RowOrder::Ascending => "ASC",
                RowOrder::Descending => "DESC",
            }
        );
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
                SELECT max(row) AS row FROM {0} WHERE row BETWEEN ?1 AND ?2 UNION ALL
                SELECT max(number) FROM unreadable
                WHERE source = '{0}' AND number BETWEEN ?1 AND ?2)",
            table.name()
        );
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        Ok(statement.query_row(params![numbers.start(), numbers.end()], |row| row.get(0))?)
    }
}
