//! A device that is lent: invited by the number on a form, handed over, used, and wiped
//! (`PROTOCOL.md §25`). Nothing is asked of anybody before it is in their hands.

use crate::model::{LoanId, LoanNumber};
use crate::quarantine::journal::Interval;

/// Days after the end of the order within which the device is to be back.
pub const RETURN_DAYS: u64 = 14;
/// Whom anybody may call without credit, without a number and while the device is locked.
pub const EMERGENCY_NUMBER: &str = "112";

/// A lent device, as it knows itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    pub id: LoanId,
    pub number: LoanNumber,
    pub stage: LoanStage,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoanStage {
    /// Registered, and in nobody's hands yet.
    Taken,
    Running(HandedOver),
    /// The authority closed its key, for this reason; nothing is asked of it any more.
    Over(String),
    /// Everything on it is about to be destroyed.
    Wiping,
}

/// A handover that both sides have signed.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// From when the device said that it changed hands to when the authority's signature came.
    pub at: Interval,
    /// The document.
    pub signed: Vec<u8>,
}

/// Where a loan stands, as a screen tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoanState {
    Taken,
    Running,
    /// There is nothing left to do but bring it back.
    Returning,
    Wiped,
}

impl LoanState {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Running => "running",
            Self::Returning => "returning",
            Self::Wiped => "wiped",
        }
    }
}

impl Loan {
    /// A device that has just registered.
    pub fn taken(id: LoanId, number: LoanNumber) -> Self {
        Self { id, number, stage: LoanStage::Taken }
    }

    /// The handover, while duties may run.
    pub fn handed_over(&self) -> Option<&HandedOver> {
        match &self.stage {
            LoanStage::Running(handed_over) => Some(handed_over),
            LoanStage::Taken | LoanStage::Over(_) | LoanStage::Wiping => None,
        }
    }

    /// Whether the authority still speaks with this device.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, LoanStage::Taken | LoanStage::Running(_))
    }

    /// Where it stands; `is_done` if there were orders and all of them are over.
    pub fn state(&self, is_done: bool) -> LoanState {
        match &self.stage {
            LoanStage::Taken => LoanState::Taken,
            LoanStage::Running(_) if !is_done => LoanState::Running,
            LoanStage::Running(_) | LoanStage::Over(_) | LoanStage::Wiping => LoanState::Returning,
        }
    }

    /// The same device, handed over; nothing of one that already is or never will be.
    pub fn hand_over(&self, handed_over: HandedOver) -> Option<Self> {
        let is_taken = self.stage == LoanStage::Taken;
        is_taken.then(|| Self { stage: LoanStage::Running(handed_over), ..self.clone() })
    }

    /// The same device after the authority closed its key; nothing if that is known, or it is being wiped.
    pub fn close(&self, why: &str) -> Option<Self> {
        let stage = LoanStage::Over(why.to_owned());
        self.is_open().then(|| Self { stage, ..self.clone() })
    }

    /// The same device, about to be wiped, from wherever it stands.
    #[must_use]
    pub fn wipe(&self) -> Self {
        Self { stage: LoanStage::Wiping, ..self.clone() }
    }
}

// A signed handover is as long as it is dull.
impl std::fmt::Debug for HandedOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HandedOver(…)")
    }
}

#[cfg(test)]
mod tests;
