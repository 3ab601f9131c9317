//! Versions that do not count.

use super::floor::Floor;
use crate::model::OrderId;
use crate::quarantine::journal::Interval;

/// Why a version does not count; the one before goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Floor(Floor),
    /// It and what is held contradict each other: the one that came first stays.
    Conflict,
    /// Another order runs, and it does not take that one's place.
    Overlap,
}

impl Refusal {
    /// By its name.
    pub fn of_name(name: &str) -> Option<Self> {
        let floors = Floor::ALL.into_iter().map(Self::Floor);
        floors.chain([Self::Conflict, Self::Overlap]).find(|refusal| refusal.name() == name)
    }

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Floor(floor) => floor.name(),
            Self::Conflict => "order-conflict",
            Self::Overlap => "order-overlap",
        }
    }
}

/// A version that does not count: journalled, shown and reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    pub order: OrderId,
    pub version: u64,
    pub digest: [u8; 32],
    pub why: Refusal,
    pub at: Interval,
}
