//! Fixes as a phone's system gives them, before anybody has looked at them.

use crate::events::Activity;
use crate::quarantine::presence::{
    Accuracy, Elapsed, Fix, HomeWifi, Millimetres, Position, SensorReading, Source,
};

/// How much of the truth a claimed circle holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CircleOf {
    /// 68 %.
    Android,
    /// 63 %.
    Apple,
}

/// A fix as the system gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct ArrivingFix {
    /// Degrees.
    pub latitude: f64,
    pub longitude: f64,
    /// Metres; none if no accuracy is claimed.
    pub accuracy_m: Option<f64>,
    pub circle: CircleOf,
    pub source: Source,
    /// From when it was measured to when it was handed over, by the elapsed clock; negative if it is
    /// from the future.
    pub age_ms: i64,
    /// When it was measured by its own account, milliseconds since 1970.
    pub time_ms: i64,
    pub is_mock: bool,
    pub is_coarse: bool,
    /// The phone was in deep sleep.
    pub in_deep_sleep: bool,
    /// Since the reading before, of a wake or of a fix; none if they were not counted.
    pub steps: Option<u32>,
    /// Since the reading before.
    pub activity: Option<Activity>,
    pub home_wifi: HomeWifi,
}

/// A system says what no place has, such as a latitude beyond the poles. It is a fault of the phone,
/// and nothing of its owner's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixInvalid;

/// What can be judged, and what is written down beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Checked {
    pub fix: Fix<Position>,
    /// Unix seconds.
    pub time: u64,
}

/// Units of a position in a degree.
const OF_A_DEGREE: f64 = 1e7;
/// A circle of that size says nothing; what is larger is written as this.
const LARGEST_CIRCLE_M: f64 = 1e8;

impl ArrivingFix {
    pub(super) fn checked(&self, delivered: Elapsed) -> Result<Checked, FixInvalid> {
        let latitude = units(self.latitude, 90.0)?;
        let longitude = units(self.longitude, 180.0)?;
        let at = Position::new(latitude, longitude).ok_or(FixInvalid)?;
        let fix = Fix {
            at,
            measured: Elapsed(delivered.0.saturating_sub(self.age_ms)),
            delivered,
            accuracy: self.accuracy()?,
            source: self.source,
            is_mock: self.is_mock,
            is_coarse: self.is_coarse,
            in_deep_sleep: self.in_deep_sleep,
            sensors: SensorReading {
                steps: self.steps,
                activity: self.activity,
                home_wifi: self.home_wifi,
            },
        };
        let time = u64::try_from(self.time_ms.div_euclid(1_000)).unwrap_or_default();
        Ok(Checked { fix, time })
    }

    /// Rounded up to millimetres. A negative one is how Apple says that there is no place.
    fn accuracy(&self) -> Result<Option<Accuracy>, FixInvalid> {
        let Some(metres) = self.accuracy_m else { return Ok(None) };
        if metres.is_nan() || metres < 0.0 {
            return Err(FixInvalid);
        }
        let up = (metres.min(LARGEST_CIRCLE_M) * 1_000.0).ceil();
        #[expect(clippy::cast_possible_truncation, reason = "at most 10¹¹")]
        #[expect(clippy::cast_sign_loss, reason = "not negative")]
        let radius = Millimetres(up as u64);
        Ok(match self.circle {
            CircleOf::Android => Accuracy::of_android(radius),
            CircleOf::Apple => Accuracy::of_ios(radius),
        })
    }
}

/// Whole units of 10⁻⁷ degrees, rounded to the nearest.
fn units(degrees: f64, most: f64) -> Result<i64, FixInvalid> {
    if degrees.is_nan() || degrees.abs() > most {
        return Err(FixInvalid);
    }
    #[expect(clippy::cast_possible_truncation, reason = "at most 1.8 · 10⁹")]
    let units = (degrees * OF_A_DEGREE).round() as i64;
    Ok(units)
}
