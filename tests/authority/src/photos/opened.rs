//! What the operator's side needs to open a photo, and what it saw in it.

use super::bindings::{Candidates, candidates};
use crate::orders::OrderError;
use crate::store::{Opened, PhotoArrival, StoredPhoto, Transaction};

/// A photo with all that is tried with it.
pub(crate) struct Handed {
    /// Its number.
    pub(crate) n: i64,
    pub(crate) sealed: Vec<u8>,
    /// For each answer that names it, by the answer's number.
    pub(crate) answers: Vec<(i64, Candidates)>,
}

/// What was seen in a photo.
pub(crate) struct Seen {
    pub(crate) n: i64,
    /// How it opened, by the number of the answer.
    pub(crate) answers: Vec<(i64, Opened)>,
    /// SHA-256 of the picture and its look, if it opened.
    pub(crate) picture: Option<([u8; 32], Option<u64>)>,
}

/// Hands over a photo whose bytes are there.
pub(crate) fn hand_over(tx: &Transaction<'_>, photo: StoredPhoto) -> Result<Handed, OrderError> {
    let PhotoArrival::Whole { .. } = photo.arrival else { return Err(OrderError::Unknown) };
    let mut answers = Vec::new();
    for (n, answer) in tx.answers_naming(photo.n)? {
        answers.push((n, candidates(tx, &answer)?));
    }
    Ok(Handed { n: photo.n, sealed: tx.photo_bytes(photo.n)?, answers })
}

/// Keeps what was seen.
pub(crate) fn note_seen(tx: &Transaction<'_>, seen: &Seen) -> Result<(), OrderError> {
    let known = tx.answers_naming(seen.n)?;
    for (n, opened) in &seen.answers {
        if known.iter().any(|(known, _)| known == n) {
            tx.save_opened(*n, *opened)?;
        }
    }
    if let Some((jpeg, look)) = &seen.picture {
        tx.save_seen_in_photo(seen.n, jpeg, *look)?;
    }
    Ok(())
}
