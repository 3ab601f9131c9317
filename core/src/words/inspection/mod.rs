//! What an inspector reads, and what both sides read of an inspection.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::{NextStep, Reason, Verdict, When};

/// What stands on the screens of inspector and holder while a pass is looked at.
#[derive(Debug, Clone, Copy)]
pub enum InspectionText<'a> {
    /// What an inspector reads first.
    Verdict(Verdict),
    Reason {
        reason: Reason,
        /// The character that is wrong, counted from 1.
        position: Option<usize>,
    },
    Next(NextStep),
    NoAdverseConclusion,
    /// If the live code is refused, its holder asks for the number check.
    AskForNumberCheck,
    /// When an inspector's device has answered.
    Checked {
        at: When,
    },
    /// What a receipt says.
    Inspected {
        at: When,
        verdict: Verdict,
    },
    /// What an inspector compares with the document: the mark as it stands in the pass, `-` for none.
    Holder {
        mark: &'a str,
    },
    /// Until when what is shown to an inspector, or was inspected, counts.
    Counts {
        until: When,
    },
}

impl Say for InspectionText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::Verdict(verdict) => format!("verdict-{}", verdict.name()).into(),
            Self::Reason { reason, .. } => format!("reason-{}", reason.name()).into(),
            Self::Next(next) => format!("next-{}", next.name()).into(),
            Self::NoAdverseConclusion => "no-adverse-conclusion".into(),
            Self::AskForNumberCheck => "ask-for-number-check".into(),
            Self::Checked { .. } => "checked-at".into(),
            Self::Inspected { verdict, .. } => format!("inspected-{}", verdict.name()).into(),
            Self::Holder { mark: "-" } => "holder-unmarked".into(),
            Self::Holder { .. } => "holder-mark".into(),
            Self::Counts { .. } => "counts-until".into(),
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

/// The initials and the characters of the document in a mark, each empty if it has none.
fn parts_of_mark(mark: &str) -> (&str, &str) {
    let end = mark.char_indices().rev().nth(3).map(|(at, _)| at);
    end.and_then(|at| mark.split_at_checked(at)).unwrap_or((mark, ""))
}
