//! What has to be stored beside the journal, in the transaction of what happens.

use crate::documents::CheckKind;
use crate::model::{BootMark, CheckId};
use crate::quarantine::journal::{Interval, Moment};
use crate::quarantine::presence::Milliseconds;

/// What is known of checks beside the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// Agreed checks that were due before this second are done with. Unix seconds.
    pub settled_until: u64,
    /// When the person last said "I am here" without being asked.
    pub here: Option<Moment>,
    pub windows: Vec<OpenWindow>,
    pub surprises: Vec<HeldSurprise>,
}

/// The time in which a check may be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenWindow {
    pub check: CheckId,
    /// How long it is, in seconds.
    pub length_s: u64,
    /// How much of it has passed.
    pub passed: Milliseconds,
    /// Up to when that was counted, by the elapsed clock of `boot`.
    pub counted_to: Milliseconds,
    pub boot: BootMark,
    /// Whether the phone could show the check then, and the order ran.
    pub is_counting: bool,
}

/// A surprise check that came and was not asked yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldSurprise {
    pub id: CheckId,
    /// Of the document's payload.
    pub digest: [u8; 32],
    pub kind: CheckKind,
    /// Unix second at which its delivery ends.
    pub exp: u64,
    pub came: Interval,
}

impl Kept {
    /// Whether the other would have to be stored, because it is more than time that passed.
    pub fn differs_from(&self, other: &Self) -> bool {
        let is_same_window = |(one, other): (&OpenWindow, &OpenWindow)| {
            (one.check, one.length_s, one.boot, one.is_counting)
                == (other.check, other.length_s, other.boot, other.is_counting)
        };
        self.settled_until != other.settled_until
            || self.here != other.here
            || self.surprises != other.surprises
            || self.windows.len() != other.windows.len()
            || !self.windows.iter().zip(&other.windows).all(is_same_window)
    }
}
