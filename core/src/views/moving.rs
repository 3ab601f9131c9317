//! A move to another phone, as a screen tells it.

use crate::moving::{Digits, MoveCode};

/// A move on one of its two phones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveView {
    pub state: MoveState,
    /// The code to show now; none where nothing is to be shown.
    pub code: Option<String>,
    /// To be compared with those of the other phone.
    pub digits: Option<String>,
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

impl MoveView {
    fn of(state: MoveState) -> Self {
        Self { state, code: None, digits: None }
    }

    pub(crate) fn offered(code: &MoveCode) -> Self {
        Self { code: Some(code.text()), ..Self::of(MoveState::Offered) }
    }

    pub(crate) fn comparing(code: Option<&MoveCode>, digits: Digits) -> Self {
        let code = code.map(MoveCode::text);
        Self { code, digits: Some(digits.to_string()), ..Self::of(MoveState::Comparing) }
    }

    pub(crate) fn giving() -> Self {
        Self::of(MoveState::Giving)
    }

    pub(crate) fn given(code: &str, is_taken: bool) -> Self {
        let state = if is_taken { MoveState::Moved } else { MoveState::Given };
        Self { code: (!is_taken).then(|| code.to_owned()), ..Self::of(state) }
    }

    pub(crate) fn waiting() -> Self {
        Self::of(MoveState::Waiting)
    }

    pub(crate) fn arrived() -> Self {
        Self::of(MoveState::Moved)
    }
}
