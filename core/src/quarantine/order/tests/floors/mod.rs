//! Each floor by its name: right at it, and just beyond it.

mod cases;

use cases::{Case, cases};

use super::{DAY, HOME, HOUR, NOON, Orders, held, moscow, opened, order, rules, take};
use crate::documents::{
    Act, Coordinates, Covers, Order, OrderPlace, PlaceAt, PlaceOpening, Released, Rules, Signed,
    Zone,
};
use crate::model::{OrderId, Thumbprint};
use crate::quarantine::journal::Interval;
use crate::quarantine::order::{Floor, OpenedOrder, Refusal, Taken, floor, has_room};

fn of(order: &OpenedOrder) -> Option<Floor> {
    floor(order, &Orders::default(), &rules(), NOON)
}

#[test]
fn right_at_a_floor_is_allowed_and_just_beyond_is_refused_by_its_name() {
    let mut named = Vec::new();
    for Case { floor, what, at, beyond } in cases() {
        let changed = |change: fn(&mut OpenedOrder)| {
            let mut it = opened(&order());
            change(&mut it);
            of(&it)
        };
        assert_eq!(changed(at), None, "at {}: {what}", floor.name());
        assert_eq!(changed(beyond), Some(floor), "beyond {}: {what}", floor.name());
        named.push(floor);
    }
    assert!(Floor::ALL.iter().all(|floor| named.contains(floor)), "each floor has its case");
}

#[test]
fn the_floors_hold_against_any_number() {
    let mut it = opened(&order());
    it.order.checks.gap_min = u64::MAX;
    it.order.checks.window_min = u64::MAX;
    assert_eq!(of(&it), Some(Floor::ChecksDoNotFit));
    it.order.checks.n = u64::MAX;
    it.order.checks.surprises = u64::MAX;
    it.order.until = u64::MAX;
    it.places[0].at = Coordinates { lat: i64::MIN, lon: i64::MAX };
    assert_eq!(of(&it), Some(Floor::TooManyChecks));
    it.order.critical = vec!["!".into()];
    assert_eq!(of(&it), Some(Floor::UnknownCritical), "what may change all else comes first");
}

#[test]
fn an_act_counts_if_it_covers_quarantine_and_some_second_to_come() {
    let with = |change: fn(&mut Act)| {
        let mut rules = rules();
        change(&mut rules.acts[0]);
        floor(&opened(&order()), &Orders::default(), &rules, NOON + HOUR)
    };
    let end = NOON + 14 * DAY;
    assert_eq!(end, order().until);
    assert_eq!(with(|act| act.covers = Covers::PASSES), Some(Floor::NotInForce));
    assert_eq!(with(|act| act.covers = Covers { passes: false, quarantine: true }), None);
    assert_eq!(with(|act| act.until = Some(NOON + HOUR)), Some(Floor::NotInForce));
    assert_eq!(with(|act| act.until = Some(NOON + HOUR + 1)), None);
    assert_eq!(with(|act| act.from = NOON + 14 * DAY), Some(Floor::NotInForce));
    assert_eq!(with(|act| act.from = NOON + 14 * DAY - 1), None);
}

#[test]
fn clocks_are_looked_at_as_long_as_the_order_lasts() {
    let shift = |change: u64| Rules {
        zone: Zone {
            name: "Else/Where".into(),
            transitions: vec![(0, 10_800), (i64::try_from(change).unwrap(), 10 * 3600)],
        },
        ..rules()
    };
    let of = |rules: &Rules| floor(&opened(&order()), &Orders::default(), rules, NOON);
    assert_eq!(of(&shift(order().until - 1)), Some(Floor::ZoneInvalid));
    assert_eq!(of(&shift(order().until)), None);
    let nowhere = Zone::UTC;
    assert_eq!(of(&Rules { zone: nowhere, ..rules() }), Some(Floor::ZoneInvalid));
}

#[test]
fn what_is_over_needs_no_place_any_more() {
    let mut it = opened(&order());
    it.places[0].from = Some(NOON + DAY);
    assert_eq!(floor(&it, &Orders::default(), &rules(), NOON + DAY), None);
    assert_eq!(floor(&it, &Orders::default(), &rules(), NOON + DAY - 1), Some(Floor::NoPlace));
}

#[test]
fn a_sealed_place_that_stays_closed_is_no_place() {
    let seal = HOME.sealed(&[7; 16]);
    let place = OrderPlace {
        id: "1".into(),
        label: String::new(),
        at: PlaceAt::Sealed(seal),
        radius_m: 100,
        from: None,
        until: None,
    };
    let document = Order { places: vec![place], ..order() };
    let digest = document.digest();
    let signed = Signed { document, digest, signer: Thumbprint::new([9; 32]) };
    let mut orders = Orders::default();
    let mut take = |openings: &[PlaceOpening]| {
        orders.take_signed(signed.clone(), openings, Interval::exactly(NOON), Some(&rules()))
    };
    let closed = Taken::Refused(Refusal::Floor(Floor::PlaceInvalid));
    let right = PlaceOpening { place: "1".into(), salt: [7; 16], at: HOME };
    assert_eq!(take(&[]), closed);
    assert_eq!(take(&[PlaceOpening { salt: [8; 16], ..right.clone() }]), closed);
    assert_eq!(take(std::slice::from_ref(&right)), Taken::New);
    assert_eq!(take(&[]), Taken::Known);
    assert_eq!(orders.current().unwrap().newest().places[0].at, HOME);
    assert_eq!(orders.refused().len(), 1);
}

#[test]
fn orders_of_one_person_last_sixty_two_days_together() {
    let first = Order { until: NOON + 31 * DAY, ..order() };
    let orders = held(&first);
    let second =
        |until: u64| Order { id: OrderId::new([8; 16]), from: first.until, until, ..order() };
    let now = first.until;
    let of = |order: &Order, orders: &Orders| floor(&opened(order), orders, &rules(), now);
    let longest = second(first.until + 31 * DAY);
    assert_eq!(of(&longest, &orders), None);
    let mut orders = orders;
    take(&mut orders, &longest, now);
    let third = Order { id: OrderId::new([9; 16]), from: longest.until, ..order() };
    let more = |until| Order { until, ..third.clone() };
    assert_eq!(of(&more(longest.until + 1), &orders), Some(Floor::TooLong));

    // What was released early counts for as long as it lasted.
    let freed = Released { at: first.until + 20 * DAY, why: "Healthy".into() };
    let released = Order { released: Some(freed), ..super::after(&longest) };
    take(&mut orders, &released, now + HOUR);
    assert_eq!(of(&more(longest.until + 11 * DAY), &orders), None);
    assert_eq!(of(&more(longest.until + 11 * DAY + 1), &orders), Some(Floor::TooLong));
}

#[test]
fn versions_of_one_order_last_sixty_two_days_together() {
    let mut orders = Orders::default();
    let first = Order { until: NOON + 31 * DAY, ..order() };
    take(&mut orders, &first, NOON);
    // It moves its beginning along, and each version for itself is short enough.
    let moved = NOON + 20 * DAY;
    let second = Order { from: moved, until: moved + 31 * DAY, ..super::after(&first) };
    take(&mut orders, &second, moved);
    let again = moved + 20 * DAY;
    let third = |until| Order { from: again, until, ..super::after(&second) };
    let of = |order: &Order| floor(&opened(order), &orders, &rules(), again);
    assert_eq!(of(&third(NOON + 62 * DAY)), None);
    assert_eq!(of(&third(NOON + 62 * DAY + 1)), Some(Floor::TooLong));
}

#[test]
fn a_step_is_counted_from_the_highest_that_is_held() {
    let orders = held(&Order { version: 500, ..order() });
    let far = |version| Order { version, before: Some([0; 32]), ..order() };
    let of = |order: &Order| floor(&opened(order), &orders, &rules(), NOON);
    assert_eq!(of(&far(1500)), None);
    assert_eq!(of(&far(1501)), Some(Floor::VersionStep));
}

#[test]
fn no_day_brings_more_than_three_checks_and_no_24_hours_more_than_four() {
    let zone = moscow();
    let at = |hour: u64| super::MIDNIGHT + hour * HOUR;
    assert!(has_room(&[at(9), at(12)], at(20), &zone));
    assert!(!has_room(&[at(9), at(12), at(15)], at(20), &zone));
    assert!(has_room(&[at(9), at(12), at(15)], at(33), &zone), "the next day");
    // Three of yesterday's evening and one of this morning.
    let four = [at(15), at(18), at(21), at(33)];
    assert!(!has_room(&four, at(39) - 1, &zone));
    assert!(has_room(&four, at(39), &zone), "24 hours after the first");
    // Also those to come count.
    assert!(!has_room(&[at(18), at(21), at(33), at(36)], at(15), &zone));
}
