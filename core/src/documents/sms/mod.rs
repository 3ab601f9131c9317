//! Passes by text message: what a region's number wants to be written, and what it answers. Tables with
//! effective dates, never code (`PROTOCOL.md §4.22`).
//!
//! What nobody has established about a region does not stand here: no pattern, no expiry, no template.

mod field;
mod form;
mod purpose;
mod region;
mod reply;
mod vector;

pub use field::{Confidence, FieldKind, Level, OnSeparator, PassportPart, SmsField, When};
pub use form::{FormKind, SmsForm, Template};
pub use purpose::{Closed, SmsPurpose, SmsQuota, Stretch, Validity};
pub use region::{Fallback, NoReply, SmsRegion, VoiceLine};
pub use reply::{Capture, Captured, PatternPart, ReplyClass, ReplyReason, SmsReply};
pub use vector::{ReplyVector, Wanted, WrittenVector};

use super::fields::every;
use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::limit;
use super::sign::{Sign, SignDraft};
use super::stored::decode_verified;
use super::trust::{KeyUse, TrustList};

/// The regions whose passes are asked for by text message, each in as many versions as it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsRegions {
    /// Grows with every document.
    pub serial: u64,
    /// When it was made.
    pub iat: u64,
    pub iss: String,
    /// Every version of every region.
    pub regions: Vec<SmsRegion>,
}

impl SmsRegions {
    /// The document in these bytes, signed by enough rules keys of the trust list for this issuer,
    /// within the keys' time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        let signed = Sign::read(bytes, Typ::Sms, limit::SMS)?;
        let threshold = usize::try_from(trust.rules_threshold).unwrap_or(usize::MAX);
        let payload = signed.open(&trust.good_keys(KeyUse::Rules, iss), threshold)?;
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        let read = Self::from_item(&item).ok_or(DocumentError::Field)?;
        // When they were signed is known only now: once more, by the keys of that time.
        signed.open(&trust.keys_signing_at(KeyUse::Rules, iss, read.iat), threshold)?;
        if read.iss == iss { Ok(read) } else { Err(DocumentError::Field) }
    }

    /// Reads bytes that were verified before they were kept in a sealed row.
    pub fn decode_verified(bytes: &[u8]) -> Result<Self, DocumentError> {
        decode_verified(bytes, Self::from_item)
    }

    /// Versions of one region that name the same beginning say two things of one day: none is read.
    fn from_item(item: &Item<'_>) -> Option<Self> {
        let regions = at_most(item.get("regions")?, limit::SMS_VERSIONS, SmsRegion::from_item)?;
        let is_twofold = |(at, region): (usize, &SmsRegion)| {
            let later = regions.iter().skip(at.saturating_add(1));
            later.into_iter().any(|other| (&other.id, other.from) == (&region.id, region.from))
        };
        if regions.iter().enumerate().any(is_twofold) {
            return None;
        }
        Some(Self {
            serial: item.get("serial")?.as_uint()?,
            iat: item.get("iat")?.as_uint()?,
            iss: item.get("iss")?.as_text()?.to_owned(),
            regions,
        })
    }

    pub fn draft(&self) -> SignDraft {
        let payload = Item::map([
            ("serial".into(), Item::uint(self.serial)),
            ("iat".into(), Item::uint(self.iat)),
            ("iss".into(), Item::text(&self.iss)),
            ("regions".into(), Item::Array(self.regions.iter().map(SmsRegion::item).collect())),
        ]);
        SignDraft::new(Typ::Sms, &payload)
    }
}

/// Every entry of a list that has no more than so many.
fn at_most<'b, T>(
    list: &Item<'b>,
    most: usize,
    read: impl Fn(&Item<'b>) -> Option<T>,
) -> Option<Vec<T>> {
    (list.as_array()?.len() <= most).then(|| every(Some(list), read))?
}

/// A text that names something to scripts: small letters, digits and dashes.
fn name(item: &Item<'_>) -> Option<String> {
    let text = item.as_text()?;
    let is_named = |part: u8| part.is_ascii_lowercase() || part.is_ascii_digit() || part == b'-';
    let fits = (1..=limit::SMS_NAME).contains(&text.len()) && text.bytes().all(is_named);
    fits.then(|| text.to_owned())
}

/// A text that stands in a message or is compared with one.
fn literal(item: &Item<'_>) -> Option<String> {
    item.as_text().filter(|text| text.len() <= limit::SMS_LITERAL).map(str::to_owned)
}

/// The value that a name of the wire stands for.
fn named<T: Copy>(values: &[(T, &str)], item: &Item<'_>) -> Option<T> {
    let wanted = item.as_text()?;
    values.iter().find(|(_, name)| *name == wanted).map(|(value, _)| *value)
}

/// The name of a value on the wire.
fn name_of<T: Copy + PartialEq>(values: &[(T, &'static str)], wanted: T) -> &'static str {
    values.iter().find(|(value, _)| *value == wanted).map_or("", |(_, name)| name)
}
