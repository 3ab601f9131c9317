//! Reading documents again that were verified before they were kept in a sealed row.
//!
//! The seal vouches for them, so neither signatures nor the canonical form are checked once more:
//! that is what keeps opening a phone cheap.

use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::limit;

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
