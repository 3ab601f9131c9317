//! Every sentence of purposes.

use doorstep::model::Period;
use doorstep::words::PurposeText;

use super::{Spoken, spoken};

pub(super) fn every() -> Vec<Spoken> {
    let used = |per| PurposeText::QuotaUsed { used: 1, of: 2, per };
    let lost = |per| PurposeText::QuotaUnreadable { of: 2, per };
    let all = [
        PurposeText::NoPassNeeded { reference: "17-UM" },
        used(Period::LocalDay),
        used(Period::LocalWeek),
        used(Period::LocalMonth),
        lost(Period::LocalDay),
        lost(Period::LocalWeek),
        lost(Period::LocalMonth),
    ];
    spoken(&all, |say| match say {
        PurposeText::NoPassNeeded { .. } | PurposeText::QuotaUsed { .. } => false,
        PurposeText::QuotaUnreadable { .. } => true,
    })
}
