//! What the phone's other senses said since it was last at home.

use super::fix::{HomeWifi, SensorReading};
use crate::events::Activity;

/// Fewer counted steps than these, and no walk or drive: the phone lies where it lay.
const STILL: u32 = 30;
/// As many are a walk.
const A_WALK: u32 = 100;

/// Steps, activity and Wi-Fi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SinceHome {
    /// None once some were not counted.
    all_steps: Option<u32>,
    counted_steps: u32,
    has_moved: bool,
    had_home_wifi: bool,
    home_wifi: HomeWifi,
}

impl SinceHome {
    /// Before anybody saw the phone at home, or after it was off: nobody counted.
    pub(super) fn unknown() -> Self {
        Self { all_steps: None, ..Self::start(HomeWifi::Unknown) }
    }

    /// At home.
    pub(super) fn start(home_wifi: HomeWifi) -> Self {
        let had_home_wifi = home_wifi == HomeWifi::Connected;
        Self { all_steps: Some(0), counted_steps: 0, has_moved: false, had_home_wifi, home_wifi }
    }

    pub(super) fn hear(&mut self, reading: &SensorReading) {
        let more = reading.steps.unwrap_or_default();
        self.counted_steps = self.counted_steps.saturating_add(more);
        self.all_steps =
            self.all_steps.zip(reading.steps).map(|(all, steps)| all.saturating_add(steps));
        self.has_moved |= matches!(reading.activity, Some(Activity::Walk | Activity::Vehicle));
        self.had_home_wifi |= reading.home_wifi == HomeWifi::Connected;
        self.home_wifi = reading.home_wifi;
    }

    /// Known not to have been carried anywhere.
    pub(super) fn is_still(&self) -> bool {
        self.all_steps.is_some_and(|steps| steps < STILL) && !self.has_moved
    }

    pub(super) fn is_motion(&self) -> bool {
        self.counted_steps >= A_WALK || self.has_moved
    }

    pub(super) fn is_wifi_lost(&self) -> bool {
        self.had_home_wifi && self.home_wifi == HomeWifi::NotConnected
    }

    pub(super) fn home_wifi(&self) -> HomeWifi {
        self.home_wifi
    }
}
