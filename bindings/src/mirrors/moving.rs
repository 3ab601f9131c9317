//! A move to another phone.

use doorstep::client::DeviceOwner;
use doorstep::model::Sentence;
use doorstep::views::{MoveSide, MoveState, MoveStep, MoveView};

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
    pub side: MoveSide,
    pub state: MoveState,
    /// The code to show now; none where nothing is to be shown.
    pub code: Option<String>,
    /// To be compared with those of the other phone.
    pub digits: Option<String>,
    pub next: MoveStep,
    /// The next step in words.
    pub text: Sentence,
}

/// Which of the two phones this is.
#[uniffi::remote(Enum)]
pub enum MoveSide {
    /// It has the account, and gives it.
    Old,
    /// It takes the account.
    New,
}

/// What the person does next on this phone.
#[uniffi::remote(Enum)]
pub enum MoveStep {
    /// Scan the next code of the other phone.
    Scan,
    /// Type the digits that the new phone shows.
    TypeDigits,
    /// Ask once more what was asked for: it could not be done.
    TryAgain,
    /// Nothing; the other phone or the network is waited for.
    Wait,
    /// Nothing; the account is on the new phone.
    Done,
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
