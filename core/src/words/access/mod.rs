//! What an app asks the phone's system for on a patient's behalf, and what for. A refusal is nobody's fault,
//! and each reason says what is missing without it.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::patient::Access;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessText {
    Title(Access),
    Why(Access),
}

impl Say for AccessText {
    fn key(&self) -> Text {
        match self {
            Self::Title(access) => format!("access-{}", access.name()).into(),
            Self::Why(access) => format!("access-{}-why", access.name()).into(),
        }
    }

    fn en(&self) -> Text {
        en::text(*self).into()
    }

    fn ru(&self) -> Text {
        ru::text(*self).into()
    }

    fn tt(&self) -> Option<Text> {
        tt::text(*self).map(Text::from)
    }
}
