//! Entries of every kind.

pub(crate) mod any_event;

use proptest::prelude::*;

use super::*;
use crate::documents::{CheckKind, Report};
use crate::events::Activity;
use crate::model::{EpochId, OrderId};
use crate::quarantine::presence::{State, Verdict};
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
