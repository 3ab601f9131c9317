//! What the phone's other senses said since the last fix. It counts with the next one, so that whoever
//! has the fixes has all that the rule of presence was told.

use crate::events::{Activity, Facts, LocationAccess, Moved, Wifi};
use crate::quarantine::presence::{HomeWifi, SensorReading};

/// What wakes said since the last fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// What comes next reaches back to a time in which nobody looked: it is dropped.
    pub is_stale: bool,
    /// None before the first; then steps, if all were counted.
    pub steps: Option<Option<u32>>,
    pub activity: Option<Activity>,
}

/// So many steps are no stillness, however many more were not counted.
const NOT_STILL: u32 = 30;

impl Readings {
    /// None yet.
    pub const NONE: Self = Self { is_stale: false, steps: None, activity: None };
    /// Nobody looked until now.
    pub const STALE: Self = Self { is_stale: true, ..Self::NONE };

    /// With what a wake says.
    pub(super) fn with_wake(self, moved: &Moved) -> Self {
        if self.is_stale {
            return Self::NONE;
        }
        self.with(Some(moved.steps), moved.activity)
    }

    /// All of it, with what came with a fix.
    pub(super) fn with_fix(self, sensors: SensorReading) -> SensorReading {
        if self.is_stale {
            return SensorReading { steps: None, activity: None, ..sensors };
        }
        let all = self.with(sensors.steps, sensors.activity);
        SensorReading { steps: all.steps.flatten(), activity: all.activity, ..sensors }
    }

    fn with(self, steps: Option<u32>, activity: Option<Activity>) -> Self {
        let steps = self.steps.map_or(steps, |before| together(before, steps));
        Self { is_stale: false, steps: Some(steps), activity: stronger(self.activity, activity) }
    }
}

/// The sum. If one part was not counted, the other stands for both where it alone is no stillness.
fn together(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other).filter(|steps| *steps >= NOT_STILL),
    }
}

/// Who has walked and then stood still has walked.
fn stronger(one: Option<Activity>, other: Option<Activity>) -> Option<Activity> {
    let is_moving = |activity: &Activity| *activity != Activity::Still;
    other.filter(is_moving).or(one.filter(is_moving)).or(other).or(one)
}

/// What the joined network says of the home, whose access point has this address. A system that may not
/// tell the network says that there is none; that is no sign of having left.
pub fn home_wifi(facts: &Facts, home: Option<&str>) -> HomeWifi {
    let Some(home) = home else { return HomeWifi::Unknown };
    let may_tell = facts.services
        && facts.precise
        && match facts.location {
            LocationAccess::Always => true,
            LocationAccess::InUse => facts.in_front,
            LocationAccess::Denied => false,
        };
    match &facts.wifi {
        Wifi::Off => HomeWifi::Off,
        Wifi::Joined { name } if name == home => HomeWifi::Connected,
        Wifi::Joined { .. } => HomeWifi::NotConnected,
        Wifi::NotJoined if may_tell => HomeWifi::NotConnected,
        Wifi::NotJoined => HomeWifi::Unknown,
    }
}
