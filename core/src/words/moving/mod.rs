//! A move to another phone: what to do next with both of them in hand.

mod en;
mod ru;

use super::{Say, Text};

/// What whoever holds both phones reads on one of them.
#[derive(Debug, Clone, Copy)]
pub enum MoveText {
    /// The old phone shows its offer.
    Offered,
    /// The old phone shows its key, and waits for the digits.
    Answered,
    /// The old phone was asked to give, and could not sign.
    Giving,
    /// The old phone shows the last code.
    Given,
    /// The account is on the new phone.
    Gone,
    /// The new phone shows its keys.
    Taking,
    /// The new phone shows the digits.
    Compared,
    /// The new phone waits for a network.
    Taken,
    /// The account is on this phone.
    Arrived,
}

impl Say for MoveText {
    fn key(&self) -> Text {
        match self {
            Self::Offered => "move-offered".into(),
            Self::Answered => "move-answered".into(),
            Self::Giving => "move-giving".into(),
            Self::Given => "move-given".into(),
            Self::Gone => "move-gone".into(),
            Self::Taking => "move-taking".into(),
            Self::Compared => "move-compared".into(),
            Self::Taken => "move-taken".into(),
            Self::Arrived => "move-arrived".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(*self)
    }

    fn ru(&self) -> Text {
        ru::text(*self)
    }

    fn tt(&self) -> Option<Text> {
        None
    }
}
