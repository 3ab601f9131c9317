//! Entries of every kind.

pub(crate) mod any_event;

use proptest::prelude::*;

use super::*;
use crate::documents::{CheckKind, Report};
use crate::events::Activity;
use crate::model::{EpochId, OrderId};
use crate::quarantine::presence::{
    Elapsed, Fix, PlanePoint, SensorReading, Source, State, Verdict,
};
use crate::time;
use any_event::any_event;

#[test]
fn every_kind_and_every_word_has_one_name() {
    let mut names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Kind::ALL.len());
    for kind in Kind::ALL {
        assert_eq!(Kind::of(kind.name()), Some(*kind));
        assert!(Word::new(kind.name()).is_some(), "{kind:?}");
    }
    assert_eq!(Kind::of("orders"), None);
    // Documents, the rule of presence and scripts call them the same.
    assert!(CheckKind::NAMES.iter().all(|(kind, name)| kind.name() == *name));
    assert!(State::NAMES.iter().all(|(state, name)| state.name() == *name));
    assert!(Activity::NAMES.iter().all(|(activity, name)| activity.name() == *name));
    assert!(Verdict::NAMES.iter().all(|(verdict, name)| match verdict {
        Verdict::Inadmissible(reason) => reason.name() == *name,
        verdict => verdict.name() == *name,
    }));
    for class in Class::ALL {
        assert_eq!(Class::of(class.name()), Some(class));
    }
}

#[test]
fn what_is_reported_is_what_the_order_asks_for() {
    let reported = |report: Report| -> Vec<(&str, &str)> {
        let of = |kind: &Kind| Some((kind.name(), report.class_of(*kind)?.name()));
        Kind::ALL.iter().filter_map(of).collect()
    };
    let open = [
        "order",
        "seen",
        "begin",
        "end",
        "presence",
        "check",
        "answer",
        "declare",
        "technical",
        "notice",
        "dispute",
        "epoch",
        "link",
        "aside",
    ];
    let mut expected: Vec<_> = open.iter().map(|kind| (*kind, "open")).collect();
    assert_eq!(reported(Report::Presence), expected);
    expected.insert(4, ("fix", "place"));
    assert_eq!(reported(Report::Coordinates), expected);
    for report in [Report::Presence, Report::Coordinates] {
        for kind in Kind::ALL {
            let class = report.class_of(*kind);
            // Nothing private ever, and only what the kind has and the secrets open.
            assert!(class.is_none_or(|class| kind.classes().contains(&class)), "{kind:?}");
            assert!(class.is_none_or(|class| report.classes().contains(&class)), "{kind:?}");
        }
    }
}

#[test]
fn a_flight_to_safety_is_nowhere_called_so() {
    assert_eq!(Declared::Personal.named(), "personal");
    let names = Declared::NAMES.iter().map(|(_, name)| *name);
    let reasons = CannotReason::NAMES.iter().map(|(_, name)| *name);
    assert!(names.chain(reasons).all(|name| !name.contains("safe")));
}

#[test]
fn numbers_have_no_gap_and_follow_the_mode_of_their_time() {
    let fix = any_event::one(Kind::Fix);
    let tap = any_event::one(Kind::Answer);
    let mut numbering = Numbering::begin(EpochId::new([7; 8]));
    let numbers = |entry: Entry| (entry.n, entry.seq);
    assert_eq!(numbers(numbering.write(&tap)), (1, Some(1)));
    assert_eq!(numbers(numbering.write(&fix)), (2, None));
    numbering.under =
        ReportedUnder { order: OrderId::new([1; 16]), version: 2, report: Report::Coordinates };
    assert_eq!(numbers(numbering.write(&fix)), (3, Some(2)));
    numbering.under = ReportedUnder { version: 3, report: Report::Presence, ..numbering.under };
    assert_eq!(numbers(numbering.write(&fix)), (4, None));
    numbering.go_on(EpochId::new([8; 8]), 40);
    assert_eq!(numbers(numbering.write(&tap)), (5, Some(41)));
}

#[test]
fn technical_states_come_from_the_table_alone() {
    assert!(TechnicalState::new("location", "in-use").is_some());
    for (what, value) in [("location", "yes"), ("wifi", "Ivanov"), ("", ""), ("maker", "x")] {
        assert_eq!(TechnicalState::new(what, value), None, "{what}");
    }
    assert!(TechnicalState::all().count() > 30);
    assert_eq!(QuarterHour::new(901), None);
    assert_eq!(QuarterHour::before(901), QuarterHour::new(900).unwrap());
}

#[test]
fn an_interval_does_not_end_before_it_begins() {
    assert_eq!(Interval::new(2, Some(1)), None);
    assert!(Interval::new(2, Some(2)).is_some() && Interval::new(2, None).is_some());
}

#[test]
fn an_interval_holds_the_true_time_in_whole_seconds() {
    let of = |lo_ms, hi_ms| {
        let now = time::Moment { lo_ms, hi_ms, best_ms: lo_ms, anchored: true };
        let within = Interval::of(&now);
        (within.earliest(), within.latest())
    };
    assert_eq!(of(5_999, Some(8_000)), (5, Some(8)));
    assert_eq!(of(5_000, Some(8_001)), (5, Some(9)));
    assert_eq!(of(5_000, None), (5, None));
}

#[test]
fn what_is_not_bounded_is_before_nothing_and_never_over() {
    let within = Interval::new(10, Some(20)).unwrap();
    assert_eq!([20, 21].map(|second| within.is_before(second)), [false, true]);
    assert_eq!(within.latest_plus(5), Some(25));
    let open = Interval::new(10, None).unwrap();
    assert_eq!((open.is_before(u64::MAX), open.latest_plus(5)), (false, None));
}

#[test]
fn an_entry_tells_when_it_happened() {
    let written = |event: &Event| {
        let entry = Numbering::begin(EpochId::new([7; 8])).write(event);
        (entry.moment(), entry.within())
    };
    let event = any_event::one(Kind::Seen);
    let Event::Seen { open, .. } = &event else { unreachable!() };
    assert_eq!(written(&event), (Some(open.at), Some(open.at.within)));
    let event = any_event::one(Kind::Fix);
    let Event::Fix { place } = &event else { unreachable!() };
    assert_eq!(written(&event), (Some(place.at), Some(place.at.within)));
    // A technical state has no moment, but a time from which and up to which it was so.
    let Event::Technical { open } = any_event::one(Kind::Technical) else { unreachable!() };
    let [from, to] = [900, 2_700].map(|second| QuarterHour::new(second).unwrap());
    let event = Event::Technical { open: technical::Open { from, to, ..open } };
    assert_eq!(written(&event), (None, Interval::new(900, Some(2_700))));
}

#[test]
fn flags_add_what_the_system_said_against_a_fix() {
    let flags = |is_mock, is_coarse, in_deep_sleep| {
        FixFlags::of(&Fix {
            at: PlanePoint::new(0, 0).unwrap(),
            measured: Elapsed(0),
            delivered: Elapsed(0),
            accuracy: None,
            source: Source::Wifi,
            is_mock,
            is_coarse,
            in_deep_sleep,
            sensors: SensorReading::NONE,
        })
    };
    assert_eq!(flags(false, false, false), FixFlags(0));
    assert_eq!(flags(true, false, false), FixFlags(FixFlags::MOCK));
    assert_eq!(flags(false, true, false), FixFlags(FixFlags::COARSE));
    assert_eq!(flags(false, false, true), FixFlags(FixFlags::DEEP_SLEEP));
    assert_eq!(flags(true, true, true), FixFlags(7));
    let two = flags(true, false, true);
    assert_eq!([1, 2, 4, 5, 3].map(|bits| two.has(bits)), [true, false, true, true, false]);
}

#[test]
fn leaves_are_told_by_the_hash_of_them_one_after_the_other() {
    let both = [[1; 32], [2; 32]].concat();
    assert_eq!(digest_of_leaves(&[[1; 32], [2; 32]]), crate::crypto::sha256(&both));
}

#[test]
fn a_field_that_is_missing_or_of_another_type_is_no_event() {
    let open = |bytes: &[u8]| declare::Open::read(&Values::from_bytes(bytes).unwrap());
    // {"at": [1, 2, 3, h'0102030405060708'], "what": "back"}
    let good = b"\xa2\x62at\x84\x01\x02\x03\x48\x01\x02\x03\x04\x05\x06\x07\x08\x64what\x64back";
    let read = open(good).unwrap();
    assert_eq!(read.what, Declared::Back);
    assert_eq!(read.at.within.latest(), Some(2));
    // What a newer version adds is ignored, and stays in what is hashed.
    let newer = [b"\xa3", &good[1..], b"\x65later\x01"].concat();
    assert!(open(&newer).is_some());
    assert_eq!(Values::from_bytes(&newer).unwrap().bytes(), newer);
    let other = [&good[..good.len() - 4], b"fled"].concat();
    assert!(open(&other).is_none());
    assert!(open(b"\xa1\x64what\x64back").is_none());
    assert!(Values::from_bytes(b"\xa1\x01\x02").is_none());
    assert!(Values::from_bytes(b"\x80").is_none());
}

proptest! {
    #[test]
    fn every_event_is_read_as_it_was_written(event in any_event()) {
        let values = event.values();
        let classes: Vec<Class> = values.iter().map(|(class, _)| *class).collect();
        prop_assert_eq!(&classes, event.kind().classes());
        for (_, values) in &values {
            prop_assert_eq!(Values::from_bytes(values.bytes()), Some(values.clone()));
        }
        prop_assert!(Event::read(event.kind(), &values) == Some(event.clone()));
        // Nothing of it stands in what is printed.
        prop_assert_eq!(format!("{event:?}"), format!("{}(…)", event.kind().name()));
    }

    #[test]
    fn whatever_is_stored_is_answered(bytes: Vec<u8>) {
        if let Some(values) = Values::from_bytes(&bytes) {
            for kind in Kind::ALL {
                let parts: Vec<_> =
                    kind.classes().iter().map(|class| (*class, values.clone())).collect();
                let _ = Event::read(*kind, &parts);
            }
        }
    }
}
