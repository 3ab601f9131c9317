//! Where a patient's quarantine stands: in one line for the head of a screen, and what there is to know
//! today.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::When;
use crate::model::patient::{State as PresenceState, Why};

/// What a patient reads of their quarantine.
#[derive(Debug, Clone, Copy)]
pub enum QuarantineText {
    /// An order waits for whoever has this number.
    OrderWaits,
    Announced,
    StartsAt {
        at: When,
    },
    /// Time to read and to install; the person may begin earlier.
    Grace {
        until: When,
    },
    Runs {
        until: When,
    },
    Paused {
        why: Why,
    },
    Ended {
        at: When,
    },
    Released {
        at: When,
    },
    /// The first version asks what no order may.
    Refused,
    /// The person said that the order is not theirs.
    NotMine,
    Presence(PresenceState),
    /// An order came of which the person has seen no version.
    Came,
    /// A version came that the person has not seen.
    Unseen,
    /// A later version does not count, and the one before goes on.
    VersionRefused {
        version: u64,
    },
    /// So many entries are not confirmed yet.
    Unsent {
        entries: u64,
    },
    ConfirmedAt {
        at: When,
    },
    /// A notice of the authority says what a message says.
    MessageKnown,
    MessageUnknown,
    /// A message names an order that is none of the person's.
    MessageOtherOrder,
    /// A message names a day after the end of the order.
    MessageLaterEnd,
    /// A message asks for money, of which no notice speaks.
    MessageFine,
}

impl Say for QuarantineText {
    fn key(&self) -> Text {
        match self {
            Self::OrderWaits => "quarantine-order-waits".into(),
            Self::Announced => "quarantine-announced".into(),
            Self::StartsAt { .. } => "quarantine-starts-at".into(),
            Self::Grace { .. } => "quarantine-grace".into(),
            Self::Runs { .. } => "quarantine-runs".into(),
            Self::Paused { why } => format!("quarantine-paused-{}", why.name()).into(),
            Self::Ended { .. } => "quarantine-ended".into(),
            Self::Released { .. } => "quarantine-released".into(),
            Self::Refused => "quarantine-refused".into(),
            Self::NotMine => "quarantine-not-mine".into(),
            Self::Presence(state) => format!("quarantine-{}", state.name()).into(),
            Self::Came => "quarantine-came".into(),
            Self::Unseen => "quarantine-unseen".into(),
            Self::VersionRefused { .. } => "quarantine-version-refused".into(),
            Self::Unsent { .. } => "quarantine-unsent".into(),
            Self::ConfirmedAt { .. } => "quarantine-confirmed-at".into(),
            Self::MessageKnown => "message-known".into(),
            Self::MessageUnknown => "message-unknown".into(),
            Self::MessageOtherOrder => "message-other-order".into(),
            Self::MessageLaterEnd => "message-later-end".into(),
            Self::MessageFine => "message-fine".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        tt::text(self)
    }
}
