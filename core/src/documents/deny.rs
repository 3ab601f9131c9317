//! Deny list: passes that were revoked, by the moment from which they do not count
//! (`PROTOCOL.md §4.6`).

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online};
use super::sign1::Draft;
use super::stored::decode_verified;
use super::trust::{KeyUse, TrustList};
use crate::model::{PassId, PublicKey};

/// Passes revoked from one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// The second from which they do not count.
    pub from: u64,
    /// In ascending order, by which they are looked up.
    pub passes: Vec<PassId>,
}

/// The whole list; a new one replaces the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenyList {
    pub iss: String,
    /// When it was made.
    pub iat: u64,
    /// When it stops to count.
    pub exp: u64,
    /// Grows with every list.
    pub seq: u64,
    /// Revoked passes whose time has not ended yet.
    pub denied: Vec<Denied>,
}

impl DenyList {
    /// The list in these bytes, signed by a status key of the trust list for this
    /// issuer, within the key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        online::read(bytes, trust, iss)
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    pub(crate) fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        decode_verified(bytes, <Self as Online>::from_item)
    }

    /// From when this pass is revoked, if it is.
    pub fn denied_from(&self, id: PassId) -> Option<u64> {
        self.denied
            .iter()
            .filter(|group| group.passes.binary_search(&id).is_ok())
            .map(|group| group.from)
            .min()
    }

    /// An unsigned list for this key.
    pub fn draft(&self, key: &PublicKey) -> Draft {
        let denied = self
            .denied
            .iter()
            .map(|group| {
                let ids = group.passes.iter().map(|id| Item::bytes(id.bytes())).collect();
                (Item::uint(group.from), Item::Array(ids))
            })
            .collect();
        let payload = Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::EXP.into(), Item::uint(self.exp)),
            ("seq".into(), Item::uint(self.seq)),
            ("denied".into(), Item::ordered(denied)),
        ]);
        Draft::by(key, Typ::Deny, &payload)
    }
}

impl Online for DenyList {
    const TYP: Typ = Typ::Deny;
    const USE: KeyUse = KeyUse::Status;
    const LIMIT: usize = limit::DENY;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            exp: item.get(claim::EXP)?.as_uint()?,
            seq: item.get("seq")?.as_uint()?,
            denied: item
                .get("denied")?
                .as_map()?
                .iter()
                .map(|(from, passes)| read_denied(from, passes))
                .collect::<Option<_>>()?,
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}

/// A group whose passes stand in order: looking one up relies on it, and a list that is not in
/// order would let revoked passes through.
fn read_denied(from: &Item<'_>, passes: &Item<'_>) -> Option<Denied> {
    let passes: Vec<PassId> = passes
        .as_array()?
        .iter()
        .map(|id| Some(PassId::new(id.as_fixed()?)))
        .collect::<Option<_>>()?;
    passes.is_sorted().then_some(Denied { from: from.as_uint()?, passes })
}
