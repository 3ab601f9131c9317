//! What holds for all fixes.

use proptest::prelude::*;

use super::{at, home};
use crate::events::Activity;
use crate::quarantine::presence::{
    Accuracy, Decibans, EastScale, Elapsed, Fix, FixNumber, HomeWifi, Kind, Millimetres, Place,
    Places, PlanePoint, Point, Position, Presence, SensorReading, Source, State, Verdict,
};

const HOUR_MS: i64 = 3_600_000;

fn source() -> impl Strategy<Value = Source> {
    prop::sample::select(vec![
        Source::Gnss,
        Source::Wifi,
        Source::Cell,
        Source::Fused,
        Source::Unknown,
    ])
}

fn sensors() -> impl Strategy<Value = SensorReading> {
    let activities =
        vec![None, None, Some(Activity::Still), Some(Activity::Walk), Some(Activity::Vehicle)];
    let wifis = vec![
        HomeWifi::Unknown,
        HomeWifi::Unknown,
        HomeWifi::Unknown,
        HomeWifi::Off,
        HomeWifi::NotConnected,
        HomeWifi::Connected,
    ];
    let steps = prop_oneof![3 => Just(None), 1 => (0_u32..80).prop_map(Some)];
    (steps, prop::sample::select(activities), prop::sample::select(wifis))
        .prop_map(|(steps, activity, home_wifi)| SensorReading { steps, activity, home_wifi })
}

/// A place that a phone of a patient claims: a few around home again and again, some anywhere.
fn point() -> impl Strategy<Value = PlanePoint> {
    prop_oneof![
        3 => (-90_i64..90, -90_i64..90).prop_map(|(east, north)| at(east, north)),
        1 => (100_i64..160).prop_map(|east| at(east, 0)),
        4 => prop::sample::select(vec![at(335, 0), at(-500, 40), at(0, 1_200), at(900, 900)]),
        2 => (-6_000_i64..6_000, -6_000_i64..6_000).prop_map(|(east, north)| at(east, north)),
        1 => Just(at(3_549_000, 0)),
    ]
}

/// A fix some time after the one before.
fn fix() -> impl Strategy<Value = (i64, Fix<PlanePoint>)> {
    let wait = prop_oneof![
        4 => 1_000_i64..120_000,
        3 => 120_000_i64..1_200_000,
        1 => 1_200_000_i64..9_000_000,
    ];
    let accuracy = prop_oneof![5 => 1_u64..60_000, 1 => 60_000_u64..200_000, 1 => Just(0)];
    (wait, point(), accuracy, source(), sensors(), 0_u32..40).prop_map(
        |(wait, at, accuracy, source, sensors, odd)| {
            let fix = Fix {
                at,
                measured: Elapsed(0),
                delivered: Elapsed(0),
                accuracy: Accuracy::of_android(Millimetres(accuracy)),
                source,
                is_mock: odd == 0,
                is_coarse: odd == 1,
                in_deep_sleep: odd < 5,
                sensors,
            };
            (wait, fix)
        },
    )
}

/// A day or so of them, each with its time.
fn fixes() -> impl Strategy<Value = Vec<Fix<PlanePoint>>> {
    prop::collection::vec(fix(), 1..40).prop_map(|fixes| {
        let mut now = 0;
        let timed = fixes.into_iter().map(|(wait, fix)| {
            now += wait;
            Fix { measured: Elapsed(now), delivered: Elapsed(now), ..fix }
        });
        timed.collect()
    })
}

fn watched(fixes: &[Fix<PlanePoint>]) -> Presence<PlanePoint> {
    let mut presence = Presence::new(home());
    for (number, fix) in (1..).zip(fixes) {
        presence.take(FixNumber(number), fix);
    }
    presence
}

/// The fix again, so much later, without any sign beside the place.
fn again(fix: &Fix<PlanePoint>, later_ms: i64) -> Fix<PlanePoint> {
    let moment = Elapsed(fix.measured.0 + later_ms);
    let sensors = SensorReading::NONE;
    Fix { measured: moment, delivered: moment, sensors, ..*fix }
}

proptest! {
    #[test]
    fn a_repeat_never_raises_the_score(
        fixes in fixes(),
        later in 1_i64..=HOUR_MS,
        source in prop::sample::select(vec![Source::Wifi, Source::Cell, Source::Fused]),
    ) {
        let mut fixes = fixes;
        let last = fixes.len() - 1;
        // A place that the phone had not named, half an hour after the fix before.
        let moment = Elapsed(fixes[last].measured.0 + HOUR_MS / 2);
        fixes[last] =
            Fix { source, at: at(20_000, 7_000), measured: moment, delivered: moment, ..fixes[last] };
        let mut presence = watched(&fixes);
        let before = presence.score();
        let judgement = presence.take(FixNumber(99), &again(&fixes[last], later));
        let was_evidence = watched(&fixes[..last]).take(FixNumber(98), &fixes[last]).verdict;
        if was_evidence == Verdict::Out {
            // Motion that has left the list may come to it again: it is a sign of its own.
            let place = judgement.kinds.iter().any(|kind| matches!(kind, Kind::Place | Kind::Path));
            prop_assert!(!place && judgement.score <= before, "{:?}", judgement);
        }
    }

    #[test]
    fn what_is_in_or_no_evidence_never_raises_the_score(
        fixes in fixes(),
        later in 1_i64..=2 * HOUR_MS,
        what in 0_usize..5,
        place in point(),
    ) {
        let mut presence = watched(&fixes);
        let before = presence.clone();
        let now = Elapsed(fixes[fixes.len() - 1].measured.0 + later);
        let plain = Fix {
            at: place,
            measured: now,
            delivered: now,
            accuracy: Accuracy::of_android(Millimetres(20_000)),
            source: Source::Wifi,
            is_mock: false,
            is_coarse: false,
            in_deep_sleep: false,
            sensors: SensorReading::NONE,
        };
        let added = match what {
            0 => Fix { at: at(3, 4), ..plain },
            1 => Fix { is_mock: true, ..plain },
            2 => Fix { is_coarse: true, ..plain },
            3 => Fix { accuracy: Accuracy::of_android(Millimetres(150_001)), ..plain },
            _ => Fix { measured: Elapsed(now.0 - 120_001), ..plain },
        };
        let judgement = presence.take(FixNumber(99), &added);
        prop_assert!(judgement.score <= before.score());
        prop_assert_eq!(judgement.weight, Decibans(0));
        if what == 0 {
            prop_assert_eq!(presence.standing().state(), State::Home);
            prop_assert_eq!(presence.score(), Decibans(0));
        } else {
            // Nothing but time has passed.
            let mut alone = before;
            alone.tick(now);
            prop_assert_eq!(presence.score(), alone.score());
            prop_assert_eq!(presence.standing(), alone.standing());
        }
    }

    #[test]
    fn no_kind_of_evidence_reaches_away_alone(fixes in fixes(), kind in 0_usize..3) {
        let quiet = fixes.into_iter().map(|fix| match kind {
            // Satellites alone.
            0 => Fix { source: Source::Gnss, sensors: SensorReading::NONE, ..fix },
            // One place, with motion and Wi-Fi or without.
            1 => Fix { source: Source::Wifi, at: at(335, 0), ..fix },
            // Motion and Wi-Fi without a place outside.
            _ => Fix { at: at(40, 0), ..fix },
        });
        let mut presence = Presence::new(home());
        for (number, fix) in (1..).zip(quiet) {
            presence.take(FixNumber(number), &fix);
            prop_assert_ne!(presence.standing().state(), State::Away);
        }
    }

    #[test]
    fn one_fix_never_reaches_away(fixes in fixes()) {
        let mut presence = Presence::new(home());
        let mut before = presence.standing().clone();
        for (number, fix) in (1..).zip(&fixes) {
            let listed_before = presence.score();
            let judgement = presence.take(FixNumber(number), fix);
            prop_assert!(judgement.weight <= Decibans(20));
            let became_away =
                before.state() != State::Away && presence.standing().state() == State::Away;
            prop_assert!(!became_away || listed_before >= Decibans(10));
            prop_assert!(!became_away || presence.standing().made_by().len() >= 2);
            before = presence.standing().clone();
        }
    }

    #[test]
    fn a_batch_tells_the_same_in_any_order(fixes in fixes(), seed in any::<u64>()) {
        // All of them within two minutes, some at the very same moment.
        let delivered = Elapsed(10_000_000);
        let batch = (0_i64..).zip(fixes).map(|(n, fix)| {
            Fix { measured: Elapsed(delivered.0 - (n * 7_919 % 119) * 1_000), delivered, ..fix }
        });
        let batch: Vec<_> = batch.collect();
        let judged = |mut batch: Vec<Fix<PlanePoint>>| {
            batch.sort();
            let mut presence = Presence::new(home());
            let each: Vec<_> = (1..)
                .zip(&batch)
                .map(|(number, fix)| presence.take(FixNumber(number), fix))
                .collect();
            (each, presence)
        };
        let mut shuffled = batch.clone();
        let mut state = seed | 1;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(index, usize::try_from(state >> 33).unwrap() % (index + 1));
        }
        prop_assert_eq!(judged(batch), judged(shuffled));
    }

    #[test]
    fn time_alone_leads_to_no_news_only(fixes in fixes(), waits in prop::collection::vec(1_i64..HOUR_MS, 1..9)) {
        let mut presence = watched(&fixes);
        let before = presence.standing().clone();
        let mut now = fixes[fixes.len() - 1].measured;
        for wait in waits {
            now = Elapsed(now.0 + wait);
            presence.tick(now);
            let standing = presence.standing();
            prop_assert!(*standing == before || standing.state() == State::NoNews);
        }
        presence.tick(Elapsed(now.0 + HOUR_MS + 1));
        prop_assert_eq!(presence.standing().state(), State::NoNews);
    }

    #[test]
    fn no_number_is_too_large(
        places in prop::collection::vec((-900_000_000_i64..=900_000_000, -1_800_000_000_i64..=1_800_000_000, any::<u64>()), 1..4),
        fixes in prop::collection::vec(
            (any::<i64>(), any::<i64>(), -900_000_000_i64..=900_000_000, -1_800_000_000_i64..=1_800_000_000, any::<u64>(), any::<u32>()),
            1..20,
        ),
    ) {
        let circle = |(latitude, longitude, radius): &(i64, i64, u64)| {
            let at = Position::new(*latitude, *longitude).unwrap();
            Place { at, scale: EastScale::at(at), radius: Millimetres(*radius) }
        };
        let places = Places::new(circle(&places[0]), places[1..].iter().map(circle).collect());
        let mut presence = Presence::new(places);
        for (number, (measured, delivered, latitude, longitude, accuracy, steps)) in (0..).zip(fixes) {
            for (moment, accuracy) in [(measured, accuracy), (delivered, accuracy % 150_000)] {
                let fix = Fix {
                    at: Position::new(latitude, longitude).unwrap(),
                    measured: Elapsed(moment),
                    delivered: Elapsed(delivered),
                    accuracy: Accuracy::of_ios(Millimetres(accuracy)),
                    source: if number % 2 == 0 { Source::Gnss } else { Source::Fused },
                    is_mock: false,
                    is_coarse: false,
                    in_deep_sleep: false,
                    sensors: SensorReading { steps: Some(steps), ..SensorReading::NONE },
                };
                presence.take(FixNumber(number), &fix);
                presence.tick(Elapsed(measured));
                presence.hear(Elapsed(delivered), &fix.sensors);
            }
        }
    }

    #[test]
    fn distances_are_the_same_both_ways(
        a in (-850_000_000_i64..=850_000_000, -1_800_000_000_i64..=1_800_000_000),
        b in (-850_000_000_i64..=850_000_000, -1_800_000_000_i64..=1_800_000_000),
    ) {
        let [from, to] = [a, b].map(|(latitude, longitude)| Position::new(latitude, longitude).unwrap());
        let scale = EastScale::at(from);
        prop_assert_eq!(from.distance(to, scale), to.distance(from, scale));
    }
}
