//! Root: the keys that sign trust lists, and how many of them it takes (`PROTOCOL.md §4.2`).

use super::cose_key;
use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::limit;
use super::sign::{Sign, SignDraft};
use super::stored::decode_verified;
use crate::model::PublicKey;

/// The root keys in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Grows by exactly one from root to root.
    pub serial: u64,
    /// When it was made.
    pub iat: u64,
    /// When the operator should have made the next one; an expired root still counts.
    pub exp: u64,
    /// How many of the keys must sign.
    pub threshold: u64,
    pub keys: Vec<PublicKey>,
}

impl Root {
    /// The first root, taken on the word of whoever ships it; it must still be signed by itself.
    pub fn first(bytes: &[u8]) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Root, limit::ROOT)?;
        // Only the threshold and the keys are used before they have vouched for themselves.
        let claimed = Self::fields(signed.unverified())?;
        claimed.opens(&signed)?;
        Ok(claimed)
    }

    /// The root after this one, signed by enough keys of both.
    ///
    /// # Errors
    /// [`DocumentError`]; [`DocumentError::Field`] if its serial is not the next.
    pub fn next(&self, bytes: &[u8]) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Root, limit::ROOT)?;
        let next = Self::fields(self.opens(&signed)?)?;
        next.opens(&signed)?;
        if Some(next.serial) == self.serial.checked_add(1) {
            Ok(next)
        } else {
            Err(DocumentError::Field)
        }
    }

    /// The payload of a document that enough root keys signed.
    pub fn opens<'s>(&self, signed: &'s Sign) -> Result<&'s [u8], DocumentError> {
        let threshold = usize::try_from(self.threshold).unwrap_or(usize::MAX);
        signed.open(&self.keys, threshold)
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    pub(crate) fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        decode_verified(bytes, Self::from_item)
    }

    fn fields(payload: &[u8]) -> Result<Self, DocumentError> {
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let number = |name: &'static str| item.get(name)?.as_uint();
        let root = Self {
            serial: number("serial")?,
            iat: number("iat")?,
            exp: number("exp")?,
            threshold: number("threshold")?,
            keys: item
                .get("keys")?
                .as_array()?
                .iter()
                .map(cose_key::from_item)
                .collect::<Option<_>>()?,
        };
        (root.threshold > 0 && !root.keys.is_empty()).then_some(root)
    }

    pub fn draft(&self) -> SignDraft {
        SignDraft::new(
            Typ::Root,
            &Item::map([
                ("serial".into(), Item::uint(self.serial)),
                ("iat".into(), Item::uint(self.iat)),
                ("exp".into(), Item::uint(self.exp)),
                ("threshold".into(), Item::uint(self.threshold)),
                ("keys".into(), Item::Array(self.keys.iter().map(cose_key::to_item).collect())),
            ]),
        )
    }
}
