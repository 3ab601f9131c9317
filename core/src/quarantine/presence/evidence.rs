//! The evidence against a patient: pieces of five kinds, each capped, each forgotten in an hour
//! (`PROTOCOL.md §17.5`).

use super::units::{Decibans, Elapsed, FixNumber, Milliseconds};

/// How long a piece of evidence and a known place are remembered.
pub(super) const REMEMBERED: Milliseconds = Milliseconds::of_seconds(3_600);
/// From the first piece to the last sign that `away` needs.
const LONG_ENOUGH: Milliseconds = Milliseconds::of_seconds(180);

/// Which sense was told something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A place that the phone had not named.
    Place,
    /// A third such place on a possible way.
    Path,
    /// Satellites.
    Gnss,
    /// Steps, walking, a vehicle.
    Motion,
    /// The home Wi-Fi is not there any more.
    WifiLost,
}

impl Kind {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Place, Self::Path, Self::Gnss, Self::Motion, Self::WifiLost];

    /// As it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Path => "path",
            Self::Gnss => "gnss",
            Self::Motion => "motion",
            Self::WifiLost => "wifi-lost",
        }
    }
}

/// Some of the five kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds(u8);

impl Kinds {
    /// Whether this is one of them.
    pub fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// In the order in which they are told.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(move |kind| self.has(*kind))
    }

    pub(super) fn insert(&mut self, kind: Kind) {
        self.0 |= 1 << kind as u8;
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What one fix brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub fix: FixNumber,
    pub measured: Elapsed,
    pub kinds: Kinds,
    pub weight: Decibans,
    /// GNSS that is accurate enough to contradict the home Wi-Fi.
    pub is_sharp: bool,
}

/// What is listed, oldest first. The caps of the kinds keep it short.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Evidence {
    pieces: Vec<Piece>,
    /// A cap takes the weight of what more a phone says, and not that it says so still.
    last_sign: Option<Elapsed>,
}

impl Evidence {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn forget(&mut self, now: Elapsed) {
        self.pieces.retain(|piece| now.since(piece.measured) <= REMEMBERED);
    }

    pub(super) fn add(&mut self, piece: Piece) {
        self.confirm(piece.measured);
        self.pieces.push(piece);
    }

    /// A new place or accurate GNSS, whether or not its kind may bring more.
    pub(super) fn confirm(&mut self, at: Elapsed) {
        self.last_sign = Some(at);
    }

    pub(super) fn count(&self, kind: Kind) -> usize {
        self.pieces.iter().filter(|piece| piece.kinds.has(kind)).count()
    }

    pub(super) fn last(&self, kind: Kind) -> Option<Elapsed> {
        self.pieces.iter().rev().find(|piece| piece.kinds.has(kind)).map(|piece| piece.measured)
    }

    pub(super) fn is_sharp(&self) -> bool {
        self.pieces.iter().any(|piece| piece.is_sharp)
    }

    pub(super) fn score(&self) -> Decibans {
        self.pieces.iter().map(|piece| piece.weight).sum()
    }

    /// Whether two kinds agree for three minutes.
    pub(super) fn is_of_two_kinds_for_long(&self) -> bool {
        let (Some(first), Some(last)) = (self.pieces.first(), self.last_sign) else {
            return false;
        };
        let kinds = self.pieces.iter().fold(Kinds::default(), |all, piece| all.and(piece.kinds));
        last.since(first.measured) >= LONG_ENOUGH && kinds.iter().count() >= 2
    }

    pub(super) fn fixes(&self) -> Vec<FixNumber> {
        self.pieces.iter().map(|piece| piece.fix).collect()
    }
}
