//! Both chains of a journal, followed over all of its entries (`PROTOCOL.md §19.5`).

use super::bundle::Bundle;
use super::difference::{Difference, What};
use super::entry::ShownEntry;
use crate::documents::cose_key::thumbprint;
use crate::quarantine::journal::{Class, JournalEnd, Leaf, ReportsEnd};

/// The ends of both chains after every entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walk {
    steps: Vec<Step>,
}

/// The ends after one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub journal: JournalEnd,
    pub reports: ReportsEnd,
}

impl Step {
    /// What stands in the trail for an entry: the last byte of h.
    pub(super) fn mark(&self) -> u8 {
        let [.., last] = self.journal.h;
        last
    }
}

impl Walk {
    /// Follows the entries.
    ///
    /// # Errors
    /// The first entry that is not the next, or whose secret is missing.
    pub(super) fn over(bundle: &Bundle) -> Result<Self, Difference> {
        let mut journal = JournalEnd::begin(bundle.chain);
        let mut reports = ReportsEnd::begin(bundle.chain, &thumbprint(&bundle.key));
        let mut epoch = bundle.entries.first().map(|entry| entry.epoch);
        let mut steps = Vec::with_capacity(bundle.entries.len());
        for entry in &bundle.entries {
            if epoch != Some(entry.epoch) {
                epoch = Some(entry.epoch);
                let begun = bundle.epochs.iter().find(|begun| begun.epoch == entry.epoch);
                let begun = begun.ok_or(Difference::at(entry.n, What::Chain))?;
                reports = ReportsEnd { seq: begun.after, r: begun.r };
            }
            let step = follow(bundle, entry, journal, reports)
                .ok_or(Difference::at(entry.n, What::Chain))?;
            (journal, reports) = (step.journal, step.reports);
            steps.push(step);
        }
        Ok(Self { steps })
    }

    /// The ends after the entry of this number.
    pub(super) fn after(&self, n: u64) -> Option<&Step> {
        self.steps.get(usize::try_from(n.checked_sub(1)?).ok()?)
    }

    /// The number of the entry after which h is this.
    pub(super) fn number_of(&self, h: &[u8; 32]) -> Option<u64> {
        self.steps.iter().rfind(|step| step.journal.h == *h).map(|step| step.journal.n)
    }

    pub(super) fn trail(&self) -> Vec<u8> {
        self.steps.iter().map(Step::mark).collect()
    }

    /// The first entry that is another than the one of which this trail is.
    pub(super) fn first_other(&self, trail: &[u8]) -> Option<u64> {
        let other = self.steps.iter().zip(trail).find(|(step, mark)| step.mark() != **mark);
        other.map(|(step, _)| step.journal.n)
    }
}

fn follow(
    bundle: &Bundle,
    entry: &ShownEntry,
    journal: JournalEnd,
    reports: ReportsEnd,
) -> Option<Step> {
    let leaves = entry.leaves(&bundle.versions)?;
    let named: Vec<(&str, Leaf)> =
        leaves.iter().map(|(class, leaf): &(Class, Leaf)| (class.name(), *leaf)).collect();
    let reports = match entry.seq {
        Some(seq) => reports.follow(seq, entry.kind.name(), &named)?,
        None => reports,
    };
    Some(Step { journal: journal.follow(&entry.readable(), &named)?, reports })
}
