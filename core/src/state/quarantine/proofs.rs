//! What proves a journal beside its entries: heads that were signed, receipts, and time tokens over heads.
//! They are kept when they come, and read only when somebody wants proof.

use super::{Journal, QuarantineEdit};
use crate::documents::numbers::limit;
use crate::documents::{Head, Sign1Parts};
use crate::model::{BootMark, PersonId};
use crate::state::State;
use crate::store::{Changes, Owner, StoreError, Table};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptProof {
    /// A head under the device key.
    Head { signed: Signed },
    /// The same without what follows from the entries up to the one of this number: half of these proofs are
    /// heads, and two thirds of each are hashes that nobody can pack.
    HeadAt {
        /// Of the person's journals.
        journal: u32,
        n: u64,
        latest: Option<u64>,
        beacon: [u8; 32],
        elapsed: Option<u64>,
        boot: BootMark,
        signature: Signed,
    },
    /// The authority's word for what it was told.
    Receipt { signed: Signed },
    /// What else the authority has signed: a conflict, a verdict, that the key is closed.
    Word { signed: Signed },
    /// A time token whose nonce is made of a head and these random bytes (`PROTOCOL.md §19.5`).
    Token { signed: Signed, head: [u8; 32], random: [u8; 16] },
}

/// A document as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed(pub Vec<u8>);

impl KeptProof {
    /// A head that was signed at an entry of this journal, in as few bytes as prove it. In a later epoch r
    /// does not follow from the entries alone.
    pub fn of_head(journal: &Journal, n: u64, head: &Head, signed: Vec<u8>) -> Self {
        let parts = Sign1Parts::of(&signed, limit::HEAD, limit::DEPTH_DOCUMENT);
        match (parts, journal.epochs.as_slice()) {
            (Ok(parts), [_]) => Self::HeadAt {
                journal: journal.number,
                n,
                latest: head.latest,
                beacon: head.beacon,
                elapsed: head.elapsed,
                boot: head.boot,
                signature: Signed(parts.signature.to_vec()),
            },
            _ => Self::Head { signed: Signed(signed) },
        }
    }
}

impl State {
    /// Notes a time token over a head: kept with the next change. Of a journal that was erased while the
    /// answer was on its way nothing is kept.
    pub fn note_token(&mut self, person: PersonId, token: &[u8], head: [u8; 32], random: [u8; 16]) {
        if self.people.get(&person).is_none_or(|known| known.quarantine.is_none()) {
            return;
        }
        let proof = KeptProof::Token { signed: Signed(token.to_vec()), head, random };
        self.unkept_proofs.push((person, proof));
    }

    /// All that prove the journals of a person, in the order in which they came.
    pub fn proofs(&self, person: PersonId) -> Result<Vec<KeptProof>, StoreError> {
        let kept = self.store.rows(Table::Proofs, Owner::Person(person), false)?;
        let mut proofs: Vec<KeptProof> = kept.into_iter().map(|(_, proof)| proof).collect();
        let unkept = self.unkept_proofs.iter().filter(|(of, _)| *of == person);
        proofs.extend(unkept.map(|(_, proof)| proof.clone()));
        Ok(proofs)
    }

    /// The rows of what was noted.
    pub(in crate::state) fn put_proofs(&self, to: &mut Changes) {
        let first = self.store.next_row(Table::Proofs).max(to.next_row(Table::Proofs));
        for (row, (person, proof)) in (first..).zip(&self.unkept_proofs) {
            to.put_row(Table::Proofs, Owner::Person(*person), row, false, proof);
        }
    }
}

impl QuarantineEdit {
    /// Keeps something that proves the journal.
    pub fn keep_proof(&mut self, proof: &KeptProof) {
        let row = self.next_proof;
        self.next_proof = row.saturating_add(1);
        self.changes.put_row(Table::Proofs, Owner::Person(self.person), row, false, proof);
    }
}
