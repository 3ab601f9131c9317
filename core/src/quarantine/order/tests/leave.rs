//! When a person may leave, or is asked nothing.

use super::{DAY, HOUR, MINUTE, NOON, Order, Orders, after, held, order, take};
use crate::documents::{Pause, Permission, Travel};
use crate::model::PauseWhy;
use crate::quarantine::order::Excuse;

fn pause(from: u64, until: Option<u64>) -> Pause {
    Pause { from, until, why: PauseWhy::Moved, names: None }
}

fn excuse_at(orders: &Orders, second: u64) -> Option<Excuse> {
    orders.excuse(orders.current().unwrap(), second)
}

#[test]
fn what_is_taken_back_goes_on_for_an_hour_after_that_came() {
    let (from, to) = (NOON + 2 * DAY, NOON + 4 * DAY);
    let permission =
        Permission { id: "p".into(), from, to, purpose: "medical".into(), text: String::new() };
    let cases = [
        (Excuse::Pause(PauseWhy::Moved), Order { pauses: vec![pause(from, None)], ..order() }),
        (Excuse::Permission, Order { permissions: vec![permission], ..order() }),
        (Excuse::Travel, Order { travel: Some(Travel { from, to }), ..order() }),
    ];
    for (expected, first) in cases {
        let mut orders = held(&first);
        let taken_back = NOON + 3 * DAY;
        assert_eq!(excuse_at(&orders, taken_back + 2 * HOUR), Some(expected));
        let next =
            Order { pauses: Vec::new(), permissions: Vec::new(), travel: None, ..after(&first) };
        take(&mut orders, &next, taken_back);
        assert_eq!(excuse_at(&orders, taken_back + HOUR - 1), Some(expected));
        assert_eq!(excuse_at(&orders, taken_back + HOUR), None);
        // What was allowed before is allowed still.
        assert_eq!(excuse_at(&orders, taken_back - 1), Some(expected));
    }
}

#[test]
fn a_permission_has_room_around_it_and_does_not_reach_back_but_a_pause_does() {
    let (from, to) = (NOON + 2 * HOUR, NOON + 4 * HOUR);
    let permission =
        Permission { id: "p".into(), from, to, purpose: String::new(), text: String::new() };
    let first = Order { permissions: vec![permission.clone()], ..order() };
    let orders = held(&first);
    for (second, expected) in [
        (from - 15 * MINUTE - 1, None),
        (from - 15 * MINUTE, Some(Excuse::Permission)),
        (to + 30 * MINUTE - 1, Some(Excuse::Permission)),
        (to + 30 * MINUTE, None),
    ] {
        assert_eq!(excuse_at(&orders, second), expected);
    }
    let came = NOON + 3 * HOUR;
    let (orders, _) = {
        let first = order();
        let mut orders = held(&first);
        let second = Order { permissions: vec![permission], ..after(&first) };
        take(&mut orders, &second, came);
        (orders, second)
    };
    assert_eq!(
        (excuse_at(&orders, came - 1), excuse_at(&orders, came)),
        (None, Some(Excuse::Permission))
    );
    let mut orders = held(&order());
    let second = Order { pauses: vec![pause(from, Some(to))], ..after(&order()) };
    take(&mut orders, &second, to + DAY);
    let covered = Some(Excuse::Pause(PauseWhy::Moved));
    assert_eq!((excuse_at(&orders, from), excuse_at(&orders, to)), (covered, None));
}
