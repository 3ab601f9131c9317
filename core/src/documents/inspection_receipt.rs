//! Inspection receipt: what an inspector's device has answered, signed by a key of its own, for the
//! person to keep. It names the device by that key alone, and the pass by the name that its holder
//! knows (`PROTOCOL.md §4.15`).

use super::code_text::{RECEIPT_PREFIX, decode_under, encode_under};
use super::cose_key;
use super::header::Typ;
use super::item::Item;
use super::malformed::{DocumentError, Malformed};
use super::numbers::{claim, limit};
use super::sign1::{Draft, Sign1};
use crate::model::{PassId, PublicKey};

/// What was answered, when, and by which device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionReceipt {
    /// When, Unix seconds, by the device's best knowledge.
    pub at: u64,
    /// The pass, if one was read.
    pub pass: Option<PassId>,
    /// The result, by its name.
    pub result: String,
    /// The reason, by its name.
    pub reason: String,
    /// When the device's lists were stamped, Unix seconds; 0 without any.
    pub lists_at: u64,
    /// The device's key for receipts alone.
    pub inspector: PublicKey,
}

impl InspectionReceipt {
    /// The receipt in this text, signed by the key that it names. Whose device that is,
    /// a receipt cannot say.
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let bytes = decode_under(RECEIPT_PREFIX, text.trim()).map_err(|_| Malformed::Type)?;
        let signed = Sign1::read(&bytes, limit::PASS, limit::DEPTH_DOCUMENT)?;
        // Only the key is used before it has vouched for itself.
        let claimed = Item::read(signed.unverified(), limit::DEPTH_DOCUMENT)?;
        let receipt = Self::from_item(&claimed).ok_or(DocumentError::Field)?;
        signed.open_by(Typ::Inspected, std::slice::from_ref(&receipt.inspector))?;
        Ok(receipt)
    }

    fn from_item(item: &Item<'_>) -> Option<Self> {
        let text = |name: &'static str| Some(item.get(name)?.as_text()?.to_owned());
        Some(Self {
            at: item.get(claim::IAT)?.as_uint()?,
            pass: match item.get(claim::CTI) {
                Some(id) => Some(PassId::new(id.as_fixed()?)),
                None => None,
            },
            result: text("result")?,
            reason: text("reason")?,
            lists_at: item.get("lists")?.as_uint()?,
            inspector: cose_key::from_item(item.get(claim::CNF)?.get(1)?)?,
        })
    }

    /// An unsigned receipt for the device's key.
    pub fn draft(&self) -> Draft {
        let key = Item::map([(1.into(), cose_key::to_item(&self.inspector))]);
        let mut claims = vec![
            (claim::IAT.into(), Item::uint(self.at)),
            (claim::CNF.into(), key),
            ("result".into(), Item::text(&self.result)),
            ("reason".into(), Item::text(&self.reason)),
            ("lists".into(), Item::uint(self.lists_at)),
        ];
        if let Some(pass) = self.pass {
            claims.push((claim::CTI.into(), Item::bytes(pass.bytes())));
        }
        Draft::by(&self.inspector, Typ::Inspected, &Item::map(claims))
    }

    /// The text of a signed receipt.
    pub fn text(signed: &[u8]) -> String {
        encode_under(RECEIPT_PREFIX, signed)
    }
}
