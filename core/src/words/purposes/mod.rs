//! What is said of a reason to leave home before a pass is asked for.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::Period;

/// What to know of a purpose before a pass is asked for.
#[derive(Debug, Clone, Copy)]
pub enum PurposeText<'a> {
    NoPassNeeded {
        reference: &'a str,
    },
    QuotaUsed {
        used: u64,
        of: u64,
        /// In which stretch: that of now.
        per: Period,
    },
    /// How many are used cannot be read on this phone, and the authority has not said it since.
    QuotaUnreadable {
        of: u64,
        per: Period,
    },
}

impl Say for PurposeText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::NoPassNeeded { .. } => "purpose-no-pass-needed".into(),
            Self::QuotaUsed { .. } => "purpose-quota".into(),
            Self::QuotaUnreadable { .. } => "purpose-quota-unreadable".into(),
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
