//! A move to another phone, as a screen tells it.

use super::Viewed;
use crate::model::Sentence;
use crate::moving::{Digits, MoveCode};
use crate::words::MoveText;

/// A move on one of its two phones.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveSide {
    /// It has the account, and gives it.
    Old,
    /// It takes the account.
    New,
}

/// What the person does next on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// How far a move is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl MoveState {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Comparing => "comparing",
            Self::Giving => "giving",
            Self::Given => "given",
            Self::Waiting => "waiting",
            Self::Moved => "moved",
        }
    }
}

/// How far a move is, with what its phone shows.
pub(crate) enum MoveShown<'a> {
    Offered(&'a MoveCode),
    Answered(&'a MoveCode, Digits),
    Giving,
    Given(&'a str),
    Gone,
    Taking(&'a MoveCode),
    Compared(Digits),
    Taken,
    Arrived,
}

impl Viewed<'_> {
    pub(crate) fn moving(&self, shown: &MoveShown<'_>) -> MoveView {
        use MoveSide::{New, Old};
        let (side, state, next, text) = match shown {
            MoveShown::Offered(_) => (Old, MoveState::Offered, MoveStep::Scan, MoveText::Offered),
            MoveShown::Answered(..) => {
                (Old, MoveState::Comparing, MoveStep::TypeDigits, MoveText::Answered)
            }
            MoveShown::Giving => (Old, MoveState::Giving, MoveStep::TryAgain, MoveText::Giving),
            MoveShown::Given(_) => (Old, MoveState::Given, MoveStep::Wait, MoveText::Given),
            MoveShown::Gone => (Old, MoveState::Moved, MoveStep::Done, MoveText::Gone),
            MoveShown::Taking(_) => (New, MoveState::Offered, MoveStep::Scan, MoveText::Taking),
            MoveShown::Compared(_) => {
                (New, MoveState::Comparing, MoveStep::Scan, MoveText::Compared)
            }
            MoveShown::Taken => (New, MoveState::Waiting, MoveStep::Wait, MoveText::Taken),
            MoveShown::Arrived => (New, MoveState::Moved, MoveStep::Done, MoveText::Arrived),
        };
        let code = match shown {
            MoveShown::Offered(code) | MoveShown::Answered(code, _) | MoveShown::Taking(code) => {
                Some(code.text())
            }
            MoveShown::Given(code) => Some((*code).to_owned()),
            _ => None,
        };
        let digits = match shown {
            MoveShown::Answered(_, digits) | MoveShown::Compared(digits) => {
                Some(digits.to_string())
            }
            _ => None,
        };
        MoveView { side, state, code, digits, next, text: self.say(&text) }
    }
}
