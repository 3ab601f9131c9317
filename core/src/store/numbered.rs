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
    /// An owner's rows of these numbers: in their order, or the highest first; at most so many.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn rows_of<T: Stored>(
        &self,
        table: Table,
        owner: Owner,
        numbers: RangeInclusive<i64>,
        order: RowOrder,
        most: usize,
    ) -> Result<Vec<(i64, T)>, StoreError> {
        let sql = format!(
            "SELECT row, version, sealed FROM {} WHERE row BETWEEN ?1 AND ?2
             AND owner = ?3 AND epoch = ?4 ORDER BY row {} LIMIT ?5",
            table.name(),
            match order {
                RowOrder::Ascending => "ASC",
                RowOrder::Descending => "DESC",
            }
        );
        let epoch = self.keys.of(owner)?.epoch;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        let wanted = params![numbers.start(), numbers.end(), owner.number(), epoch, most];
        let mut rows = statement.query(wanted)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Some((number, version, plain)) = self.open_row(owner, table, row)? else {
                continue;
            };
            match decode(version, &plain) {
                Some(value) => found.push((number, value)),
                None => self.note_unreadable(owner, table, number, Reason::Form),
            }
        }
        Ok(found)
    }
}
