//! Quotas of a region's rules: how many passes of one purpose a number gets, and in which stretch
//! (`PROTOCOL.md §11.4`).

use super::zone::{Span, Zone};
use crate::model::Period;

impl Period {
    /// The stretch of this period around a second: an exit counts where it begins.
    pub fn span(self, zone: &Zone, at: u64) -> Span {
        let at = i64::try_from(at).unwrap_or(i64::MAX);
        match self {
            Self::LocalDay => zone.day(at),
            Self::LocalWeek => zone.week(at),
            Self::LocalMonth => zone.month(at),
        }
    }
}

/// How many passes of one purpose a number gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaLimit {
    pub n: u64,
    pub per: Period,
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

    /// Moscow, which gave up summer time in 2011 and the time that was left of it in 2014.
    fn moscow() -> Zone {
        let transitions =
            vec![(1_288_479_600, 10_800), (1_301_180_400, 14_400), (1_414_274_400, 10_800)];
        Zone { name: "Europe/Moscow".into(), transitions }
    }

    fn periods() -> impl Strategy<Value = Period> {
        prop::sample::select(vec![Period::LocalDay, Period::LocalWeek, Period::LocalMonth])
    }

    #[test]
    fn a_year_without_its_change_of_clocks_has_days_of_their_length() {
        let zone = moscow();
        let length = |span: Span| (span.until - span.from) / 3600;
        let days = |at: u64| length(Period::LocalDay.span(&zone, at));
        assert_eq!((days(1_301_180_400), days(1_414_274_400)), (23, 25));
        // The spring of 2015 changed nothing.
        assert!((0..14).all(|day| days(1_427_000_000 + day * DAY) == 24));
        let october = Period::LocalMonth.span(&zone, 1_414_274_400);
        assert_eq!(zone.date_time(october.from), "2014-10-01 00:00");
        assert_eq!(zone.date_time(october.until), "2014-11-01 00:00");
        assert_eq!(length(october), 31 * 24 + 1);
    }

    proptest! {
        #[test]
        fn stretches_follow_each_other_and_each_second_lies_in_its_own(
            at in 1_290_000_000u64..1_600_000_000,
            period in periods(),
        ) {
            for zone in [warsaw(), moscow()] {
                let span = period.span(&zone, at);
                let utc = i64::try_from(at).unwrap();
                prop_assert!((span.from..span.until).contains(&utc));
                let next = period.span(&zone, u64::try_from(span.until).unwrap());
                prop_assert_eq!(next.from, span.until);
                prop_assert!(zone.date_time(span.from).ends_with("00:00"));
            }
        }

        #[test]
        fn what_was_counted_before_a_change_of_clocks_counts_once_after_it(
            at in 1_290_000_000u64..1_600_000_000,
            period in periods(),
            offset in -12i64..=14,
        ) {
            let counted = period.span(&moscow(), at);
            let zone = Zone { name: String::new(), transitions: vec![(0, offset * 3600)] };
            let around = [counted.from, (counted.from + counted.until) / 2, counted.until];
            let mut taking: Vec<Span> = Vec::new();
            for second in around {
                let span = period.span(&zone, u64::try_from(second).unwrap());
                if span.takes_in(&counted) && !taking.contains(&span) {
                    taking.push(span);
                }
            }
            prop_assert_eq!(taking.len(), 1);
        }
    }
}
