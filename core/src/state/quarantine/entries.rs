//! Entries of journals as rows: a row's number says whose entry it is, in which journal, and which.

use std::ops::RangeInclusive;

use super::{Journal, Quarantine};
use crate::model::{EpochId, PersonId};
use crate::quarantine::journal::{Class, Entry, Kind, ReportedUnder, Values};
use crate::store::{Owner, RowOrder, Store, StoreError, Table};

/// Bits of the number of an entry in its journal.
const N_BITS: u32 = 32;
/// Bits of the number of a journal.
const JOURNAL_BITS: u32 = 16;
/// So many are read at a time when something is looked for.
const STRIDE: usize = 64;

/// An entry, with its journal's epochs and versions by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptEntry {
    pub seq: Option<u64>,
    pub epoch: u32,
    /// None of what was written before any version counted.
    pub version: Option<u32>,
    pub kind: Kind,
    pub parts: Vec<(Class, Values)>,
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

    pub(super) fn kept(&self, entry: &Entry) -> Option<KeptEntry> {
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
            parts: entry.parts.clone(),
        })
    }

    /// The entry of a row; none where its journal knows nothing of its epoch or version.
    fn entry(&self, row: i64, kept: KeptEntry) -> Option<Entry> {
        let KeptEntry { seq, epoch, version, kind, parts } = kept;
        let epoch: EpochId = *self.epochs.get(usize::try_from(epoch).ok()?)?;
        let under = match version {
            Some(version) => *self.versions.get(usize::try_from(version).ok()?)?,
            None => ReportedUnder::BEFORE_ANY,
        };
        let n = u64::from(u32::try_from(row & i64::from(u32::MAX)).ok()?);
        Some(Entry { n, seq, epoch, under, kind, parts })
    }

    /// Entries from this number on, at most so many, oldest first.
    pub fn entries(
        &self,
        store: &Store,
        person: PersonId,
        from: u64,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let rows = self.rows(person, from);
        let owner = Owner::Person(person);
        let found = store.rows_of(Table::Entries, owner, rows, RowOrder::Ascending, most)?;
        Ok(found.into_iter().filter_map(|(row, kept)| self.entry(row, kept)).collect())
    }

    /// The newest entries back to the first that fits, oldest first; all of them if none does.
    pub fn entries_back_to(
        &self,
        store: &Store,
        person: PersonId,
        fits: impl Fn(&Entry) -> bool,
    ) -> Result<Vec<Entry>, StoreError> {
        let owner = Owner::Person(person);
        let (first, mut last) = self.rows(person, 0).into_inner();
        let mut found: Vec<Entry> = Vec::new();
        loop {
            let rows = first..=last;
            let some: Vec<(i64, KeptEntry)> =
                store.rows_of(Table::Entries, owner, rows, RowOrder::Descending, STRIDE)?;
            let is_end = some.len() < STRIDE;
            for (row, kept) in some {
                last = row.saturating_sub(1);
                let Some(entry) = self.entry(row, kept) else { continue };
                let is_found = fits(&entry);
                found.push(entry);
                if is_found {
                    found.reverse();
                    return Ok(found);
                }
            }
            if is_end {
                found.reverse();
                return Ok(found);
            }
        }
    }
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
