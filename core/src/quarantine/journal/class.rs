//! What an entry says openly, of places, and in private (`PROTOCOL.md §19.2`).

use super::event::Kind;
use crate::documents::Report;

/// One of the parts of an entry. Each is hidden or shown as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// What the authority is told.
    Open,
    /// Where the patient was.
    Place,
    /// What the patient wrote.
    Private,
}

impl Class {
    /// All, in the order in which a map has them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Place, Self::Private];

    /// As it is written down.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Place => "place",
            Self::Private => "private",
        }
    }

    /// By its name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

impl Report {
    /// Which class of an entry is told the authority. None: the entry has no number among what is
    /// reported, and its existence stays on the phone.
    pub fn class_of(self, kind: Kind) -> Option<Class> {
        match (kind, self) {
            (Kind::Fix, Self::Coordinates) => Some(Class::Place),
            (Kind::Fix, Self::Presence) | (Kind::Alias | Kind::Receipt, _) => None,
            _ => Some(Class::Open),
        }
    }

    /// The classes whose secrets the authority is given.
    pub fn classes(self) -> &'static [Class] {
        match self {
            Self::Presence => &[Class::Open],
            Self::Coordinates => &[Class::Open, Class::Place],
        }
    }
}
