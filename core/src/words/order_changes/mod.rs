//! What differs between two versions of a quarantine order.

mod en;
mod ru;
mod tt;

use super::{Say, Text};
use crate::model::{PauseWhy, When};

/// One difference. Where there are two figures, the first is the old one.
#[derive(Debug, Clone, Copy)]
pub enum OrderChangeText<'a> {
    Nothing,
    /// Before what counts as soon as it comes.
    AtOnce,
    /// Before what waits, if the person has not seen it yet.
    Later,
    /// Before what waits, with its midnight.
    LaterAt(When),
    BeginsEarlier(When),
    BeginsLater(When),
    EndsEarlier(When),
    EndsLater(When),
    /// How long nothing is asked after it came, in hours.
    Grace {
        from_h: u64,
        to_h: u64,
    },
    NewPlace {
        label: &'a str,
    },
    MovedPlace {
        label: &'a str,
    },
    DroppedPlace {
        label: &'a str,
    },
    PlaceSize {
        label: &'a str,
        from_m: u64,
        to_m: u64,
    },
    PlaceTimes {
        label: &'a str,
    },
    PlaceName {
        label: &'a str,
    },
    Quiet {
        from_min: u64,
        to_min: u64,
    },
    Checks {
        from: u64,
        to: u64,
    },
    Surprises {
        from: u64,
        to: u64,
    },
    Window {
        from_min: u64,
        to_min: u64,
    },
    Gap {
        from_min: u64,
        to_min: u64,
    },
    /// The agreed times are drawn anew.
    Drawn,
    Photo,
    NoPhoto,
    Child,
    NoChild,
    Coordinates,
    PresenceOnly,
    Interval {
        from_s: u64,
        to_s: u64,
    },
    Batch {
        from_s: u64,
        to_s: u64,
    },
    NewPause {
        why: PauseWhy,
        from: When,
    },
    /// It goes on for an hour after the version came.
    PauseEnds {
        why: PauseWhy,
    },
    NewPermission {
        from: When,
        until: When,
    },
    PermissionEnds,
    NewTravel {
        from: When,
        until: When,
    },
    TravelEnds,
    Released {
        at: When,
    },
    Act {
        legal: &'a str,
    },
    Contact {
        number: &'a str,
    },
    Help,
    Appeal,
    Device,
    /// The typed code that ends the order.
    ReleaseCode,
    /// The authority's own words.
    Added,
}

impl Say for OrderChangeText<'_> {
    fn key(&self) -> Text {
        let key = match self {
            Self::Nothing => "order-change-nothing",
            Self::AtOnce => "order-changes-at-once",
            Self::Later => "order-changes-later",
            Self::LaterAt(_) => "order-changes-at-midnight",
            Self::BeginsEarlier(_) => "order-change-begins-earlier",
            Self::BeginsLater(_) => "order-change-begins-later",
            Self::EndsEarlier(_) => "order-change-ends-earlier",
            Self::EndsLater(_) => "order-change-ends-later",
            Self::Grace { .. } => "order-change-grace",
            Self::NewPlace { .. } => "order-change-new-place",
            Self::MovedPlace { .. } => "order-change-moved-place",
            Self::DroppedPlace { .. } => "order-change-dropped-place",
            Self::PlaceSize { .. } => "order-change-place-size",
            Self::PlaceTimes { .. } => "order-change-place-times",
            Self::PlaceName { .. } => "order-change-place-name",
            Self::Quiet { .. } => "order-change-quiet",
            Self::Checks { .. } => "order-change-checks",
            Self::Surprises { .. } => "order-change-surprises",
            Self::Window { .. } => "order-change-window",
            Self::Gap { .. } => "order-change-gap",
            Self::Drawn => "order-change-drawn",
            Self::Photo => "order-change-photo",
            Self::NoPhoto => "order-change-no-photo",
            Self::Child => "order-change-child",
            Self::NoChild => "order-change-no-child",
            Self::Coordinates => "order-change-coordinates",
            Self::PresenceOnly => "order-change-presence-only",
            Self::Interval { .. } => "order-change-interval",
            Self::Batch { .. } => "order-change-batch",
            Self::NewPause { .. } => "order-change-new-pause",
            Self::PauseEnds { .. } => "order-change-pause-ends",
            Self::NewPermission { .. } => "order-change-new-permission",
            Self::PermissionEnds => "order-change-permission-ends",
            Self::NewTravel { .. } => "order-change-new-travel",
            Self::TravelEnds => "order-change-travel-ends",
            Self::Released { .. } => "order-change-released",
            Self::Act { .. } => "order-change-act",
            Self::Contact { .. } => "order-change-contact",
            Self::Help => "order-change-help",
            Self::Appeal => "order-change-appeal",
            Self::Device => "order-change-device",
            Self::ReleaseCode => "order-change-release-code",
            Self::Added => "order-change-added",
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
