//! Every sentence of a lent phone.

use doorstep::words::LoanText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let all = [
        LoanText::NotHandedOver,
        LoanText::BringBy { by: tomorrow() },
        LoanText::BringAfter { days: 14 },
        LoanText::Ask { at: "43" },
        LoanText::Parts { parts: "43" },
        LoanText::WipeFirst,
        LoanText::WipeAgain,
        LoanText::Wiped,
        LoanText::WipeTold,
        LoanText::WipeUntold,
        LoanText::Emergency { number: "112" },
    ];
    spoken(&all, |say| match say {
        LoanText::NotHandedOver
        | LoanText::BringBy { .. }
        | LoanText::BringAfter { .. }
        | LoanText::Ask { .. }
        | LoanText::Parts { .. }
        | LoanText::WipeFirst
        | LoanText::WipeAgain
        | LoanText::Wiped
        | LoanText::WipeTold
        | LoanText::WipeUntold
        | LoanText::Emergency { .. } => true,
    })
}
