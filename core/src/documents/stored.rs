//! Reading documents again that were verified before they were kept in a sealed row.
//!
//! The seal vouches for them, so neither signatures nor the canonical form are checked once more:
//! that is what keeps opening a phone cheap.

use super::header::Header;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::limit;
use super::online::{Online, Signed};
use crate::crypto::sha256;

/// Reads the payload of a kept document, of one signer or of several.
pub fn decode_verified<T>(
    bytes: &[u8],
    read: impl Fn(&Item<'_>) -> Option<T>,
) -> Result<T, DocumentError> {
    let envelope = Item::decode_verified(bytes, limit::DEPTH_DOCUMENT)?;
    let Item::Tag(_, inside) = &envelope else { return Err(DocumentError::Field) };
    // Both envelopes of COSE have their payload third (RFC 9052 §4.1, §4.2).
    let payload = match inside.as_array() {
        Some([_, _, payload, _]) => payload.as_bytes(),
        _ => None,
    };
    let item = Item::decode_verified(payload.ok_or(DocumentError::Field)?, limit::DEPTH_DOCUMENT)?;
    read(&item).ok_or(DocumentError::Field)
}

/// Reads a document of one signer again, with its digest and its signer.
pub fn decode_verified_signed<T: Online>(bytes: &[u8]) -> Result<Signed<T>, DocumentError> {
    let envelope = Item::decode_verified(bytes, limit::DEPTH_DOCUMENT)?;
    let Item::Tag(_, inside) = &envelope else { return Err(DocumentError::Field) };
    let parts = match inside.as_array() {
        Some([protected, _, payload, _]) => protected.as_bytes().zip(payload.as_bytes()),
        _ => None,
    };
    let (protected, payload) = parts.ok_or(DocumentError::Field)?;
    let header = Header::read(protected, limit::DEPTH_DOCUMENT)?;
    let signer = header.thumbprint().ok_or(DocumentError::Field)?;
    let item = Item::decode_verified(payload, limit::DEPTH_DOCUMENT)?;
    let document = T::from_item(&item).ok_or(DocumentError::Field)?;
    Ok(Signed { document, digest: sha256(payload), signer })
}
