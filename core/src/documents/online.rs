//! Documents that one online key of the authority signs, such as stamp, time token and order
//! (`PROTOCOL.md §3.5`).

use super::header::{Header, Typ};
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::limit;
use super::sign1::Sign1;
use super::trust::{KeyUse, TrustList};
use crate::crypto::sha256;
use crate::model::Thumbprint;

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

    /// Reads one that a key of the trust list signed for this issuer, within the key's time.
    ///
    /// # Errors
    /// [`DocumentError`] for anything else.
    fn read_under(
        bytes: &[u8],
        trust: &TrustList,
        iss: &str,
    ) -> Result<Signed<Self>, DocumentError> {
        read_signed(bytes, trust, iss)
    }
}

/// A document with what its bytes say beside its claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed<T> {
    pub document: T,
    /// SHA-256 of its payload: the same words signed twice are one document.
    pub digest: [u8; 32],
    /// The key that signed it, which may be withdrawn later.
    pub signer: Thumbprint,
}

/// Reads a document that a key of the trust list signed for this issuer, within the key's time.
pub fn read<T: Online>(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<T, DocumentError> {
    read_signed(bytes, trust, iss).map(|signed| signed.document)
}

/// The same, for documents that are told apart by what they say and kept beside their signer.
pub fn read_signed<T: Online>(
    bytes: &[u8],
    trust: &TrustList,
    iss: &str,
) -> Result<Signed<T>, DocumentError> {
    let signed = Sign1::read(bytes, T::LIMIT, limit::DEPTH_DOCUMENT)?;
    let payload = signed.open_by(T::TYP, &trust.good_keys(T::USE, iss))?;
    let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
    let document = T::from_item(&item).ok_or(DocumentError::Field)?;
    let (issuer, iat) = document.issued();
    let signer = signed.header().thumbprint().ok_or(DocumentError::Field)?;
    // When it was signed is known only now.
    if !trust.lets_sign_at(T::USE, iss, iat, &signer) {
        return Err(DocumentError::Signature);
    }
    let digest = sha256(payload);
    if issuer == iss { Ok(Signed { document, digest, signer }) } else { Err(DocumentError::Field) }
}

/// Reads a document again whose signature was good when it was kept in a sealed row.
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
