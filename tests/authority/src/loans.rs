//! Devices that are lent, by the number on a form (`PROTOCOL.md §25`): invited, handed over, replaced and
//! taken back. Of whoever has one nothing is known here but that number.

use doorstep::crypto::{SystemRandom, sha256};
use doorstep::documents::{Handover, LoanInvitation, Receipt, Received, WipeCertificate, cose_key};
use doorstep::model::{AccountId, LoanId, LoanNumber, PublicKey};
use doorstep::ports::Random;
use serde::{Deserialize, Serialize};

use crate::online::close;
use crate::orders::{Desk, OrderError, pause_lending, rfc3339};
use crate::store::{Account, LoanDevice, StoreError, StoredLoan, Transaction};

/// How long an invitation waits for its device if nobody says, in seconds.
const INVITED: u64 = 7 * 86_400;
/// How far the time of a handover may lie from ours, in seconds.
const MAY_DIFFER: u64 = 300;
/// Why the key of a device is closed in whose place another came.
const REPLACED: &str = "replaced";

/// Why something was not done with a loan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LoanError {
    Unknown,
    /// Nothing is lent by it any more, or not to this device.
    Over,
    /// What stands in this field is not what the rest says.
    Field(&'static str),
    Failed,
}

impl From<StoreError> for LoanError {
    fn from(_: StoreError) -> Self {
        Self::Failed
    }
}

impl From<OrderError> for LoanError {
    fn from(_: OrderError) -> Self {
        Self::Failed
    }
}

/// An invitation that was made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanMade {
    pub number: String,
    /// The text of the code on its form.
    pub qr: String,
}

// Whoever has the code can register as the device.
impl std::fmt::Debug for LoanMade {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LoanMade(…)")
    }
}

/// A loan in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanEntry {
    pub number: String,
    /// `made`, `taken`, `frozen`, `running`, `lost`, `returned` or `over`.
    pub state: String,
    /// Until when a device may register, RFC 3339 in UTC.
    pub until: String,
    pub handed_over_at: Option<String>,
    pub returned_at: Option<String>,
    /// The text of the code of its wipe certificate.
    pub certificate: Option<String>,
}

/// A new invitation under this number. While somebody has a device of the number it is for another in
/// its place; else it begins a lending, with the orders that wait for the number.
pub(crate) fn make(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    number: &str,
    until: Option<u64>,
) -> Result<LoanMade, LoanError> {
    let number = LoanNumber::new(number).ok_or(LoanError::Field("number"))?;
    let exp = until.unwrap_or(desk.now.saturating_add(INVITED));
    if exp <= desk.now {
        return Err(LoanError::Field("until"));
    }
    let id = LoanId::new(drawn()?);
    let open = tx.open_loans(number.as_str())?;
    let lending = open.first().map_or(id, |loan| loan.lending);
    for loan in open {
        // What nobody has in hand gives way at once.
        if !is_handed_over(&tx.loan_devices(loan.id)?) {
            end(desk, tx, loan)?;
        }
    }
    tx.adopt_orders(number.as_str(), lending, desk.now)?;
    let published = desk.published;
    let invitation = LoanInvitation {
        iss: published.iss().to_owned(),
        exp,
        id,
        number: number.clone(),
        root: published.roots.last().ok_or(LoanError::Failed)?.sha256,
        once: drawn()?,
    };
    let key = published.keys.order.as_ref().ok_or(LoanError::Failed)?;
    let signed = close(key, invitation.draft(key.public())).map_err(|_| LoanError::Failed)?;
    tx.save_loan(&StoredLoan {
        id,
        number: number.as_str().to_owned(),
        lending,
        made_at: desk.now,
        exp,
        frozen_at: None,
        lost_at: None,
        over_at: None,
    })?;
    Ok(LoanMade { number: number.as_str().to_owned(), qr: LoanInvitation::text_of(&signed) })
}

/// Every loan, oldest first.
pub(crate) fn list(tx: &Transaction<'_>) -> Result<Vec<LoanEntry>, LoanError> {
    tx.loans()?.into_iter().map(|loan| entry(tx, loan)).collect()
}

fn entry(tx: &Transaction<'_>, loan: StoredLoan) -> Result<LoanEntry, LoanError> {
    let devices = tx.loan_devices(loan.id)?;
    let handed_over = devices.iter().find_map(|device| device.handed_over_at);
    let back = devices.iter().find(|device| device.returned_at.is_some());
    let certificate = back.and_then(|device| device.certificate.as_deref());
    Ok(LoanEntry {
        state: state(&loan, &devices).to_owned(),
        number: loan.number,
        until: rfc3339(loan.exp),
        handed_over_at: handed_over.map(rfc3339),
        returned_at: back.and_then(|device| device.returned_at).map(rfc3339),
        certificate: certificate.map(WipeCertificate::text_of),
    })
}

fn state(loan: &StoredLoan, devices: &[LoanDevice]) -> &'static str {
    if devices.iter().any(|device| device.returned_at.is_some()) {
        "returned"
    } else if loan.over_at.is_some() {
        "over"
    } else if loan.frozen_at.is_some() {
        "frozen"
    } else if loan.lost_at.is_some() {
        "lost"
    } else if is_handed_over(devices) {
        "running"
    } else if devices.is_empty() {
        "made"
    } else {
        "taken"
    }
}

/// Somebody says that the device is lost or broken: that pauses what is asked, and nothing else.
pub(crate) fn lose(desk: &Desk<'_>, tx: &Transaction<'_>, number: &str) -> Result<(), LoanError> {
    let loan = tx.open_loans(number)?.pop().ok_or(LoanError::Unknown)?;
    pause_lending(desk, tx, loan.lending, true)?;
    Ok(tx.save_loan(&StoredLoan { lost_at: loan.lost_at.or(Some(desk.now)), ..loan })?)
}

/// The loan to which this invites a device.
pub(crate) fn invited(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    bytes: &[u8],
) -> Result<StoredLoan, LoanError> {
    let trust = &desk.published.trust_list;
    let read = LoanInvitation::read(bytes, trust, desk.published.iss(), desk.now);
    let invitation = read.map_err(|_| LoanError::Field("loan"))?;
    tx.loan(invitation.id)?.ok_or(LoanError::Unknown)
}

/// A device comes with an invitation. A second one before the first is in somebody's hands freezes both:
/// nobody knows which of them is the one on the desk. After that it is refused and changes nothing.
pub(crate) fn register(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    loan: &StoredLoan,
    device: &LoanDevice,
) -> Result<(), LoanError> {
    let others = tx.loan_devices(loan.id)?;
    if loan.over_at.is_some() || loan.frozen_at.is_some() || loan.exp < desk.now {
        return Err(LoanError::Over);
    }
    if is_handed_over(&others) {
        return Err(LoanError::Over);
    }
    if !others.is_empty() {
        tx.save_loan(&StoredLoan { frozen_at: Some(desk.now), ..loan.clone() })?;
        return Err(LoanError::Over);
    }
    Ok(tx.add_loan_device(device)?)
}

/// The device is in somebody's hands: what it signed of that, with our signature beside it. It takes the
/// place of a device that the same number had before.
pub(crate) fn hand_over(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    (account, key): (AccountId, &PublicKey),
    id: LoanId,
    bytes: &[u8],
) -> Result<Vec<u8>, LoanError> {
    let device = tx.loan_device(account)?.filter(|device| device.loan == id);
    let device = device.ok_or(LoanError::Unknown)?;
    if let Some(signed) = device.handover {
        return Ok(signed);
    }
    let loan = tx.loan(id)?.ok_or(LoanError::Unknown)?;
    if loan.over_at.is_some() || loan.frozen_at.is_some() {
        return Err(LoanError::Over);
    }
    let wrong = LoanError::Field("handover");
    let handover = Handover::of_device(bytes, key).map_err(|_| wrong)?;
    let times = device.at.saturating_sub(MAY_DIFFER)..=desk.now.saturating_add(MAY_DIFFER);
    if handover.loan != id || !times.contains(&handover.at) {
        return Err(wrong);
    }
    let receipt = desk.published.keys.receipt.as_ref().ok_or(LoanError::Failed)?;
    let draft = Handover::reopened(bytes).map_err(|_| wrong)?;
    let to_sign = draft.to_sign(receipt.public());
    let signature = receipt.sign(&to_sign).map_err(|_| LoanError::Failed)?;
    let signed = draft.signed(receipt.public(), signature).close();
    tx.save_loan_device(&LoanDevice {
        handover: Some(signed.clone()),
        handed_over_at: Some(handover.at),
        ..device
    })?;
    for earlier in tx.open_loans(&loan.number)? {
        if earlier.id != id {
            end(desk, tx, earlier)?;
        }
    }
    pause_lending(desk, tx, loan.lending, false)?;
    Ok(signed)
}

/// The device is back and says that it is empty: a receipt for that. Its number and its receipts are all
/// that stays.
pub(crate) fn take_back(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    account: &Account,
    device: LoanDevice,
    bytes: &[u8],
) -> Result<Vec<u8>, LoanError> {
    let wrong = LoanError::Field("certificate");
    let key = cose_key::from_bytes(&account.device).map_err(|_| LoanError::Failed)?;
    let certificate = WipeCertificate::read(bytes, &key).map_err(|_| wrong)?;
    if let (Some(held), Some(receipt)) = (&device.certificate, &device.receipt) {
        return if held == bytes { Ok(receipt.clone()) } else { Err(LoanError::Over) };
    }
    if certificate.loan != device.loan {
        return Err(wrong);
    }
    let signer = desk.published.keys.receipt.as_ref().ok_or(LoanError::Failed)?;
    let receipt = Receipt {
        iss: desk.published.iss().to_owned(),
        iat: desk.now,
        received: Received::Device {
            loan: certificate.loan,
            key: certificate.key,
            wipe: sha256(bytes),
        },
    };
    let receipt = close(signer, receipt.draft(signer.public())).map_err(|_| LoanError::Failed)?;
    let loan = tx.loan(device.loan)?.ok_or(LoanError::Unknown)?;
    tx.save_loan_device(&LoanDevice {
        certificate: Some(bytes.to_vec()),
        receipt: Some(receipt.clone()),
        returned_at: Some(desk.now),
        ..device
    })?;
    tx.save_loan(&StoredLoan { over_at: loan.over_at.or(Some(desk.now)), ..loan })?;
    tx.erase(account, desk.now)?;
    Ok(receipt)
}

/// The same for a device that found no network, by the code that it shows.
pub(crate) fn take_back_shown(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    text: &str,
) -> Result<LoanEntry, LoanError> {
    let bytes =
        WipeCertificate::bytes_of(text.trim()).map_err(|_| LoanError::Field("certificate"))?;
    let claimed = WipeCertificate::claimed(&bytes).map_err(|_| LoanError::Field("certificate"))?;
    let account = tx.account_of(claimed.key)?.ok_or(LoanError::Unknown)?;
    let device = tx.loan_device(account.id)?.ok_or(LoanError::Unknown)?;
    let loan = device.loan;
    take_back(desk, tx, &account, device, &bytes)?;
    entry(tx, tx.loan(loan)?.ok_or(LoanError::Unknown)?)
}

/// Nothing is lent by it any more, and its devices speak for nobody.
fn end(desk: &Desk<'_>, tx: &Transaction<'_>, loan: StoredLoan) -> Result<(), LoanError> {
    for device in tx.loan_devices(loan.id)? {
        if let Some(account) = device.account {
            tx.close_device(account, REPLACED, desk.now)?;
        }
    }
    Ok(tx.save_loan(&StoredLoan { over_at: Some(desk.now), ..loan })?)
}

fn is_handed_over(devices: &[LoanDevice]) -> bool {
    devices.iter().any(|device| device.handover.is_some())
}

fn drawn<const N: usize>() -> Result<[u8; N], LoanError> {
    let random: &dyn Random = &SystemRandom::default();
    random.draw().map_err(|_| LoanError::Failed)
}
