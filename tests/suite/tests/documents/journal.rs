//! The hashes of a journal: as they are written down for whoever implements them a second time, and
//! as Python computes them from the page.

use std::fs;

use doorstep::documents::{CheckKind, Head, Item, Report};
use doorstep::events::Activity;
use doorstep::model::{
    BootMark, ChainId, CheckId, EpochId, Language, NoticeId, OrderId, Thumbprint,
};
use doorstep::quarantine::journal::{
    AnswerMode, AsideReason, Asked, CannotReason, ChainSecret, Class, Declared, Disputed, Entry,
    EpochReason, Event, FixFlags, Interval, JournalEnd, Kind, Moment, Numbering, QuarterHour,
    ReportedUnder, ReportsEnd, TechnicalState, Word, alias, answer, aside, begin, check, declare,
    digest_of_leaves, dispute, end, epoch, fix, follow, link, notice, order, presence, receipt,
    seen, technical, time_nonce,
};
use doorstep::quarantine::presence::{
    Band, Decibans, HomeWifi, Millimetres, Milliseconds, Position, Source, State, Verdict,
};
use doorstep_suite::data::workspace;
use doorstep_suite::python::{plain_python, run, to_hex};
use serde_json::{Value as Json, json};

const GOLDEN: &str = "tests/suite/golden/journal.json";
const CHAIN: ChainId = ChainId::new([0xc4; 16]);
const KEY: Thumbprint = Thumbprint::new([0x7b; 32]);
const SECRET: [u8; 32] = [0x5e; 32];
const NOON: u64 = 1_795_521_600;

/// So many seconds after noon.
fn at(second: u64) -> Moment {
    Moment {
        within: Interval::new(NOON + second, Some(NOON + second + 2)).unwrap(),
        elapsed: Milliseconds(1_000 * i64::try_from(second).unwrap() + 250),
        boot: BootMark::new([0xb0; 8]),
    }
}

/// On a phone that was started since it last heard the time.
fn unanchored(second: u64) -> Moment {
    Moment { within: Interval::new(NOON + second, None).unwrap(), ..at(second) }
}

fn word(text: &str) -> Option<Word> {
    Word::new(text)
}

fn fix_at(second: u64, longitude: i64, verdict: Verdict) -> fix::Place {
    fix::Place {
        at: at(second),
        time: NOON + second - 1,
        age: Milliseconds(1_250),
        position: Position::new(557_963_890, longitude).unwrap(),
        accuracy: Some(Millimetres(23_000)),
        source: Source::Wifi,
        flags: FixFlags(FixFlags::COARSE),
        steps: Some(12),
        activity: Some(Activity::Still),
        wifi: HomeWifi::NotConnected,
        verdict,
        weight: Decibans(10),
        place: Some(0),
    }
}

/// Something of each kind, in an order in which it could happen.
fn events() -> Vec<Event> {
    let lang = Some(Language::Ru);
    let interval = |second| Interval::new(NOON + second, Some(NOON + second + 2)).unwrap();
    let bare = fix::Place {
        accuracy: None,
        steps: None,
        activity: None,
        place: None,
        ..fix_at(1_000, -1_800_000_000, Verdict::Neutral)
    };
    vec![
        Event::Order {
            open: order::Open {
                at: at(0),
                version: 1,
                digest: [0xd1; 32],
                result: word("accepted").unwrap(),
            },
            place: order::Place { scales: vec![604_135_571, 1 << 30] },
        },
        Event::Seen {
            open: seen::Open { at: at(60), version: 1, why: word("shown") },
            private: seen::Private { lang },
        },
        Event::Begin {
            open: begin::Open { at: at(70), version: 1, why: word("tapped") },
            private: begin::Private { lang },
        },
        Event::Fix { place: fix_at(100, 491_064_140, Verdict::In) },
        Event::Alias {
            open: alias::Open { at: at(150) },
            place: alias::Place { position: Position::new(-1, 491_100_000).unwrap() },
        },
        Event::Presence {
            open: presence::Open {
                at: at(200),
                from: interval(100),
                to: interval(200),
                state: State::Unverified,
                band: Some(Band::OneKilometre),
                why: word("device-with-other"),
                leaves: digest_of_leaves(&[[0x1e; 32], [0x1f; 32]]),
            },
            place: presence::Place { fixes: vec![4] },
        },
        Event::Check {
            open: check::Open {
                at: at(300),
                id: CheckId::new([0xce; 8]),
                digest: Some([0xd2; 32]),
                kind: CheckKind::Photo,
                due: Some(NOON + 280),
                delivered: Some(interval(300)),
                closes: Some(Interval::new(NOON + 3_900, None).unwrap()),
                refused: word("check-cap"),
            },
        },
        Event::Answer {
            open: answer::Open {
                at: at(400),
                check: Asked::Check(CheckId::new([0xce; 8])),
                digest: Some([0xd2; 32]),
                how: AnswerMode::Cannot,
                reason: Some(CannotReason::Personal),
                photo: None,
            },
            place: answer::Place { fix: Some(4) },
            private: answer::Private { text: Some("не могу".into()), ..Default::default() },
        },
        Event::Answer {
            open: answer::Open {
                at: at(401),
                check: Asked::Reference,
                digest: None,
                how: AnswerMode::Photo,
                reason: None,
                photo: Some([0xf0; 32]),
            },
            place: answer::Place { fix: None },
            private: answer::Private {
                plain: Some([0xf1; 32]),
                tries: Some(3),
                hints: Some("too-dark".into()),
                ..Default::default()
            },
        },
        Event::Declare {
            open: declare::Open {
                at: unanchored(500),
                what: Declared::Personal,
                until: Some(NOON + 7_700),
            },
            private: declare::Private { text: Some("мама знает".into()) },
        },
        Event::Technical {
            open: technical::Open {
                from: QuarterHour::before(NOON),
                to: QuarterHour::before(NOON + 900),
                state: TechnicalState::new("location", "denied").unwrap(),
            },
        },
        Event::Notice {
            open: notice::Open { at: at(600), id: NoticeId::new([0x40; 8]), digest: [0xd3; 32] },
            private: notice::Private { text: Some("ok".into()) },
        },
        Event::Dispute {
            open: dispute::Open { at: at(610), disputed: Disputed::Document([0x40; 8]) },
            private: dispute::Private { text: Some("Я был дома.".into()) },
        },
        Event::Dispute {
            open: dispute::Open { at: at(620), disputed: Disputed::Reported(5) },
            private: dispute::Private { text: None },
        },
        Event::Receipt { open: receipt::Open { at: at(700), up_to: 9, digest: [0xd4; 32] } },
        Event::Aside { open: aside::Open { at: at(710), seq: 6, why: AsideReason::ItemInvalid } },
        Event::Fix { place: fix_at(900, 491_070_000, Verdict::Out) },
        Event::Fix { place: bare },
        Event::Epoch {
            open: epoch::Open {
                at: at(1_100),
                why: EpochReason::Restored,
                seq: 300,
                digest: [0xd5; 32],
            },
        },
        Event::Link { open: link::Open { at: at(1_200), digest: [0xd6; 32] } },
        Event::End {
            open: end::Open { at: at(1_300), version: 3, why: word("released") },
            private: end::Private { lang },
        },
    ]
}

/// The entries of those events. Versions and an epoch begin where they would.
fn entries() -> Vec<Entry> {
    let mut numbering = Numbering::begin(EpochId::new([0xe0; 8]));
    let under =
        |version, report| ReportedUnder { order: OrderId::new([0x0d; 16]), version, report };
    let write = |event: Event| {
        match event.kind() {
            Kind::Seen => numbering.under = under(1, Report::Presence),
            Kind::Aside => numbering.under = under(2, Report::Coordinates),
            Kind::Epoch => numbering.go_on(EpochId::new([0xe1; 8]), 300),
            Kind::End => numbering.under = under(3, Report::Presence),
            _ => {}
        }
        numbering.write(&event)
    };
    events().into_iter().map(write).collect()
}

fn value(item: &Item<'_>) -> Json {
    match item {
        Item::Int(number) => json!(number),
        Item::Text(text) => json!(text),
        Item::Bytes(bytes) => json!({ "bytes": to_hex(bytes) }),
        Item::Array(items) => items.iter().map(value).collect(),
        other => panic!("{other:?}"),
    }
}

/// What somebody is given who computes it all again.
fn inputs() -> Json {
    let entry = |entry: &Entry| {
        let fields = |class: &Class| {
            let (_, values) = entry.parts.iter().find(|(of, _)| of == class).unwrap();
            let item = values.item().unwrap();
            let fields = item.as_map().unwrap().iter();
            let named = fields.map(|(name, of)| (name.as_text().unwrap().to_owned(), value(of)));
            (class.name().to_owned(), Json::Object(named.collect()))
        };
        json!({
            "n": entry.n, "seq": entry.seq, "epoch": to_hex(entry.epoch.bytes()),
            "kind": entry.kind.name(),
            "order": to_hex(entry.under.order.bytes()), "version": entry.under.version,
            "mode": entry.under.report.name(),
            "fields": Json::Object(entry.kind.classes().iter().map(fields).collect()),
        })
    };
    // Its h and r are computed.
    let head = head([0; 32], [0; 32]);
    json!({
        "chain": to_hex(CHAIN.bytes()), "key": to_hex(KEY.bytes()), "secret": to_hex(&SECRET),
        "entries": entries().iter().map(entry).collect::<Vec<_>>(),
        "head": {
            "latest": head.latest, "epoch": to_hex(head.epoch.bytes()), "seq": head.seq,
            "beacon": to_hex(&head.beacon), "elapsed": head.elapsed,
            "boot": to_hex(head.boot.bytes()),
        },
        "random": to_hex(&RANDOM),
    })
}

/// Random bytes of a request's nonce.
const RANDOM: [u8; 16] = [0xaa; 16];

/// The head of all of it.
fn head(h: [u8; 32], r: [u8; 32]) -> Head {
    Head {
        latest: Some(NOON + 1_400),
        chain: CHAIN,
        epoch: EpochId::new([0xe1; 8]),
        seq: 303,
        r,
        h,
        beacon: [0xbe; 32],
        elapsed: Some(61_250),
        boot: BootMark::new([0xb0; 8]),
        file: None,
    }
}

/// What the core computes.
fn outputs() -> Json {
    let secret = ChainSecret::new(SECRET);
    let mut ends = (JournalEnd::begin(CHAIN), ReportsEnd::begin(CHAIN, &KEY));
    let (h0, r0) = (to_hex(&ends.0.h), to_hex(&ends.1.r));
    let entry = |entry: &Entry| {
        if entry.kind == Kind::Epoch {
            // What the phone forgot, and goes on from as the authority knows it.
            ends.1.seq = 300;
        }
        ends = follow(ends, entry, &secret).unwrap();
        let secrets = entry.kind.classes().iter().map(|class| {
            let key = secret.of_class(*class, &entry.under);
            (class.name().to_owned(), json!(to_hex(key.bytes())))
        });
        let leaves = entry.leaves(&secret);
        let leaves = leaves.iter().map(|(class, leaf)| (class.name(), json!(to_hex(leaf))));
        json!({
            "secrets": Json::Object(secrets.collect()),
            "leaves": Json::Object(leaves.map(|(name, leaf)| (name.to_owned(), leaf)).collect()),
            "h": to_hex(&ends.0.h), "r": to_hex(&ends.1.r),
        })
    };
    let entries: Vec<Json> = entries().iter().map(entry).collect();
    let head = head(ends.0.h, ends.1.r);
    let nonce = time_nonce(&head.digest(), &RANDOM);
    json!({
        "h0": h0, "r0": r0, "entries": entries,
        "head32": to_hex(&head.digest()), "nonce": to_hex(nonce.bytes()),
    })
}

#[test]
fn hashes_are_those_that_are_written_down() {
    let file = workspace().join(GOLDEN);
    let now = json!({ "inputs": inputs(), "outputs": outputs() });
    if std::env::var_os("DOORSTEP_GOLDEN").is_some_and(|what| what == "write") {
        fs::write(&file, format!("{now:#}\n")).unwrap();
    }
    let written: Json = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(now["inputs"], written["inputs"]);
    assert_eq!(now["outputs"], written["outputs"]);
    for kind in Kind::ALL {
        assert!(events().iter().any(|event| event.kind() == *kind), "{kind:?} is not written down");
    }
}

#[test]
fn hashes_are_those_that_python_computes_from_the_page() {
    let Some(python) = plain_python() else { return };
    let written = fs::read(workspace().join(GOLDEN)).unwrap();
    let written: Json = serde_json::from_slice(&written).unwrap();
    let inputs = written["inputs"].to_string();
    let told = run(&python, "tests/suite/python/journal.py", &[], inputs.as_bytes());
    assert_eq!(serde_json::from_str::<Json>(&told).unwrap(), written["outputs"]);
}

#[test]
fn whatever_is_different_has_another_hash() {
    let secret = ChainSecret::new(SECRET);
    let all = entries();
    let begin = (JournalEnd::begin(CHAIN), ReportsEnd::begin(CHAIN, &KEY));
    let told = begin.1;
    let first = &all[0];
    let good = follow(begin, first, &secret).unwrap();
    assert_eq!(follow(good, first, &secret), None, "an entry follows itself");
    assert_eq!(follow(begin, &all[1], &secret), None, "one is left out");
    let others = [
        Entry { epoch: EpochId::new([0xe9; 8]), ..first.clone() },
        Entry { kind: Kind::Seen, ..first.clone() },
        Entry { under: ReportedUnder { version: 1, ..first.under }, ..first.clone() },
        Entry {
            under: ReportedUnder { order: OrderId::new([9; 16]), ..first.under },
            ..first.clone()
        },
        Entry { parts: all[1].parts.clone(), ..first.clone() },
    ];
    for other in others {
        let ends = follow(begin, &other, &secret).unwrap();
        assert!(ends.0.h != good.0.h && ends.1.r != good.1.r);
    }
    let kept = follow(begin, &Entry { seq: None, ..first.clone() }, &secret).unwrap();
    assert!(kept.0.h != good.0.h && kept.1 == told);
    let foreign = follow(begin, first, &ChainSecret::new([1; 32])).unwrap();
    assert!(foreign.0.h != good.0.h && foreign.1.r != good.1.r);
    // The parts of one entry do not open each other.
    let leaves = first.leaves(&secret);
    assert_ne!(
        secret.of_class(Class::Open, &first.under),
        secret.of_class(Class::Place, &first.under)
    );
    assert_ne!(leaves[0].1, leaves[1].1);
}
