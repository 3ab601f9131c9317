//! Every sentence of the phone itself.

use doorstep::words::PhoneText;

use super::{Spoken, spoken};

pub(super) fn every() -> Vec<Spoken> {
    let all = [
        PhoneText::ClockUnanchored,
        PhoneText::ClockWrong { minutes: 61 },
        PhoneText::ListsOld,
        PhoneText::CorruptFileBackedUp,
        PhoneText::KeysLost,
        PhoneText::Unreadable,
    ];
    spoken(&all, |say| match say {
        PhoneText::ClockUnanchored | PhoneText::ListsOld => false,
        PhoneText::ClockWrong { .. }
        | PhoneText::CorruptFileBackedUp
        | PhoneText::KeysLost
        | PhoneText::Unreadable => true,
    })
}
