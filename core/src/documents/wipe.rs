//! That a lent device has destroyed what it knew of whoever had it, signed by its own key
//! (`PROTOCOL.md §4.25`).

use super::code_text::{WIPE_PREFIX, decode_under, encode_under};
use super::fields::maybe;
use super::header::Typ;
use super::item::{Item, MapKey};
use super::malformed::DocumentError;
use super::numbers::limit;
use super::sign1::{Draft, Sign1};
use crate::model::{LoanId, PublicKey, Thumbprint};

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WipeCertificate {
    pub loan: LoanId,
    /// Unix seconds.
    pub at: u64,
    /// Name of the device key.
    pub key: Thumbprint,
    /// How many keys go, this one too. How much was written under them is nobody's affair.
    pub destroyed: u64,
    /// Over every entry of the journal that goes; none if nothing was written down.
    pub h: Option<[u8; 32]>,
}

impl WipeCertificate {
    /// The signed bytes in the text of a QR code.
    ///
    /// # Errors
    /// [`DocumentError`] for any other text.
    pub fn bytes_of(text: &str) -> Result<Vec<u8>, DocumentError> {
        let bytes = decode_under(WIPE_PREFIX, text).map_err(|_| DocumentError::Field)?;
        if bytes.len() > limit::WIPE { Err(DocumentError::Field) } else { Ok(bytes) }
    }

    /// The text of a QR code with these signed bytes.
    pub fn text_of(bytes: &[u8]) -> String {
        encode_under(WIPE_PREFIX, bytes)
    }

    /// The certificate in these bytes, signed by this device key.
    ///
    /// # Errors
    /// [`DocumentError`] for anything else.
    pub fn read(bytes: &[u8], key: &PublicKey) -> Result<Self, DocumentError> {
        let signed = Sign1::read(bytes, limit::WIPE, limit::DEPTH_DOCUMENT)?;
        let certificate = Self::fields(signed.open_by(Typ::Wipe, [key])?)?;
        let names_itself = signed.header().thumbprint() == Some(certificate.key);
        if names_itself { Ok(certificate) } else { Err(DocumentError::Field) }
    }

    /// What this phone has signed itself and kept in a plain file: whoever could write there could have
    /// destroyed the rest as well.
    ///
    /// # Errors
    /// [`DocumentError`] if it is none.
    pub fn claimed(bytes: &[u8]) -> Result<Self, DocumentError> {
        let signed = Sign1::read(bytes, limit::WIPE, limit::DEPTH_DOCUMENT)?;
        if signed.typ() != Some(Typ::Wipe) {
            return Err(DocumentError::Field);
        }
        Self::fields(signed.unverified())
    }

    /// An unsigned certificate for the device key that it names.
    pub fn draft(&self) -> Draft {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("loan".into(), Item::bytes(self.loan.bytes())),
            ("at".into(), Item::uint(self.at)),
            ("key32".into(), Item::bytes(self.key.bytes())),
            ("destroyed".into(), Item::uint(self.destroyed)),
        ];
        fields.extend(self.h.map(|h| ("h".into(), Item::bytes(&h))));
        Draft::by_device(&self.key, Typ::Wipe, &Item::map(fields))
    }

    fn fields(payload: &[u8]) -> Result<Self, DocumentError> {
        let item = Item::read(payload, limit::DEPTH_DOCUMENT)?;
        Self::from_item(&item).ok_or(DocumentError::Field)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            loan: LoanId::new(item.get("loan")?.as_fixed()?),
            at: item.get("at")?.as_uint()?,
            key: Thumbprint::new(item.get("key32")?.as_fixed()?),
            destroyed: item.get("destroyed")?.as_uint()?,
            h: maybe(item.get("h"), Item::as_fixed)?,
        })
    }
}
