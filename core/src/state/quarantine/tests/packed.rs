//! Fixes and stretches come back to the byte, and two weeks of them take little.

use proptest::prelude::*;

use super::{Home, ME, load, under};
use crate::documents::{Item, Report};
use crate::model::BootMark;
use crate::quarantine::journal::tests::any_event::{any_event, any_fix, one};
use crate::quarantine::journal::{
    Class, Closed as _, Event, FixFlags, Interval, Kind, Moment, Values, fix, presence,
};
use crate::quarantine::presence::{
    Band, Decibans, HomeWifi, Millimetres, Milliseconds, Position, Source, State, Verdict,
};
use crate::quarantine::watch::tests::size::two_weeks_at_rest;
use crate::state::quarantine::packed::{KeptParts, Run};

/// What two weeks may take in the file.
const MOST: u64 = 180_000;
/// What they take, at most.
const TAKEN: u64 = 150_000;
const _: () = assert!(TAKEN <= MOST);
/// A page of the file.
const PAGE: u64 = 4096;

fn moment(earliest: u64, elapsed: i64) -> Moment {
    let within = Interval::new(earliest, Some(earliest + 2)).unwrap();
    Moment { within, elapsed: Milliseconds(elapsed), boot: BootMark::new([1; 8]) }
}

fn a_fix(earliest: u64, elapsed: i64, lat: i64) -> fix::Place {
    fix::Place {
        at: moment(earliest, elapsed),
        time: earliest - 1,
        age: Milliseconds(940),
        position: Position::new(lat, 491_064_000).unwrap(),
        accuracy: Some(Millimetres(11_000)),
        source: Source::Wifi,
        flags: FixFlags::default(),
        steps: None,
        activity: None,
        wifi: HomeWifi::Connected,
        verdict: Verdict::In,
        weight: Decibans(30),
        place: Some(0),
    }
}

fn runs() -> Vec<Run> {
    let other = a_fix(1_790_000_000, 1, 0);
    let known = a_fix(1_795_510_800, 1_000_000, 557_963_000);
    vec![
        Run { boot: BootMark::new([9; 8]), first: other.numbers() },
        Run { boot: known.at.boot, first: known.numbers() },
    ]
}

/// Of these fields, in their one order.
fn values(mut fields: Vec<(Item<'_>, Item<'_>)>) -> Values {
    fields.sort_by_key(|(name, _)| name.to_bytes());
    Values::from_item(&Item::Map(fields)).unwrap()
}

/// As an entry that says this is kept.
fn kept(kind: Kind, parts: &[(Class, Values)], runs: &[Run]) -> KeptParts {
    let event = Event::read(kind, parts).filter(|event| event.values() == parts);
    KeptParts::of(event.as_ref(), parts, runs)
}

fn packed(event: &Event, runs: &[Run]) -> String {
    match KeptParts::of(Some(event), &event.values(), runs) {
        KeptParts::Packed(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        KeptParts::Whole(_) => panic!("as it is hashed"),
    }
}

/// These bytes lie in people's phones.
#[test]
fn packed_entries_are_pinned() {
    let place = a_fix(1_795_511_700, 1_900_250, 557_963_050);
    let place = fix::Place { steps: Some(3), weight: Decibans(29), ..place };
    assert_eq!(packed(&Event::Fix { place }, &runs()), "02b4f26d0000000064000000000800000001");
    let open = presence::Open {
        at: moment(1_795_514_400, 4_600_000),
        from: Interval::new(1_795_510_800, Some(1_795_510_802)).unwrap(),
        to: Interval::new(1_795_514_400, None).unwrap(),
        state: State::Home,
        band: Some(Band::Near),
        why: None,
        leaves: [7; 32],
    };
    let place = presence::Place { fixes: vec![300, 301, 303] };
    let packed_stretch = "07".repeat(32) + "030280bab70300009f380600000002d8040204";
    assert_eq!(packed(&Event::Presence { open, place }, &runs()), packed_stretch);
}

/// Numbers stand for words by their places: one that is added comes last.
#[test]
fn words_of_fixes_and_stretches_are_pinned() {
    fn names<T: crate::quarantine::journal::Closed>() -> String {
        T::NAMES.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(" ")
    }
    assert_eq!(names::<Source>(), "gnss wifi cell fused unknown");
    assert_eq!(names::<crate::events::Activity>(), "still walk vehicle");
    assert_eq!(names::<HomeWifi>(), "home other off unknown");
    assert_eq!(names::<State>(), "home unverified away no-news paused");
    let verdicts =
        "in out neutral paused old no-accuracy inaccurate mock restamped not-newer coarse";
    assert_eq!(names::<Verdict>(), verdicts);
    assert_eq!(Verdict::In.named(), "in");
}

#[test]
fn what_is_in_no_known_run_or_has_other_fields_stays_as_it_is_hashed() {
    let event = Event::Fix { place: a_fix(1_795_511_700, 1_900_250, 557_963_050) };
    let parts = event.values();
    let whole = KeptParts::Whole(parts.clone());
    assert_eq!(kept(Kind::Fix, &parts, &[]), whole);
    // A field of a later version.
    let item = parts[0].1.item().unwrap();
    let mut fields = item.as_map().unwrap().to_vec();
    fields.push((Item::text("zz"), Item::Bool(true)));
    let more = vec![(Class::Place, values(fields))];
    assert_eq!(kept(Kind::Fix, &more, &runs()), KeptParts::Whole(more.clone()));
    // A row whose run the journal has lost is no entry.
    let packed = kept(Kind::Fix, &parts, &runs());
    assert_eq!(packed.parts(Kind::Fix, &runs()), Some(parts));
    assert_eq!(packed.parts(Kind::Fix, &runs()[..1]), None);
    assert_eq!(packed.parts(Kind::Answer, &runs()), None);
}

#[test]
fn each_run_is_remembered_with_its_first_fix() {
    let (mut home, known) = Home::begun();
    let mut edit = home.edit(Some(known));
    let mut written = Vec::new();
    for (boot, earliest) in [(1, 1_795_510_800), (1, 1_795_511_700), (2, 1_795_512_600)] {
        let mut place = a_fix(earliest, 5_000, 557_963_000);
        place.at.boot = BootMark::new([boot; 8]);
        written.push(edit.write(&Event::Fix { place }).unwrap());
    }
    written.push(edit.write(&one(Kind::Answer)).unwrap());
    home.commit(edit);
    let home = home.restart();
    let known = load(&home.store).unwrap();
    let runs = &known.journal().unwrap().runs;
    assert_eq!(
        runs.iter().map(|run| run.boot).collect::<Vec<_>>(),
        [BootMark::new([1; 8]), BootMark::new([2; 8])]
    );
    assert_eq!(known.entries(&home.store, ME, 1, 9).unwrap(), written);
}

/// Bytes of a store's file, with all that its log held.
fn file_of(home: &Home) -> u64 {
    home.store.checkpoint();
    std::fs::metadata(home.folder.path().join("store/doorstep.db")).unwrap().len()
}

#[test]
fn two_weeks_at_rest_fit_into_the_file() {
    let journal = two_weeks_at_rest();
    for report in [Report::Presence, Report::Coordinates] {
        let (mut home, mut known) = Home::begun();
        // A day in one transaction: what is appended lies as if each were one.
        for day in journal.chunks(120) {
            let mut edit = home.edit(Some(known));
            edit.report_under(under(1, report));
            for entry in day {
                edit.write(&entry.event().unwrap()).unwrap();
            }
            known = home.commit(edit);
        }
        let read = known.entries(&home.store, ME, 1, journal.len() + 1).unwrap();
        assert!(read.iter().map(|entry| &entry.parts).eq(journal.iter().map(|entry| &entry.parts)));
        // The page that an empty table has is one of its own too.
        let bytes = file_of(&home) - file_of(&Home::begun().0) + PAGE;
        assert!((TAKEN * 9 / 10..=TAKEN).contains(&bytes), "{report:?}: {bytes} of {MOST}");
    }
}

proptest! {
    #[test]
    fn every_event_comes_back_to_the_byte(
        event in any_event(),
        first in any_fix(),
        of_one_run in any::<bool>(),
    ) {
        let mut first = first;
        let at = match &event {
            Event::Fix { place } => Some(place.at),
            Event::Presence { open, .. } => Some(open.at),
            _ => None,
        };
        if let Some(at) = at.filter(|_| of_one_run) {
            first.at.boot = at.boot;
        }
        let runs = [Run { boot: first.at.boot, first: first.numbers() }];
        let kept = KeptParts::of(Some(&event), &event.values(), &runs);
        prop_assert_eq!(kept.parts(event.kind(), &runs), Some(event.values()));
        let is_packed = matches!(kept, KeptParts::Packed(_));
        prop_assert!(!is_packed || (at.is_some() && of_one_run));
        let has_no_word = !matches!(&event, Event::Presence { open, .. } if open.why.is_some());
        prop_assert!(is_packed || at.is_none() || !of_one_run || !has_no_word);
    }

    #[test]
    fn whatever_was_written_comes_back_to_the_byte(
        fields in prop::collection::btree_map("[a-z]{0,6}", any::<i64>(), 0..5),
        kind in prop::sample::select(Kind::ALL),
    ) {
        let fields = fields.iter().map(|(name, value)| (Item::text(name), Item::Int(*value)));
        let values = values(fields.collect());
        let parts: Vec<_> = kind.classes().iter().map(|class| (*class, values.clone())).collect();
        let kept = kept(kind, &parts, &runs());
        prop_assert_eq!(kept.parts(kind, &runs()), Some(parts));
    }

    #[test]
    fn no_bytes_of_a_row_break_the_reading(bytes: Vec<u8>) {
        for kind in [Kind::Fix, Kind::Presence] {
            let _ = KeptParts::Packed(bytes.clone()).parts(kind, &runs());
        }
    }
}
