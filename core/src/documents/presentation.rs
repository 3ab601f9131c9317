//! Presentations: the key-binding layout of SD-CWT (draft-ietf-spice-sd-cwt), in which the phone
//! signs the moment, or the inspector's challenge, around the pass it shows (`PROTOCOL.md §4.13`).

use super::code_text::{CHALLENGE_PREFIX, decode_under, encode_under};
use super::header::{Algorithm, Header, Typ};
use super::item::{Item, MapKey};
use super::malformed::Malformed;
use super::numbers::{claim, inside, limit};
use super::sign1::{Draft, Sign1};
use crate::model::{PublicKey, number_in};

/// The audience of every presentation: whoever inspects.
const AUDIENCE: &str = "P";

/// An inspector's eight bytes: the digits shown, as ASCII, or random ones carried by a QR code.
pub type Challenge = [u8; 8];

/// The text of a challenge, for holders' phones that may scan it in place of typing.
pub fn challenge_text(challenge: &Challenge) -> String {
    encode_under(CHALLENGE_PREFIX, challenge)
}

/// The challenge that an inspector reads out, eight digits however they are grouped, or
/// shows as a code.
pub fn challenge_of(digits: &str) -> Option<Challenge> {
    if let Ok(scanned) = decode_under(CHALLENGE_PREFIX, digits.trim()) {
        return scanned.try_into().ok();
    }
    let number = number_in(digits, size_of::<Challenge>())?;
    number.into_bytes().try_into().ok()
}

/// What makes a frame fresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Made at this second.
    At(u64),
    /// Made for this challenge; `salt` are eight random bytes.
    For {
        /// The inspector's bytes (`PROTOCOL.md §7.3`).
        challenge: Challenge,
        /// Keeps two answers to one challenge apart.
        salt: [u8; 8],
    },
}

/// An emergency that the holder declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// Number of the emergency purpose in the rules; 0 if the phone had none.
    pub purpose: u64,
    /// When it was declared, Unix seconds.
    pub start: u64,
}

/// What one frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// What makes it fresh.
    pub freshness: Freshness,
    /// The emergency, in frames over a holder certificate.
    pub declared: Option<Declared>,
}

impl Frame {
    /// Reads the payload that the holder's signature covers.
    ///
    /// # Errors
    /// [`Malformed`] for anything but the two payloads of a pass and the two of an emergency.
    pub fn read(payload: &[u8]) -> Result<Self, Malformed> {
        let item = Item::read(payload, limit::DEPTH_PASS)?;
        Self::from_item(&item).ok_or(Malformed::NotCanonical)
    }

    /// The challenge that it answers.
    pub fn challenge(&self) -> Option<Challenge> {
        match self.freshness {
            Freshness::For { challenge, .. } => Some(challenge),
            Freshness::At(_) => None,
        }
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let mut entries = item.as_map()?.len();
        (item.get(claim::AUD)?.as_text()? == AUDIENCE).then_some(())?;
        let declared = match item.get(claim::DOORSTEP) {
            Some(ours) if ours.as_map()?.len() == 2 => {
                entries = entries.checked_sub(1)?;
                Some(Declared {
                    purpose: ours.get(inside::PURPOSE)?.as_uint()?,
                    start: ours.get(inside::START)?.as_uint()?,
                })
            }
            Some(_) => return None,
            None => None,
        };
        let freshness = match (item.get(claim::IAT), item.get(claim::CNONCE), entries) {
            (Some(iat), None, 2) => Freshness::At(iat.as_uint()?),
            (None, Some(challenge), 3) => Freshness::For {
                challenge: challenge.as_fixed()?,
                salt: item.get(claim::CTI)?.as_fixed()?,
            },
            _ => return None,
        };
        Some(Self { freshness, declared })
    }

    fn item(&self) -> Item<'static> {
        let mut payload: Vec<(MapKey, Item<'static>)> =
            vec![(claim::AUD.into(), Item::text(AUDIENCE))];
        match self.freshness {
            Freshness::At(iat) => payload.push((claim::IAT.into(), Item::uint(iat))),
            Freshness::For { challenge, salt } => {
                payload.push((claim::CTI.into(), Item::bytes(&salt)));
                payload.push((claim::CNONCE.into(), Item::bytes(&challenge)));
            }
        }
        if let Some(declared) = self.declared {
            let ours = Item::map([
                (inside::PURPOSE.into(), Item::uint(declared.purpose)),
                (inside::START.into(), Item::uint(declared.start)),
            ]);
            payload.push((claim::DOORSTEP.into(), ours));
        }
        Item::map(payload)
    }

    /// An unsigned presentation of this pass or certificate by the holder's key.
    ///
    /// # Errors
    /// [`Malformed`] if `credential` is no signed object.
    pub fn draft(&self, credential: &[u8], holder: &PublicKey) -> Result<Draft, Malformed> {
        let header = Header {
            algorithm: Some(Algorithm::of(holder)),
            kid: None,
            typ: Some(Typ::Presentation),
            kcwt: Some(Item::read(credential, limit::DEPTH_PASS)?),
        };
        Ok(Draft::new(&header, &self.item()))
    }
}

/// A scanned object whose form was checked.
#[derive(Debug, Clone)]
pub enum Scanned<'b> {
    /// A pass or certificate without its holder's signature: on paper, or cut out of a live code.
    Bare(Sign1<'b>),
    Live {
        /// The pass or certificate inside.
        credential: Sign1<'b>,
        /// The holder's signature around it.
        frame: Sign1<'b>,
    },
}

impl<'b> Scanned<'b> {
    /// Reads what a code carries.
    pub fn read(bytes: &'b [u8]) -> Result<Self, Malformed> {
        let outer = Sign1::read(bytes, limit::PASS, limit::DEPTH_PASS)?;
        match (outer.typ(), &outer.header().kcwt) {
            (Some(Typ::Presentation), Some(kcwt)) => {
                let credential = Sign1::take(kcwt.clone(), limit::DEPTH_PASS)?;
                if credential.typ() != Some(Typ::Pass) || credential.header().kcwt.is_some() {
                    return Err(Malformed::Type);
                }
                named(&credential)?;
                if outer.header().kid.is_some() {
                    return Err(Malformed::NotCanonical);
                }
                Ok(Self::Live { credential, frame: outer })
            }
            (Some(Typ::Pass | Typ::Paper), None) => {
                named(&outer)?;
                Ok(Self::Bare(outer))
            }
            _ => Err(Malformed::Type),
        }
    }

    /// The pass or certificate.
    pub fn credential(&self) -> &Sign1<'b> {
        match self {
            Self::Bare(credential) | Self::Live { credential, .. } => credential,
        }
    }
}

fn named(credential: &Sign1<'_>) -> Result<(), Malformed> {
    match credential.header().kid.as_deref() {
        Some([_, _, _, _]) => Ok(()),
        _ => Err(Malformed::Type),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_eight_digits_however_they_are_grouped() {
        for read in [
            "12345678",
            "1234 5678",
            " 1234-5678 ",
            "12 34 56 78",
            "１２３４５６７８",
            "١٢٣٤ ٥٦٧٨",
            "1234–5678",
            "\u{2066}1234\u{a0}5678\u{2069}",
        ] {
            assert_eq!(challenge_of(read), Some(*b"12345678"), "{read}");
        }
        for wrong in
            ["", "1234567", "123456789", "1234567a", "1234\u{0}678", "+1234567", "1234+5678"]
        {
            assert_eq!(challenge_of(wrong), None, "{wrong}");
        }
        assert_eq!(challenge_of(&"1".repeat(1 << 20)), None);
        let scanned = challenge_text(b"12345678");
        assert_eq!(challenge_of(&scanned), Some(*b"12345678"));
        for wrong in [&scanned[..scanned.len() - 1], "DS1C:", "DS1C:::", "DS1:BB8"] {
            assert_eq!(challenge_of(wrong), None, "{wrong}");
        }
    }
}
