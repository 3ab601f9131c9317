//! What is said of the account.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::When;

/// Where the registration stands, and what threatens it.
#[derive(Debug, Clone, Copy)]
pub enum AccountText<'a> {
    NotRegistered,
    WaitingToSend,
    /// The form of a lent device was read, and waits for a network.
    LoanAsked,
    /// A code was asked for to this (masked) number. Nobody is told whether one really went: that would
    /// tell which numbers are known.
    CodeSent {
        phone: &'a str,
        /// When nothing is likely to come any more, and another can be asked for.
        by: When,
    },
    Registered,
    /// A device that is lent, by a number that stands on its form.
    Lent,
    Closed,
    /// Another phone is about to give its account to this one.
    Moving,
    /// The account goes on on another phone of the same person's.
    Moved,
    /// The authority has confirmed that.
    MayBeErased,
    /// Everything was erased; the authority will hear of it.
    Erasing,
    /// Another phone registered with this number, which leaves this one then.
    NumberClaimed {
        leaves: When,
    },
    /// The phone has lost the keys that sign for its holder.
    SigningKeysLost,
    /// The registration that was kept cannot be read; it was put aside.
    RegistrationUnreadable,
    /// Whether another phone has registered with this number cannot be read.
    ClaimUnreadable,
    /// What declares emergencies until there is an account again cannot be read.
    EmergencyUnreadable,
    /// Keys of data that were erased are still there.
    EraseUnfinished,
    /// What an erase leaves at the authority, so many days after the end of an order.
    OrderStays {
        days: u64,
    },
}

impl Say for AccountText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::NotRegistered => "not-registered-yet".into(),
            Self::WaitingToSend => "waiting-to-send".into(),
            Self::LoanAsked => "loan-asked".into(),
            Self::CodeSent { .. } => "code-sent".into(),
            Self::Registered => "registered".into(),
            Self::Lent => "lent".into(),
            Self::Closed => "closed".into(),
            Self::Moving => "moving".into(),
            Self::Moved => "moved".into(),
            Self::MayBeErased => "may-be-erased".into(),
            Self::Erasing => "erasing".into(),
            Self::NumberClaimed { .. } => "number-claimed".into(),
            Self::SigningKeysLost => "signing-keys-lost".into(),
            Self::RegistrationUnreadable => "not-registered-unreadable".into(),
            Self::ClaimUnreadable => "number-claim-unreadable".into(),
            Self::EmergencyUnreadable => "emergency-code-unreadable".into(),
            Self::EraseUnfinished => "erased-keys-left".into(),
            Self::OrderStays { .. } => "erase-leaves-order".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}
