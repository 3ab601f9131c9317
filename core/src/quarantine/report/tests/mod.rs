//! Batches of every kind of entry.

mod disclosing;
mod receipts;
mod restored;

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::documents::Report;
use crate::model::{ChainId, CheckId, EpochId, NoticeId, OrderId, Thumbprint};
use crate::quarantine::journal::tests::any_event::{any_event, any_fix, one};
use crate::quarantine::journal::{
    ChainSecret, Class, ClassSecret, Entry, Event, Kind, Numbering, ReportedUnder, ReportsEnd,
    Values,
};

const CHAIN: ChainId = ChainId::new([0xc4; 16]);
const KEY: Thumbprint = Thumbprint::new([0x7b; 32]);
const EPOCH: EpochId = EpochId::new([0xe0; 8]);

fn secret() -> ChainSecret {
    ChainSecret::new([0x5e; 32])
}

fn under(version: u64) -> ReportedUnder {
    // Every third version asks for coordinates.
    let report = if version % 3 == 1 { Report::Coordinates } else { Report::Presence };
    ReportedUnder { order: OrderId::new([0x0d; 16]), version, report }
}

/// Entries of these events that are reported; a new version begins every ten.
fn entries(events: &[Event]) -> Vec<Entry> {
    let mut numbering = Numbering::begin(EPOCH);
    let write = |(at, event): (usize, &Event)| {
        numbering.under = under(at as u64 / 10 + 1);
        numbering.write(event)
    };
    events.iter().enumerate().map(write).filter(|entry| entry.seq.is_some()).collect()
}

fn request(entries: &[Entry], aside: &BTreeSet<u64>) -> ReportRequest {
    let (order, filled) = (OrderId::new([0x0d; 16]), fill(entries, aside, &secret(), MOST_ITEMS));
    let sent = &entries[..filled.items.len()];
    let live = live(filled.rest, &secret(), |entry| entry.kind == Kind::Declare);
    ReportRequest {
        chain: CHAIN,
        secrets: secrets(sent, &[], &secret()),
        items: filled.items,
        disclosed: filled.disclosed,
        head: vec![1; 200],
        live: (!live.is_empty()).then(|| Live { head: vec![2; 200], items: live }),
        seen: Seen {
            orders: vec![SeenVersion { order, version: 2, digest: Some([4; 32]) }],
            checks: vec![CheckId::new([1; 8])],
            notices: vec![NoticeId::new([2; 8])],
            photo_words: vec![[3; 32]],
        },
    }
}

/// The secrets as an authority has them.
fn opened(request: &ReportRequest) -> impl Fn(u64, &str) -> Option<ClassSecret> {
    |seq, class| {
        let given = request.secrets.iter().rev().find(|given| given.from <= seq)?;
        let secret = given.secrets.iter().find(|(name, _)| name == class);
        secret.map(|(_, secret)| secret.clone())
    }
}

fn begin() -> ReportsEnd {
    ReportsEnd::begin(CHAIN, &KEY)
}

/// The end of what is reported, as the phone knows it.
fn end(entries: &[Entry]) -> ReportsEnd {
    entries.iter().fold(begin(), |end, entry| {
        let leaves = entry.leaves(&secret());
        let leaves: Vec<_> = leaves.iter().map(|(class, leaf)| (class.name(), *leaf)).collect();
        end.follow(entry.seq.unwrap(), entry.kind.name(), &leaves).unwrap()
    })
}

fn any_run() -> impl Strategy<Value = Event> {
    any_fix().prop_map(|place| Event::Fix { place })
}

fn any_events() -> impl Strategy<Value = Vec<Event>> {
    // Fixes come in runs, most of them of one boot.
    let run = vec(any_run(), 1..30).prop_map(|mut run| {
        let Event::Fix { place } = &run[0] else { unreachable!() };
        let boot = place.at.boot;
        for event in run.iter_mut().skip(1) {
            let Event::Fix { place } = event else { unreachable!() };
            place.at.boot = if place.weight.0 % 8 == 0 { place.at.boot } else { boot };
        }
        run
    });
    let part = prop_oneof![run, vec(any_event(), 1..4)];
    vec(part, 1..5).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn a_batch_is_read_as_it_was_written(events in any_events(), aside in any::<u64>()) {
        let entries = entries(&events);
        let aside: BTreeSet<u64> = (0..64).filter(|bit| aside >> bit & 1 == 1 && bit % 3 == 0).collect();
        let request = request(&entries, &aside);
        let bytes = request.to_bytes().unwrap();
        let read = ReportRequest::read(&bytes).unwrap();
        prop_assert_eq!(&read, &request);
        prop_assert!(read.items.iter().all(ReportItem::is_readable));
        // Whoever has the secrets comes to the same r, whatever was put aside.
        let sent = &entries[..read.items.len()];
        prop_assert_eq!(read.follow(begin(), EPOCH, opened(&read)), Ok(end(sent)));
        for (item, entry) in read.items.iter().zip(sent) {
            let reported = entry.reported().unwrap();
            let is_aside = aside.contains(&item.seq);
            let values = entry.parts.iter().find(|(class, _)| *class == reported).unwrap();
            prop_assert_eq!(item.values(reported), (!is_aside).then_some(&values.1));
            let is_disclosed = request.disclosed.iter().any(|shown| shown.seq == item.seq);
            prop_assert_eq!(is_disclosed, entry.kind == Kind::Dispute && !is_aside);
            for class in Class::ALL.into_iter().filter(|class| *class != reported) {
                prop_assert_eq!(item.values(class), None);
            }
        }
    }

    #[test]
    fn what_is_cut_or_flipped_is_refused_or_shows(events in any_events(), at: usize, bit in 0..8_u32) {
        let entries = entries(&events);
        prop_assume!(!entries.is_empty());
        let request = request(&entries, &BTreeSet::new());
        let bytes = request.to_bytes().unwrap();
        let at = at % bytes.len();
        prop_assert!(ReportRequest::read(&bytes[..at]).is_err());
        prop_assert!(ReportRequest::read(&[&bytes[..], &[0]].concat()).is_err());
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << bit;
        if let Ok(read) = ReportRequest::read(&flipped) {
            // A name that is not known may say the same in other bytes.
            let is_same = ReportRequest { seen: Seen::default(), ..read.clone() }
                == ReportRequest { seen: Seen::default(), ..request.clone() };
            let is_seen = read.seen != request.seen;
            let is_beside = read.head != request.head || read.chain != request.chain
                || read.live != request.live || read.secrets != request.secrets
                || read.disclosed != request.disclosed;
            let other_end = read.follow(begin(), EPOCH, opened(&request)) != Ok(end(&entries));
            prop_assert!(is_same || is_seen || is_beside || other_end, "byte {}", at);
            // And what was read is written so that it is read again.
            prop_assert_eq!(ReportRequest::read(&read.to_bytes().unwrap()), Ok(read));
        }
    }

    #[test]
    fn any_bytes_are_answered(bytes: Vec<u8>) {
        let _ = ReportRequest::read(&bytes);
    }
}

#[test]
fn every_reported_kind_travels() {
    let events: Vec<Event> = Kind::ALL.iter().map(|kind| one(*kind)).collect();
    let mut numbering = Numbering { under: under(1), ..Numbering::begin(EPOCH) };
    let all: Vec<Entry> = events.iter().map(|event| numbering.write(event)).collect();
    let reported: Vec<Entry> = all.into_iter().filter(|entry| entry.seq.is_some()).collect();
    let bytes = request(&reported, &BTreeSet::new()).to_bytes().unwrap();
    let read = ReportRequest::read(&bytes).unwrap();
    let kinds: Vec<&str> = read.items.iter().map(|item| item.kind.as_str()).collect();
    assert_eq!(kinds.len(), Kind::ALL.len() - 2);
    assert!(!kinds.contains(&"alias") && !kinds.contains(&"receipt"));
    // Nothing private leaves, in whatever mode.
    assert!(read.items.iter().all(|item| item.values(Class::Private).is_none()));
}

#[test]
fn kinds_classes_and_fields_of_a_newer_phone_are_kept_and_counted() {
    let values = Values::from_bytes(b"\xa1\x63new\x01").unwrap();
    let item = |seq, kind: &str, class: &str| ReportItem {
        seq,
        kind: kind.to_owned(),
        parts: vec![(class.to_owned(), Part::Values(values.clone()))],
    };
    let newer = ReportRequest {
        items: vec![item(1, "weather", "open"), item(2, "fix", "place"), item(3, "seen", "mood")],
        secrets: vec![VersionSecrets {
            order: OrderId::new([0x0d; 16]),
            version: 1,
            from: 1,
            secrets: ["mood", "open", "place"]
                .map(|class| (class.to_owned(), ClassSecret::new([7; 32])))
                .to_vec(),
        }],
        ..request(&[], &BTreeSet::new())
    };
    let read = ReportRequest::read(&newer.to_bytes().unwrap()).unwrap();
    assert_eq!(read, newer);
    let readable: Vec<bool> = read.items.iter().map(ReportItem::is_readable).collect();
    assert_eq!(readable, [true, false, false]);
    assert_eq!(read.follow(begin(), EPOCH, opened(&read)).unwrap().seq, 3);
    let missing = |_: u64, _: &str| None;
    let nothing_opens = Err(ReportProblem::Secret { seq: 1 });
    assert_eq!(read.follow(begin(), EPOCH, missing), nothing_opens);
}

#[test]
fn numbers_have_no_gap_and_live_items_come_after_them() {
    let tap = one(Kind::Answer);
    let entries = entries(&vec![tap; 6]);
    let good = request(&entries, &BTreeSet::new());
    assert!(ReportRequest::read(&good.to_bytes().unwrap()).is_ok());
    let problem = |change: &dyn Fn(&mut ReportRequest)| {
        let mut other = good.clone();
        change(&mut other);
        other.to_bytes().unwrap_err()
    };
    let gap = problem(&|request| drop(request.items.remove(2)));
    assert_eq!(gap, ReportProblem::Gap { seq: 4 });
    let twice = problem(&|request| request.items[3].seq = 3);
    assert_eq!(twice, ReportProblem::Gap { seq: 3 });
    let zero = problem(&|request| request.items[0].seq = 0);
    assert_eq!(zero, ReportProblem::Gap { seq: 0 });
    let early = problem(&|request| {
        request.live = Some(Live { head: vec![1], items: vec![request.items[5].clone()] });
    });
    assert_eq!(early, ReportProblem::Gap { seq: 6 });
}

#[test]
fn a_batch_has_an_end_in_items_in_bytes_and_at_an_epoch() {
    let fix = one(Kind::Fix);
    let mut numbering = Numbering { under: under(1), ..Numbering::begin(EPOCH) };
    let mut waiting: Vec<Entry> = (0..1_200).map(|_| numbering.write(&fix)).collect();
    let none = BTreeSet::new();
    let filled = fill(&waiting, &none, &secret(), MOST_ITEMS);
    assert!(filled.items.len() < MOST_ITEMS && filled.items.len() > 400, "{}", filled.items.len());
    assert_eq!(filled.rest.len() + filled.items.len(), 1_200);
    assert_eq!(filled.rest[0].seq.unwrap(), filled.items.last().unwrap().seq + 1);
    assert_eq!(fill(&waiting, &none, &secret(), 7).items.len(), 7);
    // What has to be known now comes along, newest last, and counts later.
    waiting.push(numbering.write(&one(Kind::Presence)));
    waiting.push(numbering.write(&one(Kind::Declare)));
    waiting.push(numbering.write(&one(Kind::Presence)));
    let request = request(&waiting, &none);
    let live: Vec<_> = request.live.as_ref().unwrap().items.iter().map(|item| item.seq).collect();
    assert_eq!(live, [1_202, 1_203]);
    assert!(ReportRequest::read(&request.to_bytes().unwrap()).is_ok());
    numbering.go_on(EpochId::new([9; 8]), 2_000);
    let last = waiting.len() - 1;
    waiting.drain(..last);
    waiting.push(numbering.write(&one(Kind::Epoch)));
    let filled = fill(&waiting, &none, &secret(), MOST_ITEMS);
    assert_eq!((filled.items.len(), filled.rest.len()), (1, 1));
    // Answers in full are long: bytes end a batch too.
    let answer = || {
        let values = Values::from_bytes(&[b"\xa1\x61x\x59\x10\x00", &[7; 4_096][..]].concat());
        let parts = vec![(Class::Open, values.unwrap())];
        Entry { parts, ..waiting[0].clone() }
    };
    let long: Vec<Entry> = (1..200).map(|seq| Entry { seq: Some(seq), ..answer() }).collect();
    let filled = fill(&long, &none, &secret(), MOST_ITEMS);
    assert!((40..60).contains(&filled.items.len()), "{}", filled.items.len());
}

#[test]
fn secrets_are_given_once_a_version_and_from_its_first_item() {
    let tap = one(Kind::Answer);
    let entries = entries(&vec![tap; 25]);
    let given = |has: &[(OrderId, u64)]| -> Vec<(u64, u64, usize)> {
        let given = secrets(&entries, has, &secret());
        given.iter().map(|one| (one.version, one.from, one.secrets.len())).collect()
    };
    assert_eq!(given(&[]), [(1, 1, 2), (2, 11, 1), (3, 21, 1)]);
    assert_eq!(given(&[(OrderId::new([0x0d; 16]), 2)]), [(1, 1, 2), (3, 21, 1)]);
}

#[test]
fn a_run_that_lies_about_itself_is_no_run() {
    let fixes = vec![one(Kind::Fix); 3];
    let whole = request(&entries(&[vec![one(Kind::Answer)], fixes].concat()), &BTreeSet::new());
    // Versions from the first on ask for coordinates here.
    assert_eq!(whole.items.len(), 4);
    let bytes = whole.to_bytes().unwrap();
    let at = bytes.windows(4).position(|window| window == b"\x63fix").unwrap();
    for count in [0, 2, 4, 23] {
        let mut other = bytes.clone();
        assert_eq!(other[at + 4], 3);
        other[at + 4] = count;
        let read = ReportRequest::read(&other);
        let is_other = read.is_ok_and(|read| {
            read.follow(begin(), EPOCH, opened(&whole))
                != whole.follow(begin(), EPOCH, opened(&whole))
        });
        assert!(is_other || ReportRequest::read(&other).is_err(), "{count}");
    }
}
