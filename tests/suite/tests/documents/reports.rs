//! A batch of reports on the wire: as it is written down, and as Python reads it from the page.

use std::collections::BTreeSet;
use std::fs;

use doorstep::documents::{Item, Report};
use doorstep::events::Activity;
use doorstep::model::{BootMark, ChainId, EpochId, OrderId, Thumbprint, deflate, inflate};
use doorstep::quarantine::journal::{
    AnswerMode, Asked, ChainSecret, Class, Closed as _, Declared, Disputed, Entry, Event, FixFlags,
    Interval, Moment, Numbering, ReportedUnder, ReportsEnd, Values, Word, answer, declare, dispute,
    fix, order,
};
use doorstep::quarantine::presence::{
    Decibans, HomeWifi, Millimetres, Milliseconds, Position, Source, Verdict,
};
use doorstep::quarantine::report::{
    MOST_BYTES, MOST_ITEMS, ReportItem, ReportRequest, Seen, SeenVersion, fill, secrets,
};
use doorstep_suite::data::{hex, workspace};
use doorstep_suite::python::{plain_python, run, to_hex};
use serde_json::{Value as Json, json};

const GOLDEN: &str = "tests/suite/golden/reports.json";
const CHAIN: ChainId = ChainId::new([0xc4; 16]);
const KEY: Thumbprint = Thumbprint::new([0x7b; 32]);
const EPOCH: EpochId = EpochId::new([0xe0; 8]);
const NOON: u64 = 1_795_521_600;

fn at(second: u64, boot: u8) -> Moment {
    Moment {
        within: Interval::new(NOON + second, Some(NOON + second + 2)).unwrap(),
        elapsed: Milliseconds(1_000 * i64::try_from(second).unwrap() + 250),
        boot: BootMark::new([boot; 8]),
    }
}

/// A fix each quarter of an hour; every field of some of them is absent, or at its end.
fn fix_of(number: u64) -> Event {
    let fix = fix::Place {
        at: at(900 * number + number % 3, 0xb0),
        time: NOON + 900 * number,
        age: Milliseconds(1_250 + 30 * i64::try_from(number % 5).unwrap()),
        position: Position::new(
            557_963_890 + i64::try_from(number % 4).unwrap() * 77,
            491_064_140 - i64::try_from(number % 7).unwrap() * 101,
        )
        .unwrap(),
        accuracy: Some(Millimetres(23_000)),
        source: Source::Wifi,
        flags: FixFlags::default(),
        steps: Some(0),
        activity: Some(Activity::Still),
        wifi: HomeWifi::Connected,
        verdict: Verdict::In,
        weight: Decibans(0),
        place: Some(0),
    };
    let place = match number {
        1 => fix::Place { accuracy: None, steps: None, activity: None, place: None, ..fix },
        2 => fix::Place {
            at: Moment { within: Interval::new(NOON, None).unwrap(), ..fix.at },
            age: Milliseconds(i64::MIN),
            position: Position::new(-900_000_000, -1_800_000_000).unwrap(),
            accuracy: Some(Millimetres(i64::MAX.unsigned_abs())),
            flags: FixFlags(0xff),
            steps: Some(u32::MAX),
            activity: Some(Activity::Vehicle),
            source: Source::Unknown,
            wifi: HomeWifi::Unknown,
            verdict: Verdict::NAMES[10].0,
            weight: Decibans(u32::MAX),
            place: Some(u8::MAX),
            ..fix
        },
        // The phone was started again.
        3 => fix::Place { at: at(900 * number, 0xb1), ..fix },
        _ => fix,
    };
    Event::Fix { place }
}

/// Entries under two versions, of which the second asks for coordinates.
fn entries() -> Vec<Entry> {
    let begin = Event::Order {
        open: order::Open {
            at: at(0, 0xb0),
            version: 1,
            digest: [0xd1; 32],
            result: Word::new("accepted").unwrap(),
        },
        place: order::Place { scales: vec![604_135_571] },
    };
    let tap = Event::Answer {
        open: answer::Open {
            at: at(10, 0xb0),
            check: Asked::Reference,
            digest: None,
            how: AnswerMode::Tap,
            reason: None,
            photo: None,
        },
        place: answer::Place { fix: None },
        private: answer::Private { text: Some("дома".into()), ..Default::default() },
    };
    let back = Event::Declare {
        open: declare::Open { at: at(20, 0xb0), what: Declared::Back, until: None },
        private: declare::Private { text: None },
    };
    let few = (0..5).map(fix_of);
    let many = (5..40).map(fix_of);
    let all: Vec<Event> = [begin, tap].into_iter().chain(few).chain([back]).chain(many).collect();
    let mut numbering = Numbering::begin(EPOCH);
    let mut write = |(at, event): (usize, &Event)| {
        if at == 2 {
            let order = OrderId::new([0x0d; 16]);
            numbering.under = ReportedUnder { order, version: 2, report: Report::Coordinates };
        }
        numbering.write(event)
    };
    all.iter().enumerate().map(&mut write).collect()
}

fn request(entries: &[Entry], secret: &ChainSecret) -> ReportRequest {
    // The seventh was put aside.
    let filled = fill(entries, &BTreeSet::from([7]), secret, MOST_ITEMS);
    ReportRequest {
        chain: CHAIN,
        items: filled.items,
        secrets: secrets(entries, &[], secret),
        disclosed: filled.disclosed,
        head: vec![0xaa; 40],
        live: None,
        seen: Seen {
            orders: vec![SeenVersion { order: OrderId::new([0x0d; 16]), version: 2, digest: None }],
            ..Seen::default()
        },
    }
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

fn fields(values: &Values) -> Json {
    let item = values.item().unwrap();
    let fields = item.as_map().unwrap().iter();
    Json::Object(fields.map(|(name, of)| (name.as_text().unwrap().to_owned(), value(of))).collect())
}

/// A dispute under the second version, and what came before it.
fn disputed() -> Vec<Entry> {
    let mut entries = entries();
    entries.truncate(2);
    let last = entries.last().unwrap();
    let order = OrderId::new([0x0d; 16]);
    let under = ReportedUnder { order, version: 2, report: Report::Coordinates };
    let mut numbering = Numbering { n: last.n, seq: last.seq.unwrap(), epoch: EPOCH, under };
    let disputed = Event::Dispute {
        open: dispute::Open { at: at(30, 0xb0), disputed: Disputed::Reported(1) },
        private: dispute::Private { text: Some("Это был не я.".into()) },
    };
    entries.push(numbering.write(&disputed));
    entries
}

/// What the core reads in it.
fn read(request: &ReportRequest, r: [u8; 32]) -> Json {
    let item = |item: &ReportItem| {
        let said = Class::ALL.iter().filter_map(|class| Some((class, item.values(*class)?)));
        let said = said.map(|(class, values)| (class.name().to_owned(), fields(values)));
        json!({ "seq": item.seq, "kind": item.kind, "fields": Json::Object(said.collect()) })
    };
    let items: Vec<Json> = request.items.iter().map(item).collect();
    let mut told = json!({ "items": items, "r": to_hex(&r) });
    for (seq, words) in request.disputes().unwrap() {
        told["words"][seq.to_string()] = json!(words);
    }
    told
}

#[test]
fn a_batch_is_the_one_that_is_written_down_and_that_python_reads() {
    is_the_one_that_is_written_down("", &entries());
}

#[test]
fn words_of_a_dispute_are_those_that_are_written_down_and_that_python_reads() {
    is_the_one_that_is_written_down("/disputed", &disputed());
}

/// The batch of these entries, at this place of the file.
fn is_the_one_that_is_written_down(place: &str, entries: &[Entry]) {
    let secret = ChainSecret::new([0x5e; 32]);
    let sent = request(entries, &secret);
    let bytes = sent.to_bytes().unwrap();
    let end = entries.iter().fold(ReportsEnd::begin(CHAIN, &KEY), |end, entry| {
        let leaves = entry.leaves(&secret);
        let leaves: Vec<_> = leaves.iter().map(|(class, leaf)| (class.name(), *leaf)).collect();
        end.follow(entry.seq.unwrap(), entry.kind.name(), &leaves).unwrap()
    });
    let inputs = json!({
        "request": to_hex(&bytes), "chain": to_hex(CHAIN.bytes()), "key": to_hex(KEY.bytes()),
        "epoch": to_hex(EPOCH.bytes()), "deflated": to_hex(&deflate(&bytes).unwrap()),
    });
    let now = json!({ "inputs": inputs, "outputs": read(&sent, end.r) });
    let file = workspace().join(GOLDEN);
    let mut all: Json = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    if std::env::var_os("DOORSTEP_GOLDEN").is_some_and(|what| what == "write") {
        let batch = if place.is_empty() { &mut all } else { &mut all["disputed"] };
        for part in ["inputs", "outputs"] {
            batch[part] = now[part].clone();
        }
        fs::write(&file, format!("{all:#}\n")).unwrap();
    }
    let written = all.pointer(place).unwrap();
    assert_eq!(written["inputs"]["request"], now["inputs"]["request"]);
    // Deflating may differ from version to version of its library; what comes out may not.
    let deflated = hex(written["inputs"]["deflated"].as_str().unwrap());
    assert_eq!(inflate(&deflated, MOST_BYTES).as_ref(), Ok(&bytes));
    assert_eq!(ReportRequest::read(&bytes), Ok(sent));
    assert_eq!(now["outputs"], written["outputs"]);
    let Some(python) = plain_python() else { return };
    for inputs in [&written["inputs"], &now["inputs"]] {
        let given = inputs.to_string();
        let told = run(&python, "tests/suite/python/reports.py", &[], given.as_bytes());
        assert_eq!(serde_json::from_str::<Json>(&told).unwrap(), written["outputs"]);
    }
}
