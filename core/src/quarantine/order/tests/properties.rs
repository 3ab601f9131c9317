//! What was allowed when it happened stays allowed, whatever comes later.

use proptest::prelude::*;

use super::{
    DAY, HOUR, Interval, KnownPlace, NOON, Order, Orders, at_places, home, moscow, order, rules,
};
use crate::documents::{Coordinates, Pause, Permission, QuietHours, Released, Report, Travel};
use crate::model::PauseWhy;

/// A version as the proptest draws it: what it changes, when it comes, and when it is seen.
#[derive(Debug, Clone)]
struct Drawn {
    order: Order,
    place: KnownPlace,
    came: u64,
    wide: u64,
    seen: Option<u64>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let time = || 0..20 * 24_u64;
    let maybe_time = || prop::option::of(0..20 * 24_u64);
    let duties = (0..=2_u64, 30..90_u64, 0..=1_u64, any::<bool>(), any::<bool>(), 300..2000_u64);
    let quiet = (1200..=1380_u64, 360..=600_u64);
    let leave = (
        prop::option::of((time(), maybe_time())),
        prop::option::of((time(), 1..72_u64)),
        prop::option::of((time(), 1..72_u64)),
        prop::option::weighted(0.2, time()),
    );
    let place = (0..3_i64, 75..=500_u64);
    let when = (24..24 * 20_u64, time(), 0..3 * HOUR, maybe_time());
    (duties, quiet, leave, place, when).prop_map(|(duties, quiet, leave, place, when)| {
        let (n, window_min, surprises, photo, coordinates, interval_s) = duties;
        let (pause, permission, travel, released) = leave;
        let (until, came, wide, seen) = when;
        let at = |hour: u64| NOON + hour * HOUR;
        let mut order = Order {
            until: at(until),
            quiet: QuietHours { from_min: quiet.0, to_min: quiet.1 },
            interval_s,
            report: if coordinates { Report::Coordinates } else { Report::Presence },
            ..order()
        };
        (order.checks.n, order.checks.window_min) = (n, window_min);
        (order.checks.surprises, order.checks.photo) = (surprises, photo);
        order.pauses = pause
            .map(|(from, until)| Pause {
                from: at(from),
                until: until.map(at),
                why: PauseWhy::Other,
                names: None,
            })
            .into_iter()
            .collect();
        order.permissions = permission
            .map(|(from, hours)| Permission {
                id: "p".into(),
                from: at(from),
                to: at(from + hours),
                purpose: String::new(),
                text: String::new(),
            })
            .into_iter()
            .collect();
        order.travel = travel.map(|(from, hours)| Travel { from: at(from), to: at(from + hours) });
        order.released = released.map(|hour| Released { at: at(hour), why: String::new() });
        let lat = super::HOME.lat + place.0 * 1_000_000;
        let place =
            KnownPlace { at: Coordinates { lat, ..super::HOME }, radius_m: place.1, ..home() };
        Drawn { order, place, came: at(came), wide, seen: seen.map(at) }
    })
}

/// What a person may do at a second, so that it can be compared.
#[derive(Debug)]
struct Allowed {
    /// Nothing is asked at all.
    is_free: bool,
    values: crate::quarantine::order::InForce,
}

fn allowed(orders: &Orders, at: u64) -> Option<Allowed> {
    let order = orders.current()?;
    let values = orders.in_force(order, at, &moscow())?;
    Some(Allowed { is_free: !orders.may_ask(order, at, &moscow()), values })
}

/// The versions under their numbers, each after the one before, in the order in which they come.
fn numbered(mut all: Vec<Drawn>) -> Vec<Drawn> {
    let mut before: Option<Order> = None;
    for (number, drawn) in (1..).zip(&mut all) {
        drawn.order.version = number;
        drawn.order.before = before.as_ref().map(Order::digest);
        before = Some(drawn.order.clone());
    }
    all.sort_by_key(|drawn| drawn.came);
    all
}

/// Everything that happened before this second.
fn told_until(all: &[Drawn], until: u64) -> Orders {
    let mut orders = Orders::default();
    for drawn in all.iter().filter(|drawn| drawn.came < until) {
        let delivered = Interval::new(drawn.came, Some(drawn.came + drawn.wide)).unwrap();
        let opened = at_places(&drawn.order, vec![drawn.place.clone()]);
        let _ = orders.take(opened, delivered, Some(&rules()));
    }
    // The phone is told of each when it is shown, so never of a later one first.
    let mut shown: Vec<_> = all
        .iter()
        .filter_map(|drawn| Some((drawn.seen?.max(drawn.came), &drawn.order)))
        .filter(|(seen, _)| *seen < until)
        .collect();
    shown.sort_by_key(|(seen, _)| *seen);
    for (seen, order) in shown {
        if let Some(held) = orders.order_mut(order.id)
            && held.version(order.version).is_some()
        {
            held.see(order.version, Interval::exactly(seen));
        }
    }
    orders
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_was_allowed_stays_allowed_whatever_comes_later(
        all in prop::collection::vec(drawn(), 1..6),
        hours in prop::collection::vec(0..21 * 24_u64, 12),
    ) {
        let all = numbered(all);
        for hour in hours {
            let at = NOON + hour * HOUR + 1800;
            // What the phone knew at that second, and what it knows when all is over.
            let then = told_until(&all, at);
            let Some(then) = allowed(&then, at) else { continue };
            let later = told_until(&all, NOON + 40 * DAY);
            let later = allowed(&later, at).expect("an order does not vanish");
            prop_assert!(!then.is_free || later.is_free, "{at}: free then, asked later");
            prop_assert_eq!(&then.values, &later.values, "{}", at);
        }
    }

    #[test]
    fn no_version_that_was_not_seen_a_day_before_asks_for_more_than_the_one_before(
        all in prop::collection::vec(drawn(), 2..5),
        hours in prop::collection::vec(0..21 * 24_u64, 12),
    ) {
        let all = numbered(all);
        let orders = told_until(&all, NOON + 40 * DAY);
        let Some(order) = orders.current() else { return Ok(()) };
        for hour in hours {
            let at = NOON + hour * HOUR + 1800;
            let Some(now) = orders.in_force(order, at, &moscow()) else { continue };
            let counting: Vec<_> = order
                .versions()
                .filter(|version| {
                    let seen = version.seen.and_then(|seen| seen.latest());
                    seen.is_some_and(|seen| seen + DAY <= at)
                })
                .collect();
            let first = order.versions().find(|version| !version.came_late).unwrap();
            let most = |of: fn(&Order) -> u64| {
                counting.iter().map(|version| of(&version.order)).max().unwrap_or(0).max(of(&first.order))
            };
            prop_assert!(now.checks <= most(|order| order.checks.n));
            prop_assert!(now.surprises <= most(|order| order.checks.surprises));
            let photo = most(|order| order.checks.photo.into()) == 1;
            prop_assert!(!now.photo || photo);
        }
    }
}
