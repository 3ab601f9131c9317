//! What applies at an instant.

use super::{
    DAY, HOME, HOUR, Interval, KnownPlace, MIDNIGHT, NOON, Order, Orders, after, at_places, held,
    home, moscow, order, rules, take,
};
use crate::documents::{Coordinates, QuietHours, Report, Zone};
use crate::model::OrderId;
use crate::quarantine::order::{InForce, Taken};

fn at(orders: &Orders, second: u64) -> InForce {
    orders.in_force(orders.current().unwrap(), second, &moscow()).unwrap()
}

/// Two versions: the second came an hour after noon and was seen at two.
fn changed(change: impl Fn(&mut Order)) -> (Orders, Order) {
    let first = Order { interval_s: 900, batch_s: 14_400, ..order() };
    let mut second = after(&first);
    change(&mut second);
    let mut orders = held(&first);
    take(&mut orders, &second, NOON + HOUR);
    orders.order_mut(first.id).unwrap().see(2, Interval::exactly(NOON + 2 * HOUR));
    (orders, second)
}

/// The first midnight at least 24 hours after two o'clock of that day.
const HARSHER: u64 = MIDNIGHT + 2 * DAY;

/// One value of what applies, before and after a change.
struct Value {
    what: &'static str,
    of: fn(&InForce) -> u64,
    harsher: fn(&mut Order),
    milder: fn(&mut Order),
}

fn values() -> Vec<Value> {
    fn value(
        what: &'static str,
        of: fn(&InForce) -> u64,
        harsher: fn(&mut Order),
        milder: fn(&mut Order),
    ) -> Value {
        Value { what, of, harsher, milder }
    }
    vec![
        value("n", |v| v.checks, |o| o.checks.n = 2, |o| o.checks.n = 1),
        value("surprises", |v| v.surprises, |o| o.checks.surprises = 1, |o| o.checks.surprises = 0),
        value(
            "window",
            |v| v.window_min,
            |o| o.checks.window_min = 30,
            |o| o.checks.window_min = 90,
        ),
        value("gap", |v| v.gap_min, |o| o.checks.gap_min = 120, |o| o.checks.gap_min = 180),
        value("interval", |v| v.interval_s, |o| o.interval_s = 300, |o| o.interval_s = 1800),
        value("batch", |v| v.batch_s, |o| o.batch_s = 300, |o| o.batch_s = 90_000),
        value(
            "grace",
            |v| v.start_grace_s,
            |o| o.start_grace_s = DAY,
            |o| o.start_grace_s = 2 * DAY,
        ),
        value("from", |v| v.from, |o| o.from = NOON - HOUR, |o| o.from = NOON + DAY),
        value("photo", |v| v.photo.into(), |o| o.checks.photo = true, |o| o.checks.photo = false),
        value(
            "child",
            |v| v.photo.into(),
            |o| (o.checks.photo, o.child) = (true, false),
            |o| (o.checks.photo, o.child) = (true, true),
        ),
        value(
            "report",
            |v| u64::from(v.report == Report::Coordinates),
            |o| o.report = Report::Coordinates,
            |o| o.report = Report::Presence,
        ),
    ]
}

#[test]
fn what_eases_counts_at_once_and_what_asks_more_from_a_midnight_a_day_after_it_was_seen() {
    for Value { what, of, harsher, milder } in values() {
        // Begin at a middle from which both ways lead.
        let start = |change: fn(&mut Order)| {
            let mut first = order();
            first.checks.n = 1;
            (first.checks.surprises, first.checks.gap_min) = (0, 150);
            first.start_grace_s = DAY + HOUR;
            milder_of_flags(&mut first);
            change(&mut first);
            first
        };
        let pair = |first: &Order, change: fn(&mut Order)| {
            let mut second = after(first);
            change(&mut second);
            let mut orders = held(first);
            take(&mut orders, &second, NOON + HOUR);
            orders.order_mut(first.id).unwrap().see(2, Interval::exactly(NOON + 2 * HOUR));
            (
                of(&at(&orders, NOON)),
                of(&at(&orders, NOON + HOUR)),
                of(&at(&orders, HARSHER - 1)),
                of(&at(&orders, HARSHER)),
            )
        };
        let (before, at_once, waits, after_it) = pair(&start(milder), harsher);
        assert!(before == at_once && before == waits && before != after_it, "{what} gets harsher");
        let (before, at_once, later, last) = pair(&start(harsher), milder);
        assert!(before != at_once && at_once == later && later == last, "{what} gets milder");
    }
}

fn milder_of_flags(order: &mut Order) {
    order.checks.photo = false;
    order.report = Report::Presence;
}

#[test]
fn nobody_is_asked_more_before_they_saw_it_and_who_is_unsure_when_is_not_either() {
    let first = order();
    let second = Order { interval_s: 300, ..after(&first) };
    let mut orders = held(&first);
    take(&mut orders, &second, NOON);
    assert_eq!(at(&orders, NOON + 13 * DAY).interval_s, 900);
    let mut unsure = orders.clone();
    let seen = Interval::new(NOON, None).unwrap();
    unsure.order_mut(first.id).unwrap().see(2, seen);
    assert_eq!(at(&unsure, NOON + 13 * DAY).interval_s, 900);
    let seen = Interval::new(NOON, Some(NOON + 3 * DAY)).unwrap();
    orders.order_mut(first.id).unwrap().see(2, seen);
    assert_eq!(at(&orders, MIDNIGHT + 5 * DAY - 1).interval_s, 900);
    assert_eq!(at(&orders, MIDNIGHT + 5 * DAY).interval_s, 300);
}

#[test]
fn a_day_has_24_hours_and_its_midnight_is_the_region_s() {
    let from = |seen: u64, zone: &Zone| {
        let mut orders = held(&order());
        orders.order_mut(order().id).unwrap().see(1, Interval::exactly(seen));
        orders.current().unwrap().newest().asks_more_from(zone).unwrap()
    };
    assert_eq!(from(MIDNIGHT, &moscow()), MIDNIGHT + DAY, "exactly a day before it");
    assert_eq!(from(MIDNIGHT + 1, &moscow()), MIDNIGHT + 2 * DAY);
    // Clocks go back on that night: the day has 25 hours.
    let change = i64::try_from(MIDNIGHT + DAY + 12 * HOUR).unwrap();
    let zone = Zone { name: "Else".into(), transitions: vec![(0, 10_800), (change, 7200)] };
    assert_eq!(from(MIDNIGHT + HOUR, &zone), MIDNIGHT + 2 * DAY + HOUR);
}

#[test]
fn two_changes_of_one_day_count_from_one_midnight() {
    let first = order();
    let second = Order { interval_s: 600, ..after(&first) };
    let third = Order { interval_s: 300, ..after(&second) };
    let mut orders = held(&first);
    take(&mut orders, &second, NOON + HOUR);
    take(&mut orders, &third, NOON + 2 * HOUR);
    orders.order_mut(first.id).unwrap().see(3, Interval::exactly(NOON + 3 * HOUR));
    assert_eq!(at(&orders, HARSHER - 1).interval_s, 900);
    assert_eq!(at(&orders, HARSHER).interval_s, 300);
}

#[test]
fn a_version_before_one_that_was_shown_does_not_wait_anew_when_it_is_shown_itself() {
    let first = order();
    let second = Order { quiet: QuietHours { from_min: 1380, to_min: 540 }, ..after(&first) };
    let third = after(&second);
    let mut orders = held(&first);
    take(&mut orders, &second, NOON);
    take(&mut orders, &third, NOON);
    let held = orders.order_mut(first.id).unwrap();
    held.see(3, Interval::exactly(NOON));
    held.see(2, Interval::exactly(HARSHER + DAY));
    assert_eq!(at(&orders, HARSHER - 1).quiet.from_min, 1320);
    assert_eq!(at(&orders, HARSHER).quiet.from_min, 1380);
}

#[test]
fn a_change_that_is_taken_back_before_its_midnight_never_counts() {
    let first = order();
    let second = Order { interval_s: 300, ..after(&first) };
    let third = Order { interval_s: 900, ..after(&second) };
    let mut orders = held(&first);
    take(&mut orders, &second, NOON);
    orders.order_mut(first.id).unwrap().see(2, Interval::exactly(NOON));
    take(&mut orders, &third, NOON + HOUR);
    let seconds = [NOON, NOON + HOUR, HARSHER - 1, HARSHER, HARSHER + 5 * DAY];
    assert!(seconds.iter().all(|second| at(&orders, *second).interval_s == 900));
}

#[test]
fn quiet_is_whatever_either_version_calls_quiet() {
    let (orders, _) = changed(|next| next.quiet = QuietHours { from_min: 1260, to_min: 480 });
    let quiet = |second| at(&orders, second).quiet;
    assert_eq!(quiet(NOON), QuietHours { from_min: 1320, to_min: 540 });
    assert_eq!(quiet(NOON + HOUR), QuietHours { from_min: 1260, to_min: 540 });
    assert_eq!(quiet(HARSHER), QuietHours { from_min: 1260, to_min: 480 });
    // Two that leave nothing between them.
    let (orders, _) = changed(|next| {
        next.checks.n = 0;
        next.quiet = QuietHours { from_min: 540, to_min: 400 };
    });
    assert_eq!(at(&orders, NOON + HOUR).quiet, QuietHours { from_min: 0, to_min: 1440 });
}

#[test]
fn a_place_that_is_moved_smaller_or_dropped_stays_until_its_midnight_and_a_new_one_counts_at_once()
{
    let first = order();
    let old = KnownPlace { radius_m: 200, ..home() };
    let moved = Coordinates { lat: HOME.lat + 100_000, ..HOME };
    let second_place = KnownPlace { id: "2".into(), at: moved, ..home() };
    let cases = [
        ("moved", vec![KnownPlace { at: moved, ..old.clone() }]),
        ("smaller", vec![home()]),
        ("dropped for another", vec![second_place.clone()]),
        ("shorter", vec![KnownPlace { until: Some(NOON + 3 * DAY), ..old.clone() }, second_place]),
    ];
    for (what, places) in cases {
        let mut orders = Orders::default();
        let come = |orders: &mut Orders, order: &Order, places: &[KnownPlace], at| {
            let opened = at_places(order, places.to_vec());
            assert_eq!(orders.take(opened, Interval::exactly(at), Some(&rules())), Taken::New);
        };
        come(&mut orders, &first, std::slice::from_ref(&old), NOON);
        come(&mut orders, &after(&first), &places, NOON + HOUR);
        orders.order_mut(first.id).unwrap().see(2, Interval::exactly(NOON + 2 * HOUR));
        let now = at(&orders, NOON + HOUR).places;
        assert!(now.contains(&old) && places.iter().all(|new| now.contains(new)), "{what}");
        assert_eq!(at(&orders, HARSHER - 1).places, now, "{what}");
        assert_eq!(at(&orders, HARSHER).places, places, "{what}");
    }
    // A larger one takes the smaller in.
    let mut orders = held(&first);
    let opened = at_places(&after(&first), vec![old.clone()]);
    orders.take(opened, Interval::exactly(NOON + HOUR), Some(&rules()));
    assert_eq!(at(&orders, NOON + HOUR).places, [old]);
}

#[test]
fn another_order_in_the_place_of_one_asks_no_more_before_its_midnight_either() {
    let first = Order { interval_s: 1800, ..order() };
    let next = Order {
        id: OrderId::new([8; 16]),
        replaces: Some(first.id),
        interval_s: 300,
        ..first.clone()
    };
    let mut orders = held(&first);
    take(&mut orders, &next, NOON + HOUR);
    orders.order_mut(next.id).unwrap().see(1, Interval::exactly(NOON + 2 * HOUR));
    assert!(orders.in_force(orders.current().unwrap(), NOON, &moscow()).is_none());
    assert_eq!(at(&orders, HARSHER - 1).interval_s, 1800);
    assert_eq!(at(&orders, HARSHER).interval_s, 300);
}

#[test]
fn nothing_is_asked_before_it_begins_nor_when_another_has_taken_its_place() {
    let first = order();
    let mut orders = held(&first);
    let asks = |orders: &Orders, id: OrderId, second: u64| {
        orders.may_ask(orders.order(id).unwrap(), second, &moscow())
    };
    let grace_ends = NOON + DAY;
    assert!(!asks(&orders, first.id, NOON - 1), "it had not come");
    assert!(!asks(&orders, first.id, grace_ends - 1));
    assert!(asks(&orders, first.id, grace_ends));
    assert!(asks(&orders, first.id, first.until - 1));
    assert!(!asks(&orders, first.id, first.until));
    orders.order_mut(first.id).unwrap().begin(Interval::exactly(NOON + HOUR));
    assert!(asks(&orders, first.id, NOON + HOUR) && !asks(&orders, first.id, NOON + HOUR - 1));
    let next = Order { id: OrderId::new([8; 16]), replaces: Some(first.id), ..first.clone() };
    let came = NOON + 3 * DAY;
    take(&mut orders, &next, came);
    assert!(asks(&orders, first.id, came - 1), "it was so then, and stays so");
    assert!(!asks(&orders, first.id, came) && !asks(&orders, next.id, came));
    assert!(asks(&orders, next.id, came + DAY));
}

#[test]
fn a_place_is_a_circle_in_millimetres_while_it_counts() {
    let (from, until) = (Some(NOON), Some(NOON + DAY));
    let place = KnownPlace { from, until, radius_m: 75, ..home() };
    let circle = place.circle().unwrap();
    assert_eq!(circle.radius.0, 75_000);
    assert_eq!(i64::from(circle.at.latitude()), HOME.lat);
    assert_eq!(i64::from(circle.at.longitude()), HOME.lon);
    let counts = [NOON - 1, NOON, NOON + DAY - 1, NOON + DAY].map(|second| place.counts_at(second));
    assert_eq!(counts, [false, true, true, false]);
    let nowhere = Coordinates { lat: 900_000_001, ..HOME };
    assert!(KnownPlace { at: nowhere, ..home() }.circle().is_none());
}
