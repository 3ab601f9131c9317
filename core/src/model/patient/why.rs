//! Why a patient is asked nothing although there is an order.

use crate::model::PauseWhy;

/// Why nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    DeviceWithOther,
    /// The person had to leave. What is written and sent says no more.
    Personal,
    Hospital,
    Moved,
    Loan,
    Other,
    ClockUnknown,
    OrderKeyWithdrawn,
    ActEnded,
    /// It was extended after it had ended, and the person has not seen that.
    Unseen,
    Grace,
    Permission,
    Travel,
}

impl Why {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeviceWithOther => "device-with-other",
            Self::Personal => "personal",
            Self::Hospital => "hospital",
            Self::Moved => "moved",
            Self::Loan => "loan",
            Self::Other => "other",
            Self::ClockUnknown => "clock-unknown",
            Self::OrderKeyWithdrawn => "order-key-withdrawn",
            Self::ActEnded => "act-ended",
            Self::Unseen => "unseen",
            Self::Grace => "grace",
            Self::Permission => "permission",
            Self::Travel => "travel",
        }
    }
}

impl From<PauseWhy> for Why {
    fn from(why: PauseWhy) -> Self {
        match why {
            PauseWhy::Hospital => Self::Hospital,
            PauseWhy::Moved => Self::Moved,
            PauseWhy::Loan => Self::Loan,
            PauseWhy::Other => Self::Other,
        }
    }
}
