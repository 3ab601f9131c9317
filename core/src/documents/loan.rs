//! The invitation of a device that is lent: with it a device registers that has no number
//! (`PROTOCOL.md §4.23`).

use super::code_text::{LOAN_PREFIX, decode_under, encode_under};
use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::{claim, limit};
use super::sign1::{Draft, Sign1};
use super::trust::{KeyUse, TrustList};
use crate::model::{LoanId, LoanNumber, PublicKey};

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanInvitation {
    pub iss: String,
    /// The last second at which a device registers with it.
    pub exp: u64,
    pub id: LoanId,
    pub number: LoanNumber,
    /// SHA-256 of the root that the authority goes by: a device of another authority stops here.
    pub root: [u8; 32],
    /// Drawn for this one, so that no two are alike.
    pub once: [u8; 16],
}

impl LoanInvitation {
    /// The signed bytes in the text of a QR code.
    ///
    /// # Errors
    /// [`DocumentError`] for any other text.
    pub fn bytes_of(text: &str) -> Result<Vec<u8>, DocumentError> {
        let bytes = decode_under(LOAN_PREFIX, text).map_err(|_| DocumentError::Field)?;
        if bytes.len() > limit::LOAN { Err(DocumentError::Field) } else { Ok(bytes) }
    }

    /// The text of a QR code with these signed bytes.
    pub fn text_of(bytes: &[u8]) -> String {
        encode_under(LOAN_PREFIX, bytes)
    }

    /// What the invitation in these bytes says before anybody vouched for it: enough to refuse it without
    /// a network, never to take it.
    ///
    /// # Errors
    /// [`DocumentError`] if it is none.
    pub fn claimed(bytes: &[u8]) -> Result<Self, DocumentError> {
        let signed = Sign1::read(bytes, limit::LOAN, limit::DEPTH_DOCUMENT)?;
        if signed.typ() != Some(Typ::Loan) || signed.header().thumbprint().is_none() {
            return Err(DocumentError::Field);
        }
        Self::fields(signed.unverified())
    }

    /// The invitation in these bytes, signed by an order key of the trust list for this issuer that may be
    /// believed at this second.
    ///
    /// # Errors
    /// [`DocumentError`] for anything else.
    pub fn read(
        bytes: &[u8],
        trust: &TrustList,
        iss: &str,
        now: u64,
    ) -> Result<Self, DocumentError> {
        let signed = Sign1::read(bytes, limit::LOAN, limit::DEPTH_DOCUMENT)?;
        let keys = trust.keys_for(KeyUse::Order).filter(|key| {
            let counts = (key.sign_from..=key.verify_until).contains(&now);
            key.iss == iss && key.revoked_at.is_none() && counts
        });
        let payload = signed.open_by(Typ::Loan, keys.map(|key| &key.key))?;
        let invitation = Self::fields(payload)?;
        if invitation.iss == iss { Ok(invitation) } else { Err(DocumentError::Field) }
    }

    /// An unsigned one for this key of the authority.
    pub fn draft(&self, by: &PublicKey) -> Draft {
        let claims = Item::map([
            (claim::ISS.into(), Item::text(&self.iss)),
            (claim::EXP.into(), Item::uint(self.exp)),
            (claim::CTI.into(), Item::bytes(self.id.bytes())),
            ("number".into(), Item::text(self.number.as_str())),
            ("root32".into(), Item::bytes(&self.root)),
            ("once16".into(), Item::bytes(&self.once)),
        ]);
        Draft::by(by, Typ::Loan, &claims)
    }

    fn fields(payload: &[u8]) -> Result<Self, DocumentError> {
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            iss: item.get(claim::ISS)?.as_text()?.to_owned(),
            exp: item.get(claim::EXP)?.as_uint()?,
            id: LoanId::new(item.get(claim::CTI)?.as_fixed()?),
            number: LoanNumber::new(item.get("number")?.as_text()?)?,
            root: item.get("root32")?.as_fixed()?,
            once: item.get("once16")?.as_fixed()?,
        })
    }
}
