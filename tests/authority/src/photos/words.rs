//! What is signed of photos after they came: what officers say of them, and that they are deleted. And what
//! of that a phone lacks (`PROTOCOL.md §23.3`).

use std::collections::{BTreeSet, HashSet};

use doorstep::crypto::sha256;
use doorstep::documents::{PhotoMatch, PhotoVerdict, Receipt, Received};
use doorstep::model::{ChainId, PhotoId};

use crate::online::{Published, close};
use crate::orders::{Desk, HANDED_OUT, OrderError};
use crate::store::{StoreError, StoredOrder, StoredPhoto, Transaction};
use crate::unseen::unseen;

/// Most bytes of them in one answer, as text.
const MOST: usize = 8 * 1024;
/// So long after an order's end they are told, in seconds: photos are deleted when what else belongs to the
/// order is told no longer.
const TOLD_FOR: u64 = 2 * HANDED_OUT;

/// Signs what an officer says of a photo that has come. To say the same again changes nothing.
pub(crate) fn judge(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    photo: &str,
    verdict: PhotoMatch,
) -> Result<(), OrderError> {
    let id: PhotoId = photo.parse().map_err(|_| OrderError::Unknown)?;
    let photo = tx.first_photo(id)?.ok_or(OrderError::Unknown)?;
    photo.arrival.receipt().ok_or(OrderError::Unknown)?;
    if photo.verdict == Some(verdict) {
        return Ok(());
    }
    let iss = desk.published.iss().to_owned();
    let document = PhotoVerdict { iss, iat: desk.now, photo: id, check: photo.check, verdict };
    let key = desk.published.keys.order.as_ref().ok_or(OrderError::Failed)?;
    let bytes = close(key, document.draft(key.public())).map_err(|_| OrderError::Failed)?;
    Ok(tx.save_verdict(photo.n, verdict, &bytes, desk.now)?)
}

/// What a phone lacks of that under these orders: signed, base64url; and whether more is left. `seen` has the
/// digests of what it has.
pub(crate) fn news(
    tx: &Transaction<'_>,
    published: &Published,
    orders: &[StoredOrder],
    now: u64,
    seen: &HashSet<[u8; 32]>,
) -> Result<(Vec<String>, bool), StoreError> {
    let told = orders.iter().filter(|order| now < order.ends_at.saturating_add(TOLD_FOR));
    let chains: BTreeSet<ChainId> = told.map(|order| order.chain).collect();
    let mut words = Vec::new();
    for chain in chains {
        for photo in tx.deleted_photos_without_word(chain)? {
            sign_deletion(tx, published, &photo, now)?;
        }
        let signed = tx.photo_words_of(chain)?;
        words.extend(signed.into_iter().map(|bytes| (sha256(&bytes), bytes)));
    }
    Ok(unseen(words, seen, MOST))
}

/// Nothing while there is no key for it: it is signed when somebody asks again.
fn sign_deletion(
    tx: &Transaction<'_>,
    published: &Published,
    photo: &StoredPhoto,
    now: u64,
) -> Result<(), StoreError> {
    let received = Received::PhotoDeleted { photo: *photo.id.bytes(), check: photo.check };
    let receipt = Receipt { iss: published.iss().to_owned(), iat: now, received };
    let Some(key) = published.keys.receipt.as_ref() else { return Ok(()) };
    match close(key, receipt.draft(key.public())) {
        Ok(signed) => tx.save_photo_deletion(photo.n, &signed),
        Err(error) => {
            log::warn!("photo-deletion-not-signed why={error}");
            Ok(())
        }
    }
}
