//! What else the authority has signed of a journal: that an item came that is another than before, that a
//! photo came, what an officer said of it, that it is deleted, that the key is closed.

use super::bundle::Bundle;
use super::difference::What;
use super::trusted::Trusted;
use crate::documents::cose_key::thumbprint;
use crate::documents::{KeyClosed, PhotoVerdict, Receipt, Received};
use crate::model::CheckId;
use crate::quarantine::journal::{Asked, Event};

/// A photo that answers, and the check; none for the one that others are compared with.
pub(super) type AnsweredPhoto = ([u8; 32], Option<CheckId>);

/// What this says, if it says something of a photo.
pub(super) fn photo_of(event: &Event) -> Option<AnsweredPhoto> {
    let Event::Answer { open, .. } = event else { return None };
    let check = match open.check {
        Asked::Check(id) => Some(id),
        Asked::Reference => None,
    };
    Some((open.photo?, check))
}

/// Whether the authority has signed this, of this journal.
pub(super) fn is_of(
    bundle: &Bundle,
    trusted: &Trusted,
    photos: &[AnsweredPhoto],
    signed: &[u8],
) -> bool {
    let key = thumbprint(&bundle.key);
    if let Some(receipt) = trusted.read_dated::<Receipt>(signed) {
        return match receipt.document.received {
            Received::Photo { photo, check } | Received::PhotoDeleted { photo, check } => {
                photos.contains(&(photo, check))
            }
            Received::Conflict { chain, key: of, .. } => (chain, of) == (bundle.chain, key),
            // A proof of the journal, and stands among those.
            Received::Reports { .. } => false,
            // Speaks of a device, and of nobody who had it.
            Received::Device { .. } => false,
        };
    }
    if let Some(verdict) = trusted.read::<PhotoVerdict>(signed) {
        let PhotoVerdict { photo, check, .. } = verdict.document;
        return photos.contains(&(*photo.bytes(), check));
    }
    let closed = trusted.read::<KeyClosed>(signed);
    closed.is_some_and(|closed| closed.document.key == key)
}

/// What differs if it does not hold.
pub(super) fn what(signed: &[u8]) -> What {
    if PhotoVerdict::decode_verified(signed).is_ok() { What::Verdict } else { What::Receipt }
}
