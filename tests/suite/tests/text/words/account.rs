//! Every sentence of the account.

use doorstep::words::AccountText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let all = [
        AccountText::NotRegistered,
        AccountText::WaitingToSend,
        AccountText::CodeSent { phone: "+7******4567", by: tomorrow() },
        AccountText::Registered,
        AccountText::Closed,
        AccountText::Erasing,
        AccountText::NumberClaimed { leaves: tomorrow() },
        AccountText::SigningKeysLost,
        AccountText::RegistrationUnreadable,
        AccountText::ClaimUnreadable,
        AccountText::EmergencyUnreadable,
        AccountText::EraseUnfinished,
    ];
    spoken(&all, |say| match say {
        AccountText::NotRegistered
        | AccountText::WaitingToSend
        | AccountText::CodeSent { .. }
        | AccountText::Registered
        | AccountText::Closed
        | AccountText::Erasing
        | AccountText::NumberClaimed { .. }
        | AccountText::SigningKeysLost
        | AccountText::RegistrationUnreadable => false,
        AccountText::ClaimUnreadable
        | AccountText::EmergencyUnreadable
        | AccountText::EraseUnfinished => true,
    })
}
