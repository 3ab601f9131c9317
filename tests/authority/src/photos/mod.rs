//! Sealed photos that answer checks: taken whole or in parts, and receipted (`PROTOCOL.md §23.2`). Nothing is
//! opened or judged here: whoever serves does not have the key.
//!
//! ```text
//! naming     which photos reported answers name
//! bindings   what may be authenticated with each
//! opened     what the operator's side needs to open one, and what it saw
//! shown      what an officer sees of them
//! words      what is signed of them after they came
//! ```

mod bindings;
mod naming;
mod opened;
mod shown;
mod words;

use std::ops::Range;

use doorstep::crypto::hpke::OVERHEAD;
use doorstep::crypto::{SigningKeyError, sha256};
use doorstep::documents::{Receipt, Received};
use doorstep::model::{PhotoId, Thumbprint};
use doorstep::photo::BUCKETS;

pub(crate) use bindings::Candidates;
pub(crate) use naming::name_photos;
pub(crate) use opened::{Handed, Seen, hand_over, note_seen};
pub(crate) use shown::{PhotosShown, list, show};
pub(crate) use words::{judge, news};

use crate::online::{Published, close};
use crate::store::{PhotoArrival, StoreError, StoredPhoto, Transaction};

/// Lengths of sealed photos: four paddings, each with an ephemeral key and a tag.
const LENGTHS: [usize; 4] = {
    let [first, second, third, longest] = BUCKETS;
    [first + OVERHEAD, second + OVERHEAD, third + OVERHEAD, longest + OVERHEAD]
};

/// Most bytes of one.
pub(crate) const LONGEST: usize = LENGTHS[3];

/// Most photos of one device key that come in so many seconds: many times what any order asks for. What a
/// key fills is bounded.
const MOST_PHOTOS: u64 = 200;
const PHOTOS_COUNT_FOR: u64 = 72 * 3600;

/// Why a photo is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PhotoNotTaken {
    /// No answer of this device key names it.
    Unknown,
    /// These bytes are another photo.
    Other,
    /// This key has sent more than any phone does.
    TooMany,
    Failed,
}

impl From<StoreError> for PhotoNotTaken {
    fn from(_: StoreError) -> Self {
        Self::Failed
    }
}

impl From<SigningKeyError> for PhotoNotTaken {
    fn from(_: SigningKeyError) -> Self {
        Self::Failed
    }
}

/// Who sends a photo, and who signs that it came.
pub(crate) struct Sender<'s> {
    /// Name of the device key.
    pub(crate) key: Thumbprint,
    pub(crate) published: &'s Published,
    pub(crate) now: u64,
}

/// How much of a photo has come.
pub(crate) fn arrival(
    tx: &Transaction<'_>,
    from: &Sender<'_>,
    id: PhotoId,
) -> Result<PhotoArrival, PhotoNotTaken> {
    Ok(known(tx, from, id)?.arrival)
}

/// Takes a photo at once, in place of any beginning of it.
pub(crate) fn take_whole(
    tx: &Transaction<'_>,
    from: &Sender<'_>,
    id: PhotoId,
    bytes: &[u8],
) -> Result<PhotoArrival, PhotoNotTaken> {
    let photo = known(tx, from, id)?;
    if photo.arrival.receipt().is_some() {
        return Ok(photo.arrival);
    }
    if !is_whole(id, bytes) {
        return Err(PhotoNotTaken::Other);
    }
    has_room(tx, from, &photo)?;
    keep_whole(tx, from, &photo, bytes)
}

/// Adds what is new in a part that begins at this byte.
pub(crate) fn take_part(
    tx: &Transaction<'_>,
    from: &Sender<'_>,
    id: PhotoId,
    offset: u64,
    part: &[u8],
) -> Result<PhotoArrival, PhotoNotTaken> {
    let photo = known(tx, from, id)?;
    if photo.arrival.receipt().is_some() {
        return Ok(photo.arrival);
    }
    let Some(new) = new_in(photo.arrival.received(), offset, part.len()) else {
        return Ok(photo.arrival);
    };
    has_room(tx, from, &photo)?;
    let mut bytes = tx.photo_bytes(photo.n)?;
    bytes.extend_from_slice(part.get(new).unwrap_or_default());
    if is_whole(id, &bytes) {
        return keep_whole(tx, from, &photo, &bytes);
    }
    if bytes.len() >= LONGEST {
        // No photo is longer: these were the bytes of none.
        bytes.clear();
    }
    tx.save_photo_part(photo.n, &bytes)?;
    Ok(PhotoArrival::Coming { received: count(&bytes) })
}

/// Which bytes of a part follow those that are there. None if it begins beyond them, or ends within.
fn new_in(received: u64, offset: u64, length: usize) -> Option<Range<usize>> {
    let known = usize::try_from(received.checked_sub(offset)?).ok()?;
    (known < length).then_some(known..length)
}

fn known(
    tx: &Transaction<'_>,
    from: &Sender<'_>,
    id: PhotoId,
) -> Result<StoredPhoto, PhotoNotTaken> {
    tx.photo_of(id, from.key)?.ok_or(PhotoNotTaken::Unknown)
}

/// Whether these are as many bytes as a sealed photo has, and those of this name.
fn is_whole(id: PhotoId, bytes: &[u8]) -> bool {
    LENGTHS.contains(&bytes.len()) && PhotoId::new(sha256(bytes)) == id
}

/// Whoever has begun a photo may end it.
fn has_room(
    tx: &Transaction<'_>,
    from: &Sender<'_>,
    photo: &StoredPhoto,
) -> Result<(), PhotoNotTaken> {
    let since = from.now.saturating_sub(PHOTOS_COUNT_FOR);
    if photo.arrival.received() == 0 && tx.photos_since(from.key, since)? >= MOST_PHOTOS {
        return Err(PhotoNotTaken::TooMany);
    }
    Ok(())
}

fn keep_whole(
    tx: &Transaction<'_>,
    from: &Sender<'_>,
    photo: &StoredPhoto,
    bytes: &[u8],
) -> Result<PhotoArrival, PhotoNotTaken> {
    let key = from.published.keys.receipt.as_ref().ok_or(PhotoNotTaken::Failed)?;
    let received = Received::Photo { photo: *photo.id.bytes(), check: photo.check };
    let receipt = Receipt { iss: from.published.iss().to_owned(), iat: from.now, received };
    let receipt = close(key, receipt.draft(key.public()))?;
    tx.save_whole_photo(photo.n, bytes, &receipt, from.now)?;
    Ok(PhotoArrival::Whole { received: count(bytes), receipt })
}

fn count(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_part_counts_what_follows_without_a_gap() {
        for (received, offset, length, new) in [
            (0, 0, 5, Some(0..5)),
            (5, 5, 3, Some(0..3)),
            (5, 3, 5, Some(2..5)),
            (5, 6, 5, None),
            (5, 0, 5, None),
            (5, 2, 2, None),
            (5, 5, 0, None),
            (5, u64::MAX, 5, None),
        ] {
            assert_eq!(new_in(received, offset, length), new, "{received} {offset} {length}");
        }
    }

    #[test]
    fn a_sealed_photo_has_one_of_four_lengths() {
        assert_eq!(LENGTHS, [65_617, 98_385, 131_153, 163_921]);
        let bytes = vec![7; LENGTHS[1]];
        let id = PhotoId::new(sha256(&bytes));
        assert!(is_whole(id, &bytes) && !is_whole(PhotoId::new([0; 32]), &bytes));
        let short = &bytes[1..];
        assert!(!is_whole(PhotoId::new(sha256(short)), short));
    }
}
