//! A move to another phone.

use doorstep::client::DeviceOwner;
use doorstep::views::{MoveState, MoveView};

/// How far a move is.
#[uniffi::remote(Enum)]
pub enum MoveState {
    /// Codes are shown.
    Offered,
    /// Digits are to be compared.
    Comparing,
    /// The old phone was asked to give and has not signed yet.
    Giving,
    /// The old phone has signed; the new one may not have found a network yet.
    Given,
    /// The new phone has the link, which waits for a network.
    Waiting,
    /// The account is on the new phone. The old one may be erased.
    Moved,
}

/// A move on one of its two phones.
#[uniffi::remote(Record)]
pub struct MoveView {
    pub state: MoveState,
    /// The code to show now; none where nothing is to be shown.
    pub code: Option<String>,
    /// To be compared with those of the other phone.
    pub digits: Option<String>,
}

/// What the phone's own system says of whoever holds it.
#[uniffi::remote(Enum)]
pub enum DeviceOwner {
    /// It has asked for its lock (code, finger or face) within this very act, and was satisfied. Nothing
    /// that was unlocked earlier counts: an unlocked phone in another hand must not be able to give.
    Confirmed,
    /// It has not asked, cannot ask, or was not satisfied.
    Unconfirmed,
}
