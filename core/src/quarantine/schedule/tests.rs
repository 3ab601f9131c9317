//! Times of checks on ordinary and on odd days.

use std::sync::Arc;

use super::agreed::of_values;
use super::*;
use crate::documents::{QuietHours, Zone};
use crate::quarantine::journal::Interval;
use crate::quarantine::order::tests::{
    DAY, HOUR, MIDNIGHT, MINUTE, NOON, after, held, moscow, order, take,
};
use crate::quarantine::order::{InForce, Orders};

const WARSAW: [(i64, i64); 3] =
    [(1_572_138_000, 3600), (1_585_443_600, 7200), (1_603_587_600, 3600)];

fn warsaw() -> Zone {
    Zone { name: "Europe/Warsaw".into(), transitions: WARSAW.to_vec() }
}

fn values(n: u64) -> InForce {
    let mut order = order();
    (order.checks.n, order.checks.surprises) = (n, 0);
    let orders = held(&order);
    orders.in_force(orders.current().unwrap(), NOON, &moscow()).unwrap()
}

fn all(orders: &Orders, from: u64, until: u64) -> Vec<AgreedCheck> {
    agreed(orders, orders.current().unwrap(), from, until, &moscow())
}

#[test]
fn each_day_has_its_checks_in_waking_hours_and_apart() {
    let orders = held(&order());
    let checks = all(&orders, MIDNIGHT + DAY, MIDNIGHT + 14 * DAY);
    assert_eq!(checks.len(), 26);
    for check in &checks {
        assert_eq!(check.due % 60, 0);
        let minute = (check.due - MIDNIGHT) % DAY / MINUTE;
        assert!((9 * 60..22 * 60).contains(&minute), "at minute {minute}");
        assert_eq!((check.day_ends - MIDNIGHT) % DAY, 0);
    }
    for (one, next) in checks.iter().zip(&checks[1..]) {
        assert!(next.due - one.due > 2 * HOUR, "{one:?} {next:?}");
    }
    let first: Vec<u64> = checks.iter().take(8).map(|check| check.due % DAY).collect();
    let days: std::collections::BTreeSet<u64> = first.into_iter().collect();
    assert!(days.len() > 6, "they are drawn, and not the same each day");
}

#[test]
fn a_part_of_a_day_has_those_that_are_due_in_it() {
    let orders = held(&order());
    let whole = all(&orders, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY);
    for at in (MIDNIGHT + DAY..MIDNIGHT + 2 * DAY).step_by(1_801) {
        let mut parts = all(&orders, MIDNIGHT + DAY, at);
        parts.extend(all(&orders, at, MIDNIGHT + 2 * DAY));
        assert_eq!(parts, whole);
    }
}

#[test]
fn another_seed_during_a_day_moves_what_is_to_come_and_adds_nothing() {
    let first = order();
    let mut orders = held(&first);
    let before = all(&orders, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY);
    let mut second = after(&first);
    second.checks.seed = [99; 32];
    let came = MIDNIGHT + DAY + 13 * HOUR;
    take(&mut orders, &second, came);
    let now = all(&orders, MIDNIGHT + DAY, MIDNIGHT + 2 * DAY);
    assert!(now.len() <= 2);
    let ids: Vec<_> = now.iter().map(|check| check.id).collect();
    assert!(ids.iter().all(|id| before.iter().any(|check| check.id == *id)), "the same slots");
    for check in now.iter().filter(|check| check.due < came) {
        assert!(before.contains(check), "what was due stays as it was");
    }
    let moved = now.iter().filter(|check| check.due >= came && !before.contains(check));
    assert_eq!(moved.count(), 1, "drawn by the other seed from then on");
    let next = all(&orders, MIDNIGHT + 2 * DAY, MIDNIGHT + 3 * DAY);
    assert_eq!(next.len(), 2);
}

#[test]
fn a_day_on_which_clocks_change_has_real_minutes_and_repeated_ones_are_quiet() {
    let (zone, mut terms) = (warsaw(), values(2));
    terms.quiet = QuietHours { from_min: 1320, to_min: 360 };
    for at in [1_585_443_600, 1_603_587_600, 1_590_000_000] {
        let day = zone.day(at);
        let checks = of_values(order().id, &terms, day, &zone);
        assert_eq!(checks.len(), 2);
        for check in checks {
            let minute = zone.minute(check.due as i64);
            assert!((360..1320).contains(&minute));
        }
    }
    // Waking hours that begin within what the clocks show twice lose all of it.
    let night = QuietHours { from_min: 1320, to_min: 120 };
    let autumn = zone.day(1_603_587_600);
    let second = |hours: u64| autumn.from as u64 + hours * HOUR;
    assert!(is_quiet(second(2), night, &zone), "02:00 summer time");
    assert!(is_quiet(second(3), night, &zone), "02:00 winter time");
    assert!(!is_quiet(second(4), night, &zone), "03:00");
    assert_eq!(not_quiet_between(second(0), second(6), night, &zone), 2 * HOUR);
    assert_eq!(next_not_quiet(second(1), night, &zone), Some(second(4)));
}

#[test]
fn time_stands_still_in_quiet_hours() {
    let (zone, quiet) = (moscow(), QuietHours { from_min: 1320, to_min: 540 });
    let evening = MIDNIGHT + 21 * HOUR + 30 * MINUTE;
    assert_eq!(not_quiet_between(evening, evening + DAY, quiet, &zone), 13 * HOUR);
    assert_eq!(
        when_not_quiet_for(evening, HOUR, quiet, &zone),
        Some(MIDNIGHT + DAY + 9 * HOUR + 30 * MINUTE)
    );
    assert_eq!(next_not_quiet(evening, quiet, &zone), Some(evening));
    assert_eq!(next_not_quiet(MIDNIGHT, quiet, &zone), Some(MIDNIGHT + 9 * HOUR));
    let always = QuietHours { from_min: 0, to_min: 1440 };
    assert_eq!(next_not_quiet(MIDNIGHT, always, &zone), None);
    assert_eq!(when_not_quiet_for(MIDNIGHT, 1, always, &zone), None);
}

#[test]
fn nothing_is_looked_for_beyond_three_days() {
    let (zone, quiet) = (moscow(), QuietHours { from_min: 1320, to_min: 540 });
    let morning = MIDNIGHT + 9 * HOUR;
    let passed = |hours: u64| when_not_quiet_for(morning, hours * HOUR, quiet, &zone);
    assert_eq!(passed(13), Some(MIDNIGHT + 22 * HOUR));
    assert_eq!(passed(27), Some(MIDNIGHT + 2 * DAY + 10 * HOUR));
    assert_eq!(passed(40), Some(MIDNIGHT + 3 * DAY + 10 * HOUR));
    assert_eq!(passed(60), None);
    let always = QuietHours { from_min: 0, to_min: 1440 };
    assert_eq!(next_not_quiet(MIDNIGHT + HOUR, always, &zone), None);
}

#[test]
fn the_checks_around_a_moment_are_kept_while_order_day_and_zone_are_the_same() {
    let (orders, zone) = (Arc::new(held(&order())), moscow());
    let now = NOON + 6 * DAY;
    let around = AgreedAround::of(&orders, &zone, now);
    let near: Vec<AgreedCheck> = around.between(now - 3 * DAY, now + 3 * DAY).copied().collect();
    assert_eq!(near, all(&orders, now - 3 * DAY, now + 3 * DAY));
    let beyond = around.between(0, u64::MAX);
    assert_eq!(beyond.count(), all(&orders, MIDNIGHT + 2 * DAY, MIDNIGHT + 11 * DAY).len());
    assert!(around.is_of(&orders, &zone, now + HOUR));
    assert!(!around.is_of(&orders, &zone, now + DAY) && !around.is_of(&orders, &warsaw(), now));
    assert!(!around.is_of(&Arc::new(held(&order())), &zone, now), "changed, as far as is known");
}

#[test]
fn more_checks_count_from_the_midnight_of_the_person() {
    let mut first = order();
    (first.checks.n, first.checks.surprises) = (1, 0);
    let mut orders = held(&first);
    let mut more = after(&first);
    more.checks.n = 3;
    take(&mut orders, &more, NOON + DAY);
    let day = |number: u64| all(&orders, MIDNIGHT + number * DAY, MIDNIGHT + (number + 1) * DAY);
    assert_eq!(day(5).len(), 1, "not seen yet");
    orders.order_mut(first.id).unwrap().see(2, Interval::exactly(NOON + 2 * DAY));
    let day = |number: u64| all(&orders, MIDNIGHT + number * DAY, MIDNIGHT + (number + 1) * DAY);
    assert_eq!([day(3).len(), day(4).len(), day(5).len()], [1, 3, 3]);
}

// The days were computed by a program in Python that was written from the page alone.
#[test]
fn days_of_every_kind_are_those_of_the_page() {
    let golden: serde_json::Value =
        serde_json::from_str(include_str!("../../../../tests/suite/golden/schedule.json")).unwrap();
    let number = |value: &serde_json::Value| value.as_u64().unwrap();
    let days = golden["days"].as_array().unwrap();
    for day in days {
        let changes = day["zone"].as_array().unwrap().iter();
        let changes = changes.map(|at| (at[0].as_i64().unwrap(), at[1].as_i64().unwrap()));
        let zone = Zone { name: "X".into(), transitions: changes.collect() };
        let mut terms = values(1);
        (terms.checks, terms.gap_min) = (number(&day["n"]), number(&day["gap_min"]));
        let quiet = &day["quiet"];
        terms.quiet = QuietHours { from_min: number(&quiet[0]), to_min: number(&quiet[1]) };
        let date = day["date"].as_str().unwrap();
        let noon = chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").unwrap();
        let noon = noon.and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp();
        let checks = of_values(order().id, &terms, zone.day(zone.instant(noon)), &zone);
        let expected = day["checks"].as_array().unwrap().iter();
        let expected: Vec<(String, u64)> = expected
            .map(|check| (check["id"].as_str().unwrap().to_owned(), number(&check["due"])))
            .collect();
        let hex = |check: &AgreedCheck| -> String {
            check.id.bytes().iter().map(|byte| format!("{byte:02x}")).collect()
        };
        let found: Vec<(String, u64)> =
            checks.iter().map(|check| (hex(check), check.due)).collect();
        assert_eq!(found, expected, "{date}: {}", day["about"]);
    }
    assert_eq!(days.len(), 10);
}

proptest::proptest! {
    #[test]
    fn fast_and_slow_days_are_the_same(day in 0i64..400, from in 1200u64..1380, to in 360u64..700) {
        let zone = moscow();
        // A change that changes nothing takes the slow way.
        let at = zone.day(MIDNIGHT as i64 + day * DAY as i64);
        let mut slow = zone.clone();
        slow.transitions.push((at.from + 3600, 10_800));
        let quiet = QuietHours { from_min: from, to_min: to };
        proptest::prop_assert_eq!(
            super::waking::waking_minutes(at, quiet, &zone),
            super::waking::waking_minutes(at, quiet, &slow)
        );
    }

    #[test]
    fn checks_are_apart_by_their_gap(seed: [u8; 32], n in 1u64..4, gap in 120u64..180) {
        let mut terms = values(n);
        (terms.seed, terms.gap_min) = (seed, gap);
        let zone = moscow();
        let checks = of_values(order().id, &terms, zone.day(NOON as i64), &zone);
        proptest::prop_assert_eq!(checks.len() as u64, n);
        for (one, next) in checks.iter().zip(&checks[1..]) {
            proptest::prop_assert!(next.due - one.due > gap * MINUTE);
        }
    }
}
