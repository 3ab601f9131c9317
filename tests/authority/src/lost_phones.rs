//! A phone that its user has lost: what is asked pauses, and goes on on the phone that takes its place
//! (`PROTOCOL.md §26.6`).

use doorstep::model::{AccountId, PhoneNumber};

use crate::orders::{Desk, OrderError, hand_on, pause_account};
use crate::store::{StoreError, Transaction};

/// Why the key of a lost phone is closed.
pub(crate) const LOST: &str = "lost";

/// Why nothing pauses or goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LostError {
    /// No such account is open under this number.
    Unknown,
    Failed,
}

impl From<StoreError> for LostError {
    fn from(_: StoreError) -> Self {
        Self::Failed
    }
}

impl From<OrderError> for LostError {
    fn from(_: OrderError) -> Self {
        Self::Failed
    }
}

/// Somebody says that the phone of a number is lost, by whatever way: that pauses what is asked, and nothing
/// else. Whoever says it falsely frees somebody from questions, and holds nothing against them.
pub(crate) fn lose(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    phone: &PhoneNumber,
) -> Result<(), LostError> {
    let accounts = tx.open_accounts_of(&desk.server.number_mac(phone))?;
    if accounts.is_empty() {
        return Err(LostError::Unknown);
    }
    for account in accounts {
        pause_account(desk, tx, account.id)?;
    }
    Ok(())
}

/// An officer has the person before them, and this account's phone in hand: orders of the number's other phones
/// go on there, and those phones speak for nobody any more. The quota goes on under the number.
pub(crate) fn replace(
    desk: &Desk<'_>,
    tx: &Transaction<'_>,
    phone: &PhoneNumber,
    account: AccountId,
) -> Result<(), LostError> {
    let accounts = tx.open_accounts_of(&desk.server.number_mac(phone))?;
    let new = accounts.iter().find(|known| known.id == account).ok_or(LostError::Unknown)?;
    for old in accounts.iter().filter(|known| known.id != account) {
        tx.deny_passes_of(old.id, desk.now)?;
        hand_on(desk, tx, old.id, new)?;
        tx.close_without_number(old.id, LOST, desk.now)?;
    }
    Ok(())
}
