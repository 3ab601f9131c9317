//! What the authority says of a typed code that was looked up (`PROTOCOL.md §4.14`).

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::online::{self, Online};
use super::sign1::Draft;
use super::trust::{KeyUse, TrustList};
use crate::model::{HolderHint, Nonce, PublicKey};

/// How a pass stands that was named by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeResult {
    Valid,
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// Its act is not in force.
    NotInForce,
    Revoked,
    /// Revoked after the holder had left: the way home is allowed.
    ReturnHomeOnly,
    /// The key that signed it was withdrawn.
    KeyRevoked,
    /// No pass has this code.
    Unknown,
}

/// Every result with its name on the wire.
const RESULTS: [(CodeResult, &str); 8] = [
    (CodeResult::Valid, "valid"),
    (CodeResult::Expired, "expired"),
    (CodeResult::NotYetValid, "not-yet-valid"),
    (CodeResult::NotInForce, "not-in-force"),
    (CodeResult::Revoked, "revoked"),
    (CodeResult::ReturnHomeOnly, "return-home-only"),
    (CodeResult::KeyRevoked, "key-revoked"),
    (CodeResult::Unknown, "unknown"),
];

/// The pass that a code names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPass {
    /// Number of its purpose in the rules.
    pub purpose: u64,
    /// First second at which it counts.
    pub nbf: u64,
    /// First second at which it no longer counts.
    pub exp: u64,
    /// What an inspector compares with the document.
    pub sub: HolderHint,
}

/// The answer to one look-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeAnswer {
    pub iss: String,
    /// When it answered, Unix seconds.
    pub iat: u64,
    /// The nonce of the question.
    pub nonce: Nonce,
    /// How the pass stands.
    pub result: CodeResult,
    /// Whether another act requires a pass, if its own is not in force.
    pub other_act: bool,
    /// The pass; nothing for a code that is unknown or whose pass proves nothing.
    pub pass: Option<NamedPass>,
}

impl CodeAnswer {
    /// The answer in these bytes, signed by a status key of the trust list for this issuer,
    /// within the key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Self, DocumentError> {
        online::read(bytes, trust, iss)
    }

    /// An unsigned answer for this key.
    pub fn draft(&self, key: &PublicKey) -> Draft {
        let result = RESULTS.iter().find(|(result, _)| *result == self.result);
        let mut claims = vec![
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::IAT.into(), Item::uint(self.iat)),
            (claim::CNONCE.into(), Item::bytes(self.nonce.bytes())),
            ("result".into(), Item::text(result.map_or("", |(_, name)| name))),
        ];
        if self.other_act {
            claims.push(("other_act".into(), Item::Bool(true)));
        }
        if let Some(pass) = &self.pass {
            claims.push(("purpose".into(), Item::uint(pass.purpose)));
            claims.push(("nbf".into(), Item::uint(pass.nbf)));
            claims.push(("exp".into(), Item::uint(pass.exp)));
            claims.push(("sub".into(), Item::text(pass.sub.as_str())));
        }
        Draft::by(key, Typ::Code, &Item::map(claims))
    }
}

impl Online for CodeAnswer {
    const TYP: Typ = Typ::Code;
    const USE: KeyUse = KeyUse::Status;
    const LIMIT: usize = limit::TOKEN;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let named = item.get("result")?.as_text()?;
        let result = RESULTS.iter().find(|(_, name)| *name == named).map(|(result, _)| *result)?;
        let pass = match item.get("exp") {
            None => None,
            Some(exp) => Some(NamedPass {
                purpose: item.get("purpose")?.as_uint()?,
                nbf: item.get("nbf")?.as_uint()?,
                exp: exp.as_uint()?,
                sub: HolderHint::from_wire(item.get("sub")?.as_text()?)?,
            }),
        };
        // Of an unknown code, and of one whose pass proves nothing, nothing is said; of any other
        // everything.
        let nothing = matches!(result, CodeResult::Unknown | CodeResult::KeyRevoked);
        if pass.is_none() != nothing {
            return None;
        }
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            iat: item.get(claim::IAT)?.as_uint()?,
            nonce: Nonce::new(item.get(claim::CNONCE)?.as_fixed()?),
            result,
            other_act: match item.get("other_act") {
                Some(other_act) => other_act.as_bool()?,
                None => false,
            },
            pass,
        })
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
