//! Every difference between two versions of a quarantine order.

use doorstep::model::PauseWhy;
use doorstep::words::OrderChangeText as Change;

use super::{Spoken, spoken, tomorrow};

pub(super) fn every() -> Vec<Spoken> {
    let (from, until) = (tomorrow(), tomorrow());
    let (label, when) = ("17", tomorrow());
    let mut all = vec![
        Change::Nothing,
        Change::AtOnce,
        Change::Later,
        Change::LaterAt(when),
        Change::BeginsEarlier(when),
        Change::BeginsLater(when),
        Change::EndsEarlier(when),
        Change::EndsLater(when),
        Change::Grace { from_h: 24, to_h: 48 },
        Change::NewPlace { label },
        Change::MovedPlace { label },
        Change::DroppedPlace { label },
        Change::PlaceSize { label, from_m: 100, to_m: 200 },
        Change::PlaceTimes { label },
        Change::PlaceName { label },
        Change::Quiet { from_min: 1320, to_min: 540 },
        Change::Checks { from: 1, to: 2 },
        Change::Surprises { from: 1, to: 0 },
        Change::Window { from_min: 60, to_min: 30 },
        Change::Gap { from_min: 180, to_min: 121 },
        Change::Drawn,
        Change::Photo,
        Change::NoPhoto,
        Change::Child,
        Change::NoChild,
        Change::Coordinates,
        Change::PresenceOnly,
        Change::Interval { from_s: 900, to_s: 300 },
        Change::Batch { from_s: 14_400, to_s: 3600 },
        Change::NewPermission { from, until },
        Change::PermissionEnds,
        Change::NewTravel { from, until },
        Change::TravelEnds,
        Change::Released { at: when },
        Change::Act { legal: "1-Q, 4" },
        Change::Contact { number: "8 800 000-00-00" },
        Change::Help,
        Change::Appeal,
        Change::Device,
        Change::ReleaseCode,
        Change::Added,
    ];
    for why in PauseWhy::ALL {
        all.push(Change::NewPause { why, from });
        all.push(Change::PauseEnds { why });
    }
    spoken(&all, |say| !matches!(say, Change::Nothing))
}
