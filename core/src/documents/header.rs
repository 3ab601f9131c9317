//! Protected headers: algorithm, key, type, and the pass inside a presentation (`PROTOCOL.md §3.3`).

use super::item::{Item, MapKey};
use super::malformed::Malformed;
use super::numbers::{algorithm, header, typ};
use crate::model::{PublicKey, Thumbprint};

/// Signature algorithms that are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// ECDSA with SHA-256 on P-256.
    EcdsaP256,
    /// Ed25519: of issuers, never of phones.
    Ed25519,
}

impl Algorithm {
    fn from_number(number: i64) -> Option<Self> {
        match number {
            algorithm::ES256 | algorithm::ESP256 => Some(Self::EcdsaP256),
            algorithm::EDDSA | algorithm::ED25519 => Some(Self::Ed25519),
            _ => None,
        }
    }

    /// The algorithm that a key signs with.
    pub fn of(key: &PublicKey) -> Self {
        match key {
            PublicKey::P256 { .. } => Self::EcdsaP256,
            PublicKey::Ed25519 { .. } => Self::Ed25519,
        }
    }

    fn number(self) -> i64 {
        match self {
            Self::EcdsaP256 => algorithm::ESP256,
            Self::Ed25519 => algorithm::ED25519,
        }
    }
}

/// Kinds of signed objects (`typ`, RFC 9596). Always present, compared before any key is tried,
/// so that nothing signed for one purpose is taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typ {
    /// A pass or a holder certificate.
    Pass,
    /// The live presentation of one.
    Presentation,
    /// A pass on paper.
    Paper,
    Root,
    Trust,
    Rules,
    Stamp,
    Deny,
    Status,
    /// What an inspector's device has answered.
    Inspected,
    Time,
    /// What the authority says of a typed code.
    Code,
    /// The word that a phone's key is closed.
    KeyClosed,
    /// How far a journal goes, by the phone that keeps it.
    Head,
    Order,
    /// A question at a time that no order tells.
    Check,
    Notice,
    /// What the authority has received.
    Receipt,
    /// What an officer says of a photo.
    PhotoVerdict,
    /// Tables of passes by text message.
    Sms,
    /// The invitation of a device that is lent.
    Loan,
    /// That a lent device changed hands, by both sides.
    Handover,
    /// That a lent device has destroyed what it knew.
    Wipe,
    /// From one device key to another, by both.
    Link,
}

/// Every kind with its value on the wire.
const TYPES: [(Typ, TypValue); 24] = [
    (Typ::Pass, TypValue::Number(typ::PASS)),
    (Typ::Presentation, TypValue::Number(typ::PRESENTATION)),
    (Typ::Paper, TypValue::Number(typ::PAPER)),
    (Typ::Root, TypValue::Name("application/doorstep-root+cose")),
    (Typ::Trust, TypValue::Name("application/doorstep-trust+cose")),
    (Typ::Rules, TypValue::Name("application/doorstep-rules+cose")),
    (Typ::Stamp, TypValue::Name("application/doorstep-stamp+cwt")),
    (Typ::Deny, TypValue::Name("application/doorstep-deny+cwt")),
    (Typ::Status, TypValue::Name("application/statuslist+cwt")),
    (Typ::Inspected, TypValue::Name("application/doorstep-inspection+cwt")),
    (Typ::Time, TypValue::Name("application/doorstep-time+cwt")),
    (Typ::Code, TypValue::Name("application/doorstep-code+cwt")),
    (Typ::KeyClosed, TypValue::Name("application/doorstep-key-closed+cwt")),
    (Typ::Order, TypValue::Name("application/doorstep-order+cwt")),
    (Typ::Check, TypValue::Name("application/doorstep-check+cwt")),
    (Typ::Notice, TypValue::Name("application/doorstep-notice+cwt")),
    (Typ::Receipt, TypValue::Name("application/doorstep-receipt+cwt")),
    (Typ::PhotoVerdict, TypValue::Name("application/doorstep-verdict+cwt")),
    (Typ::Head, TypValue::Name("application/doorstep-head+cwt")),
    (Typ::Sms, TypValue::Name("application/doorstep-sms+cose")),
    (Typ::Loan, TypValue::Name("application/doorstep-loan+cwt")),
    (Typ::Handover, TypValue::Name("application/doorstep-handover+cose")),
    (Typ::Wipe, TypValue::Name("application/doorstep-wipe+cwt")),
    (Typ::Link, TypValue::Name("application/doorstep-link+cose")),
];

#[derive(Debug, Clone, Copy)]
enum TypValue {
    Number(i64),
    Name(&'static str),
}

impl TypValue {
    fn item(self) -> Item<'static> {
        match self {
            Self::Number(number) => Item::Int(number),
            Self::Name(name) => Item::text(name),
        }
    }
}

impl Typ {
    fn item(self) -> Option<Item<'static>> {
        TYPES.iter().find(|(typ, _)| *typ == self).map(|(_, value)| value.item())
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        TYPES.iter().find(|(_, value)| value.item() == *item).map(|(typ, _)| *typ)
    }
}

/// The fields of a protected header that are known; any other is refused.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header<'b> {
    /// Algorithm of the signature under this header.
    pub algorithm: Option<Algorithm>,
    /// Name of the signing key: four bytes in passes, 32 elsewhere.
    pub kid: Option<Vec<u8>>,
    /// Kind of the object.
    pub typ: Option<Typ>,
    /// The pass or certificate that a presentation carries.
    pub kcwt: Option<Item<'b>>,
}

impl<'b> Header<'b> {
    /// The header in these bytes.
    ///
    /// # Errors
    /// [`Malformed`] for any unknown field, `crit` among them.
    pub fn read(bytes: &'b [u8], depth: usize) -> Result<Self, Malformed> {
        // An empty header is written as no bytes at all (RFC 9052 §3); all of ours say something.
        if bytes.is_empty() {
            return Err(Malformed::Type);
        }
        let Item::Map(entries) = Item::read(bytes, depth)? else {
            return Err(Malformed::Type);
        };
        let mut found = Self::default();
        let mut named = None;
        for (key, value) in entries {
            match key.as_int() {
                Some(header::ALG) => {
                    let number = value.as_int().ok_or(Malformed::Algorithm)?;
                    named = Some(number);
                    found.algorithm =
                        Some(Algorithm::from_number(number).ok_or(Malformed::Algorithm)?);
                }
                Some(header::KID) => {
                    found.kid = Some(value.as_bytes().ok_or(Malformed::Type)?.to_vec());
                }
                Some(header::TYP) => {
                    found.typ = Some(Typ::from_item(&value).ok_or(Malformed::Type)?);
                }
                Some(header::KCWT) => found.kcwt = Some(value),
                _ => return Err(Malformed::NotCanonical),
            }
        }
        // Issuers may have libraries that know the older name alone; phones are ours, and one
        // frame has one form.
        if found.typ == Some(Typ::Presentation) && named != Some(algorithm::ESP256) {
            return Err(Malformed::Algorithm);
        }
        Ok(found)
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut entries: Vec<(MapKey, Item<'_>)> = Vec::new();
        if let Some(algorithm) = self.algorithm {
            entries.push((header::ALG.into(), Item::Int(algorithm.number())));
        }
        if let Some(kid) = &self.kid {
            entries.push((header::KID.into(), Item::bytes(kid)));
        }
        if let Some(typ) = self.typ.and_then(Typ::item) {
            entries.push((header::TYP.into(), typ));
        }
        if let Some(kcwt) = &self.kcwt {
            entries.push((header::KCWT.into(), kcwt.clone()));
        }
        Item::map(entries).to_bytes()
    }

    /// The full name of the signing key, in objects that carry it.
    pub fn thumbprint(&self) -> Option<Thumbprint> {
        self.kid.as_deref().and_then(Thumbprint::from_slice)
    }
}
