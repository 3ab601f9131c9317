//! Local time at the region: the offsets that its rules carry, and nothing of the phone's own.

use chrono::Datelike as _;

use super::item::Item;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// A time zone as its transitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// IANA name, for display alone.
    pub name: String,
    /// From which second (UTC) which offset in seconds holds, ascending; the first offset also
    /// holds before it, and the last one for good: who signs rules lists every change to come.
    pub transitions: Vec<(i64, i64)>,
}

/// A day, a week or a month at the region, midnight to midnight, in UTC seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: i64,
    /// The first second after it.
    pub until: i64,
}

impl Span {
    /// Whether what was counted in another stretch counts in this one as well: rules may have moved
    /// the region's midnight, or count by longer stretches now. Its middle lies in one stretch only,
    /// so that nothing counts twice; what was counted in a longer one belongs to no part of it.
    pub fn takes_in(&self, other: &Self) -> bool {
        let length = |span: &Self| span.until.saturating_sub(span.from);
        let middle = other.from.saturating_add(length(other) / 2);
        (self.from..self.until).contains(&middle) && length(other) < length(self).saturating_mul(2)
    }
}

impl Zone {
    /// UTC, for what is said where the region's clocks are not known.
    pub const UTC: Self = Self { name: String::new(), transitions: Vec::new() };

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        let pair = |pair: &Item<'_>| match pair.as_array()? {
            [from, offset] => Some((from.as_int()?, offset.as_int()?)),
            _ => None,
        };
        let transitions = item.get("transitions")?.as_array()?.iter().map(pair);
        Some(Self {
            name: item.get("name")?.as_text()?.to_owned(),
            transitions: transitions.collect::<Option<_>>()?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let pair =
            |(from, offset): &(i64, i64)| Item::Array(vec![Item::Int(*from), Item::Int(*offset)]);
        let transitions = self.transitions.iter().map(pair).collect();
        Item::map([
            ("name".into(), Item::text(&self.name)),
            ("transitions".into(), Item::Array(transitions)),
        ])
    }

    /// Seconds to add to UTC at this instant.
    pub fn offset(&self, utc: i64) -> i64 {
        self.transitions
            .iter()
            .take_while(|(from, _)| *from <= utc)
            .last()
            .or(self.transitions.first())
            .map_or(0, |(_, offset)| *offset)
    }

    /// Local seconds since 1970-01-01 00:00 local.
    pub fn local(&self, utc: i64) -> i64 {
        utc.saturating_add(self.offset(utc))
    }

    /// The instant at which clocks at the region show this local time. A time that a change skips
    /// is the instant of the change; one that it repeats is the first of the two.
    pub fn instant(&self, local: i64) -> i64 {
        self.showing(local).min().unwrap_or_else(|| {
            self.transitions
                .iter()
                .map(|(from, _)| *from)
                .find(|from| self.local(*from) >= local)
                .unwrap_or_else(|| local.saturating_sub(self.offset(local)))
        })
    }

    /// The instants at which clocks at the region show this local time: one, two where a change
    /// repeats it, none where a change skips it.
    fn showing(&self, local: i64) -> impl Iterator<Item = i64> {
        let offsets = self.transitions.iter().map(|(_, offset)| offset);
        offsets
            .map(move |offset| local.saturating_sub(*offset))
            .filter(move |utc| self.local(*utc) == local)
    }

    /// Whether clocks at the region show the local time of this instant a second time.
    pub fn is_repeated(&self, utc: i64) -> bool {
        self.showing(self.local(utc)).any(|other| other != utc)
    }

    /// Minute of the local day, 0 to 1,439.
    pub fn minute(&self, utc: i64) -> u64 {
        let second = self.local(utc).rem_euclid(DAY);
        u64::try_from(second / 60).unwrap_or_default()
    }

    /// The local calendar day in which this instant lies.
    pub fn day(&self, utc: i64) -> Span {
        let day = self.local(utc).div_euclid(DAY);
        self.days(day, 1)
    }

    /// The local week, Monday to Sunday, in which this instant lies.
    pub fn week(&self, utc: i64) -> Span {
        let day = self.local(utc).div_euclid(DAY);
        // 1970-01-01 was a Thursday.
        let monday = day.saturating_sub(day.saturating_add(3).rem_euclid(7));
        self.days(monday, 7)
    }

    /// The local calendar month in which this instant lies.
    pub fn month(&self, utc: i64) -> Span {
        let day = self.local(utc).div_euclid(DAY);
        let date = i32::try_from(day).ok().and_then(chrono::NaiveDate::from_epoch_days);
        // Beyond the years of the calendar a month is as good as a day.
        let Some(date) = date else { return self.days(day, 1) };
        let first = day.saturating_sub(i64::from(date.day0()));
        self.days(first, i64::from(date.num_days_in_month()))
    }

    fn days(&self, first: i64, count: i64) -> Span {
        let midnight = |day: i64| self.instant(day.saturating_mul(DAY));
        Span { from: midnight(first), until: midnight(first.saturating_add(count)) }
    }

    /// The next instant at or after this one at which the local clock shows this minute.
    pub fn next_minute(&self, utc: i64, minute: u64) -> i64 {
        let day = self.local(utc).div_euclid(DAY);
        let second = i64::try_from(minute.saturating_mul(60)).unwrap_or_default();
        let local = |day: i64| day.saturating_mul(DAY).saturating_add(second);
        let today = local(day);
        let next = self.showing(today).filter(|at| *at >= utc).min();
        let skipped = || Some(self.instant(today)).filter(|at| *at >= utc);
        next.or_else(skipped).unwrap_or_else(|| self.instant(local(day.saturating_add(1))))
    }

    /// `2026-11-24` at the region.
    pub fn date(&self, utc: i64) -> String {
        chrono::DateTime::from_timestamp(self.local(utc), 0)
            .map(|at| at.format("%Y-%m-%d").to_string())
            .unwrap_or_default()
    }

    /// `2026-11-24 15:40` at the region.
    pub fn date_time(&self, utc: i64) -> String {
        chrono::DateTime::from_timestamp(self.local(utc), 0)
            .map(|at| at.format("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Warsaw in 2020: +1, from 29 March 01:00 UTC +2, from 25 October 01:00 UTC +1.
    fn warsaw() -> Zone {
        Zone {
            name: "Europe/Warsaw".into(),
            transitions: vec![(1_572_138_000, 3600), (1_585_443_600, 7200), (1_603_587_600, 3600)],
        }
    }

    #[test]
    fn days_have_their_real_length_when_clocks_change() {
        let zone = warsaw();
        let spring = zone.day(1_585_443_600);
        assert_eq!(spring.until - spring.from, 23 * 3600);
        let autumn = zone.day(1_603_587_600);
        assert_eq!(autumn.until - autumn.from, 25 * 3600);
        let week = zone.week(1_585_443_600);
        assert_eq!(week.until - week.from, 7 * DAY - 3600);
        assert_eq!(zone.date_time(week.from), "2020-03-23 00:00");
    }

    #[test]
    fn skipped_and_repeated_times_have_an_instant() {
        let zone = warsaw();
        // 02:30 does not exist on 29 March; 02:30 on 25 October exists twice.
        assert_eq!(zone.next_minute(1_585_440_000, 150), 1_585_443_600);
        assert_eq!(zone.next_minute(1_603_576_800, 150), 1_603_585_800);
        assert_eq!(zone.minute(1_603_585_800), 150);
    }

    proptest::proptest! {
        #[test]
        fn an_instant_lies_in_its_own_day(utc in 1_500_000_000i64..1_700_000_000) {
            let zone = warsaw();
            let day = zone.day(utc);
            assert!(day.from <= utc && utc < day.until);
            let week = zone.week(utc);
            assert!(week.from <= day.from && day.until <= week.until);
        }
    }
}
