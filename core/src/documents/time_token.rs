//! Time token: the authority's clock over a nonce of ours (`PROTOCOL.md §4.8`).

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online};
use super::sign1::Draft;
use super::trust::{KeyUse, TrustList};
use crate::model::{Nonce, PublicKey};

/// What the authority's clock showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeToken {
    pub iss: String,
    /// Its clock, in whole seconds.
    pub iat: u64,
    /// The nonce of the request that it answers.
    pub nonce: Nonce,
}

impl TimeToken {
    /// The token in these bytes, signed by a time key of the trust list for this
    /// issuer, within the key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        online::read(bytes, trust, iss)
    }

    /// Reads bytes whose signature was good when they were kept.
    pub fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        online::decode_verified_signed(bytes).map(|signed| signed.document)
    }

    /// An unsigned token for this key.
    pub fn draft(&self, key: &PublicKey) -> Draft {
        Draft::by(key, Typ::Time, &self.item())
    }

    /// What is signed.
    pub fn payload(&self) -> Vec<u8> {
        self.item().to_bytes()
    }

    fn item(&self) -> Item<'static> {
        Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::CNONCE.into(), Item::bytes(self.nonce.bytes())),
        ])
    }
}

impl Online for TimeToken {
    const TYP: Typ = Typ::Time;
    const USE: KeyUse = KeyUse::Time;
    const LIMIT: usize = limit::TOKEN;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            nonce: Nonce::new(item.get(claim::CNONCE)?.as_fixed()?),
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
