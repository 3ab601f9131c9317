//! A check at a time that no order tells: one more question whether a person is at home
//! (`PROTOCOL.md §4.17`).

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online, Signed};
use super::sign1::Draft;
use super::trust::{KeyUse, TrustList};
use crate::model::{ChainId, CheckId, OrderId, PublicKey};

/// By what a check is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckKind {
    Place,
    Photo,
}

impl CheckKind {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Photo => "photo",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Place, Self::Photo].into_iter().find(|kind| kind.name() == name)
    }
}

/// A surprise check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurpriseCheck {
    pub iss: String,
    pub iat: u64,
    /// Ends its delivery, never the time in which it may be answered.
    pub exp: u64,
    pub id: CheckId,
    pub chain: ChainId,
    pub order: OrderId,
    pub kind: CheckKind,
}

impl SurpriseCheck {
    /// The check in these bytes, signed by an order key of the trust list for this issuer, within the
    /// key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Signed<Self>, DocumentError> {
        online::read_signed(bytes, trust, iss)
    }

    /// The check in these bytes, whose signature was good when they came.
    pub fn decode_verified(bytes: &[u8]) -> Result<Signed<Self>, DocumentError> {
        online::decode_verified_signed(bytes)
    }

    /// An unsigned check for this key of the authority.
    pub fn draft(&self, by: &PublicKey) -> Draft {
        let claims = Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::EXP.into(), Item::uint(self.exp)),
            (claim::CTI.into(), Item::bytes(self.id.bytes())),
            ("chain".into(), Item::bytes(self.chain.bytes())),
            ("order".into(), Item::bytes(self.order.bytes())),
            ("kind".into(), Item::text(self.kind.name())),
        ]);
        Draft::by(by, Typ::Check, &claims)
    }
}

impl Online for SurpriseCheck {
    const TYP: Typ = Typ::Check;
    const USE: KeyUse = KeyUse::Order;
    const LIMIT: usize = limit::CHECK;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            exp: item.get(claim::EXP)?.as_uint()?,
            id: CheckId::new(item.get(claim::CTI)?.as_fixed()?),
            chain: ChainId::new(item.get("chain")?.as_fixed()?),
            order: OrderId::new(item.get("order")?.as_fixed()?),
            kind: CheckKind::from_name(item.get("kind")?.as_text()?)?,
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
