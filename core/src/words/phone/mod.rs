//! What is said of the phone and its data.

mod en;
mod ru;
mod tt;

use super::{Say, Text};

/// What everybody on a phone should know of the phone itself.
#[derive(Debug, Clone, Copy)]
pub enum PhoneText {
    /// Nobody vouches for the phone's clock.
    ClockUnanchored,
    /// The phone's clock differs from true time.
    ClockWrong {
        minutes: i64,
    },
    ListsOld,
    /// Damaged data were put aside.
    CorruptFileBackedUp,
    /// The key store has lost the key of the app's data.
    KeysLost,
    /// Something that was kept, of the phone or of one person, cannot be read; it was put aside.
    Unreadable,
}

impl Say for PhoneText {
    fn key(&self) -> Text {
        match self {
            Self::ClockUnanchored => "clock-unanchored".into(),
            Self::ClockWrong { .. } => "clock-wrong".into(),
            Self::ListsOld => "lists-old".into(),
            Self::CorruptFileBackedUp => "set-aside".into(),
            Self::KeysLost => "keys-lost".into(),
            Self::Unreadable => "unreadable".into(),
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
