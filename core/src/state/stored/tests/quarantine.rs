//! The bytes of what is kept of a quarantine.

use super::{hex, pinned_since_2};
use crate::documents::{PlaceOpening, Report};
use crate::events::Activity;
use crate::model::{BootId, BootMark, ChainId, EpochId, OrderId, Thumbprint};
use crate::quarantine::journal::{Class, Interval, Kind, ReportedUnder, Values};
use crate::quarantine::order::{Floor, Refusal};
use crate::quarantine::presence::{Elapsed, Millimetres, Place, Point as _, Position};
use crate::quarantine::watch::{AskedWake, Kept, Readings};
use crate::state::quarantine::tests::{kept, notice, sealed_order};
use crate::state::quarantine::{Journal, KeptEntry, KeptParts, KeptProof, Run, SignedBytes};
use crate::state::{Beacon, Boot, KeptNotice, KeptOrder};
use crate::store::{Stored, decode, encode};

/// The same of what has no `Debug`.
fn pinned<T: Stored + PartialEq>(value: &T, version_2: &str) {
    let bytes = encode(value).unwrap();
    assert_eq!((hex(&bytes).as_str(), T::VERSION), (version_2, 2));
    assert!(decode::<T>(2, &bytes).as_ref() == Some(value));
    for cut in 0..bytes.len() {
        assert!(decode::<T>(2, &bytes[..cut]).is_none(), "cut at {cut}");
    }
    for version in [0, 1, 3] {
        assert!(decode::<T>(version, &bytes).is_none(), "version {version}");
    }
}

fn byte_string(bytes: &[u8]) -> String {
    format!("59{:04x}{}", bytes.len(), hex(bytes))
}

#[test]
fn journals_are_pinned() {
    let under =
        ReportedUnder { order: OrderId::new([1; 16]), version: 2, report: Report::Coordinates };
    let journal = Journal {
        number: 1,
        chain: ChainId::new([2; 16]),
        secret: [3; 32],
        key: Thumbprint::new([4; 32]),
        epochs: vec![EpochId::new([5; 8])],
        epoch_after: 6,
        versions: vec![under],
        runs: vec![Run {
            boot: BootMark::new([6; 8]),
            first: std::array::from_fn(|at| at as i128),
        }],
    };
    let of_16 = |byte: &str| byte.repeat(16);
    let of_32 = |byte: &str| byte.repeat(32);
    let versions = format!("818350{}0201", of_16("01"));
    pinned(
        &vec![journal],
        &format!(
            "81880150{}5820{}5820{}81480505050505050505068{}8182480606060606060606{}",
            of_16("02"),
            of_32("03"),
            of_32("04"),
            &versions[1..],
            "5000020406080a0c0e10121416181a1c1e",
        ),
    );
    pinned(&Vec::<Journal>::new(), "80");
}

#[test]
fn entries_are_pinned() {
    let values = |bytes: &[u8]| Values::from_bytes(bytes).unwrap();
    let entry = KeptEntry {
        seq: Some(3),
        epoch: 0,
        version: Some(1),
        kind: Kind::Fix,
        parts: KeptParts::Whole(vec![
            (Class::Open, values(b"\xa0")),
            (Class::Place, values(b"\xa1\x61a\x01")),
        ]),
    };
    pinned_since_2(&entry, "8503000104828200 41a0820144a1616101".replace(' ', "").as_str());
    let kept = KeptEntry { seq: None, version: None, ..entry };
    pinned_since_2(&kept, "85f600f6048282004 1a0820144a1616101".replace(' ', "").as_str());
    let packed = KeptEntry { parts: KeptParts::Packed(vec![1, 2]), ..kept.clone() };
    pinned_since_2(&packed, "85f600f604420102");
    for (class, place) in Class::ALL.iter().zip(0..) {
        let entry =
            KeptEntry { parts: KeptParts::Whole(vec![(*class, values(b"\xa0"))]), ..kept.clone() };
        assert!(
            hex(&encode(&entry).unwrap()).ends_with(&format!("82{place:02x}41a0")),
            "{class:?}"
        );
    }
}

/// By their places: one that is added comes last.
#[test]
fn kinds_of_entries_are_pinned() {
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let pinned = "order seen begin end fix presence check answer declare technical alias notice \
                  dispute receipt epoch link aside";
    assert_eq!(names.join(" "), pinned);
}

#[test]
fn versions_of_orders_are_pinned() {
    let (order, opening) = sealed_order();
    let first = kept(&order, &opening, 10);
    let signed = byte_string(&first.signed);
    let opened = "8183613150".to_owned() + &"08".repeat(16) + "821a2141d6f81a1d450ac0";
    pinned(&first, &format!("88{signed}{opened}820a0af6f6f6f6f6"));
    let at = |earliest, latest| Interval::new(earliest, latest);
    let all = KeptOrder {
        openings: Vec::<PlaceOpening>::new(),
        seen: at(11, Some(12)),
        begun: at(13, None),
        released: at(14, Some(14)),
        disowned: at(15, Some(16)),
        refused: Some(Refusal::Floor(Floor::PlaceInvalid)),
        ..first
    };
    let refused = "6d706c6163652d696e76616c6964";
    pinned(&all, &format!("88{signed}80820a0a820b0c820df6820e0e820f10{refused}"));
    for refusal in
        Floor::ALL.map(Refusal::Floor).iter().chain(&[Refusal::Conflict, Refusal::Overlap])
    {
        let one = KeptOrder { refused: Some(*refusal), ..all.clone() };
        assert!(decode(2, &encode(&one).unwrap()) == Some(one), "{refusal:?}");
    }
    // What is sealed as it should be and says something else is no order.
    let none = KeptOrder { signed: notice().signed, ..all };
    assert!(decode::<KeptOrder>(2, &encode(&none).unwrap()).is_none());
}

#[test]
fn notices_are_pinned() {
    let notice = notice();
    let signed = notice.signed.clone();
    let head = format!("58{:02x}", signed.len());
    let came = format!("821a{:08x}f6", crate::quarantine::order::tests::NOON);
    let (head, signed) = match signed.len() {
        ..256 => (head, hex(&signed)),
        _ => (String::new(), byte_string(&signed)),
    };
    pinned(&notice, &format!("82{head}{signed}{came}"));
    let none = KeptNotice { signed: b"\xf6".to_vec(), ..notice };
    assert!(decode::<KeptNotice>(2, &encode(&none).unwrap()).is_none());
}

#[test]
fn a_run_of_the_system_is_pinned() {
    let boot = Boot { id: BootId("b".into()), mark: BootMark::new([1; 8]), from_ms: 1000 };
    pinned_since_2(&boot, "836162480101010101010101 1903e8".replace(' ', "").as_str());
}

#[test]
fn the_last_time_token_is_pinned() {
    let beacon = Beacon { digest: [1; 32], boot: BootId("b".into()), elapsed_ms: 1000 };
    pinned_since_2(&beacon, &format!("835820{}61621903e8", "01".repeat(32)));
}

#[test]
fn proofs_are_pinned() {
    let signed = || SignedBytes(vec![9]);
    pinned_since_2(&KeptProof::Head { signed: signed() }, "82004109");
    pinned_since_2(&KeptProof::Receipt { signed: signed() }, "82014109");
    pinned_since_2(&KeptProof::Word { signed: signed() }, "82044109");
    let token = KeptProof::Token { signed: signed(), head: [1; 32], random: [2; 16] };
    let bytes = format!("840241095820{}50{}", "01".repeat(32), "02".repeat(16));
    pinned_since_2(&token, &bytes);
    let head = KeptProof::HeadAt {
        journal: 1,
        n: 300,
        latest: Some(2),
        beacon: [3; 32],
        elapsed: None,
        boot: BootMark::new([4; 8]),
        signature: SignedBytes(vec![5; 64]),
    };
    let (beacon, boot, signature) = ("03".repeat(32), "04".repeat(8), "05".repeat(64));
    pinned_since_2(&head, &format!("88030119012c025820{beacon}f648{boot}5840{signature}"));
}

#[test]
fn what_a_watch_needs_is_pinned() {
    let at = Position::new(557_558_123, 376_173_000).unwrap();
    let place = Place { at, scale: at.scale(), radius: Millimetres(100_000) };
    let counted =
        Readings { is_stale: false, steps: Some(Some(7)), activity: Some(Activity::Walk) };
    let kept = Kept { readings: counted, places: vec![place], asked: None };
    pinned_since_3(&kept, "8384f4f5070181831a213ba96b1a166bf1c81a000186a0f6");
    let readings = Readings { is_stale: true, steps: None, activity: None };
    let boot = BootMark::new([1; 8]);
    let asked = Some(AskedWake { boot, at: Elapsed(1000) });
    let stale = Kept { readings, places: Vec::new(), asked };
    pinned_since_3(&stale, "8384f5f4f6f6808248010101010101 01011903e8".replace(' ', "").as_str());
    let uncounted = Readings { is_stale: false, steps: Some(None), activity: None };
    let uncounted = Kept { readings: uncounted, places: Vec::new(), asked: None };
    pinned_since_3(&uncounted, "8384f4f5f6f680f6");
    // As version 2 had them.
    for (before, now) in [
        ("8284f4f5070181831a213ba96b1a166bf1c81a000186a0", &kept),
        ("8284f5f4f6f680", &Kept { asked: None, ..stale }),
        ("8284f4f5f6f680", &uncounted),
    ] {
        assert_eq!(decode::<Kept>(2, &unhex(before)).as_ref(), Some(now));
        assert!(decode::<Kept>(2, &unhex(&before[..before.len() - 2])).is_none());
    }
}

fn pinned_since_3(kept: &Kept, version_3: &str) {
    let bytes = encode(kept).unwrap();
    assert_eq!((hex(&bytes).as_str(), Kept::VERSION), (version_3, 3));
    assert_eq!(decode::<Kept>(3, &bytes).as_ref(), Some(kept));
    for version in [0, 1, 2, 4] {
        assert!(decode::<Kept>(version, &bytes).is_none(), "version {version}");
    }
    for cut in 0..bytes.len() {
        assert!(decode::<Kept>(3, &bytes[..cut]).is_none(), "cut at {cut}");
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let pair = |at| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(pair).collect()
}
