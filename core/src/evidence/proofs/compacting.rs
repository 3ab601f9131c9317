//! Proofs without what follows from the entries and from each other. What would not come back to the
//! byte stays whole.

use super::Expanded;
use crate::crypto::sha256;
use crate::documents::numbers::limit;
use crate::documents::{Head, Receipt, Received, Sign1Parts, TimeToken};
use crate::evidence::bundle::Bundle;
use crate::evidence::compact::{Beacon, BySigner, Compact, CompactProofs, Proof};
use crate::evidence::walk::Walk;

impl CompactProofs {
    /// These proofs, beside entries that were followed.
    pub(in crate::evidence) fn of(proofs: Vec<Proof>, bundle: &Bundle, walk: &Walk) -> Self {
        let mut all = Self::default();
        let mut before: Vec<Expanded> = Vec::new();
        for proof in proofs {
            let shorter = all.compact(&proof, &before, walk).filter(|compact| {
                let back = all.expand(compact, &before, bundle, walk);
                back.is_some_and(|back| back.signed() == proof.signed())
            });
            let next = shorter.unwrap_or(Compact::Whole(proof));
            let Some(expanded) = all.expand(&next, &before, bundle, walk) else { continue };
            before.push(expanded);
            all.proofs.push(next);
        }
        all
    }

    fn compact(&mut self, proof: &Proof, before: &[Expanded], walk: &Walk) -> Option<Compact> {
        match proof {
            Proof::Head(signed) => {
                let Head { latest, h, beacon, elapsed, boot, .. } =
                    Head::decode_verified(signed).ok()?.head;
                let signature = parts(signed, limit::HEAD)?.signature;
                let beacon = match token_of(before, &beacon) {
                    _ if beacon == [0; 32] => Beacon::None,
                    Some(at) => Beacon::Token(at),
                    None => Beacon::Digest(beacon),
                };
                let n = walk.number_of(&h)?;
                Some(Compact::Head { n, latest, beacon, elapsed, boot, signature })
            }
            Proof::Receipt(signed) => {
                let parts = parts(signed, limit::RECEIPT)?;
                let receipt = Receipt::decode_verified(signed).ok()?;
                let Received::Reports { head, nonce, .. } = receipt.received else { return None };
                let by = self.by(parts, receipt.iat);
                Some(Compact::Receipt { head: head_of(before, &head)?, by, nonce })
            }
            Proof::Token { signed, head, random } => {
                let parts = parts(signed, limit::TOKEN)?;
                let token = TimeToken::decode_verified(signed).ok()?;
                let by = self.by(parts, token.iat);
                Some(Compact::Token { head: head_of(before, head)?, by, random: *random })
            }
        }
    }

    fn by(&mut self, parts: Sign1Parts, iat: u64) -> BySigner {
        let known = self.signers.iter().position(|signer| *signer == parts.protected);
        let signer = known.unwrap_or(self.signers.len());
        if known.is_none() {
            self.signers.push(parts.protected);
        }
        BySigner { signer, iat, signature: parts.signature }
    }
}

impl Proof {
    fn signed(&self) -> &[u8] {
        match self {
            Self::Head(signed) | Self::Receipt(signed) | Self::Token { signed, .. } => signed,
        }
    }
}

fn parts(signed: &[u8], limit: usize) -> Option<Sign1Parts> {
    Sign1Parts::of(signed, limit, limit::DEPTH_DOCUMENT).ok()
}

fn head_of(before: &[Expanded], wanted: &[u8; 32]) -> Option<usize> {
    let is_it =
        |proof: &Expanded| matches!(proof, Expanded::Head { digest, .. } if digest == wanted);
    before.iter().rposition(is_it)
}

fn token_of(before: &[Expanded], wanted: &[u8; 32]) -> Option<usize> {
    let is_it = |proof: &Expanded| matches!(proof, Expanded::Token { signed, .. } if sha256(signed) == *wanted);
    before.iter().rposition(is_it)
}
