//! That a lent device changed hands: one document that the device and the authority sign, each for the
//! other (`PROTOCOL.md §4.24`).

use super::cose_key;
use super::fields::{every, maybe, text};
use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::limit;
use super::sign::{Sign, SignDraft};
use super::stored::decode_verified;
use super::trust::{KeyUse, TrustList};
use crate::model::{LoanId, PublicKey, Thumbprint};

/// Most parts that are listed.
const MOST_PARTS: usize = 8;
/// Most bytes of the name of one.
const LONGEST_PART: usize = 32;

/// How the device was, and what came with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    battery: Option<u8>,
    parts: Vec<String>,
}

impl Condition {
    /// The battery in percent, and at most eight parts of at most 32 bytes each.
    pub fn new(battery: Option<u8>, parts: Vec<String>) -> Option<Self> {
        let is_named = |part: &String| {
            (1..=LONGEST_PART).contains(&part.len()) && !part.chars().any(char::is_control)
        };
        let is_good = battery.is_none_or(|percent| percent <= 100)
            && parts.len() <= MOST_PARTS
            && parts.iter().all(is_named);
        is_good.then_some(Self { battery, parts })
    }

    pub fn battery(&self) -> Option<u8> {
        self.battery
    }

    pub fn parts(&self) -> &[String] {
        &self.parts
    }
}

/// A device in somebody's hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    pub loan: LoanId,
    /// Name of the device key, as read from the device in hand.
    pub key: Thumbprint,
    /// Unix seconds.
    pub at: u64,
    pub condition: Condition,
}

impl Handover {
    /// What both sides sign.
    pub fn draft(&self) -> SignDraft {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("loan".into(), Item::bytes(self.loan.bytes())),
            ("key32".into(), Item::bytes(self.key.bytes())),
            ("at".into(), Item::uint(self.at)),
        ];
        let Condition { battery, parts } = &self.condition;
        fields.extend(battery.map(|percent| ("battery".into(), Item::uint(percent.into()))));
        if !parts.is_empty() {
            let parts = parts.iter().map(|part| Item::text(part)).collect();
            fields.push(("parts".into(), Item::Array(parts)));
        }
        SignDraft::new(Typ::Handover, &Item::map(fields))
    }

    /// What this device has signed of itself.
    ///
    /// # Errors
    /// [`DocumentError`] if it has not, or speaks of another key.
    pub fn of_device(bytes: &[u8], device: &PublicKey) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Handover, limit::HANDOVER)?;
        let handover = Self::fields(signed.open(std::slice::from_ref(device), 1)?)?;
        if handover.key == cose_key::thumbprint(device) {
            Ok(handover)
        } else {
            Err(DocumentError::Field)
        }
    }

    /// The same with the authority's signature beside the device's.
    ///
    /// # Errors
    /// [`DocumentError`] if one of the two is missing.
    pub fn of_both(
        bytes: &[u8],
        device: &PublicKey,
        trust: &TrustList,
        iss: &str,
    ) -> Result<Self, DocumentError> {
        let handover = Self::of_device(bytes, device)?;
        let signed = Sign::read(bytes, Typ::Handover, limit::HANDOVER)?;
        signed.open(&trust.good_keys(KeyUse::Receipt, iss), 1)?;
        Ok(handover)
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
        Ok(SignDraft::reopened(&Sign::read(bytes, Typ::Handover, limit::HANDOVER)?)?)
    }

    fn fields(payload: &[u8]) -> Result<Self, DocumentError> {
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let battery = maybe(item.get("battery"), |percent| u8::try_from(percent.as_uint()?).ok())?;
        Some(Self {
            loan: LoanId::new(item.get("loan")?.as_fixed()?),
            key: Thumbprint::new(item.get("key32")?.as_fixed()?),
            at: item.get("at")?.as_uint()?,
            condition: Condition::new(battery, every(item.get("parts"), text)?)?,
        })
    }
}
