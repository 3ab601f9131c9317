//! A bundle out of what a phone has: entries as they were written, and proofs as they came.

use super::bundle::{Bundle, ShownEpoch};
use super::compact::{CompactProofs, Proof};
use super::difference::Difference;
use super::entry::ShownEntry;
use super::proofs::head_after;
use super::trusted::Trusted;
use super::version::ShownVersion;
use super::walk::Walk;
use super::words;
use crate::crypto::sha256;
use crate::documents::cose_key::thumbprint;
use crate::documents::{Head, Receipt, Received, TimeToken, decode_verified_signed};
use crate::quarantine::delivery::HeadTime;
use crate::quarantine::journal::{ChainSecret, Class, Entry, Event, ReportedUnder, ReportsEnd};

/// A proof as a phone keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownProof {
    Signed(Proof),
    /// A head without what follows from the entries up to the one of this number.
    HeadAt {
        n: u64,
        time: HeadTime,
        signature: [u8; 64],
    },
}

impl KnownProof {
    fn signed(self, bundle: &Bundle, walk: &Walk) -> Option<Proof> {
        match self {
            Self::Signed(proof) => Some(proof),
            Self::HeadAt { n, time, signature } => {
                let head = head_after(bundle, walk, n, &time)?;
                Some(Proof::Head(head.draft(&thumbprint(&bundle.key)).close(&signature)))
            }
        }
    }
}

impl Bundle {
    /// With these entries, of which these classes are shown. `newest` is the end of what was reported
    /// before the newest epoch.
    pub fn with_entries(
        mut self,
        entries: &[Entry],
        secret: &ChainSecret,
        shown: &[Class],
        newest: ReportsEnd,
    ) -> Self {
        let mut versions: Vec<ReportedUnder> = Vec::new();
        for entry in entries {
            if !versions.contains(&entry.under) {
                versions.push(entry.under);
            }
        }
        let secrets = |under: &ReportedUnder| {
            shown.iter().map(|class| (*class, secret.of_class(*class, under))).collect()
        };
        let version = |under| ShownVersion { under, secrets: secrets(&under) };
        self.versions = versions.into_iter().map(version).collect();
        self.epochs = self.epochs_of(entries, newest);
        self.entries = entries.iter().map(|entry| ShownEntry::of(entry, secret, shown)).collect();
        self
    }

    /// Every epoch, with where it goes on. Of one in the middle nobody knows r any more: its heads prove
    /// its entries all the same.
    fn epochs_of(&self, entries: &[Entry], newest: ReportsEnd) -> Vec<ShownEpoch> {
        let mut epochs: Vec<ShownEpoch> = Vec::new();
        for entry in entries {
            if epochs.iter().any(|known| known.epoch == entry.epoch) {
                continue;
            }
            let after = match entry.event() {
                Some(Event::Epoch { open }) => open.seq,
                _ => 0,
            };
            epochs.push(ShownEpoch { epoch: entry.epoch, after, r: [0; 32] });
        }
        let begin = ReportsEnd::begin(self.chain, &thumbprint(&self.key));
        if let Some(first) = epochs.first_mut() {
            first.r = begin.r;
        }
        if let (true, Some(last)) = (epochs.len() > 1, epochs.last_mut()) {
            (last.after, last.r) = (newest.seq, newest.r);
        }
        epochs
    }

    /// With the proofs of its entries, oldest first, and closed. Those of other journals are left out, and
    /// so is what no list of the bundle vouches for any more: it would prove nothing to anybody.
    ///
    /// # Errors
    /// [`Difference`] if entries or lists do not hold.
    pub fn closed(mut self, proofs: Vec<KnownProof>) -> Result<Self, Difference> {
        let walk = Walk::over(&self)?;
        let proofs: Vec<Proof> =
            proofs.into_iter().filter_map(|proof| proof.signed(&self, &walk)).collect();
        let trusted = Trusted::of(&self, None)?;
        let mut heads: Vec<[u8; 32]> = Vec::new();
        let mut good = Vec::new();
        for proof in proofs {
            let holds = match &proof {
                Proof::Head(signed) => match Head::decode_verified(signed) {
                    Ok(head) if head.head.chain == self.chain => {
                        heads.push(head.digest);
                        walk.number_of(&head.head.h).is_some()
                    }
                    _ => false,
                },
                Proof::Receipt(signed) => {
                    let receipt = decode_verified_signed::<Receipt>(signed);
                    receipt.is_ok_and(|receipt| match receipt.document.received {
                        Received::Reports { head, .. } => {
                            heads.contains(&head) && trusted.vouches_for(&receipt)
                        }
                        _ => false,
                    })
                }
                Proof::Token { signed, head, .. } => {
                    let token = decode_verified_signed::<TimeToken>(signed);
                    heads.contains(head) && token.is_ok_and(|token| trusted.vouches_for(&token))
                }
            };
            if holds {
                good.push(proof);
            }
        }
        let readable = |entry: &ShownEntry| words::photo_of(&entry.readable().event()?);
        let photos: Vec<_> = match self.words.is_empty() && self.photos.is_empty() {
            true => Vec::new(),
            false => self.entries.iter().filter_map(readable).collect(),
        };
        let mut kept = std::mem::take(&mut self.words);
        kept.retain(|signed| words::is_of(&self, &trusted, &photos, signed));
        self.words = kept;
        self.photos.retain(|photo| {
            let digest = sha256(photo);
            photos.iter().any(|(name, _)| *name == digest)
        });
        self.trail = walk.trail();
        self.proofs = CompactProofs::of(good, &self, &walk);
        Ok(self)
    }
}
