//! A holder made of one key: shows passes and certificates, well and badly.

use doorstep::documents::{
    Challenge, Credential, Declared, Frame, Freshness, HolderClaims, PassClaims, encode_text,
};
use doorstep::model::{HolderHint, PassId};

use crate::issuer::{ISS, Key, NOW, key, sign};

/// Whoever holds a pass's key.
pub struct Holder(pub Key);

impl Default for Holder {
    fn default() -> Self {
        Self(key())
    }
}

impl Holder {
    /// A pass for groceries that began ten minutes before [`NOW`].
    pub fn pass(&self) -> PassClaims {
        PassClaims {
            iss: ISS.into(),
            sub: HolderHint::from_wire("ИП4321").unwrap(),
            nbf: NOW - 600,
            exp: NOW - 600 + 180 * 60,
            id: PassId::new(*b"passpass"),
            holder: Some(self.0.public().clone()),
            purpose: 1,
            act: 1,
            place: None,
            status: None,
        }
    }

    /// A certificate that began ten days before [`NOW`].
    pub fn certificate(&self) -> HolderClaims {
        HolderClaims {
            iss: ISS.into(),
            sub: HolderHint::from_wire("ИП4321").unwrap(),
            nbf: NOW - 10 * 86_400,
            exp: NOW + 20 * 86_400,
            id: PassId::new(*b"certcert"),
            holder: self.0.public().clone(),
        }
    }

    /// The code of a frame around these signed bytes.
    pub fn show(&self, credential: &[u8], frame: Frame) -> String {
        encode_text(&self.show_bytes(credential, frame))
    }

    /// The bytes of a frame around these signed bytes.
    pub fn show_bytes(&self, credential: &[u8], frame: Frame) -> Vec<u8> {
        sign(frame.draft(credential, self.0.public()).unwrap(), &self.0)
    }
}

/// A frame of this second.
pub fn at(second: u64) -> Frame {
    Frame { freshness: Freshness::At(second), declared: None }
}

/// A frame for this challenge.
pub fn for_challenge(challenge: Challenge) -> Frame {
    Frame { freshness: Freshness::For { challenge, salt: *b"saltsalt" }, declared: None }
}

/// The same frame with an emergency of purpose 5 that began at this second.
pub fn declared(frame: Frame, start: u64) -> Frame {
    Frame { declared: Some(Declared { purpose: 5, start }), ..frame }
}

/// A pass as a credential.
pub fn credential(pass: PassClaims) -> Credential {
    Credential::Pass(pass)
}
