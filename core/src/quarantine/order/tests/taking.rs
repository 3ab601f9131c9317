//! Which version counts.

use super::{
    DAY, HOUR, Interval, NOON, Order, Orders, Taken, after, held, opened, order, rules, take, taken,
};
use crate::documents::{Pause, Released};
use crate::model::{ChainId, OrderId, PauseWhy};
use crate::quarantine::order::{Floor, Refusal};

const CONFLICT: Taken = Taken::Refused(Refusal::Conflict);
const OVERLAP: Taken = Taken::Refused(Refusal::Overlap);

fn numbers(orders: &Orders) -> Vec<u64> {
    orders.current().unwrap().versions().map(|version| version.order.version).collect()
}

fn released(at: u64) -> Option<Released> {
    Some(Released { at, why: "Healthy".into() })
}

#[test]
fn the_next_version_replaces_and_the_same_one_changes_nothing() {
    let first = order();
    let mut orders = held(&first);
    let second = Order { interval_s: 1800, ..after(&first) };
    take(&mut orders, &second, NOON + HOUR);
    assert_eq!(orders.current().unwrap().newest().order, second);
    let before = orders.clone();
    let mut kept = Orders::default();
    kept.remember(opened(&first), Interval::exactly(NOON));
    kept.remember(opened(&second), Interval::exactly(NOON + HOUR));
    assert_eq!(kept, before);
    for known in [&first, &second] {
        assert_eq!(taken(&mut orders, known, NOON + DAY), Taken::Known);
    }
    assert_eq!(orders, before);
}

#[test]
fn a_jump_is_taken_and_the_missing_are_asked_for() {
    let first = order();
    let second = Order { interval_s: 1800, ..after(&first) };
    let third = after(&second);
    let fourth = after(&third);
    let mut orders = held(&first);
    take(&mut orders, &fourth, NOON + HOUR);
    let missing = |orders: &Orders| orders.current().unwrap().missing().collect::<Vec<_>>();
    assert_eq!(missing(&orders), [2, 3]);
    take(&mut orders, &third, NOON + 2 * HOUR);
    take(&mut orders, &second, NOON + 3 * HOUR);
    assert_eq!((missing(&orders), numbers(&orders)), (vec![], vec![1, 2, 3, 4]));
    assert_eq!(orders.current().unwrap().newest().order, fourth);
    // Also the first may come last.
    let mut orders = held(&fourth);
    assert_eq!(missing(&orders), [1, 2, 3]);
    take(&mut orders, &first, NOON + HOUR);
    assert_eq!(numbers(&orders), [1, 4]);
    assert_eq!(*orders.current().unwrap().first_delivered(), Interval::exactly(NOON));
}

#[test]
fn what_contradicts_what_is_held_is_a_conflict_and_the_first_stays() {
    let first = order();
    let second = after(&first);
    let other = Order { interval_s: 1800, ..after(&first) };
    let third = after(&second);
    let mut orders = held(&first);
    take(&mut orders, &second, NOON + HOUR);
    let contradicting = [
        ("the same number", other.clone()),
        ("of another version before", after(&other)),
        ("of none", Order { before: None, ..third.clone() }),
        ("on another chain", Order { chain: ChainId::new([7; 16]), ..third.clone() }),
    ];
    for (what, order) in &contradicting {
        assert_eq!(taken(&mut orders, order, NOON + 2 * HOUR), CONFLICT, "{what}");
        assert_eq!(numbers(&orders), [1, 2], "{what}");
    }
    // A version that fills a gap has to fit on both sides.
    let mut orders = held(&first);
    take(&mut orders, &third, NOON + HOUR);
    assert_eq!(taken(&mut orders, &other, NOON + 2 * HOUR), CONFLICT);
    take(&mut orders, &second, NOON + 2 * HOUR);
}

#[test]
fn what_is_refused_is_told_once_with_its_digest() {
    let first = order();
    let mut orders = held(&first);
    let conflict = Order { interval_s: 1800, ..first.clone() };
    let harsh = Order { interval_s: 299, ..after(&first) };
    for _ in 0..2 {
        assert_eq!(taken(&mut orders, &conflict, NOON + HOUR), CONFLICT);
        let floor = Refusal::Floor(Floor::IntervalTooShort);
        assert_eq!(taken(&mut orders, &harsh, NOON + HOUR), Taken::Refused(floor));
    }
    let told: Vec<_> = orders
        .refused()
        .iter()
        .map(|refused| (refused.version, refused.digest, refused.why.name()))
        .collect();
    let expected =
        [(1, conflict.digest(), "order-conflict"), (2, harsh.digest(), "interval-too-short")];
    assert_eq!(told, expected);
    assert_eq!(orders.current().unwrap().newest().order, first);
    let mut nothing = Orders::default();
    let without = nothing.take(opened(&first), Interval::exactly(NOON), None);
    assert_eq!(without, Taken::Refused(Refusal::Floor(Floor::NotInForce)));
    assert!(nothing.current().is_none());
}

#[test]
fn another_order_takes_the_place_of_the_one_that_runs_or_waits_for_its_end() {
    let first = order();
    let other = Order { id: OrderId::new([8; 16]), ..first.clone() };
    let replacing = Order { replaces: Some(first.id), ..other.clone() };
    let cases = [
        ("beside it", other.clone(), NOON + DAY, OVERLAP),
        ("in its place", replacing.clone(), NOON + DAY, Taken::New),
        (
            "on another chain",
            Order { chain: ChainId::new([7; 16]), ..replacing.clone() },
            NOON + DAY,
            OVERLAP,
        ),
        (
            "in another's place",
            Order { replaces: Some(OrderId::new([9; 16])), ..other.clone() },
            NOON + DAY,
            OVERLAP,
        ),
        ("a second before its end", other.clone(), first.until - 1, OVERLAP),
        (
            "at its end",
            Order { until: first.until + 14 * DAY, ..other.clone() },
            first.until,
            Taken::New,
        ),
    ];
    for (what, order, at, expected) in cases {
        assert_eq!(taken(&mut held(&first), &order, at), expected, "{what}");
    }
    // After a release nothing runs any more; and what was replaced does not run.
    let mut orders = held(&first);
    take(&mut orders, &Order { released: released(NOON + DAY), ..after(&first) }, NOON + DAY);
    take(&mut orders, &other, NOON + DAY);
    let mut orders = held(&first);
    take(&mut orders, &replacing, NOON + DAY);
    let next = Order { id: OrderId::new([9; 16]), replaces: Some(replacing.id), ..first.clone() };
    take(&mut orders, &next, NOON + 2 * DAY);
    assert_eq!(orders.replaced_by(first.id).unwrap().id(), replacing.id);
}

#[test]
fn a_release_counts_whatever_its_number_and_whatever_else_is_wrong_with_it() {
    let first = order();
    let second = after(&first);
    let third = after(&second);
    let free_at = NOON + 3 * DAY;
    let with = |order: &Order| Order { released: released(free_at), ..order.clone() };
    let freeing = [
        ("the next", with(&third)),
        ("below the held one", Order { version: 1, ..with(&first) }),
        ("the same number", with(&second)),
        ("beyond a floor", Order { interval_s: 1, ..with(&third) }),
        ("of another version before", Order { before: Some([1; 32]), ..with(&third) }),
    ];
    for (what, order) in freeing {
        let mut orders = held(&second);
        taken(&mut orders, &order, NOON + 4 * DAY);
        let freed = orders.current().unwrap().released().map(|released| released.at);
        assert_eq!(freed, Some(free_at), "{what}");
    }
    // Not somebody else's.
    let mut orders = held(&second);
    let strange = Order { chain: ChainId::new([7; 16]), ..with(&third) };
    taken(&mut orders, &strange, NOON + 4 * DAY);
    assert!(orders.current().unwrap().released().is_none());
    // The earliest stays, and no later version takes it back.
    let mut orders = held(&second);
    take(&mut orders, &with(&third), NOON + 4 * DAY);
    let later = Order { released: released(free_at + 1), ..after(&with(&third)) };
    take(&mut orders, &later, NOON + 4 * DAY);
    take(&mut orders, &Order { released: None, ..after(&later) }, NOON + 4 * DAY);
    assert_eq!(orders.current().unwrap().released().unwrap().at, free_at);
}

#[test]
fn a_version_that_comes_late_shortens_and_pauses_only_the_time_before() {
    let first = order();
    let second = Order {
        until: NOON + 2 * DAY,
        interval_s: 3600,
        pauses: vec![Pause {
            from: NOON + HOUR,
            until: None,
            why: PauseWhy::Hospital,
            names: None,
        }],
        ..after(&first)
    };
    let third =
        Order { until: NOON + 14 * DAY, interval_s: 900, pauses: Vec::new(), ..after(&second) };
    let came = NOON + 5 * DAY;
    let mut orders = held(&first);
    take(&mut orders, &third, came);
    let asks = |orders: &Orders, at: u64| {
        let order = orders.current().unwrap();
        order.stretches().iter().any(|piece| piece.from <= at && at < piece.until)
    };
    assert!([1, 3, 5, 9].iter().all(|days| asks(&orders, NOON + days * DAY)));
    take(&mut orders, &second, NOON + 6 * DAY);
    let asked: Vec<_> =
        [1, 2, 3, 5, 6, 9].into_iter().filter(|d| asks(&orders, NOON + d * DAY)).collect();
    assert_eq!(
        asked,
        [1, 5, 6, 9],
        "it had ended from the second day until the third version came"
    );
    assert_eq!(orders.current().unwrap().end(), third.until);
    let order = orders.current().unwrap();
    let excuse = |at| orders.excuse(order, at);
    assert!(excuse(NOON + 2 * HOUR).is_some() && excuse(came - 1).is_some());
    assert!(excuse(NOON).is_none() && excuse(came + 1).is_none());
    let values = orders.in_force(order, NOON + 7 * DAY, &rules().zone).unwrap();
    assert_eq!(values.interval_s, 900);
}
