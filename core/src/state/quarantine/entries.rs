//! Entries of journals as rows: a row's number says whose entry it is, in which journal, and which.

use std::ops::RangeInclusive;

use super::{Journal, KeptParts, Quarantine};
use crate::model::{EpochId, PersonId};
use crate::quarantine::journal::{Entry, Event, Kind, ReportedUnder};
use crate::store::{Owner, RowOrder, Store, StoreError, Table};

/// Bits of the number of an entry in its journal.
const N_BITS: u32 = 32;
/// Bits of the number of a journal.
const JOURNAL_BITS: u32 = 16;

/// An entry, with its journal's epochs, versions and runs by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEntry {
    pub seq: Option<u64>,
    pub epoch: u32,
    /// None of what was written before any version counted.
    pub version: Option<u32>,
    pub kind: Kind,
    pub parts: KeptParts,
}

impl Journal {
    /// The row of the entry of this number.
    pub(super) fn row(&self, person: PersonId, n: u64) -> i64 {
        let whose = i64::from(person.number()) << (JOURNAL_BITS + N_BITS);
        let which = i64::from(self.number) << N_BITS;
        whose | which | i64::from(u32::try_from(n).unwrap_or(u32::MAX))
    }

    fn rows(&self, person: PersonId, from: u64) -> RangeInclusive<i64> {
        self.row(person, from)..=self.row(person, u64::MAX)
    }

    /// An entry that says this event and nothing else, as it is kept.
    pub(super) fn kept(&self, entry: &Entry, event: Option<&Event>) -> Option<KeptEntry> {
        let version = self.versions.iter().rposition(|version| *version == entry.under);
        if version.is_none() && entry.under != ReportedUnder::BEFORE_ANY {
            return None;
        }
        let epoch = self.epochs.iter().rposition(|epoch| *epoch == entry.epoch)?;
        Some(KeptEntry {
            seq: entry.seq,
            epoch: u32::try_from(epoch).ok()?,
            version: version.and_then(|version| u32::try_from(version).ok()),
            kind: entry.kind,
            parts: KeptParts::of(event, &entry.parts, &self.runs),
        })
    }

    /// The entry of a row; none where its journal knows nothing of its epoch, version or run.
    fn entry(&self, row: i64, kept: KeptEntry) -> Option<Entry> {
        let KeptEntry { seq, epoch, version, kind, parts } = kept;
        let epoch: EpochId = *self.epochs.get(usize::try_from(epoch).ok()?)?;
        let under = match version {
            Some(version) => *self.versions.get(usize::try_from(version).ok()?)?,
            None => ReportedUnder::BEFORE_ANY,
        };
        let parts = parts.parts(kind, &self.runs)?;
        Some(Entry { n: entry_of(row), seq, epoch, under, kind, parts })
    }

    /// Entries from this number on, at most so many, oldest first. What cannot be read is left out, and
    /// said by [`journal_has_hole`].
    pub fn entries(
        &self,
        store: &Store,
        person: PersonId,
        from: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut found = Vec::new();
        if most > 0 {
            let rows = self.rows(person, from);
            let owner = Owner::Person(person);
            store.walk(Table::Entries, owner, rows, RowOrder::Ascending, |row, kept| {
                found.extend(self.entry(row, kept));
                found.len() < most
            })?;
        }
        Ok(found)
    }

    /// The newest entries back to the first that fits, oldest first; all of them if none does.
    pub fn entries_back_to(
        &self,
        store: &Store,
        person: PersonId,
        fits: impl Fn(&Entry) -> bool,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut found = Vec::new();
        let (owner, rows) = (Owner::Person(person), self.rows(person, 0));
        store.walk(Table::Entries, owner, rows, RowOrder::Descending, |row, kept| {
            let Some(entry) = self.entry(row, kept) else { return true };
            let is_found = fits(&entry);
            found.push(entry);
            !is_found
        })?;
        found.reverse();
        Ok(found)
    }

    /// The number of the last entry, whether it can be read or not; 0 before the first.
    pub(super) fn last_entry(&self, store: &Store, person: PersonId) -> Result<u64, StoreError> {
        let highest = store.highest_row(Table::Entries, self.rows(person, 0))?;
        Ok(highest.map_or(0, entry_of))
    }
}

/// The highest number among the journals of a person of which there are entries; 0 before the first.
pub(super) fn last_journal(store: &Store, person: PersonId) -> Result<u32, StoreError> {
    let whose = i64::from(person.number()) << (JOURNAL_BITS + N_BITS);
    let all = whose..=whose | ((1 << (JOURNAL_BITS + N_BITS)) - 1);
    let highest = store.highest_row(Table::Entries, all)?.map_or(0, |row| (row ^ whose) >> N_BITS);
    Ok(u32::try_from(highest).unwrap_or_default())
}

/// The number of the entry of a row.
fn entry_of(row: i64) -> u64 {
    u64::try_from(row & i64::from(u32::MAX)).unwrap_or_default()
}

/// Whether entries of a person's journals were found that cannot be read, and no epoch was begun since.
#[cfg_attr(
    not(all(test, feature = "testing")),
    expect(dead_code, reason = "nothing begins an epoch yet")
)]
pub fn journal_has_hole(store: &Store, person: PersonId) -> bool {
    let owner = Owner::Person(person);
    store.unreadable().iter().any(|one| one.owner == owner && one.table == Table::Entries)
}

impl Quarantine {
    /// Entries of the current journal from this number on, at most so many, oldest first.
    pub fn entries(
        &self,
        store: &Store,
        person: PersonId,
        from: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        match self.journal() {
            Some(journal) => journal.entries(store, person, from, most),
            None => Ok(Vec::new()),
        }
    }
}
