//! Every sentence of checks and declarations.

use doorstep::model::patient::{CannotReason, CheckOutcome, Declared};
use doorstep::words::CheckText;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let closes = tomorrow();
    let mut all = vec![
        CheckText::QuietHours,
        CheckText::Paused,
        CheckText::NoNotices,
        CheckText::SeveralAsked { closes },
        CheckText::LockScreen,
        CheckText::HereEarly,
        CheckText::AuthorityWrote,
        CheckText::NoLocation,
        CheckText::NotRunning,
    ];
    for photo in [false, true] {
        all.extend([
            CheckText::Asking { left_s: 1_801, photo },
            CheckText::Asked { photo, closes },
            CheckText::AskedAgain { photo, closes },
        ]);
    }
    all.extend(CheckOutcome::NAMES.iter().map(|(outcome, _)| CheckText::Over(*outcome)));
    all.extend(CannotReason::NAMES.iter().map(|(reason, _)| CheckText::Cannot(*reason)));
    for (what, _) in Declared::NAMES {
        let ends = matches!(what, Declared::Personal | Declared::Permission);
        let until = ends.then(tomorrow);
        all.push(CheckText::Declared { what: *what, until });
    }
    spoken(&all, |say| match say {
        CheckText::Asking { .. }
        | CheckText::QuietHours
        | CheckText::Paused
        | CheckText::NoNotices
        | CheckText::Over(_)
        | CheckText::Cannot(_)
        | CheckText::Asked { .. }
        | CheckText::AskedAgain { .. }
        | CheckText::SeveralAsked { .. }
        | CheckText::LockScreen
        | CheckText::Declared { .. }
        | CheckText::HereEarly
        | CheckText::AuthorityWrote
        | CheckText::NoLocation
        | CheckText::NotRunning => true,
    })
}
