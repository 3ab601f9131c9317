//! What hides a person's part of a shared phone.

mod en;
mod ru;

use super::{Say, Text};
use crate::model::When;

/// How it stands with a person's PIN.
#[derive(Debug, Clone, Copy)]
pub enum PinText<'a> {
    Unset,
    /// Typed, or just set.
    Open,
    Locked,
    /// After too many wrong ones.
    Waits {
        until: &'a When,
    },
    /// In place of a notice.
    News,
    /// Somebody asked that it go.
    Goes {
        at: &'a When,
    },
}

impl Say for PinText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::Unset => "pin-unset".into(),
            Self::Open => "pin-open".into(),
            Self::Locked => "pin-locked".into(),
            Self::News => "pin-news".into(),
            Self::Waits { .. } => "pin-waits".into(),
            Self::Goes { .. } => "pin-goes".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        None
    }
}
