//! What a phone says of where it is, and which of that can be evidence (`PROTOCOL.md §17.3`).

use super::point::Point;
use super::units::{Elapsed, Millimetres, Milliseconds};
use crate::events::Activity;
pub use crate::model::patient::Reason;

/// The circle that a phone claims to be in, two times of three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accuracy(Millimetres);

impl Accuracy {
    /// Android's circle holds 68 %. None if it is 0.
    pub fn of_android(radius: Millimetres) -> Option<Self> {
        (radius.0 > 0).then_some(Self(radius))
    }

    /// Apple's circle holds 63 %, so it is drawn larger here. None if it is 0.
    pub fn of_ios(radius: Millimetres) -> Option<Self> {
        let larger = u128::from(radius.0) * 107 / 100;
        Self::of_android(Millimetres(u64::try_from(larger).unwrap_or(u64::MAX)))
    }

    /// As it counts.
    pub fn radius(self) -> Millimetres {
        self.0
    }

    /// No phone is better than this, whatever it claims.
    pub(super) fn believed(self) -> Millimetres {
        self.0.max(BEST)
    }
}

const BEST: Millimetres = Millimetres::of_metres(15);
/// What is claimed to be less accurate than this is no evidence at all.
const WORST: Millimetres = Millimetres::of_metres(150);
/// An older fix tells where the phone was, not where it is.
const OLDEST: Milliseconds = Milliseconds::of_seconds(120);

/// What a fix was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Satellites alone.
    Gnss,
    /// Access points.
    Wifi,
    /// Towers.
    Cell,
    /// The system's own mixture.
    Fused,
    /// The system does not say.
    Unknown,
}

/// What the phone's Wi-Fi says of the network that was enrolled as the home's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HomeWifi {
    /// Joined.
    Connected,
    /// Wi-Fi is on, and joined to another network or to none.
    NotConnected,
    /// Wi-Fi is switched off.
    Off,
    /// The phone may not or cannot tell.
    Unknown,
}

/// What the phone's other senses say, with a fix or without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SensorReading {
    /// Since the reading before; none if they were not counted.
    pub steps: Option<u32>,
    /// Since the reading before; none if it is not known.
    pub activity: Option<Activity>,
    /// Now.
    pub home_wifi: HomeWifi,
}

impl SensorReading {
    /// A phone that tells nothing but places.
    pub const NONE: Self = Self { steps: None, activity: None, home_wifi: HomeWifi::Unknown };
}

/// One place that a phone claims. Ordered by when it was measured, then by all else, so that the
/// order of a batch does not depend on how it was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix<P: Point> {
    /// By the phone's elapsed clock.
    pub measured: Elapsed,
    /// By the same clock, when the system handed it over.
    pub delivered: Elapsed,
    /// Where.
    pub at: P,
    /// None if nothing is claimed, or nothing above 0.
    pub accuracy: Option<Accuracy>,
    /// Made from.
    pub source: Source,
    /// The system calls it simulated.
    pub is_mock: bool,
    /// The person allows approximate places only.
    pub is_coarse: bool,
    /// Android gives an old place new times while it sleeps deeply.
    pub in_deep_sleep: bool,
    /// What came with it.
    pub sensors: SensorReading,
}

/// The last fix that could be evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LastFix<P: Point> {
    pub at: P,
    pub accuracy: Accuracy,
    /// None after a boot.
    pub measured: Option<Elapsed>,
}

/// The accuracy of a fix that is admissible outside of pauses.
pub(super) fn admit<P: Point>(fix: &Fix<P>, last: Option<&LastFix<P>>) -> Result<Accuracy, Reason> {
    if fix.delivered.since(fix.measured) > OLDEST {
        return Err(Reason::Old);
    }
    let accuracy = fix.accuracy.ok_or(Reason::NoAccuracy)?;
    if accuracy.radius() > WORST {
        return Err(Reason::Inaccurate);
    }
    if fix.is_mock {
        return Err(Reason::Mock);
    }
    let is_the_last = |last: &&LastFix<P>| last.at == fix.at && last.accuracy == accuracy;
    let repeats_the_last = last.filter(is_the_last).is_some();
    if fix.measured > fix.delivered || (fix.in_deep_sleep && repeats_the_last) {
        return Err(Reason::Restamped);
    }
    let last_measured = last.and_then(|last| last.measured);
    if last_measured.is_some_and(|measured| fix.measured <= measured) {
        return Err(Reason::NotNewer);
    }
    if fix.is_coarse {
        return Err(Reason::Coarse);
    }
    Ok(accuracy)
}
