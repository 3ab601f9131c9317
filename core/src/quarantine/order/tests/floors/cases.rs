//! A case a floor and side.

use super::super::{DAY, HOUR, NOON, home};
use crate::documents::{Pause, Permission, QuietHours, Travel};
use crate::model::PauseWhy;
use crate::quarantine::order::{Floor, KnownPlace, OpenedOrder};

pub(super) struct Case {
    pub floor: Floor,
    pub what: &'static str,
    pub at: fn(&mut OpenedOrder),
    pub beyond: fn(&mut OpenedOrder),
}

fn case(
    floor: Floor,
    what: &'static str,
    at: fn(&mut OpenedOrder),
    beyond: fn(&mut OpenedOrder),
) -> Case {
    Case { floor, what, at, beyond }
}

fn quiet(from_min: u64, to_min: u64) -> QuietHours {
    QuietHours { from_min, to_min }
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(
            Floor::WindowTooShort,
            "window",
            |it| it.order.checks.window_min = 30,
            |it| it.order.checks.window_min = 29,
        ),
        case(Floor::WindowTooShort, "no window", |_| (), |it| it.order.checks.window_min = 0),
        case(
            Floor::TooManyChecks,
            "agreed",
            |it| it.order.checks.n = 2,
            |it| it.order.checks.n = 3,
        ),
        case(
            Floor::TooManyChecks,
            "surprises",
            |it| (it.order.checks.n, it.order.checks.surprises) = (0, 3),
            |it| (it.order.checks.n, it.order.checks.surprises) = (0, 4),
        ),
        case(
            Floor::GapTooShort,
            "gap",
            |it| it.order.checks.gap_min = 120,
            |it| it.order.checks.gap_min = 119,
        ),
        case(
            Floor::ChecksDoNotFit,
            "780 waking minutes",
            |it| it.order.checks.gap_min = 330,
            |it| it.order.checks.gap_min = 331,
        ),
        case(
            Floor::QuietTooShort,
            "eight hours",
            |it| it.order.quiet = quiet(1320, 360),
            |it| it.order.quiet = quiet(1321, 360),
        ),
        case(
            Floor::QuietTooShort,
            "from 23:00",
            |it| it.order.quiet = quiet(1380, 540),
            |it| it.order.quiet = quiet(1381, 540),
        ),
        case(
            Floor::QuietTooShort,
            "to 06:00",
            |it| it.order.quiet = quiet(1200, 360),
            |it| it.order.quiet = quiet(1200, 359),
        ),
        case(Floor::QuietTooShort, "22 to 22", |_| (), |it| it.order.quiet = quiet(1320, 1320)),
        case(Floor::QuietTooShort, "by day", |_| (), |it| it.order.quiet = quiet(540, 1320)),
        case(
            Floor::Radius,
            "small",
            |it| it.places[0].radius_m = 75,
            |it| it.places[0].radius_m = 74,
        ),
        case(
            Floor::Radius,
            "large",
            |it| it.places[0].radius_m = 500,
            |it| it.places[0].radius_m = 501,
        ),
        case(
            Floor::TooManyPlaces,
            "places",
            |it| it.places = vec![home(); 8],
            |it| it.places = vec![home(); 9],
        ),
        case(Floor::NoPlace, "none", |_| (), |it| it.places.clear()),
        case(
            Floor::NoPlace,
            "the last second",
            |it| it.places[0].until = Some(it.order.until),
            |it| it.places[0].until = Some(it.order.until - 1),
        ),
        case(
            Floor::NoPlace,
            "the first second",
            |it| it.places[0].from = Some(it.order.from),
            |it| it.places[0].from = Some(it.order.from + 1),
        ),
        case(
            Floor::NoPlace,
            "between two",
            |it| it.places = two(DAY, DAY),
            |it| it.places = two(DAY, DAY + 1),
        ),
        case(
            Floor::NoPlace,
            "on the way",
            |it| {
                it.places = two(DAY, DAY + HOUR);
                it.order.travel = Some(Travel { from: NOON + DAY, to: NOON + DAY + HOUR });
            },
            |it| {
                it.places = two(DAY, DAY + HOUR);
                it.order.travel = Some(Travel { from: NOON + DAY, to: NOON + DAY + HOUR - 1 });
            },
        ),
        case(
            Floor::NoPlace,
            "in a pause",
            |it| {
                it.places = two(DAY, 3 * DAY);
                it.order.pauses = vec![pause(NOON + DAY, Some(NOON + 3 * DAY))];
            },
            |it| {
                it.places = two(DAY, 3 * DAY);
                it.order.pauses = vec![pause(NOON + DAY + 1, None)];
            },
        ),
        case(
            Floor::NoPlace,
            "in a permission",
            |it| {
                it.places = two(DAY, DAY + HOUR);
                it.order.permissions = vec![permission(NOON + DAY, NOON + DAY + HOUR)];
            },
            |it| {
                it.places = two(DAY, DAY + HOUR);
                it.order.permissions = vec![permission(NOON + DAY, NOON + DAY + HOUR - 1)];
            },
        ),
        case(
            Floor::PlaceInvalid,
            "north",
            |it| it.places[0].at.lat = 850_000_000,
            |it| it.places[0].at.lat = 850_000_001,
        ),
        case(
            Floor::PlaceInvalid,
            "south",
            |it| it.places[0].at.lat = -850_000_000,
            |it| it.places[0].at.lat = -850_000_001,
        ),
        case(Floor::PlaceInvalid, "nowhere", |_| (), |it| it.places[0].at.lon = i64::MIN),
        case(
            Floor::ZoneInvalid,
            "east",
            // Moscow is three hours ahead of UTC: 105° east is seven.
            |it| it.places[0].at.lon = 1_050_000_000,
            |it| it.places[0].at.lon = 1_050_050_000,
        ),
        case(
            Floor::ZoneInvalid,
            "west",
            |it| it.places[0].at.lon = -150_000_000,
            |it| it.places[0].at.lon = -150_050_000,
        ),
        case(
            Floor::GraceTooShort,
            "grace",
            |it| it.order.start_grace_s = DAY,
            |it| it.order.start_grace_s = DAY - 1,
        ),
        case(
            Floor::TooLong,
            "a version",
            |it| it.order.until = NOON + 31 * DAY,
            |it| it.order.until = NOON + 31 * DAY + 1,
        ),
        case(
            Floor::EndsBeforeStart,
            "end",
            |it| it.order.until = it.order.from + 1,
            |it| it.order.until = it.order.from,
        ),
        case(
            Floor::IntervalTooShort,
            "interval",
            |it| it.order.interval_s = 300,
            |it| it.order.interval_s = 299,
        ),
        case(Floor::NoAppeal, "none", |_| (), |it| it.order.appeal = None),
        case(
            Floor::NoAppeal,
            "days",
            |it| it.order.appeal.as_mut().unwrap().days = 1,
            |it| it.order.appeal.as_mut().unwrap().days = 0,
        ),
        case(
            Floor::NoAppeal,
            "text",
            |_| (),
            |it| it.order.appeal.as_mut().unwrap().text = " ".into(),
        ),
        case(Floor::NoContact, "none", |_| (), |it| it.order.contact = None),
        case(Floor::NoContact, "blank", |_| (), |it| it.order.contact = Some(" ".into())),
        case(
            Floor::UnknownCritical,
            "name",
            |_| (),
            |it| it.order.critical = vec!["!curfew".into()],
        ),
        case(Floor::NotInForce, "another act", |it| it.order.act = 1, |it| it.order.act = 2),
        case(
            Floor::VersionStep,
            "step",
            |it| it.order.version = 1000,
            |it| it.order.version = 1001,
        ),
    ]
}

fn two(until: u64, from: u64) -> Vec<KnownPlace> {
    let first = KnownPlace { until: Some(NOON + until), ..home() };
    vec![first, KnownPlace { id: "2".into(), from: Some(NOON + from), ..home() }]
}

fn pause(from: u64, until: Option<u64>) -> Pause {
    Pause { from, until, why: PauseWhy::Other, names: None }
}

fn permission(from: u64, to: u64) -> Permission {
    Permission { id: "p".into(), from, to, purpose: String::new(), text: String::new() }
}
