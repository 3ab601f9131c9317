//! Every sentence of what hides a person's part.

use doorstep::words::PinText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let when = tomorrow();
    let all = [
        PinText::Unset,
        PinText::Open,
        PinText::Locked,
        PinText::News,
        PinText::Waits { until: &when },
        PinText::Goes { at: &when },
    ];
    spoken(&all, |say| match say {
        PinText::Unset
        | PinText::Open
        | PinText::Locked
        | PinText::News
        | PinText::Waits { .. }
        | PinText::Goes { .. } => true,
    })
}
