//! How often somebody tried to photograph themselves for a check.

use crate::quarantine::journal::Asked;

/// After so many tries a photo goes as it is, if its person wants that.
pub const ENOUGH: u32 = 3;

/// Tries for what was asked last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempts {
    pub check: Asked,
    pub count: u32,
    /// SHA-256 of the file that was looked at last: to look again at one is no new try.
    pub last: [u8; 32],
}

impl Attempts {
    /// After somebody tried this file for this check.
    pub fn after(known: Option<&Self>, check: Asked, file: [u8; 32]) -> Self {
        match known.filter(|known| known.check == check) {
            Some(known) if known.last == file => known.clone(),
            Some(known) => Self { check, count: known.count.saturating_add(1), last: file },
            None => Self { check, count: 1, last: file },
        }
    }

    /// Whether hints keep nobody from sending it any more.
    pub fn are_enough(&self) -> bool {
        self.count >= ENOUGH
    }
}
