//! Purposes of a region's rules: how long, when, and what needs no pass
//! (`PROTOCOL.md §4.4`).

use super::item::{Item, MapKey};
use super::quota::QuotaLimit;
use super::texts::{read_texts, texts_item};
use super::zone::Zone;
use crate::model::{Language, Period};

/// How many days an opening is looked for: a change of clocks may skip an hour on one of them.
const DAYS_LOOKED_AT: usize = 8;

/// A reason to leave home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Number by which passes name it.
    pub id: u64,
    /// Name by which people and scripts ask for it.
    pub key: String,
    /// Labels by language tag.
    pub label: Vec<(String, String)>,
    /// How long a pass lasts.
    pub minutes: u64,
    /// First second at which no pass of it counts any more, if there is one.
    pub until: Option<u64>,
    /// How many, if counted.
    pub quota: Option<QuotaLimit>,
    /// Local minutes of the day in which an exit may begin, `[from, to)`; empty for any.
    pub hours: Vec<(u64, u64)>,
    /// How long before the exit it must be asked for, in seconds.
    pub lead_s: u64,
    /// Whether paper and text-message passes exist for it.
    pub on_paper: bool,
    /// The legal reference, if no pass is needed.
    pub no_pass: Option<String>,
    /// Whether this is emergency care.
    pub emergency: bool,
}

impl Purpose {
    /// The label in this language, or the best there is.
    pub fn label(&self, tag: &str) -> &str {
        Language::from_tag(tag).best_of(&self.label)
    }

    /// Whether no pass of it can begin at this second any more.
    pub fn is_over(&self, at: u64) -> bool {
        self.until.is_some_and(|until| until <= at)
    }

    /// When a pass ends that begins at this second.
    pub fn end(&self, start: u64) -> u64 {
        let end = start.saturating_add(self.minutes.saturating_mul(60));
        self.until.map_or(end, |until| end.min(until))
    }

    /// The first second from `start` on at which an exit may begin by the hours of the day.
    pub fn opening(&self, zone: &Zone, start: u64) -> u64 {
        let open = |utc: i64| {
            let minute = zone.minute(utc);
            self.hours.iter().any(|(from, to)| (*from..*to).contains(&minute))
        };
        let mut at = i64::try_from(start).unwrap_or(i64::MAX);
        for _ in 0..DAYS_LOOKED_AT.saturating_mul(self.hours.len()) {
            if open(at) {
                break;
            }
            let openings = self.hours.iter().map(|(from, _)| {
                let next = zone.next_minute(at, *from);
                // An hour that the change of clocks skips opens nothing.
                if next > at { next } else { zone.next_minute(at.saturating_add(60), *from) }
            });
            at = openings.min().unwrap_or(at);
        }
        u64::try_from(at).unwrap_or(start)
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let quota = match item.get("quota") {
            Some(quota) => Some(QuotaLimit {
                n: quota.get("n")?.as_uint()?,
                per: Period::from_name(quota.get("per")?.as_text()?)?,
            }),
            None => None,
        };
        let hours = match item.get("hours") {
            Some(hours) => hours
                .as_array()?
                .iter()
                .map(|pair| match pair.as_array()? {
                    [from, to] => Some((from.as_uint()?, to.as_uint()?)),
                    _ => None,
                })
                .collect::<Option<_>>()?,
            None => Vec::new(),
        };
        let flag = |name: &'static str| match item.get(name) {
            Some(value) => value.as_bool(),
            None => Some(false),
        };
        Some(Self {
            id: item.get("id")?.as_uint()?,
            key: item.get("key")?.as_text()?.to_owned(),
            label: read_texts(item.get("label")?)?,
            minutes: item.get("minutes")?.as_uint()?,
            until: match item.get("until") {
                Some(until) => Some(until.as_uint()?),
                None => None,
            },
            quota,
            hours,
            lead_s: match item.get("lead_s") {
                Some(lead) => lead.as_uint()?,
                None => 0,
            },
            on_paper: flag("static")?,
            no_pass: match item.get("no_pass") {
                Some(no_pass) => Some(no_pass.get("ref")?.as_text()?.to_owned()),
                None => None,
            },
            emergency: flag("emergency")?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("id".into(), Item::uint(self.id)),
            ("key".into(), Item::text(&self.key)),
            ("label".into(), texts_item(&self.label)),
            ("minutes".into(), Item::uint(self.minutes)),
            ("static".into(), Item::Bool(self.on_paper)),
        ];
        if let Some(until) = self.until {
            fields.push(("until".into(), Item::uint(until)));
        }
        if let Some(quota) = self.quota {
            let quota = Item::map([
                ("n".into(), Item::uint(quota.n)),
                ("per".into(), Item::text(quota.per.name())),
            ]);
            fields.push(("quota".into(), quota));
        }
        if !self.hours.is_empty() {
            let hours = self
                .hours
                .iter()
                .map(|(from, to)| Item::Array(vec![Item::uint(*from), Item::uint(*to)]))
                .collect();
            fields.push(("hours".into(), Item::Array(hours)));
        }
        if self.lead_s > 0 {
            fields.push(("lead_s".into(), Item::uint(self.lead_s)));
        }
        if let Some(reference) = &self.no_pass {
            let no_pass = Item::map([("ref".into(), Item::text(reference))]);
            fields.push(("no_pass".into(), no_pass));
        }
        if self.emergency {
            fields.push(("emergency".into(), Item::Bool(true)));
        }
        Item::map(fields)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: u64 = 86_400;

    /// Warsaw around 2020, with a change of clocks each spring and autumn.
    fn warsaw() -> Zone {
        let transitions = vec![(1_572_138_000, 3600), (1_585_443_600, 7200), (1_603_587_600, 3600)];
        Zone { name: "Europe/Warsaw".into(), transitions }
    }

    fn purpose(hours: Vec<(u64, u64)>) -> Purpose {
        Purpose {
            id: 1,
            key: "pet".into(),
            label: Vec::new(),
            minutes: 60,
            until: None,
            quota: None,
            hours,
            lead_s: 0,
            on_paper: false,
            no_pass: None,
            emergency: false,
        }
    }

    fn is_open(purpose: &Purpose, zone: &Zone, at: u64) -> bool {
        let minute = zone.minute(i64::try_from(at).unwrap());
        purpose.hours.iter().any(|(from, to)| (*from..*to).contains(&minute))
    }

    #[test]
    fn an_hour_that_clocks_skip_opens_nothing_that_day() {
        // 29 March 2020: clocks go from 02:00 to 03:00.
        let (zone, night) = (warsaw(), purpose(vec![(130, 170)]));
        let skipped = 1_585_443_600;
        let opening = night.opening(&zone, skipped - 1800);
        assert_eq!(zone.date_time(i64::try_from(opening).unwrap()), "2020-03-30 02:10");
        // 25 October: 02:10 comes twice, and the hours are open both times.
        let repeated = 1_603_587_600;
        assert!(is_open(&night, &zone, repeated - 3000) && is_open(&night, &zone, repeated + 600));
        assert_eq!(night.opening(&zone, repeated - 600), repeated + 600);
    }

    #[test]
    fn what_an_end_cuts_off_is_no_longer_than_the_rest() {
        let work = Purpose { minutes: 44_640, until: Some(1000 + DAY), ..purpose(Vec::new()) };
        assert_eq!((work.end(1000), work.end(1000 + DAY - 1)), (1000 + DAY, 1000 + DAY));
        assert!(!work.is_over(999 + DAY) && work.is_over(1000 + DAY));
        assert_eq!(Purpose { until: None, ..work }.end(0), 31 * DAY);
    }

    proptest! {
        #[test]
        fn an_opening_is_the_first_second_that_is_open(
            at in 1_577_000_000u64..1_610_000_000,
            hours in prop::collection::vec((0u64..1440, 1u64..1440), 1..3),
            between in 0.0f64..1.0,
        ) {
            let hours = hours.iter().map(|(from, long)| (*from, (from + long).min(1440))).collect();
            let (zone, purpose) = (warsaw(), purpose(hours));
            let opening = purpose.opening(&zone, at);
            prop_assert!(opening >= at && is_open(&purpose, &zone, opening));
            prop_assert_eq!(opening == at, is_open(&purpose, &zone, at));
            if opening > at {
                let earlier = at + ((opening - at - 1) as f64 * between) as u64;
                prop_assert!(!is_open(&purpose, &zone, earlier), "{} {} {}", at, earlier, opening);
            }
        }
    }
}
