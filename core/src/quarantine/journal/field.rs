//! Types of fields that are neither numbers nor words of a table.

use crate::model::CheckId;
use crate::quarantine::presence::{Fix, Point};

/// What a phone's system said against a fix. Bits that are not known are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FixFlags(pub u8);

impl FixFlags {
    pub const MOCK: u8 = 1;
    pub const COARSE: u8 = 2;
    pub const DEEP_SLEEP: u8 = 4;

    /// Those of a fix.
    pub fn of<P: Point>(fix: &Fix<P>) -> Self {
        let bits = [
            (fix.is_mock, Self::MOCK),
            (fix.is_coarse, Self::COARSE),
            (fix.in_deep_sleep, Self::DEEP_SLEEP),
        ];
        Self(bits.into_iter().filter(|(is_set, _)| *is_set).map(|(_, bit)| bit).sum())
    }

    /// Whether all of these bits are set.
    pub fn has(self, bits: u8) -> bool {
        self.0 & bits == bits
    }
}

/// The name of the photo that others are compared with, in place of a check's.
pub(super) const REFERENCE: &str = "reference";

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// This check.
    Check(CheckId),
    /// The photo that others are compared with, once an order.
    Reference,
}

impl std::fmt::Display for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Check(id) => id.fmt(f),
            Self::Reference => f.write_str(REFERENCE),
        }
    }
}

/// What is disputed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Disputed {
    /// A notice or a check, by its name.
    Document([u8; 8]),
    /// What was reported under this number.
    Reported(u64),
}
