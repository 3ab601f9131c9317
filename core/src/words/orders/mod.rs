//! A quarantine order, read aloud: what, when, where, why, by which act, how long, what if one cannot,
//! whom to call and how to object.

pub(super) mod en;
pub(super) mod ru;
mod tt;

use super::{Say, Text};
use crate::model::{PauseWhy, When};

/// One sentence of an order. Minutes of the day are those of the region's clocks.
#[derive(Debug, Clone, Copy)]
pub enum OrderText<'a> {
    StayAtHome,
    /// The same of a child, to a parent.
    ChildStaysAtHome,
    /// No agreed checks.
    AsksNothing,
    Asks {
        times_a_day: u64,
        window_min: u64,
        gap_min: u64,
    },
    Surprises {
        times_a_day: u64,
    },
    Photo,
    Quiet {
        from_min: u64,
        to_min: u64,
    },
    /// How often the phone looks where it is, and what of that is told.
    TellsPresence {
        interval_s: u64,
        batch_s: u64,
    },
    TellsCoordinates {
        interval_s: u64,
        batch_s: u64,
    },
    Times {
        from: When,
        until: When,
    },
    Days(u64),
    Grace {
        hours: u64,
    },
    /// On a device that is lent.
    Loan,
    Place {
        label: &'a str,
        radius_m: u64,
    },
    PlaceFrom {
        label: &'a str,
        radius_m: u64,
        from: When,
    },
    PlaceUntil {
        label: &'a str,
        radius_m: u64,
        until: When,
    },
    PlaceTimes {
        label: &'a str,
        radius_m: u64,
        from: When,
        until: When,
    },
    Act {
        title: &'a str,
        number: &'a str,
        legal: &'a str,
    },
    /// The phone does not know the act.
    ActUnknown {
        legal: &'a str,
    },
    Cannot,
    Hospital,
    Danger,
    Contact {
        number: &'a str,
    },
    Help {
        number: &'a str,
    },
    Object {
        how: &'a str,
        days: u64,
    },
    ObjectOnline {
        url: &'a str,
    },
    Pause {
        why: PauseWhy,
        from: When,
        until: When,
    },
    OpenPause {
        why: PauseWhy,
        from: When,
    },
    Permission {
        from: When,
        until: When,
        what: &'a str,
    },
    Travel {
        from: When,
        until: When,
    },
    Released {
        at: When,
    },
    /// What the authority says in its own words.
    Added(&'a str),
}

impl Say for OrderText<'_> {
    fn key(&self) -> Text {
        let key = match self {
            Self::StayAtHome => "order-stay-at-home",
            Self::ChildStaysAtHome => "order-child-stays-at-home",
            Self::AsksNothing => "order-asks-nothing",
            Self::Asks { .. } => "order-asks",
            Self::Surprises { .. } => "order-surprises",
            Self::Photo => "order-photo",
            Self::Quiet { .. } => "order-quiet",
            Self::TellsPresence { .. } => "order-tells-presence",
            Self::TellsCoordinates { .. } => "order-tells-coordinates",
            Self::Times { .. } => "order-times",
            Self::Days(_) => "order-days",
            Self::Grace { .. } => "order-grace",
            Self::Loan => "order-loan",
            Self::Place { .. } => "order-place",
            Self::PlaceFrom { .. } => "order-place-from",
            Self::PlaceUntil { .. } => "order-place-until",
            Self::PlaceTimes { .. } => "order-place-times",
            Self::Act { .. } => "order-act",
            Self::ActUnknown { .. } => "order-act-unknown",
            Self::Cannot => "order-cannot",
            Self::Hospital => "order-hospital",
            Self::Danger => "order-danger",
            Self::Contact { .. } => "order-contact",
            Self::Help { .. } => "order-help",
            Self::Object { .. } => "order-object",
            Self::ObjectOnline { .. } => "order-object-online",
            Self::Pause { .. } => "order-pause",
            Self::OpenPause { .. } => "order-open-pause",
            Self::Permission { .. } => "order-permission",
            Self::Travel { .. } => "order-travel",
            Self::Released { .. } => "order-released",
            Self::Added(_) => "order-added",
        };
        key.into()
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
