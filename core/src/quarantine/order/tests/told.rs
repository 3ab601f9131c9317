//! What a person is told of an order says all that it asks, and of a change which part of it waits.

use super::{
    DAY, HOUR, Interval, KnownPlace, MIDNIGHT, NOON, Order, Orders, after, at_places, held, home,
    order, rules,
};
use crate::documents::{
    Appeal, Coordinates, Device, Pause, Permission, QuietHours, ReleaseCode, Released, Report,
    Travel,
};
use crate::model::{Language, PauseWhy};
use crate::quarantine::order::{Version, changed, explained};

fn version(order: &Order, places: Vec<KnownPlace>) -> Version {
    let mut orders = Orders::default();
    orders.remember(at_places(order, places), Interval::exactly(NOON));
    orders.current().unwrap().newest().clone()
}

fn said(version: &Version) -> Vec<(String, String)> {
    let said = explained(version, Some(&rules()), NOON, Language::En);
    said.into_iter().map(|sentence| (sentence.key, sentence.text)).collect()
}

#[test]
fn an_order_says_what_when_where_by_which_act_what_if_not_whom_to_call_and_how_to_object() {
    let said = said(&version(&order(), vec![home()]));
    let texts: Vec<&str> = said.iter().map(|(_, text)| text.as_str()).collect();
    let expected = [
        "You are asked to stay at home.",
        "Twice a day the phone asks whether you are at home. You then have 1 hour to answer, and at \
         least 2 hours until it asks again.",
        "At most once a day it may also ask at a time that was not agreed.",
        "From 22:00 to 09:00 it asks nothing and makes no sound.",
        "Every 15 minutes the phone looks whether it is at home. Every 4 hours the authority is told \
         that, and roughly how far away it was if it was not. It is not told where.",
        "It begins on Tuesday 24 November at 12:00 and ends on Tuesday 8 December at 12:00.",
        "It lasts 14 days.",
        "For 24 hours after it came to this phone nothing is asked, so that there is time to read it. \
         You may begin earlier.",
        "The place: Home, and 100 m around it.",
        "It is by the act “On quarantine” (1-Q): 1-Q, 4.",
        "If you cannot answer, say so with one tap and, if you like, why. A question that nobody \
         answered proves nothing.",
        "If you go to hospital or have called an ambulance, say so with one tap: from then on nothing \
         is asked.",
        "If it is not safe where you are, leave. One tap is enough, and nobody sees why.",
        "For questions call 8 800 000-00-00.",
        "You may object within 10 days: The district court.",
    ];
    assert_eq!(texts, expected);
}

#[test]
fn whatever_else_stands_in_an_order_is_said_too() {
    let full = Order {
        device: Device::Loan("A-17".into()),
        report: Report::Coordinates,
        pauses: vec![
            Pause { from: NOON, until: Some(NOON + HOUR), why: PauseWhy::Hospital, names: None },
            Pause { from: NOON, until: None, why: PauseWhy::Moved, names: None },
        ],
        permissions: vec![Permission {
            id: "p".into(),
            from: NOON,
            to: NOON + HOUR,
            purpose: "medical".into(),
            text: "A test".into(),
        }],
        travel: Some(Travel { from: NOON, to: NOON + HOUR }),
        released: Some(Released { at: NOON, why: "Healthy".into() }),
        help: vec!["112".into(), "103".into()],
        appeal: Some(Appeal {
            url: Some("https://court.example/".into()),
            ..order().appeal.unwrap()
        }),
        texts: vec![("en".into(), "Get well soon.".into())],
        act: 9,
        ..order()
    };
    let (from, until) = (Some(NOON), Some(NOON + DAY));
    let places = vec![
        KnownPlace { from, ..home() },
        KnownPlace { until, ..home() },
        KnownPlace { from, until, ..home() },
    ];
    let said = said(&version(&full, places));
    let keys: Vec<&str> = said.iter().map(|(key, _)| key.as_str()).collect();
    for key in [
        "order-loan",
        "order-tells-coordinates",
        "order-pause",
        "order-open-pause",
        "order-permission",
        "order-travel",
        "order-released",
        "order-place-from",
        "order-place-until",
        "order-place-times",
        "order-act-unknown",
        "order-help",
        "order-object-online",
        "order-added",
    ] {
        assert!(keys.contains(&key), "{key}: {keys:?}");
    }
    let child = Order { child: true, ..order() };
    let mut asking = child.clone();
    asking.checks.photo = true;
    let child = self::said(&version(&asking, vec![home()]));
    assert!(child.iter().any(|(key, _)| key == "order-child-stays-at-home"));
    assert!(child.iter().all(|(key, _)| key != "order-photo"), "of a child never");
}

/// A change, and whether it asks more.
type Case = (&'static str, bool, fn(&mut Order, &mut Vec<KnownPlace>));

/// Every field of an order, in every way in which it can differ.
const CASES: [Case; 44] = [
    ("order-change-begins-earlier", true, |o, _| o.from -= 1),
    ("order-change-begins-later", false, |o, _| o.from += 1),
    ("order-change-ends-earlier", false, |o, _| o.until -= 1),
    ("order-change-ends-later", false, |o, _| o.until += 1),
    ("order-change-grace", true, |o, _| o.start_grace_s -= HOUR),
    ("order-change-grace", false, |o, _| o.start_grace_s += HOUR),
    ("order-change-new-place", false, |_, p| p.push(KnownPlace { id: "2".into(), ..home() })),
    ("order-change-moved-place", true, |_, p| p[0].at.lat += 1),
    ("order-change-dropped-place", true, |_, p| {
        p[0] = KnownPlace { id: "2".into(), at: Coordinates { lat: 0, lon: 0 }, ..home() };
    }),
    ("order-change-place-size", true, |_, p| p[0].radius_m -= 1),
    ("order-change-place-size", false, |_, p| p[0].radius_m += 1),
    ("order-change-place-times", true, |_, p| p[0].until = Some(NOON + DAY)),
    ("order-change-place-times", true, |_, p| p[0].from = Some(NOON + DAY)),
    ("order-change-place-name", false, |_, p| p[0].label = "Flat".into()),
    ("order-change-quiet", true, |o, _| o.quiet.from_min += 1),
    ("order-change-quiet", true, |o, _| o.quiet.to_min -= 1),
    ("order-change-quiet", false, |o, _| o.quiet = QuietHours { from_min: 1319, to_min: 541 }),
    ("order-change-checks", true, |o, _| o.checks.n += 1),
    ("order-change-checks", false, |o, _| o.checks.n -= 1),
    ("order-change-surprises", true, |o, _| o.checks.surprises += 1),
    ("order-change-surprises", false, |o, _| o.checks.surprises -= 1),
    ("order-change-window", true, |o, _| o.checks.window_min -= 1),
    ("order-change-window", false, |o, _| o.checks.window_min += 1),
    ("order-change-gap", true, |o, _| o.checks.gap_min -= 1),
    ("order-change-gap", false, |o, _| o.checks.gap_min += 1),
    ("order-change-drawn", false, |o, _| o.checks.seed = [7; 32]),
    ("order-change-photo", true, |o, _| o.checks.photo = true),
    ("order-change-child", false, |o, _| o.child = true),
    ("order-change-coordinates", true, |o, _| o.report = Report::Coordinates),
    ("order-change-interval", true, |o, _| o.interval_s -= 1),
    ("order-change-interval", false, |o, _| o.interval_s += 1),
    ("order-change-batch", true, |o, _| o.batch_s -= 1),
    ("order-change-batch", false, |o, _| o.batch_s += 1),
    ("order-change-new-pause", false, |o, _| o.pauses = vec![pause(None)]),
    ("order-change-new-permission", false, |o, _| o.permissions = vec![permission()]),
    ("order-change-new-travel", false, |o, _| o.travel = Some(Travel { from: NOON, to: NOON + 1 })),
    ("order-change-released", false, |o, _| {
        o.released = Some(Released { at: NOON, why: String::new() });
    }),
    ("order-change-act", false, |o, _| o.legal = "1-Q, 5".into()),
    ("order-change-contact", false, |o, _| o.contact = Some("112".into())),
    ("order-change-help", false, |o, _| o.help = vec!["112".into()]),
    ("order-change-appeal", false, |o, _| o.appeal.as_mut().unwrap().days += 1),
    ("order-change-device", false, |o, _| o.device = Device::Loan("A-17".into())),
    ("order-change-release-code", false, |o, _| {
        o.release = ReleaseCode { salt: [0; 16], hash: [0; 32] };
    }),
    ("order-change-added", false, |o, _| o.texts = vec![("en".into(), "Rest.".into())]),
];

fn pause(until: Option<u64>) -> Pause {
    Pause { from: NOON, until, why: PauseWhy::Moved, names: None }
}

fn permission() -> Permission {
    Permission {
        id: "p".into(),
        from: NOON,
        to: NOON + HOUR,
        purpose: String::new(),
        text: String::new(),
    }
}

/// Keys of the differences, in their order.
fn keys(before: &Version, later: &Version) -> Vec<String> {
    let said = changed(before, later, Some(&rules()), NOON, Language::Ru);
    said.into_iter().map(|sentence| sentence.key).collect()
}

#[test]
fn each_difference_is_told_and_what_asks_more_is_told_to_wait() {
    let before = version(&order(), vec![home()]);
    assert_eq!(keys(&before, &before), ["order-change-nothing"]);
    for (key, asks_more, change) in CASES {
        let (mut order, mut places) = (after(&order()), vec![home()]);
        change(&mut order, &mut places);
        let later = version(&order, places);
        let told = keys(&before, &later);
        assert!(told.iter().any(|told| told == key), "{key}: {told:?}");
        let waits = told.iter().any(|told| told == "order-changes-later");
        assert_eq!(waits, asks_more, "{key}: {told:?}");
        assert_eq!(later.asks_more_than(&before), asks_more, "{key}: as the rule has it");
        let at = |wanted: &str| told.iter().position(|told| told == wanted);
        if asks_more {
            assert!(at(key) > at("order-changes-later"), "{key}: {told:?}");
        }
    }
}

#[test]
fn the_way_back_is_told_too() {
    let cases: [Case; 6] = [
        ("order-change-no-photo", false, |o, _| o.checks.photo = true),
        ("order-change-no-child", false, |o, _| o.child = true),
        ("order-change-presence-only", false, |o, _| o.report = Report::Coordinates),
        ("order-change-pause-ends", false, |o, _| o.pauses = vec![pause(None)]),
        ("order-change-permission-ends", false, |o, _| o.permissions = vec![permission()]),
        ("order-change-travel-ends", false, |o, _| o.travel = Some(Travel { from: 0, to: 1 })),
    ];
    for (key, _, change) in cases {
        let (mut first, mut places) = (order(), vec![home()]);
        change(&mut first, &mut places);
        let before = version(&first, places);
        let later = version(&after(&order()), vec![home()]);
        assert_eq!(keys(&before, &later), ["order-changes-at-once", key]);
    }
    // A pause that is cut is no new one; a child's photo waits until it is none any more.
    let paused = |until| version(&Order { pauses: vec![pause(until)], ..order() }, vec![home()]);
    let cut = keys(&paused(None), &paused(Some(NOON + HOUR)));
    assert_eq!(cut, ["order-changes-at-once", "order-change-pause-ends"]);
    let of_child = |child| {
        let mut order = Order { child, ..order() };
        order.checks.photo = true;
        version(&order, vec![home()])
    };
    let grown = keys(&of_child(true), &of_child(false));
    let expected = [
        "order-changes-at-once",
        "order-change-no-child",
        "order-changes-later",
        "order-change-photo",
    ];
    assert_eq!(grown, expected);
}

#[test]
fn what_waits_is_told_with_its_midnight_once_it_was_seen() {
    let first = order();
    let mut orders = held(&first);
    let harsher = Order { interval_s: 300, ..after(&first) };
    super::take(&mut orders, &harsher, NOON);
    orders.order_mut(first.id).unwrap().see(2, Interval::exactly(NOON));
    let order = orders.current().unwrap();
    let (before, later) = (order.version(1).unwrap(), order.newest());
    let said = changed(before, later, Some(&rules()), NOON, Language::En);
    let texts: Vec<&str> = said.iter().map(|sentence| sentence.text.as_str()).collect();
    let expected = [
        "This asks more of you. It counts from Thursday 26 November, 00:00; until then all is as it \
         was:",
        "The phone looks where it is every 5 minutes instead of every 15 minutes.",
    ];
    assert_eq!(texts, expected);
    assert_eq!(later.asks_more_from(&super::moscow()), Some(MIDNIGHT + 2 * DAY));
}
