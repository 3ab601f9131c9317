//! What an officer says of a photo: that it shows whom it should, or that people must talk
//! (`PROTOCOL.md §4.21`).

use super::fields::maybe;
use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online, Signed};
use super::sign1::Draft;
use super::trust::{KeyUse, TrustList};
use crate::model::{CheckId, PhotoId, PublicKey};

/// All that can be said of a photo. No word accuses anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PhotoMatch {
    /// It shows whom it should.
    Match,
    /// People look at it, and talk with the patient.
    NeedsHuman,
}

impl PhotoMatch {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Match, Self::NeedsHuman];

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::NeedsHuman => "needs-human",
        }
    }

    /// What has this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.name() == name)
    }
}

/// A verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoVerdict {
    pub iss: String,
    pub iat: u64,
    pub photo: PhotoId,
    /// The check that it answers; none for the photo that others are compared with.
    pub check: Option<CheckId>,
    pub verdict: PhotoMatch,
}

impl PhotoVerdict {
    /// The verdict in these bytes, signed by an order key of the trust list for this issuer, within the
    /// key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Signed<Self>, DocumentError> {
        online::read_signed(bytes, trust, iss)
    }

    /// The verdict in these bytes, whose signature was good when they came.
    pub fn decode_verified(bytes: &[u8]) -> Result<Signed<Self>, DocumentError> {
        online::decode_verified_signed(bytes)
    }

    /// An unsigned verdict for this key of the authority.
    pub fn draft(&self, by: &PublicKey) -> Draft {
        let mut claims: Vec<(MapKey, Item<'static>)> = vec![
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            ("photo32".into(), Item::bytes(self.photo.bytes())),
            ("verdict".into(), Item::text(self.verdict.name())),
        ];
        if let Some(check) = &self.check {
            claims.push(("check8".into(), Item::bytes(check.bytes())));
        }
        Draft::by(by, Typ::PhotoVerdict, &Item::map(claims))
    }
}

impl Online for PhotoVerdict {
    const TYP: Typ = Typ::PhotoVerdict;
    const USE: KeyUse = KeyUse::Order;
    const LIMIT: usize = limit::PHOTO_VERDICT;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            photo: PhotoId::new(item.get("photo32")?.as_fixed()?),
            check: maybe(item.get("check8"), |check| check.as_fixed().map(CheckId::new))?,
            verdict: PhotoMatch::from_name(item.get("verdict")?.as_text()?)?,
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
