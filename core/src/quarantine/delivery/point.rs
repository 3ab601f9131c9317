//! How far the two chains are followed.

use std::cmp::Ordering;

use crate::model::{ChainId, EpochId, Thumbprint};
use crate::quarantine::journal::{ChainSecret, Entry, JournalEnd, ReportsEnd, follow};

/// The ends of both chains after an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub journal: JournalEnd,
    pub reports: ReportsEnd,
}

impl Point {
    /// Before the first entry.
    pub(super) fn begin(chain: ChainId, key: &Thumbprint) -> Self {
        Self { journal: JournalEnd::begin(chain), reports: ReportsEnd::begin(chain, key) }
    }

    /// Whichever of two of one journal is further.
    pub(super) fn or_later(self, other: Self) -> Self {
        match self.journal.n.cmp(&other.journal.n) {
            Ordering::Less => other,
            Ordering::Equal | Ordering::Greater => self,
        }
    }

    /// After this entry; none if it is not the next. What another epoch reported does not count here.
    pub(super) fn follow(
        self,
        entry: &Entry,
        epoch: EpochId,
        secret: &ChainSecret,
    ) -> Option<Self> {
        if entry.epoch == epoch {
            let (journal, reports) = follow((self.journal, self.reports), entry, secret)?;
            return Some(Self { journal, reports });
        }
        let seq = entry.seq.map_or(0, |seq| seq.saturating_sub(1));
        let other = ReportsEnd { seq, r: self.reports.r };
        let (journal, _) = follow((self.journal, other), entry, secret)?;
        Some(Self { journal, reports: self.reports })
    }
}
