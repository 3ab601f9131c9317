//! Time token: the authority's clock over a nonce of ours.

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::sign1::{Draft, Sign1};
use super::trust::{KeyUse, TrustList};
use crate::model::{Nonce, PublicKey};

/// What the authority's clock showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeToken {
    /// The authority.
    pub iss: String,
    /// Its clock, in whole seconds.
    pub iat: u64,
    /// The nonce of the request that it answers.
    pub nonce: Nonce,
}

impl TimeToken {
    /// The token in these bytes, signed by a time key of the trust list.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn read(bytes: &[u8], trust: &TrustList) -> Result<Self, DocumentError> {
        let signed = Sign1::read(bytes, limit::TOKEN, limit::DEPTH_DOCUMENT)?;
        let payload = signed.open_by(Typ::Time, &trust.good_keys(KeyUse::Time))?;
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            nonce: Nonce::new(item.get(claim::CNONCE)?.as_fixed()?),
        })
    }

    /// An unsigned token for this key.
    pub fn draft(&self, key: &PublicKey) -> Draft {
        let payload = Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::CNONCE.into(), Item::bytes(self.nonce.bytes())),
        ]);
        Draft::by(key, Typ::Time, &payload)
    }
}
