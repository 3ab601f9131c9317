//! Evidence: all that proves a quarantine, as one file (`PROTOCOL.md §22`).

use super::Patient;
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::evidence::{Bundle, Draft, KnownProof, Proof, ShownOrder};
use crate::lists::PastLists;
use crate::model::{PersonId, PublicKey};
use crate::quarantine::delivery::{Delivery, HeadTime};
use crate::quarantine::journal::{Class, Interval};
use crate::quarantine::photos::PhotoState;
use crate::state::quarantine::{Journal, KeptOrder, KeptProof, PhotoBytes};
use crate::state::{Quarantine, State};

/// How much of a journal is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceScope {
    /// What the authority was told as well, without places and private words.
    Redacted,
    /// Everything.
    Whole,
}

/// A file of evidence, and what of it is to be said at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// One HTML document.
    pub file: String,
    /// Base64url.
    pub chain: String,
    /// How many entries it has.
    pub entries: u64,
    pub is_redacted: bool,
    /// How many sealed photos it has.
    pub photos: u64,
    /// Number of the last entry for which the authority has signed.
    pub confirmed: Option<u64>,
    /// Entries after it.
    pub not_confirmed: u64,
}

/// What a file is to hold.
#[derive(Clone, Copy)]
struct Wanted {
    scope: EvidenceScope,
    photos: bool,
}

impl EvidenceScope {
    fn classes(self) -> &'static [Class] {
        match self {
            Self::Redacted => &[Class::Open],
            Self::Whole => &Class::ALL,
        }
    }
}

impl Client {
    /// The person's quarantine as one file that proves itself, in the language of the client. Opens no
    /// network.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if there never was one, `person-unknown`, those of the vault, which signs
    /// it, and those of the store.
    pub fn evidence(
        &self,
        person: PersonId,
        scope: EvidenceScope,
    ) -> Result<Evidence, ClientError> {
        self.unlocked(person)?;
        self.export(person, Wanted { scope, photos: false })
    }

    /// The same with the sealed photos that are on the phone. The authority can open them, and whoever has the
    /// file can show what was sent.
    ///
    /// # Errors
    /// As [`Client::evidence`].
    pub fn evidence_with_photos(
        &self,
        person: PersonId,
        scope: EvidenceScope,
    ) -> Result<Evidence, ClientError> {
        self.unlocked(person)?;
        self.export(person, Wanted { scope, photos: true })
    }

    fn export(&self, person: PersonId, wanted: Wanted) -> Result<Evidence, ClientError> {
        Patient::of(&self.core, person).evidence(wanted).map_err(|error| self.core.say(&error))
    }
}

impl Patient<'_> {
    fn evidence(self, wanted: Wanted) -> Result<Evidence, CoreError> {
        let (draft, signer) = {
            let state = self.core.lock();
            let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
            let known = known.quarantine.clone().ok_or(Code::NoOrder)?;
            let (Some(delivery), Some(journal)) = (&known.delivery, known.journal()) else {
                return Err(Code::NoOrder.into());
            };
            let signer = self.signer(&state)?.ok_or(Code::NotRegistered)?;
            let key = self.core.public_key(&signer)?;
            let delivery = self.followed(&state, &known, delivery, &[])?;
            let bundle = self.bundle(&state, &known, journal, &delivery, key, wanted)?;
            let head = delivery.head(&self.begin(&state)?.head_time(&state));
            (Draft::of(&bundle, head).map_err(not_proven)?, signer)
        };
        let signed = self.sign_head(&draft.head(), &signer)?;
        let facts = draft.facts();
        Ok(Evidence {
            chain: facts.chain.to_string(),
            entries: facts.entries,
            is_redacted: facts.is_redacted,
            photos: facts.photos,
            confirmed: facts.confirmed.map(|confirmed| confirmed.n),
            not_confirmed: facts.not_confirmed(),
            file: draft.close(&signed),
        })
    }

    fn bundle(
        self,
        state: &State,
        known: &Quarantine,
        journal: &Journal,
        delivery: &Delivery,
        key: PublicKey,
        wanted: Wanted,
    ) -> Result<Bundle, CoreError> {
        let reading = self.core.ports.clock.read();
        let entries = known.entries(&state.store, self.person, 1, usize::MAX)?;
        let PastLists { mut roots, mut trust, mut rules } = state.past_lists()?;
        let lists = state.lists.to_kept();
        roots.extend(lists.root);
        trust.extend(lists.trust);
        rules.extend(lists.rules);
        let of_chain = |order: &KeptOrder| {
            order.read().is_some_and(|order| order.document.chain == journal.chain)
        };
        let orders = known.kept_orders.iter().map(|(_, order)| order);
        let shown = |order: &KeptOrder| ShownOrder {
            signed: order.signed.clone(),
            openings: match wanted.scope {
                EvidenceScope::Redacted => Vec::new(),
                EvidenceScope::Whole => order.openings.clone(),
            },
        };
        let checks = known.kept_checks.iter().filter(|(_, check)| {
            check.read().is_some_and(|check| check.document.chain == journal.chain)
        });
        let notices = known.notices.iter().filter(|(_, notice)| {
            notice.read().is_some_and(|notice| notice.document.chain == journal.chain)
        });
        let bundle = Bundle {
            written_by: env!("CARGO_PKG_VERSION").to_owned(),
            language: state.language,
            made: Interval::of(&state.time.at(&reading)),
            iss: state.lists.iss().to_owned(),
            chain: journal.chain,
            key,
            roots,
            trust,
            rules,
            orders: orders.filter(|order| of_chain(order)).map(shown).collect(),
            checks: checks.map(|(_, check)| check.signed.clone()).collect(),
            notices: notices.map(|(_, notice)| notice.signed.clone()).collect(),
            words: Vec::new(),
            photos: Vec::new(),
            versions: Vec::new(),
            epochs: Vec::new(),
            entries: Vec::new(),
            trail: Vec::new(),
            proofs: Default::default(),
        };
        let newest = delivery.begun_at();
        let bundle =
            bundle.with_entries(&entries, &journal.secret(), wanted.scope.classes(), newest);
        let kept = state.proofs(self.person)?;
        let words = kept.iter().filter_map(|kept| match kept {
            KeptProof::Word { signed } => Some(signed.0.clone()),
            _ => None,
        });
        let receipts = known.photos.iter().filter_map(|(_, photo)| match &photo.state {
            PhotoState::Received { receipt } => Some(receipt.clone()),
            PhotoState::Waiting(_) | PhotoState::Expired => None,
        });
        let words = receipts.chain(words).collect();
        let photos = if wanted.photos { self.sealed_photos(state, known)? } else { Vec::new() };
        let bundle = Bundle { words, photos, ..bundle };
        let proofs = kept.into_iter().filter_map(|kept| of_kept(kept, journal)).collect();
        bundle.closed(proofs).map_err(not_proven)
    }

    /// Those of the photos that are still here, oldest first.
    fn sealed_photos(self, state: &State, known: &Quarantine) -> Result<Vec<Vec<u8>>, CoreError> {
        let rows = known.photos.iter().map(|(row, _)| *row);
        let bytes = rows.map(|row| Quarantine::photo_bytes(&state.store, self.person, row));
        let bytes: Vec<Option<PhotoBytes>> = bytes.collect::<Result<_, _>>()?;
        Ok(bytes.into_iter().flatten().map(|photo| photo.0).collect())
    }
}

/// None of another journal, and of what proves no entry.
fn of_kept(kept: KeptProof, journal: &Journal) -> Option<KnownProof> {
    Some(match kept {
        KeptProof::Head { signed } => KnownProof::Signed(Proof::Head(signed.0)),
        KeptProof::Receipt { signed } => KnownProof::Signed(Proof::Receipt(signed.0)),
        KeptProof::Word { .. } => return None,
        KeptProof::Token { signed, head, random } => {
            KnownProof::Signed(Proof::Token { signed: signed.0, head, random })
        }
        KeptProof::HeadAt { journal: of, n, latest, beacon, elapsed, boot, signature } => {
            let signature = signature.0.try_into().ok().filter(|_| of == journal.number)?;
            let time = HeadTime { latest, beacon, elapsed, boot };
            KnownProof::HeadAt { n, time, signature }
        }
    })
}

/// What this phone has does not prove itself: something of it was lost.
fn not_proven(difference: crate::evidence::Difference) -> CoreError {
    log::warn!("evidence-not-proven what={} entry={:?}", difference.what.name(), difference.entry);
    Code::StorageFailed.into()
}
