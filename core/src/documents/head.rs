//! Head of a journal: the phone's own signature under all that it has written down
//! (`PROTOCOL.md §4.20`).

use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::sign1::{Draft, Sign1, Sign1Parts};
use crate::crypto::sha256;
use crate::model::{BootMark, ChainId, EpochId, PublicKey, Thumbprint};

/// How far a journal goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The latest second at which it can have been signed; none if nothing vouches for one.
    pub latest: Option<u64>,
    pub chain: ChainId,
    pub epoch: EpochId,
    /// Number of the last item that is reported; 0 before the first.
    pub seq: u64,
    /// Over what is reported.
    pub r: [u8; 32],
    /// Over every entry.
    pub h: [u8; 32],
    /// SHA-256 of the last time token: the head cannot be older than that.
    pub beacon: [u8; 32],
    /// Milliseconds since that token, if the phone was not started since.
    pub elapsed: Option<u64>,
    pub boot: BootMark,
    /// Of evidence that stands in a file with this head: SHA-256 of that file (`PROTOCOL.md §22.3`).
    pub file: Option<[u8; 32]>,
}

/// A head with the digest that receipts name it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    pub head: Head,
    /// `head32`: SHA-256 of the payload.
    pub digest: [u8; 32],
}

impl Head {
    /// The head in these bytes, signed by this device key.
    pub fn read(bytes: &[u8], key: &PublicKey) -> Result<SignedHead, DocumentError> {
        let signed = Sign1::read(bytes, limit::HEAD, limit::DEPTH_DOCUMENT)?;
        let payload = signed.open_by(Typ::Head, [key])?;
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        let head = Self::from_item(&item).ok_or(DocumentError::Field)?;
        Ok(SignedHead { head, digest: sha256(payload) })
    }

    /// Reads bytes that this phone has signed itself.
    pub fn decode_verified(bytes: &[u8]) -> Result<SignedHead, DocumentError> {
        let payload = Sign1Parts::of(bytes, limit::HEAD, limit::DEPTH_DOCUMENT)?.payload;
        let item = Item::decode_verified(&payload, limit::DEPTH_DOCUMENT)?;
        let head = Self::from_item(&item).ok_or(DocumentError::Field)?;
        Ok(SignedHead { head, digest: sha256(&payload) })
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let maybe = |value: Option<&Item<'_>>| match value {
            None => Some(None),
            Some(number) => number.as_uint().map(Some),
        };
        Some(Self {
            latest: maybe(item.get(claim::IAT))?,
            chain: ChainId::new(item.get("chain")?.as_fixed()?),
            epoch: EpochId::new(item.get("epoch")?.as_fixed()?),
            seq: item.get("seq")?.as_uint()?,
            r: item.get("r")?.as_fixed()?,
            h: item.get("h")?.as_fixed()?,
            beacon: item.get("beacon")?.as_fixed()?,
            elapsed: maybe(item.get("elapsed"))?,
            boot: BootMark::new(item.get("boot")?.as_fixed()?),
            file: maybe_digest(item.get("file"))?,
        })
    }

    fn item(&self) -> Item<'static> {
        let mut claims: Vec<(MapKey, Item<'static>)> = vec![
            ("chain".into(), Item::bytes(self.chain.bytes())),
            ("epoch".into(), Item::bytes(self.epoch.bytes())),
            ("seq".into(), Item::uint(self.seq)),
            ("r".into(), Item::bytes(&self.r)),
            ("h".into(), Item::bytes(&self.h)),
            ("beacon".into(), Item::bytes(&self.beacon)),
            ("boot".into(), Item::bytes(self.boot.bytes())),
        ];
        claims.extend(self.latest.map(|latest| (claim::IAT.into(), Item::uint(latest))));
        claims.extend(self.elapsed.map(|elapsed| ("elapsed".into(), Item::uint(elapsed))));
        claims.extend(self.file.map(|file| ("file".into(), Item::bytes(&file))));
        Item::map(claims)
    }

    /// What is signed.
    pub fn payload(&self) -> Vec<u8> {
        self.item().to_bytes()
    }

    /// `head32`, before it is signed too.
    pub fn digest(&self) -> [u8; 32] {
        sha256(&self.item().to_bytes())
    }

    /// An unsigned head for the device key of this name.
    pub fn draft(&self, key: &Thumbprint) -> Draft {
        Draft::by_device(key, Typ::Head, &self.item())
    }
}

fn maybe_digest(item: Option<&Item<'_>>) -> Option<Option<[u8; 32]>> {
    item.map_or(Some(None), |item| item.as_fixed().map(Some))
}
