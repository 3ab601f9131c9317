//! Words of which there are only so many: what stands in a field, by its name.

use crate::documents::CheckKind;
use crate::events::Activity;
use crate::model::patient::{AnswerMode, AsideReason, CannotReason, Declared, EpochReason};
use crate::quarantine::presence::{HomeWifi, Reason, Source, State, Verdict};

/// A value with a name out of a table that is never shortened.
pub trait Closed: Copy + PartialEq + 'static {
    /// Every value; its index is how columns of a report and rows of a store write it.
    const NAMES: &'static [(Self, &'static str)];

    /// As it is written down.
    fn named(self) -> &'static str {
        Self::NAMES.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }

    /// By its name.
    fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
    }
}

macro_rules! closed {
    ($($type:ident { $($member:ident $name:literal,)* })*) => {
        $(impl Closed for $type {
            const NAMES: &'static [(Self, &'static str)] = &[$(($type::$member, $name),)*];
        })*
    };
}

closed! {
    CheckKind { Place "place", Photo "photo", }
    Source { Gnss "gnss", Wifi "wifi", Cell "cell", Fused "fused", Unknown "unknown", }
    Activity { Still "still", Walk "walk", Vehicle "vehicle", }
    HomeWifi { Connected "home", NotConnected "other", Off "off", Unknown "unknown", }
    State {
        Home "home", Unverified "unverified", Away "away", NoNews "no-news", Paused "paused",
    }
}

// A verdict that is none is told by its reason, because no reason is named as a verdict is.
impl Closed for Verdict {
    const NAMES: &'static [(Self, &'static str)] = &[
        (Self::In, "in"),
        (Self::Out, "out"),
        (Self::Neutral, "neutral"),
        (Self::Inadmissible(Reason::Paused), "paused"),
        (Self::Inadmissible(Reason::Old), "old"),
        (Self::Inadmissible(Reason::NoAccuracy), "no-accuracy"),
        (Self::Inadmissible(Reason::Inaccurate), "inaccurate"),
        (Self::Inadmissible(Reason::Mock), "mock"),
        (Self::Inadmissible(Reason::Restamped), "restamped"),
        (Self::Inadmissible(Reason::NotNewer), "not-newer"),
        (Self::Inadmissible(Reason::Coarse), "coarse"),
    ];
}

/// Words that the model has.
macro_rules! of_the_model {
    ($($type:ty),* $(,)?) => {
        $(impl Closed for $type {
            const NAMES: &'static [(Self, &'static str)] = Self::NAMES;
        })*
    };
}

of_the_model!(AnswerMode, AsideReason, CannotReason, Declared, EpochReason);
