//! That an account goes on under another device key: one document that the old key and the new one sign,
//! each for the other (`PROTOCOL.md §4.26`).

use super::fields::every;
use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::sign::{Sign, SignDraft};
use super::stored::decode_verified;
use crate::crypto::sha256;
use crate::documents::cose_key;
use crate::model::{ChainId, PublicKey, Thumbprint};

/// Most chains of one person that go along.
pub const MOST_CHAINS: usize = 8;

/// From one key to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub iss: String,
    /// Name of the device key that ends.
    pub old: Thumbprint,
    /// Name of the device key that goes on.
    pub new: Thumbprint,
    /// Unix seconds, by the old phone.
    pub at: u64,
    /// The journals that the old key has written.
    pub chains: Vec<LinkedChain>,
}

/// How far the old key has written a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkedChain {
    pub chain: ChainId,
    /// The last number that the old key reports; 0 if there is none.
    pub seq: u64,
    /// Over what is reported up to it.
    pub r: [u8; 32],
    /// Over every entry.
    pub h: [u8; 32],
}

impl Link {
    /// What both keys sign.
    pub fn draft(&self) -> SignDraft {
        SignDraft::new(Typ::Link, &self.item())
    }

    /// By which entries name it: SHA-256 of the payload.
    pub fn digest(&self) -> [u8; 32] {
        sha256(&self.item().to_bytes())
    }

    /// What the old phone has signed of itself.
    ///
    /// # Errors
    /// [`DocumentError`] if it has not, or speaks of another key.
    pub fn of_old(bytes: &[u8], old: &PublicKey) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Link, limit::LINK)?;
        let link = Self::fields(signed.open(std::slice::from_ref(old), 1)?)?;
        if link.old == cose_key::thumbprint(old) { Ok(link) } else { Err(DocumentError::Field) }
    }

    /// The same with the new phone's signature beside it.
    ///
    /// # Errors
    /// [`DocumentError`] if one of the two is missing.
    pub fn of_both(bytes: &[u8], old: &PublicKey, new: &PublicKey) -> Result<Self, DocumentError> {
        let link = Self::of_old(bytes, old)?;
        Sign::read(bytes, Typ::Link, limit::LINK)?.open(std::slice::from_ref(new), 1)?;
        if link.new == cose_key::thumbprint(new) { Ok(link) } else { Err(DocumentError::Field) }
    }

    /// Reads one whose signatures were good when it was kept.
    pub fn kept(bytes: &[u8]) -> Option<Self> {
        decode_verified(bytes, Self::from_item).ok()
    }

    /// The document as it stands, for one more signature.
    ///
    /// # Errors
    /// [`DocumentError`] if it is none.
    pub fn reopened(bytes: &[u8]) -> Result<SignDraft, DocumentError> {
        Ok(SignDraft::reopened(&Sign::read(bytes, Typ::Link, limit::LINK)?)?)
    }

    fn fields(payload: &[u8]) -> Result<Self, DocumentError> {
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let link = Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            old: Thumbprint::new(item.get("old32")?.as_fixed()?),
            new: Thumbprint::new(item.get("new32")?.as_fixed()?),
            at: item.get("at")?.as_uint()?,
            chains: every(item.get("chains"), LinkedChain::from_item)?,
        };
        let is_of_two = link.old != link.new;
        (is_of_two && link.chains.len() <= MOST_CHAINS).then_some(link)
    }

    fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            (claim::ISS.into(), Item::text(&self.iss)),
            ("old32".into(), Item::bytes(self.old.bytes())),
            ("new32".into(), Item::bytes(self.new.bytes())),
            ("at".into(), Item::uint(self.at)),
        ];
        if !self.chains.is_empty() {
            let chains = self.chains.iter().map(LinkedChain::item).collect();
            fields.push(("chains".into(), Item::Array(chains)));
        }
        Item::map(fields)
    }
}

impl LinkedChain {
    fn from_item(item: &Item<'_>) -> Option<Self> {
        let [chain, seq, r, h] = item.as_array()? else { return None };
        Some(Self {
            chain: ChainId::new(chain.as_fixed()?),
            seq: seq.as_uint()?,
            r: r.as_fixed()?,
            h: h.as_fixed()?,
        })
    }

    fn item(&self) -> Item<'static> {
        let Self { chain, seq, r, h } = self;
        Item::Array(vec![
            Item::bytes(chain.bytes()),
            Item::uint(*seq),
            Item::bytes(r),
            Item::bytes(h),
        ])
    }
}
