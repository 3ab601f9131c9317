//! What the authority will not take. Only what it names is put aside, and never what a patient
//! answered or declared (`PROTOCOL.md §20.6`).

use super::item::ReportItem;
use super::limits::is_kept;
use crate::quarantine::journal::AsideReason;

/// How long to wait after two items in a row were put aside, in seconds: a fault of the authority must
/// not empty a journal.
pub const WAIT_S: u64 = 3_600;
/// So many in a row are a fault.
const IN_A_ROW: u32 = 2;

/// What to do about an answer that is no receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterRefusal {
    /// Nothing is changed: the batch goes again later, as after an answer of 5xx.
    TryLater,
    /// A batch of at most so many items goes instead.
    SendFewer { most: usize },
    /// This item goes without what it says, in the next batch.
    PutAside {
        seq: u64,
        why: AsideReason,
        /// Wait so long first.
        wait_s: Option<u64>,
    },
}

/// `item-invalid`, and the number that came with it; or 413.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    ItemInvalid { seq: u64 },
    TooLarge,
}

/// What to do about a refusal of a batch, after so many items in a row were put aside. Whatever else
/// an authority answers puts nothing aside.
pub fn after_refusal(refusal: Refusal, batch: &[ReportItem], aside_before: u32) -> AfterRefusal {
    let (item, why) = match (refusal, batch) {
        (Refusal::ItemInvalid { seq }, batch) => {
            (batch.iter().find(|item| item.seq == seq), AsideReason::ItemInvalid)
        }
        (Refusal::TooLarge, [one]) => (Some(one), AsideReason::TooLarge),
        (Refusal::TooLarge, []) => (None, AsideReason::TooLarge),
        (Refusal::TooLarge, several) => {
            return AfterRefusal::SendFewer { most: several.len() / 2 };
        }
    };
    match item {
        // What says nothing any more has nothing to put aside.
        Some(item) if item.says_something() && !is_kept(&item.kind) => AfterRefusal::PutAside {
            seq: item.seq,
            why,
            wait_s: (aside_before.saturating_add(1) >= IN_A_ROW).then_some(WAIT_S),
        },
        _ => AfterRefusal::TryLater,
    }
}
