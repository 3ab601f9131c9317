//! Stamp: once an hour and at every change, which documents are the current ones
//! (`PROTOCOL.md §4.5`).

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online};
use super::sign1::{Draft, Sign1};
use super::stored::decode_verified;
use super::trust::{KeyUse, TrustList};
use crate::model::{PublicKey, Thumbprint};

/// How long a stamp counts, in seconds.
pub const STAMP_LIFE: u64 = 7 * 86_400;

/// Names of documents in a stamp.
pub mod name {
    pub const ROOT: &str = "root";
    pub const TRUST: &str = "trust";
    pub const RULES: &str = "rules";
    pub const DENY: &str = "deny";
    pub const STATUS: &str = "status";
    pub const SMS: &str = "sms";
}

/// What a stamp says of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// One of the names in [`name`].
    pub name: String,
    /// Its serial; of the deny list its `seq`.
    pub serial: u64,
    /// SHA-256 of its bytes as they are served.
    pub sha256: [u8; 32],
}

/// The current documents, by serial and digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub iss: String,
    /// When it was made.
    pub iat: u64,
    /// When it stops to count.
    pub exp: u64,
    /// Grows with every stamp.
    pub seq: u64,
    pub docs: Vec<Stamped>,
}

impl Stamp {
    /// The stamp in these bytes, signed by a stamp key of the trust list for this
    /// issuer, within the key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        online::read(bytes, trust, iss)
    }

    /// The key that claims to have signed these bytes, so that a client can tell whether its
    /// trust list is too old to know it.
    pub fn signer(bytes: &[u8]) -> Result<Thumbprint, DocumentError> {
        let signed = Sign1::read(bytes, limit::TOKEN, limit::DEPTH_DOCUMENT)?;
        signed.header().thumbprint().ok_or(DocumentError::Field)
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    pub(crate) fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        decode_verified(bytes, <Self as Online>::from_item)
    }

    /// What the stamp says of a document.
    pub fn doc(&self, name: &str) -> Option<&Stamped> {
        self.docs.iter().find(|doc| doc.name == name)
    }

    /// An unsigned stamp for this key.
    pub fn draft(&self, key: &PublicKey) -> Draft {
        let docs = self
            .docs
            .iter()
            .map(|doc| {
                let value = Item::Array(vec![Item::uint(doc.serial), Item::bytes(&doc.sha256)]);
                (Item::text(&doc.name), value)
            })
            .collect();
        let payload = Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::EXP.into(), Item::uint(self.exp)),
            ("seq".into(), Item::uint(self.seq)),
            ("docs".into(), Item::ordered(docs)),
        ]);
        Draft::by(key, Typ::Stamp, &payload)
    }
}

impl Online for Stamp {
    const TYP: Typ = Typ::Stamp;
    const USE: KeyUse = KeyUse::Stamp;
    const LIMIT: usize = limit::TOKEN;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            exp: item.get(claim::EXP)?.as_uint()?,
            seq: item.get("seq")?.as_uint()?,
            docs: item
                .get("docs")?
                .as_map()?
                .iter()
                .map(|(name, value)| match value.as_array()? {
                    [serial, sha256] => Some(Stamped {
                        name: name.as_text()?.to_owned(),
                        serial: serial.as_uint()?,
                        sha256: sha256.as_fixed()?,
                    }),
                    _ => None,
                })
                .collect::<Option<_>>()?,
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
