//! Releases, extensions, earlier ends, and acts to come.

use super::super::{DAY, HOUR, Interval, NOON, Order, after, opened, order, rules, take};
use super::{ENDED, RELEASED, RUNNING, World, paused};
use crate::documents::Released;
use crate::model::OrderId;
use crate::quarantine::order::{State, Why};

#[test]
fn a_release_ends_it_when_it_says_even_if_that_is_learned_later() {
    let free_at = NOON + 3 * DAY;
    let released = Some(Released { at: free_at, why: "Healthy".into() });
    let world = |second| {
        let mut world = World::of(&order()).at(second);
        take(
            &mut world.orders,
            &Order { released: released.clone(), ..after(&order()) },
            NOON + DAY,
        );
        world.stands()
    };
    assert_eq!(world(free_at - 1), RUNNING);
    assert_eq!(world(free_at), RELEASED);
    assert_eq!(world(NOON + 20 * DAY), RELEASED, "and stays so");
    // A release after the end changes nothing.
    let late = Some(Released { at: NOON + 14 * DAY, why: String::new() });
    let mut world = World::of(&order()).at(NOON + 14 * DAY);
    take(&mut world.orders, &Order { released: late, ..after(&order()) }, NOON + DAY);
    assert_eq!(world.stands(), ENDED);
}

#[test]
fn an_extension_counts_if_it_came_in_time_and_else_when_it_is_seen() {
    let end = NOON + 14 * DAY;
    let longer = Order { until: end + 5 * DAY, ..after(&order()) };
    let world = |came: Interval, second| {
        let mut world = World::of(&order()).at(second);
        world.orders.take(opened(&longer), came, Some(&rules()));
        world
    };
    let in_time = Interval::exactly(end - 1);
    assert_eq!(world(in_time, end).stands(), RUNNING);
    assert_eq!(world(in_time, end + 5 * DAY).stands(), ENDED);
    let unseen = paused(Why::Unseen);
    for came in [
        Interval::exactly(end),
        Interval::exactly(end + HOUR),
        Interval::new(end - 5, Some(end)).unwrap(),
        Interval::new(end - 5, None).unwrap(),
    ] {
        let mut world = world(came, end + 2 * HOUR);
        assert_eq!(world.stands(), unseen, "{came:?}");
        world.orders.order_mut(order().id).unwrap().see(2, Interval::exactly(end + 3 * HOUR));
        assert_eq!(world.stands(), unseen, "the gap is never observed");
        let world = world.at(end + 3 * HOUR);
        assert_eq!(world.stands(), RUNNING);
        assert_eq!(world.at(end + 5 * DAY).stands(), ENDED);
    }
}

#[test]
fn an_earlier_end_counts_at_once_and_what_another_order_replaces_has_ended() {
    let mut world = World::of(&order()).at(NOON + 3 * DAY);
    let shorter = Order { until: NOON + 2 * DAY, ..after(&order()) };
    take(&mut world.orders, &shorter, NOON + 3 * DAY);
    assert_eq!(world.stands(), ENDED);

    let mut world = World::of(&order()).at(NOON + 3 * DAY);
    let next = Order { id: OrderId::new([8; 16]), replaces: Some(order().id), ..order() };
    take(&mut world.orders, &next, NOON + 3 * DAY);
    let replaced = world.orders.order(order().id).unwrap();
    assert_eq!(world.orders.life(replaced, &world.so()).state, State::Ended);
    assert_eq!(world.stands(), (State::Announced, Some(Why::Grace)));
}

#[test]
fn what_somebody_says_is_not_theirs_has_ended_and_another_order_has_not() {
    let mut world = World::of(&order()).at(NOON + 3 * DAY);
    assert_eq!(world.stands(), RUNNING);
    world.orders.order_mut(order().id).unwrap().disown(Interval::exactly(NOON + 2 * DAY));
    assert_eq!(world.stands(), ENDED);
    // It stands in nobody's way, and nothing that was said of it counts for the next.
    let next = Order { id: OrderId::new([8; 16]), ..order() };
    take(&mut world.orders, &next, NOON + 3 * DAY);
    assert_eq!(world.orders.current().unwrap().id(), next.id);
    assert_eq!(world.stands(), (State::Announced, Some(Why::Grace)));
    let disowned = world.orders.order(order().id).unwrap();
    assert_eq!(world.orders.life(disowned, &world.so()).state, State::Ended);
}

#[test]
fn an_act_to_come_is_waited_for() {
    let mut later = rules();
    later.acts[0].from = NOON + 4 * DAY;
    let world = |second| World { rules: Some(later.clone()), ..World::of(&order()) }.at(second);
    assert_eq!(world(NOON + 4 * DAY - 1).stands(), (State::Announced, None));
    assert_eq!(world(NOON + 4 * DAY).stands(), RUNNING);
}
