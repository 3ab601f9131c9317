//! What the rule says of a fix.

use super::evidence::Kinds;
use super::units::{Decibans, Millimetres};
pub use crate::model::patient::Verdict;

/// How far away the last `out` fix was, roughly (`PROTOCOL.md §17.6` rule 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Up to 250 m from the edge of a place.
    Near,
    /// Up to 1 km.
    OneKilometre,
    /// Up to 5 km.
    FiveKilometres,
    /// Beyond.
    Farther,
}

impl Band {
    /// From 0 for the nearest.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// By its number.
    pub fn of_number(number: u8) -> Option<Self> {
        let all = [Self::Near, Self::OneKilometre, Self::FiveKilometres, Self::Farther];
        all.into_iter().find(|band| band.number() == number)
    }

    /// Of a fix that lies so far from a place with this radius.
    pub(super) fn of(distance: Millimetres, radius: Millimetres) -> Self {
        const BEYOND_THE_EDGE: Millimetres = Millimetres::of_metres(250);
        let near = radius.0.saturating_add(BEYOND_THE_EDGE.0);
        match distance {
            distance if distance.0 <= near => Self::Near,
            distance if distance <= Millimetres::of_metres(1_000) => Self::OneKilometre,
            distance if distance <= Millimetres::of_metres(5_000) => Self::FiveKilometres,
            _ => Self::Farther,
        }
    }
}

/// One fix, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What it says.
    pub verdict: Verdict,
    /// To the nearest place or alias.
    pub distance: Millimetres,
    /// Which of them that is: an index of the order's places and then of the aliases, from 0.
    pub nearest: usize,
    /// What it added to the score.
    pub weight: Decibans,
    /// By which kinds of evidence.
    pub kinds: Kinds,
    /// The sum of what is listed now.
    pub score: Decibans,
}
