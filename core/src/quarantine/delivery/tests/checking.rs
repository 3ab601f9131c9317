//! What has to be so in the end: everything that the phone still has is in the ledger.

use std::collections::BTreeMap;

use super::authority::Authority;
use super::phone::{Disk, Phone};
use super::*;
use crate::quarantine::delivery::{Delivery, Point};
use crate::quarantine::journal::Entry;

impl Phone {
    /// What the ledger says, and how often, whether its values were taken or not and whether this
    /// phone still has those numbers; none if it has what no phone wrote.
    pub(super) fn arrived(&self, authority: &Authority) -> Option<BTreeMap<Vec<u8>, usize>> {
        let mut arrived = BTreeMap::new();
        for kept in &authority.items {
            *arrived.entry(self.words.get(&kept.leaves)?.clone()).or_default() += 1;
        }
        Some(arrived)
    }

    /// What is wrong at the end, if anything.
    pub(super) fn check(&self, authority: &Authority, is_restored: bool) -> Result<(), String> {
        let Disk { entries, numbering, delivery, told } = &self.disk;
        if delivery.confirmed().reports != authority.end() {
            return Err("other ends".into());
        }
        // Followed once more from the first entry of the epoch, whatever was stored in between.
        let from = usize::try_from(delivery.start.journal.n).unwrap();
        let end = entries[from..]
            .iter()
            .try_fold(delivery.start, |end, one| end.follow(one, delivery.epoch(), &secret()));
        if end.map(|end| end.reports) != Some(authority.end()) {
            return Err("other items".into());
        }
        let whole = entries.iter().try_fold(Point::begin(CHAIN, &KEY), |end, one| {
            end.follow(one, EpochId::new([0; 8]), &secret())
        });
        if whole.map(|end| end.journal) != end.map(|end| end.journal) {
            return Err("other journal".into());
        }
        if delivery.follow_all(entries).ahead().reports.seq != numbering.seq {
            return Err("not at the end".into());
        }
        let mut numbers: BTreeMap<[u8; 8], u64> = BTreeMap::new();
        for entry in entries.iter().filter(|one| one.seq.is_some()) {
            let seq = entry.seq.unwrap();
            if numbers.insert(*entry.epoch.bytes(), seq).is_some_and(|last| last + 1 != seq) {
                return Err(format!("a gap before {seq}"));
            }
        }
        let Some(arrived) = self.arrived(authority) else {
            return Err("something that nobody said".into());
        };
        // What this phone has forgotten is not among what it told: a copy that is put back has both.
        for event in told {
            match arrived.get(event.values()[0].1.bytes()) {
                None => return Err("something is lost".into()),
                Some(1) => {}
                Some(_) if is_restored => {}
                Some(_) => return Err("something is there twice".into()),
            }
        }
        Ok(())
    }
}

impl Delivery {
    pub(super) fn follow_all(&self, entries: &[Entry]) -> Self {
        let mut all = self.clone();
        let from = usize::try_from(all.ahead().journal.n).unwrap();
        all.follow(&entries[from..], &secret()).unwrap();
        all
    }
}
