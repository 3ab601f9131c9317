//! Documents that one online key of the authority signs: stamp, deny list, time token
//! (`PROTOCOL.md §3.5`).

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::limit;
use super::sign1::Sign1;
use super::trust::{KeyUse, TrustList};

/// A kind of such documents.
pub trait Online: Sized {
    const TYP: Typ;
    /// What its key is for.
    const USE: KeyUse;
    const LIMIT: usize;

    /// The document in a payload.
    fn from_item(item: &Item<'_>) -> Option<Self>;

    /// For whom it was signed, and when.
    fn issued(&self) -> (&str, u64);
}

/// Reads a document that a key of the trust list signed for this issuer, within the key's time.
pub fn read<T: Online>(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<T, DocumentError> {
    let signed = Sign1::read(bytes, T::LIMIT, limit::DEPTH_DOCUMENT)?;
    let payload = signed.open_by(T::TYP, &trust.good_keys(T::USE, iss))?;
    let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
    let document = T::from_item(&item).ok_or(DocumentError::Field)?;
    let (issuer, iat) = document.issued();
    // When it was signed is known only now: once more, by the keys of that time.
    signed.open_by(T::TYP, &trust.keys_signing_at(T::USE, iss, iat))?;
    if issuer == iss { Ok(document) } else { Err(DocumentError::Field) }
}
