//! Proofs as they were signed, out of the entries and of each other.

use crate::crypto::sha256;
use crate::documents::cose_key::thumbprint;
use crate::documents::{Head, Receipt, Received, Sign1Parts, TimeToken};
use crate::evidence::bundle::Bundle;
use crate::evidence::compact::{Beacon, BySigner, Compact, CompactProofs, Proof};
use crate::evidence::walk::Walk;
use crate::quarantine::delivery::HeadTime;
use crate::quarantine::journal::time_nonce;

/// A proof whose signature is still to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::evidence) enum Expanded {
    Head {
        signed: Vec<u8>,
        /// `head32`, as it has to be for the signature to be good.
        digest: [u8; 32],
        /// The entry at which it says that it stands.
        n: Option<u64>,
    },
    Receipt {
        signed: Vec<u8>,
        /// The head that it names, if that is here.
        head: Option<usize>,
    },
    Token {
        signed: Vec<u8>,
        head: [u8; 32],
        random: [u8; 16],
        /// The entry of its head.
        n: Option<u64>,
    },
}

impl CompactProofs {
    /// All proofs as they were signed, in their order.
    ///
    /// # Errors
    /// The place of the first that names what is not there.
    pub(in crate::evidence) fn expanded(
        &self,
        bundle: &Bundle,
        walk: &Walk,
    ) -> Result<Vec<Expanded>, usize> {
        let mut all: Vec<Expanded> = Vec::with_capacity(self.proofs.len());
        for (at, proof) in self.proofs.iter().enumerate() {
            let next = self.expand(proof, &all, bundle, walk).ok_or(at)?;
            all.push(next);
        }
        Ok(all)
    }

    pub(super) fn expand(
        &self,
        proof: &Compact,
        before: &[Expanded],
        bundle: &Bundle,
        walk: &Walk,
    ) -> Option<Expanded> {
        Some(match proof {
            Compact::Head { n, latest, beacon, elapsed, boot, signature } => {
                let (latest, elapsed, boot) = (*latest, *elapsed, *boot);
                let time = HeadTime { latest, beacon: beacon.digest(before)?, elapsed, boot };
                let head = head_after(bundle, walk, *n, &time)?;
                let signed = head.draft(&thumbprint(&bundle.key)).close(signature);
                Expanded::Head { signed, digest: head.digest(), n: Some(*n) }
            }
            Compact::Receipt { head: at, by, nonce } => {
                let (head, n) = head_at(before, *at)?;
                let receipt = Receipt {
                    iss: bundle.iss.clone(),
                    iat: by.iat,
                    received: Received::Reports {
                        chain: bundle.chain,
                        key: thumbprint(&bundle.key),
                        up_to: walk.after(n?)?.reports.seq,
                        head,
                        nonce: *nonce,
                    },
                };
                let signed = self.together(by, receipt.payload())?;
                Expanded::Receipt { signed, head: Some(*at) }
            }
            Compact::Token { head, by, random } => {
                let (head, n) = head_at(before, *head)?;
                let nonce = time_nonce(&head, random);
                let token = TimeToken { iss: bundle.iss.clone(), iat: by.iat, nonce };
                let signed = self.together(by, token.payload())?;
                Expanded::Token { signed, head, random: *random, n }
            }
            Compact::Whole(Proof::Head(signed)) => {
                // Only of an earlier epoch, whose r is not known any more: h says where it stands.
                let head = Head::read(signed, &bundle.key).ok();
                let n = head.as_ref().and_then(|head| walk.number_of(&head.head.h));
                let digest = head.map_or([0; 32], |head| head.digest);
                Expanded::Head { signed: signed.clone(), digest, n }
            }
            Compact::Whole(Proof::Receipt(signed)) => {
                Expanded::Receipt { signed: signed.clone(), head: None }
            }
            Compact::Whole(Proof::Token { signed, head, random }) => {
                let n = before.iter().find_map(|proof| match proof {
                    Expanded::Head { digest, n, .. } if digest == head => *n,
                    _ => None,
                });
                let (head, random) = (*head, *random);
                Expanded::Token { signed: signed.clone(), head, random, n }
            }
        })
    }

    fn together(&self, by: &BySigner, payload: Vec<u8>) -> Option<Vec<u8>> {
        let protected = self.signers.get(by.signer)?.clone();
        Some(Sign1Parts { protected, payload, signature: by.signature }.together())
    }
}

impl Expanded {
    pub(super) fn signed(&self) -> &[u8] {
        match self {
            Self::Head { signed, .. }
            | Self::Receipt { signed, .. }
            | Self::Token { signed, .. } => signed,
        }
    }
}

impl Beacon {
    fn digest(self, before: &[Expanded]) -> Option<[u8; 32]> {
        match self {
            Self::None => Some([0; 32]),
            Self::Digest(digest) => Some(digest),
            Self::Token(at) => match before.get(at)? {
                Expanded::Token { signed, .. } => Some(sha256(signed)),
                _ => None,
            },
        }
    }
}

/// The head that stands after this entry.
pub(in crate::evidence) fn head_after(
    bundle: &Bundle,
    walk: &Walk,
    n: u64,
    time: &HeadTime,
) -> Option<Head> {
    let step = walk.after(n)?;
    let entry = bundle.entries.get(usize::try_from(n.checked_sub(1)?).ok()?)?;
    Some(Head {
        latest: time.latest,
        chain: bundle.chain,
        epoch: entry.epoch,
        seq: step.reports.seq,
        r: step.reports.r,
        h: step.journal.h,
        beacon: time.beacon,
        elapsed: time.elapsed,
        boot: time.boot,
        file: None,
    })
}

/// The digest of the head at this place, and the entry at which it stands.
fn head_at(before: &[Expanded], at: usize) -> Option<([u8; 32], Option<u64>)> {
    match before.get(at)? {
        Expanded::Head { digest, n, .. } => Some((*digest, *n)),
        _ => None,
    }
}
