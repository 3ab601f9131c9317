//! Receipts of inspections: shown back to the person, if they want one, and read on their phone
//! (`PROTOCOL.md §15.12`).

use super::{Inspector, LastAnswer};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::crypto::signature_from_der;
use crate::documents::{InspectionReceipt, cose_key};
use crate::error::{Code, CoreError};
use crate::inspection::{Reason, Verdict};
use crate::model::{PassId, Sentence, to_base64url};
use crate::qr::{Correction, QrMatrix, encode};
use crate::store::{Decoded, Fact, Owner};
use crate::time::{Moment, milliseconds, seconds};
use crate::words::{InspectionText, Say as _};

/// How long after an inspection its receipt can be had, in milliseconds of the device's own time.
const WITHIN_MS: i64 = 120_000;

/// How the vault's name of a key for receipts begins; there is one.
const RECEIPT_KEYS: &str = "doorstep/receipts/";

/// What an inspection has answered, as its receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionSlip {
    /// The text of the receipt.
    pub text: String,
    /// The same as a code.
    pub qr: QrMatrix,
    /// When, milliseconds since 1970, by the inspector's device.
    pub at_ms: i64,
    /// The pass, if one was read.
    pub pass: Option<PassId>,
    pub verdict: Verdict,
    pub reason: Reason,
    /// The device, by the beginning of its key's thumbprint, base64url.
    pub inspector: String,
    /// The receipt as a sentence.
    pub said: Sentence,
}

impl Inspector {
    /// The receipt of the last inspection, signed by a key of this device alone, for the person to
    /// scan or photograph. Nothing of it is kept.
    ///
    /// # Errors
    /// [`ClientError`]: `nothing-inspected` if two minutes have passed, and those of the
    /// vault and the store.
    pub fn receipt(&self) -> Result<InspectionSlip, ClientError> {
        self.sign_receipt().map_err(|error| self.client.say(&error))
    }

    fn sign_receipt(&self) -> Result<InspectionSlip, CoreError> {
        let reading = self.client.ports().clock.read();
        let (verdict, reason, pass, at) = match &self.looked().last {
            Some(LastAnswer { verdict, reason, pass, reading: then })
                if then.boot == reading.boot
                    && (0..=WITHIN_MS)
                        .contains(&reading.elapsed_ms.saturating_sub(then.elapsed_ms)) =>
            {
                (*verdict, *reason, *pass, then.clone())
            }
            _ => return Err(Code::NothingInspected.into()),
        };
        let alias = self.receipt_key()?;
        let vault = &self.client.ports().vault;
        let made = vault.create_signing_key(&alias, &[])?;
        let (at, lists_at) = {
            let state = self.client.lock();
            let lists_at = state.lists.stamp().map_or(0, |stamp| stamp.iat);
            (seconds(state.time.at(&at).best_ms), lists_at)
        };
        let receipt = InspectionReceipt {
            at,
            pass,
            result: verdict.name().to_owned(),
            reason: reason.name().to_owned(),
            lists_at,
            inspector: made.public,
        };
        let draft = receipt.draft();
        let signature = signature_from_der(&vault.sign(&alias, &draft.to_sign())?);
        let signed = draft.close(&signature.ok_or(Code::VaultBusy)?);
        slip(&self.client, InspectionReceipt::text(&signed), &receipt)
    }

    /// The vault's name of the key for receipts, drawn once.
    fn receipt_key(&self) -> Result<String, CoreError> {
        let mut state = self.client.lock();
        let known = match state.store.fact::<String>(Owner::Phone, Fact::ReceiptKey)? {
            Decoded::Value(alias) => return Ok(alias),
            Decoded::Absent => None,
            // The authority knows this device by that key: it is looked for where keys are.
            Decoded::Unreadable => self.client.ports().vault.aliases(RECEIPT_KEYS)?.pop(),
        };
        let alias = match known {
            Some(alias) => alias,
            None => {
                let name: [u8; 12] = self.client.ports().random.draw()?;
                format!("{RECEIPT_KEYS}{}", to_base64url(&name))
            }
        };
        let mut edit = state.edit();
        edit.keep(Fact::ReceiptKey, &alias);
        state.commit(edit)?;
        Ok(alias)
    }
}

/// Reads a receipt that an inspector has shown. That the key in it signed it is checked; whose
/// device that is, the authority knows.
///
/// # Errors
/// [`ClientError`]: `receipt-malformed`.
pub fn read_receipt(client: &Client, text: &str) -> Result<InspectionSlip, ClientError> {
    let read = InspectionReceipt::read(text).map_err(|_| Code::ReceiptMalformed.into());
    read.and_then(|receipt| slip(client, text.trim().to_owned(), &receipt))
        .map_err(|error: CoreError| client.say(&error))
}

fn slip(
    client: &Client,
    text: String,
    receipt: &InspectionReceipt,
) -> Result<InspectionSlip, CoreError> {
    let malformed = || CoreError::from(Code::ReceiptMalformed);
    let named = |name: &str| Verdict::ALL.iter().find(|verdict| verdict.name() == name).copied();
    let verdict = named(&receipt.result).ok_or_else(malformed)?;
    let reason = Reason::ALL.iter().find(|reason| reason.name() == receipt.reason).copied();
    let reason = reason.ok_or_else(malformed)?;
    let at_ms = milliseconds(receipt.at);
    let state = client.lock();
    let at = state.viewed(Moment::exactly(at_ms)).when_whole(at_ms);
    let said = InspectionText::Inspected { at, verdict }.sentence(state.language);
    let thumbprint = cose_key::thumbprint(&receipt.inspector).to_string();
    Ok(InspectionSlip {
        qr: encode(&text, Correction::Low).ok_or_else(malformed)?,
        text,
        at_ms,
        pass: receipt.pass,
        verdict,
        reason,
        inspector: thumbprint.get(..8).unwrap_or_default().to_owned(),
        said,
    })
}
