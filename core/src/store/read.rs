//! Reading rows. What cannot be read is noted, and costs nothing else.

use rusqlite::{Row, params};

use super::Table;
use super::changes::{DOCUMENT, Fact};
use super::row::{Place, open};
use super::stored::{Stored, decode};
use super::unreadable::{COUNTER, Reason};
use super::{Owner, Store, StoreError};

/// A fact as it is found. What cannot be read is not what was never kept: who takes a fact says what
/// becomes of each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Decoded<T> {
    #[default]
    Absent,
    /// It was kept, and cannot be read; nothing new stands in its place.
    Unreadable,
    Value(T),
}

impl<T> Decoded<T> {
    /// The value, where it is all the same why there is none.
    pub fn readable(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Unreadable => None,
        }
    }

    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable)
    }
}

impl<T> Decoded<Option<T>> {
    /// A fact that says itself that there is nothing.
    pub fn flatten(self) -> Decoded<T> {
        match self {
            Self::Value(value) => value.into(),
            Self::Absent => Decoded::Absent,
            Self::Unreadable => Decoded::Unreadable,
        }
    }
}

impl<T> From<Option<T>> for Decoded<T> {
    fn from(known: Option<T>) -> Self {
        known.map_or(Self::Absent, Self::Value)
    }
}

/// The facts of an owner as they are kept. What is taken as something else than it is
/// is noted as unreadable.
pub struct Facts<'s> {
    store: &'s Store,
    owner: Owner,
    found: Vec<Found>,
}

struct Found {
    number: i64,
    version: i64,
    plain: Vec<u8>,
}

impl Facts<'_> {
    /// A fact that was kept as bytes.
    pub fn take_bytes(&mut self, fact: Fact) -> Decoded<Vec<u8>> {
        self.take_by(fact, |found| (found.version == DOCUMENT).then_some(found.plain))
    }

    /// A fact that was kept as a value.
    pub fn take<T: Stored>(&mut self, fact: Fact) -> Decoded<T> {
        self.take_by(fact, |found| decode(found.version, &found.plain))
    }

    fn take_by<T>(&mut self, fact: Fact, read: impl FnOnce(Found) -> Option<T>) -> Decoded<T> {
        let Some(at) = self.found.iter().position(|found| found.number == fact as i64) else {
            // Its seal did not open, or it lies aside since earlier.
            return match self.store.is_unreadable(self.owner, fact) {
                true => Decoded::Unreadable,
                false => Decoded::Absent,
            };
        };
        let Some(value) = read(self.found.swap_remove(at)) else {
            self.store.note_unreadable(self.owner, Table::Facts, fact as i64, Reason::Form);
            return Decoded::Unreadable;
        };
        Decoded::Value(value)
    }
}

impl Store {
    /// One fact that was kept as a value.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn fact<T: Stored>(&self, owner: Owner, fact: Fact) -> Result<Decoded<T>, StoreError> {
        let mut facts = self.read_facts(owner, " AND fact = ?3", Some(fact as i64))?;
        Ok(facts.take(fact))
    }

    /// All facts of an owner that open, in one reading.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn facts(&self, owner: Owner) -> Result<Facts<'_>, StoreError> {
        self.read_facts(owner, "", None)
    }

    fn read_facts(
        &self,
        owner: Owner,
        condition: &str,
        only: Option<i64>,
    ) -> Result<Facts<'_>, StoreError> {
        let key = self.keys.of(owner)?;
        let sql = format!(
            "SELECT fact, version, sealed FROM facts WHERE owner = ?1 AND epoch = ?2{condition}"
        );
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        let mut rows = match only {
            Some(fact) => statement.query(params![owner.number(), key.epoch, fact])?,
            None => statement.query(params![owner.number(), key.epoch])?,
        };
        let mut facts = Facts { store: self, owner, found: Vec::new() };
        while let Some(row) = rows.next()? {
            if let Some((number, version, plain)) = self.open_row(owner, Table::Facts, row)? {
                facts.found.push(Found { number, version, plain });
            }
        }
        Ok(facts)
    }

    /// Number, version and content of a row; nothing, and noted, if it cannot be opened.
    pub(super) fn open_row(
        &self,
        owner: Owner,
        table: Table,
        row: &Row<'_>,
    ) -> Result<Option<(i64, i64, Vec<u8>)>, StoreError> {
        // A column may hold anything in a file that was damaged.
        let Ok(number) = row.get_ref(0)?.as_i64() else {
            self.note_unreadable(owner, table, 0, Reason::Unknown);
            return Ok(None);
        };
        let opened = match (row.get_ref(1)?.as_i64(), row.get_ref(2)?.as_blob()) {
            (Ok(version), Ok(sealed)) => {
                let place = Place { table, number, version, owner };
                open(self.keys.of(owner)?, place, sealed).map(|plain| (number, version, plain))
            }
            _ => None,
        };
        if opened.is_none() {
            let is_known = table != Table::Facts || Fact::is_known(number);
            let reason = if is_known { Reason::Seal } else { Reason::Unknown };
            self.note_unreadable(owner, table, number, reason);
        } else if table == Table::Facts && !Fact::is_known(number) {
            self.note_unreadable(owner, table, number, Reason::Unknown);
            return Ok(None);
        }
        Ok(opened)
    }

    /// The rows of an owner that are live, or those that are not, oldest first. What cannot
    /// be read is noted.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn rows<T: Stored>(
        &self,
        table: Table,
        owner: Owner,
        live: bool,
    ) -> Result<Vec<(i64, T)>, StoreError> {
        let key = self.keys.of(owner)?;
        let sql = format!(
            "SELECT row, version, sealed FROM {} WHERE owner = ?1 AND epoch = ?2 AND live = {}
             ORDER BY row",
            table.name(),
            i32::from(live)
        );
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        let mut rows = statement.query(params![owner.number(), key.epoch])?;
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

    /// The rows from this number on, or the newest, whosever they are: oldest first, at most so many.
    /// Those of an erased epoch are nobody's any more.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn numbered_rows<T: Stored>(
        &self,
        table: Table,
        from: Option<i64>,
        most: usize,
        hidden: &[Owner],
    ) -> Result<Vec<(i64, T)>, StoreError> {
        let order = if from.is_some() { "ASC" } else { "DESC" };
        let sql = format!(
            "SELECT row, version, sealed, owner, epoch FROM {} WHERE row >= ?1
             ORDER BY row {order} LIMIT ?2",
            table.name()
        );
        let mut statement = self.statement()?.prepare_cached(&sql)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![from.unwrap_or_default(), most])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(owner) = Owner::of(row.get(3)?) else { continue };
            if hidden.contains(&owner) {
                continue;
            }
            let is_current = self.keys.of(owner).map(|key| key.epoch) == Ok(row.get(4)?);
            let opened = if is_current { self.open_row(owner, table, row)? } else { None };
            let Some((number, version, plain)) = opened else { continue };
            match decode(version, &plain) {
                Some(value) => found.push((number, value)),
                None => self.note_unreadable(owner, table, number, Reason::Form),
            }
        }
        if from.is_none() {
            found.reverse();
        }
        Ok(found)
    }

    /// Numbers that outlive the rows they count.
    ///
    /// # Errors
    /// [`StoreError`] if reading fails.
    pub fn counters(&self, owner: Owner) -> Result<Counters, StoreError> {
        let mut statement = self
            .statement()?
            .prepare_cached("SELECT name, value FROM counters WHERE owner = ?1")?;
        let mut rows = statement.query([owner.number()])?;
        let mut counters = Counters::default();
        while let Some(row) = rows.next()? {
            match (row.get(0), row.get(1)) {
                (Ok(name), Ok(value)) => counters.known.push((name, value)),
                // Said until counts are written anew.
                _ => {
                    counters.is_damaged = true;
                    self.note_unreadable(owner, Table::Facts, COUNTER, Reason::Unknown);
                }
            }
        }
        Ok(counters)
    }
}

/// Numbers that outlive the rows they count, by name.
#[derive(Debug, Default)]
pub struct Counters {
    known: Vec<(String, i64)>,
    is_damaged: bool,
}

impl Counters {
    /// Whether one of them cannot be read. Then [`Counters::get`] is no more than a lower bound.
    pub fn are_damaged(&self) -> bool {
        self.is_damaged
    }

    /// The number of this name; 0 at first.
    pub fn get(&self, name: &str) -> i64 {
        self.known.iter().find(|(known, _)| known == name).map_or(0, |(_, value)| *value)
    }
}
