//! What is said of a check and of what a person declares. A check is a question, and no answer to it is
//! guilt.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::When;
use crate::model::patient::{CannotReason, CheckOutcome, Declared};

/// A check, or a declaration, in words.
#[derive(Debug, Clone, Copy)]
pub enum CheckText {
    /// Its window runs, for so many seconds.
    Asking {
        left_s: u64,
        photo: bool,
    },
    /// Its window stands still.
    QuietHours,
    Paused,
    NoNotices,
    /// What came of it.
    Over(CheckOutcome),
    /// The person said why they could not answer.
    Cannot(CannotReason),
    /// A notice that somebody is asked.
    Asked {
        photo: bool,
        closes: When,
    },
    /// The same again, for whoever did not answer.
    AskedAgain {
        photo: bool,
        closes: When,
    },
    /// The same where several people of this phone are asked, and the first of them by then.
    SeveralAsked {
        closes: When,
    },
    /// The same on a locked screen, where others read it.
    LockScreen,
    /// What was declared, and until when it counts.
    Declared {
        what: Declared,
        until: Option<When>,
    },
    /// "I am here", before anybody asked.
    HereEarly,
    /// The authority has sent a notice.
    AuthorityWrote,
    /// The phone may not look where it is.
    NoLocation,
    /// The app was not heard of for long.
    NotRunning,
}

impl Say for CheckText {
    fn key(&self) -> Text {
        match self {
            Self::Asking { photo: false, .. } => "check-answer-now".into(),
            Self::Asking { photo: true, .. } => "check-photo-now".into(),
            Self::QuietHours => "check-quiet-hours".into(),
            Self::Paused => "check-stands-still".into(),
            Self::NoNotices => "check-no-notices".into(),
            Self::Over(outcome) => format!("check-{}", outcome.name()).into(),
            Self::Cannot(reason) => format!("check-cannot-{}", reason.name()).into(),
            Self::Asked { .. } => "check-asked".into(),
            Self::AskedAgain { .. } => "check-asked-again".into(),
            Self::SeveralAsked { .. } => "check-several-asked".into(),
            Self::LockScreen => "check-lock-screen".into(),
            Self::Declared { what, .. } => format!("declared-{}", what.name()).into(),
            Self::HereEarly => "check-here-early".into(),
            Self::AuthorityWrote => "authority-wrote".into(),
            Self::NoLocation => "no-location".into(),
            Self::NotRunning => "not-running".into(),
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
