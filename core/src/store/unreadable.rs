//! What cannot be read: it is said, kept as it is out of the way of everything else, and lost never.

use rusqlite::params;

use super::Table;
use super::changes::{Fact, RowChange};
use super::{Owner, Store, StoreError};

/// Stands for the number of what has none: a counter.
pub(super) const COUNTER: i64 = -1;

/// Why something cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its seal does not open: it was cut short, moved or changed.
    Seal,
    /// What is inside is none of the forms that this app knows.
    Form,
    /// This app knows no fact of this number.
    Unknown,
}

impl Reason {
    fn name(self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Form => "form",
            Self::Unknown => "unknown",
        }
    }
}

/// Something that cannot be read and in whose place nothing new stands yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    pub owner: Owner,
    pub table: Table,
    /// Its number there; of a fact, which one.
    pub number: i64,
    pub reason: Reason,
    /// Whether it was moved out of its table.
    pub(super) is_aside: bool,
}

impl Unreadable {
    /// Whether it is this fact.
    pub fn is_fact(&self, fact: Fact) -> bool {
        self.table == Table::Facts && self.number == fact as i64
    }

    /// Whether it is one of the numbers that outlive their rows.
    pub fn is_counter(&self) -> bool {
        self.table == Table::Facts && self.number == COUNTER
    }

    /// Whether a change puts something new in its place: the same fact, or that there is none; or
    /// another row.
    fn is_replaced_by(&self, change: &RowChange, is_new: impl Fn(Table, i64) -> bool) -> bool {
        match change {
            RowChange::PutFact { owner, fact, .. } | RowChange::DropFact(owner, fact) => {
                *owner == self.owner && self.is_fact(*fact)
            }
            // No other entry stands in the place of one that is lost.
            RowChange::PutRow { table: Table::Entries, .. } => false,
            RowChange::PassOver(owner, table) => *owner == self.owner && *table == self.table,
            RowChange::PutRow { table, owner, row, .. } => {
                *owner == self.owner && *table == self.table && is_new(*table, *row)
            }
            RowChange::Count { owner, .. } => *owner == self.owner && self.is_counter(),
            RowChange::DropRow(..) | RowChange::DropRowsUpTo(..) => false,
        }
    }
}

impl Store {
    /// What could not be read when it was asked for, and what lies aside since earlier.
    pub fn unreadable(&self) -> Vec<Unreadable> {
        self.unreadable.borrow().clone()
    }

    /// Whether this fact was kept and cannot be read.
    pub(super) fn is_unreadable(&self, owner: Owner, fact: Fact) -> bool {
        self.unreadable.borrow().iter().any(|one| one.owner == owner && one.is_fact(fact))
    }

    pub(super) fn note_unreadable(&self, owner: Owner, table: Table, number: i64, reason: Reason) {
        let mut noted = self.unreadable.borrow_mut();
        let is_noted = noted.iter().any(|known| {
            !known.is_aside && (known.owner, known.table, known.number) == (owner, table, number)
        });
        if !is_noted {
            let table_name = table.name();
            log::warn!(
                "row-unreadable table={table_name} number={number} reason={}",
                reason.name()
            );
            noted.push(Unreadable { owner, table, number, reason, is_aside: false });
        }
    }

    /// What lies aside and was not replaced. That of an earlier epoch is over, or waits for its key.
    pub(super) fn load_unreadable(&self) -> Result<Vec<Unreadable>, StoreError> {
        let mut statement = self.statement()?.prepare(
            "SELECT owner, source, number, reason, epoch FROM unreadable WHERE replaced = 0
             ORDER BY id",
        )?;
        let mut rows = statement.query([])?;
        let mut aside = Vec::new();
        while let Some(row) = rows.next()? {
            let (source, why): (String, String) = (row.get(1)?, row.get(3)?);
            let table = Table::ALL.into_iter().find(|table| table.name() == source);
            let reason = [Reason::Seal, Reason::Form].into_iter().find(|one| one.name() == why);
            let (Some(owner), Some(table)) = (Owner::of(row.get(0)?), table) else { continue };
            if self.keys.of(owner).map(|key| key.epoch) != Ok(row.get(4)?) {
                continue;
            }
            let (number, reason) = (row.get(2)?, reason.unwrap_or(Reason::Unknown));
            aside.push(Unreadable { owner, table, number, reason, is_aside: true });
        }
        Ok(aside)
    }

    /// Moves what was found to be unreadable out of its table. A fact of an unknown number stays
    /// where it is: an app that knows it finds it there.
    ///
    /// # Errors
    /// [`StoreError`]; then all of it is where it was, and what could be read is known all the same.
    pub fn put_unreadable_aside(&mut self) -> Result<(), StoreError> {
        if self.to_put_aside().is_empty() {
            return Ok(());
        }
        self.begin()?;
        let moved = self.move_aside();
        self.end(moved)?;
        self.note_moved();
        Ok(())
    }

    fn to_put_aside(&self) -> Vec<Unreadable> {
        let noted = self.unreadable.borrow();
        let waits = noted.iter().filter(|one| !one.is_aside && one.reason != Reason::Unknown);
        waits.copied().collect()
    }

    /// The same inside a transaction that is open; [`Store::note_moved`] follows its end.
    pub(super) fn move_aside(&self) -> Result<(), StoreError> {
        self.keep_numbers()?;
        for Unreadable { owner, table, number, reason, .. } in self.to_put_aside() {
            let epoch = self.keys.of(owner)?.epoch;
            let (name, key) = (table.name(), table.key());
            let of_row = format!("FROM {name} WHERE owner = ?1 AND epoch = ?2 AND {key} = ?3");
            let copy = format!(
                "INSERT INTO unreadable(owner, epoch, source, number, version, sealed, reason, replaced)
                 SELECT owner, epoch, '{name}', {key}, version, sealed, ?4, 0 {of_row}"
            );
            let place = (owner.number(), epoch, number);
            let (of, at, number) = place;
            self.statement()?.execute(&copy, params![of, at, number, reason.name()])?;
            self.statement()?.execute(&format!("DELETE {of_row}"), params![of, at, number])?;
        }
        Ok(())
    }

    pub(super) fn note_moved(&self) {
        for one in self.unreadable.borrow_mut().iter_mut() {
            one.is_aside |= one.reason != Reason::Unknown;
        }
    }

    /// What of it these changes replace.
    pub(super) fn replaced_by(&self, changes: &[RowChange]) -> Vec<Unreadable> {
        let is_new = |table, row| row > self.last_row(table);
        let noted = self.unreadable.borrow();
        let replaced = noted
            .iter()
            .filter(|one| changes.iter().any(|change| one.is_replaced_by(change, is_new)));
        replaced.copied().collect()
    }

    /// Writes down that nobody need be told of these any more; they stay.
    pub(super) fn mark_replaced(&self, replaced: &[Unreadable]) -> Result<(), StoreError> {
        for one in replaced {
            self.statement()?.execute(
                "UPDATE unreadable SET replaced = 1 WHERE owner = ?1 AND source = ?2 AND number = ?3",
                params![one.owner.number(), one.table.name(), one.number],
            )?;
        }
        Ok(())
    }

    pub(super) fn note_replaced(&self, replaced: &[Unreadable]) {
        let is = |one: &Unreadable, other: &Unreadable| {
            (one.owner, one.table, one.number) == (other.owner, other.table, other.number)
        };
        self.unreadable.borrow_mut().retain(|one| replaced.iter().all(|other| !is(one, other)));
    }

    pub(super) fn forget_unreadable(&self, owner: Owner) {
        self.unreadable.borrow_mut().retain(|one| one.owner != owner);
    }
}
