//! Words of which there are only so many: what stands in a field, by its name.

use crate::documents::CheckKind;
use crate::events::Activity;
use crate::quarantine::presence::{HomeWifi, Reason, Source, State, Verdict};

/// A value with a name out of a table that is never shortened.
pub trait Closed: Copy + PartialEq + 'static {
    /// Every value; its index is how columns of a report write it.
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

macro_rules! words {
    ($($(#[$about:meta])* $type:ident { $($(#[$doc:meta])* $member:ident $name:literal,)* })*) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub enum $type { $($(#[$doc])* $member,)* }

            closed! { $type { $($member $name,)* } }
        )*
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

words! {
    /// How a check was answered.
    AnswerMode {
        Photo "photo",
        /// A photo was asked for, and this is what was possible.
        Place "place",
        /// "I am here", without a place.
        Tap "tap",
        /// By a parent of a child.
        Parent "parent",
        /// Up to half an hour before it was asked.
        Early "early",
        Cannot "cannot",
    }

    /// Why somebody cannot answer. Whatever may not be said aloud is `personal`.
    CannotReason {
        Ill "ill",
        Asleep "asleep",
        Camera "camera",
        Blind "blind",
        Veil "veil",
        Child "child",
        Phone "phone",
        Personal "personal",
        Other "other",
    }

    /// What a patient declares.
    Declared {
        Hospital "hospital",
        /// Fled for safety. Whoever reads the journal over the patient's shoulder must not learn
        /// it, so no word here says it.
        Personal "personal",
        /// The authority allowed it by telephone.
        Permission "permission",
        /// At home again.
        Back "back",
        /// The phone or the app does not work.
        Fault "fault",
        CannotInstall "cannot-install",
    }

    /// Why a new epoch begins.
    EpochReason {
        /// The authority knows a head of this key that this phone does not.
        Restored "restored",
        /// The authority has another item under a number.
        Conflict "conflict",
    }

    /// Why the authority would not take an item.
    AsideReason {
        ItemInvalid "item-invalid",
        TooLarge "too-large",
    }
}
