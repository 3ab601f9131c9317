//! Deny list: passes that were revoked, by the moment from which they do not count.

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::sign1::{Draft, Sign1};
use super::trust::{KeyUse, TrustList};
use crate::model::{PassId, PublicKey};

/// Passes revoked from one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// From which second.
    pub from: u64,
    /// Which passes, ascending.
    pub passes: Vec<PassId>,
}

/// The whole list; a new one replaces the old.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenyList {
    /// The authority.
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
    /// The list in these bytes, signed by a status key of the trust list.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub fn read(bytes: &[u8], trust: &TrustList) -> Result<Self, DocumentError> {
        let signed = Sign1::read(bytes, limit::DENY, limit::DEPTH_DOCUMENT)?;
        let payload = signed.open_by(Typ::Deny, &trust.good_keys(KeyUse::Status))?;
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    ///
    /// # Errors
    /// [`DocumentError`].
    pub(crate) fn reread(bytes: &[u8]) -> Result<Self, DocumentError> {
        let signed = Sign1::read(bytes, limit::DENY, limit::DEPTH_DOCUMENT)?;
        let item = Item::read(signed.unverified(), limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

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
                .map(|(from, passes)| {
                    Some(Denied {
                        from: from.as_uint()?,
                        passes: passes
                            .as_array()?
                            .iter()
                            .map(|id| Some(PassId::new(id.as_fixed()?)))
                            .collect::<Option<_>>()?,
                    })
                })
                .collect::<Option<_>>()?,
        })
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
        let mut denied: Vec<_> = self
            .denied
            .iter()
            .map(|group| {
                let ids = group.passes.iter().map(|id| Item::bytes(id.bytes())).collect();
                (Item::uint(group.from), Item::Array(ids))
            })
            .collect();
        denied.sort_by_cached_key(|(from, _)| from.to_bytes());
        let payload = Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::EXP.into(), Item::uint(self.exp)),
            ("seq".into(), Item::uint(self.seq)),
            ("denied".into(), Item::Map(denied)),
        ]);
        Draft::by(key, Typ::Deny, &payload)
    }
}
