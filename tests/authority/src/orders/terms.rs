//! What an order asks and allows, in the JSON in which officers read and write it and in which it is
//! kept: the same names as `phone order` shows.

use chrono::DateTime;
use doorstep::documents::{
    Appeal, Coordinates, OrderPlace, Pause, Permission, PlaceAt, PlaceOpening, QuietHours, Travel,
};
use doorstep::model::{PauseWhy, from_base64url};
use serde::{Deserialize, Serialize};

/// The terms of one version.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// The holder's mark; absent is `-`.
    #[serde(default)]
    pub(crate) sub: Option<String>,
    pub(crate) act: u64,
    pub(crate) legal: String,
    #[serde(with = "moment")]
    pub(crate) from: u64,
    #[serde(with = "moment")]
    pub(crate) until: u64,
    pub(crate) start_grace_s: u64,
    #[serde(default)]
    pub(crate) places: Vec<PlaceTerms>,
    pub(crate) quiet: QuietTerms,
    pub(crate) checks: CheckTerms,
    #[serde(default)]
    pub(crate) child: bool,
    pub(crate) report: ReportTerms,
    pub(crate) interval_s: u64,
    pub(crate) batch_s: u64,
    #[serde(default)]
    pub(crate) pauses: Vec<PauseTerms>,
    #[serde(default)]
    pub(crate) permissions: Vec<PermissionTerms>,
    #[serde(default)]
    pub(crate) travel: Option<TravelTerms>,
    #[serde(default)]
    pub(crate) released: Option<ReleasedTerms>,
    #[serde(default)]
    pub(crate) contact: Option<String>,
    #[serde(default)]
    pub(crate) help: Vec<String>,
    #[serde(default)]
    pub(crate) appeal: Option<AppealTerms>,
    /// Names of the device keys whose answers count, once an account has joined.
    #[serde(default)]
    pub(crate) keys: Vec<String>,
    /// Names that begin with `!`, which no phone of today knows.
    #[serde(default)]
    pub(crate) critical: Vec<String>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PlaceTerms {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) label: String,
    /// Degrees.
    pub(crate) lat: f64,
    pub(crate) lon: f64,
    pub(crate) radius_m: u64,
    #[serde(default, with = "maybe_moment")]
    pub(crate) from: Option<u64>,
    #[serde(default, with = "maybe_moment")]
    pub(crate) until: Option<u64>,
    /// What seals it, base64url; drawn whenever it is somewhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) salt: Option<String>,
}

/// `HH:MM` of the local day.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct QuietTerms {
    pub(crate) from: String,
    pub(crate) to: String,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct CheckTerms {
    pub(crate) n: u64,
    pub(crate) window_min: u64,
    pub(crate) gap_min: u64,
    pub(crate) photo: bool,
    pub(crate) surprises: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReportTerms {
    Presence,
    Coordinates,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PauseTerms {
    #[serde(with = "moment")]
    pub(crate) from: u64,
    #[serde(default, with = "maybe_moment")]
    pub(crate) until: Option<u64>,
    pub(crate) why: String,
    #[serde(default)]
    pub(crate) names: Option<u64>,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PermissionTerms {
    pub(crate) id: String,
    #[serde(with = "moment")]
    pub(crate) from: u64,
    #[serde(with = "moment")]
    pub(crate) to: u64,
    #[serde(default)]
    pub(crate) purpose: String,
    #[serde(default)]
    pub(crate) text: String,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct TravelTerms {
    #[serde(with = "moment")]
    pub(crate) from: u64,
    #[serde(with = "moment")]
    pub(crate) to: u64,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReleasedTerms {
    #[serde(with = "moment")]
    pub(crate) at: u64,
    pub(crate) why: String,
}

#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AppealTerms {
    pub(crate) text: String,
    #[serde(default = "appeal_days")]
    pub(crate) days: u64,
    #[serde(default)]
    pub(crate) url: Option<String>,
}

/// How long a person can object, if nobody says.
fn appeal_days() -> u64 {
    10
}

impl Terms {
    /// The first second at which nothing is asked any more.
    pub(crate) fn ends_at(&self) -> u64 {
        self.released.as_ref().map_or(self.until, |released| released.at.min(self.until))
    }
}

impl PlaceTerms {
    /// In units of 10⁻⁷ degrees; none if that is no place of any map, nor beside one.
    pub(crate) fn coordinates(&self) -> Option<Coordinates> {
        let units = |degrees: f64| {
            let units = (degrees * 1e7).round();
            (units.abs() <= 3.6e9).then_some(units as i64)
        };
        Some(Coordinates { lat: units(self.lat)?, lon: units(self.lon)? })
    }

    /// What opens it.
    pub(crate) fn opening(&self) -> Option<PlaceOpening> {
        let salt = self.salt.as_deref().and_then(from_base64url)?.try_into().ok()?;
        Some(PlaceOpening { place: self.id.clone(), salt, at: self.coordinates()? })
    }

    /// As it stands in the order.
    pub(super) fn sealed(&self) -> Option<OrderPlace> {
        let PlaceOpening { salt, at, .. } = self.opening()?;
        Some(OrderPlace {
            id: self.id.clone(),
            label: self.label.clone(),
            at: PlaceAt::Sealed(at.sealed(&salt)),
            radius_m: self.radius_m,
            from: self.from,
            until: self.until,
        })
    }
}

impl QuietTerms {
    pub(super) fn hours(&self) -> Option<QuietHours> {
        Some(QuietHours { from_min: minute(&self.from)?, to_min: minute(&self.to)? })
    }
}

/// The minute of the day of `HH:MM`, up to 24:00.
fn minute(text: &str) -> Option<u64> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (hour, minute) = (digits(hour) && digits(minute)).then_some((hour, minute))?;
    let (hour, minute): (u64, u64) = (hour.parse().ok()?, minute.parse().ok()?);
    let whole = hour * 60 + minute;
    (minute < 60 && whole <= 1440).then_some(whole)
}

impl From<&PauseTerms> for Pause {
    fn from(pause: &PauseTerms) -> Self {
        let PauseTerms { from, until, ref why, names } = *pause;
        Self { from, until, why: PauseWhy::from_name(why), names }
    }
}

impl From<&PermissionTerms> for Permission {
    fn from(permission: &PermissionTerms) -> Self {
        let PermissionTerms { id, from, to, purpose, text } = permission.clone();
        Self { id, from, to, purpose, text }
    }
}

impl From<TravelTerms> for Travel {
    fn from(TravelTerms { from, to }: TravelTerms) -> Self {
        Self { from, to }
    }
}

impl From<&AppealTerms> for Appeal {
    fn from(appeal: &AppealTerms) -> Self {
        let AppealTerms { text, days, url } = appeal.clone();
        Self { text, days, url }
    }
}

/// A second as RFC 3339 in UTC.
pub(crate) fn rfc3339(second: u64) -> String {
    let at = i64::try_from(second).ok().and_then(|second| DateTime::from_timestamp(second, 0));
    at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)).unwrap_or_default()
}

mod moment {
    use serde::de::Error as _;

    use super::{DateTime, Deserialize, rfc3339};

    pub(super) fn serialize<S: serde::Serializer>(second: &u64, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&rfc3339(*second))
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
        second(&String::deserialize(from)?).ok_or_else(|| D::Error::custom("no moment"))
    }

    pub(super) fn second(text: &str) -> Option<u64> {
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        u64::try_from(at.timestamp()).ok()
    }
}

mod maybe_moment {
    use serde::de::Error as _;

    use super::{Deserialize, moment, rfc3339};

    pub(super) fn serialize<S: serde::Serializer>(
        second: &Option<u64>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(&second.map(rfc3339), to)
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(
        from: D,
    ) -> Result<Option<u64>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let second =
            |text: String| moment::second(&text).ok_or_else(|| D::Error::custom("no moment"));
        text.map(second).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_utc() {
        assert_eq!(rfc3339(1_795_521_600), "2026-11-24T12:00:00Z");
        assert_eq!(moment::second("2026-11-24T15:00:00+03:00"), Some(1_795_521_600));
    }

    #[test]
    fn a_day_has_minutes_from_midnight_to_midnight() {
        let minutes = ["00:00", "09:05", "24:00"].map(minute);
        assert_eq!(minutes, [Some(0), Some(545), Some(1440)]);
        for none in ["", "9:05", "24:01", "12:60", "+1:00", "12.00", "1200"] {
            assert_eq!(minute(none), None, "{none}");
        }
    }

    #[test]
    fn degrees_are_taken_as_they_were_written() {
        let place = |lat, lon| PlaceTerms {
            id: "home".into(),
            label: String::new(),
            lat,
            lon,
            radius_m: 100,
            from: None,
            until: None,
            salt: None,
        };
        let at = place(55.755_812_3, -0.000_000_1).coordinates();
        assert_eq!(at, Some(Coordinates { lat: 557_558_123, lon: -1 }));
        assert_eq!(place(f64::NAN, 0.0).coordinates(), None);
        assert_eq!(place(0.0, 361.0).coordinates(), None);
    }
}
