//! Beginning, end, and clocks that nobody vouches for.

use super::super::{DAY, HOUR, Interval, NOON, Order, Orders, opened, order, rules};
use super::{ENDED, RUNNING, World, paused, unanchored, wide};
use crate::quarantine::order::{State, Why};

#[test]
fn it_is_announced_until_its_beginning_and_its_grace_and_then_runs_to_its_end() {
    let grace = (State::Announced, Some(Why::Grace));
    for (second, expected) in [
        (NOON, grace),
        (NOON + DAY - 1, grace),
        (NOON + DAY, RUNNING),
        (NOON + 14 * DAY - 1, RUNNING),
        (NOON + 14 * DAY, ENDED),
        (NOON + 400 * DAY, ENDED),
    ] {
        assert_eq!(World::of(&order()).at(second).stands(), expected, "{second}");
    }
    let world = World::of(&order()).at(NOON);
    assert_eq!(world.life().starts_at, Some(NOON + DAY));
    // A beginning that lies further ahead than the grace.
    let later = Order { from: NOON + 3 * DAY, ..order() };
    for (second, expected) in
        [(NOON + 3 * DAY - 1, (State::Announced, None)), (NOON + 3 * DAY, RUNNING)]
    {
        assert_eq!(World::of(&later).at(second).stands(), expected, "{second}");
    }
    assert_eq!(World::of(&later).at(NOON).life().starts_at, Some(NOON + 3 * DAY));
}

#[test]
fn who_says_to_begin_need_not_wait_for_the_end_of_the_grace() {
    let began = Interval::exactly(NOON + HOUR);
    let world = |second| World::of(&order()).begin(began).at(second).stands();
    assert_eq!(world(NOON + HOUR - 1), (State::Announced, Some(Why::Grace)));
    assert_eq!(world(NOON + HOUR), RUNNING);
    // But not before the beginning that is signed.
    let later = Order { from: NOON + 3 * DAY, ..order() };
    let world = World::of(&later).begin(began).at(NOON + 2 * DAY);
    assert_eq!(world.stands(), (State::Announced, None));
}

#[test]
fn the_grace_is_counted_from_the_latest_that_the_order_can_have_come() {
    let came = |latest| {
        let mut orders = Orders::default();
        let delivered = Interval::new(NOON, latest).unwrap();
        orders.take(opened(&order()), delivered, Some(&rules()));
        World { orders, ..World::of(&order()) }
    };
    let grace = (State::Announced, Some(Why::Grace));
    assert_eq!(came(Some(NOON + HOUR)).at(NOON + DAY).stands(), grace);
    assert_eq!(came(Some(NOON + HOUR)).at(NOON + DAY + HOUR).stands(), RUNNING);
    assert_eq!(came(None).at(NOON + 9 * DAY).stands(), grace);
    assert_eq!(came(None).begin(Interval::exactly(NOON)).stands(), RUNNING);
}

#[test]
fn a_clock_that_nobody_vouches_for_begins_and_ends_nothing() {
    let end = NOON + 14 * DAY;
    let lo = NOON + 2 * DAY;
    for (what, now, wall, expected) in [
        ("between", unanchored(lo, lo + DAY), lo + DAY, RUNNING),
        ("at what is known", unanchored(lo, lo), lo, RUNNING),
        ("set back", unanchored(lo, lo - 1), lo - 1, paused(Why::ClockUnknown)),
        ("1970", unanchored(lo, 0), 0, paused(Why::ClockUnknown)),
        ("a second before the end", unanchored(lo, end - 1), end - 1, RUNNING),
        ("at the end", unanchored(lo, end), end, paused(Why::ClockUnknown)),
        (
            "years ahead",
            unanchored(lo, end + 999 * DAY),
            end + 999 * DAY,
            paused(Why::ClockUnknown),
        ),
        ("proven to be over", unanchored(end, end), end, ENDED),
        ("over, and set back", unanchored(end, 0), 0, ENDED),
        (
            "before the beginning, for all that is known",
            unanchored(NOON - 1, NOON + 2 * DAY),
            NOON + 2 * DAY,
            (State::Announced, None),
        ),
    ] {
        let world = World { now, wall, ..World::of(&order()) };
        assert_eq!(world.stands(), expected, "{what}");
    }
}

#[test]
fn at_its_end_nothing_is_asked_even_if_the_clock_is_not_sharp() {
    let end = NOON + 14 * DAY;
    for (what, now, expected) in [
        ("the middle is before", wide(end - 61, 120), RUNNING),
        ("the middle is at it", wide(end - 60, 120), paused(Why::ClockUnknown)),
        ("nearly proven", wide(end - 1, 120), paused(Why::ClockUnknown)),
        ("proven", wide(end, 120), ENDED),
    ] {
        let world = World { now, wall: 0, ..World::of(&order()) };
        assert_eq!(world.stands(), expected, "{what}");
    }
}
