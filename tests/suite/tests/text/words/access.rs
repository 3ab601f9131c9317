//! Every sentence of what a phone's system is asked for.

use doorstep::model::patient::Access;
use doorstep::words::AccessText;

use super::{Spoken, spoken};

pub(super) fn every() -> Vec<Spoken> {
    let all = Access::ALL.map(|access| [AccessText::Title(access), AccessText::Why(access)]);
    spoken(&all.concat(), |say| match say {
        AccessText::Title(_) | AccessText::Why(_) => true,
    })
}
