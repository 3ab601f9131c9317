//! What is said of a lent phone: how it goes back, and that nothing of its user stays on it.

mod en;
mod ru;

use super::{Say, Text};
use crate::model::When;

/// What whoever has a lent phone in hand reads.
#[derive(Debug, Clone, Copy)]
pub enum LoanText<'a> {
    /// It waits for the handover.
    NotHandedOver,
    /// Until then it is to be back.
    BringBy { by: When },
    /// It is to be back when the order is over, after so many days at most.
    BringAfter { days: u64 },
    /// Whom to ask where.
    Ask { at: &'a str },
    /// With all that came with it.
    Parts { parts: &'a str },
    /// It is wiped first, by whoever has it.
    WipeFirst,
    /// The wipe began and is to be gone on with.
    WipeAgain,
    /// Nothing is left of anybody.
    Wiped,
    /// The authority has the certificate of that.
    WipeTold,
    /// It has not: it was out of reach.
    WipeUntold,
    /// Who is called in an emergency, whatever the phone can or cannot do.
    Emergency { number: &'a str },
}

impl Say for LoanText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::NotHandedOver => "loan-not-handed-over".into(),
            Self::BringBy { .. } => "loan-bring-by".into(),
            Self::BringAfter { .. } => "loan-bring-after".into(),
            Self::Ask { .. } => "loan-ask".into(),
            Self::Parts { .. } => "loan-parts".into(),
            Self::WipeFirst => "loan-wipe-first".into(),
            Self::WipeAgain => "loan-wipe-again".into(),
            Self::Wiped => "loan-wiped".into(),
            Self::WipeTold => "loan-wipe-told".into(),
            Self::WipeUntold => "loan-wipe-untold".into(),
            Self::Emergency { .. } => "loan-emergency".into(),
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
