//! What a day of fixes costs on the way, on recorded phones.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use doorstep::documents::Report;
use doorstep::model::{BootMark, ChainId, EpochId, OrderId, deflate};
use doorstep::quarantine::journal::{
    ChainSecret, Class, Closed, Entry, Event, FixFlags, Interval, Moment, Numbering, ReportedUnder,
    Values, fix,
};
use doorstep::quarantine::presence::{
    Accuracy, Fix, Millimetres, Milliseconds, PlanePoint, Position,
};
use doorstep::quarantine::report::{ReportItem, ReportRequest, Seen};
use doorstep_recordings::{Replay, Trace};
use doorstep_suite::data::data;
use miniz_oxide::deflate::compress_to_vec;
use serde_json::{Value as Json, json};

/// A fix every ten minutes.
const A_DAY: usize = 144;

/// The fixes of a trace as a phone in a town at 56° north would journal them.
fn journalled(file: &Path) -> Vec<fix::Place> {
    let trace = Trace::open(BufReader::new(File::open(file).unwrap())).unwrap();
    let Trace::Metres(mut recording) = trace else { panic!("{}", file.display()) };
    let assumed = (!recording.survey().unwrap().has_accuracy)
        .then(|| Accuracy::of_android(Millimetres::of_metres(50)).unwrap());
    let home = PlanePoint::new(0, 0).unwrap();
    let mut replay = Replay::around(home, Millimetres::of_metres(100));
    let rows = recording.rows(assumed).unwrap();
    rows.map(|row| {
        let fix: Fix<PlanePoint> = row.unwrap().fix;
        let judgement = replay.take(&fix).judgement;
        let earliest = 1_795_521_600 + fix.delivered.0.unsigned_abs() / 1_000;
        // 1° of longitude is 62 km there, 1° of latitude 111 km.
        let units = |mm: i64, metre: i64| mm * 10_000 / metre;
        fix::Place {
            at: Moment {
                within: Interval::new(earliest, Some(earliest + 2)).unwrap(),
                elapsed: Milliseconds(fix.delivered.0),
                boot: BootMark::new([0xb0; 8]),
            },
            time: earliest,
            age: Milliseconds(fix.delivered.0 - fix.measured.0),
            position: Position::new(
                557_963_890 + units(fix.at.north(), 111_319),
                491_064_140 + units(fix.at.east(), 62_580),
            )
            .unwrap(),
            accuracy: fix.accuracy.map(Accuracy::radius),
            source: fix.source,
            flags: FixFlags::of(&fix),
            steps: fix.sensors.steps,
            activity: fix.sensors.activity,
            wifi: fix.sensors.home_wifi,
            verdict: judgement.verdict,
            weight: judgement.weight,
            place: Some(0),
        }
    })
    .collect()
}

fn request(fixes: &[fix::Place]) -> ReportRequest {
    let under =
        ReportedUnder { order: OrderId::new([1; 16]), version: 1, report: Report::Coordinates };
    let mut numbering = Numbering { under, ..Numbering::begin(EpochId::new([2; 8])) };
    let secret = ChainSecret::new([3; 32]);
    let entry = |fix: &fix::Place| -> Entry { numbering.write(&Event::Fix { place: fix.clone() }) };
    let entries: Vec<Entry> = fixes.iter().map(entry).collect();
    ReportRequest {
        chain: ChainId::new([4; 16]),
        items: entries.iter().map(|entry| ReportItem::of(entry, &secret).unwrap()).collect(),
        secrets: Vec::new(),
        disclosed: Vec::new(),
        head: Vec::new(),
        live: None,
        seen: Seen::default(),
    }
}

fn index<T: Closed>(value: T) -> i64 {
    T::NAMES.iter().position(|(known, _)| *known == value).unwrap() as i64
}

/// What changes from fix to fix; all else in these traces is the same throughout.
fn columns(fixes: &[fix::Place]) -> [Vec<i64>; 8] {
    let column = |of: &dyn Fn(&fix::Place) -> i64| fixes.iter().map(of).collect();
    [
        column(&|fix| fix.at.elapsed.0),
        column(&|fix| fix.position.latitude().into()),
        column(&|fix| fix.position.longitude().into()),
        column(&|fix| fix.accuracy.map_or(-1, |accuracy| accuracy.0.cast_signed())),
        column(&|fix| index(fix.source)),
        column(&|fix| fix.activity.map_or(-1, index)),
        column(&|fix| index(fix.verdict)),
        column(&|fix| fix.weight.0.into()),
    ]
}

/// Bits of a number of this column, by how often each difference occurs in the whole trace.
fn entropy(column: &[i64]) -> f64 {
    let mut counts = HashMap::new();
    for pair in column.windows(2) {
        *counts.entry(pair[1] - pair[0]).or_insert(0.0) += 1.0;
    }
    let all: f64 = counts.values().sum();
    counts.values().map(|count| -count / all * f64::log2(count / all)).sum()
}

/// The same fix as an object of JSON, as other trackers send it.
fn object(fix: &fix::Place) -> Json {
    json!({
        "at": [fix.at.within.earliest(), fix.at.within.latest()], "elapsed": fix.at.elapsed.0,
        "time": fix.time, "age": fix.age.0, "lat": fix.position.latitude(),
        "lon": fix.position.longitude(), "acc": fix.accuracy.map(|accuracy| accuracy.0),
        "source": fix.source.named(), "flags": fix.flags.0, "steps": fix.steps,
        "activity": fix.activity.map(Closed::named), "wifi": fix.wifi.named(),
        "verdict": fix.verdict.named(), "weight": fix.weight.0, "place": fix.place,
    })
}

#[test]
fn a_day_of_fixes_is_as_short_as_the_page_says() {
    let Some(folder) = data("gps/traces") else { return };
    for name in ["sl_u00", "sl_u01", "sd_p1"] {
        let fixes = journalled(&folder.join(name).with_extension("csv"));
        let floor =
            columns(&fixes).iter().map(|column| entropy(column)).sum::<f64>() * A_DAY as f64 / 8.0;
        let empty = request(&[]).to_bytes().unwrap().len();
        let (mut days, mut columns, mut objects) = (0, 0, 0);
        for day in fixes.chunks_exact(A_DAY) {
            let sent = request(day);
            let bytes = sent.to_bytes().unwrap();
            let read = ReportRequest::read(&bytes).unwrap();
            assert_eq!(read, sent);
            for (item, fix) in read.items.iter().zip(day) {
                let told = fix::Place::read(item.values(Class::Place).unwrap());
                assert!(told.as_ref() == Some(fix));
            }
            let json = day.iter().map(object).collect::<Json>().to_string();
            days += 1;
            columns += deflate(&bytes).map_or(bytes.len(), |deflated| deflated.len()) - empty;
            objects += compress_to_vec(json.as_bytes(), 6).len();
        }
        let (columns, objects) = (columns as f64 / days as f64, objects as f64 / days as f64);
        println!(
            "{name}: a day of {A_DAY} fixes has {columns:.0} bytes; {:.2} x the entropy of the \
             differences of the whole trace ({floor:.0}), {:.2} x deflated JSON ({objects:.0})",
            columns / floor,
            columns / objects
        );
        assert!(columns * 3.0 <= objects, "{name}");
        assert!((680.0..1_100.0).contains(&columns), "{name}");
        // The floor knows how often each difference comes in two months; a day has to say what it
        // has at all.
        assert!(columns < 2.0 * floor, "{name}");
    }
}

#[test]
fn a_fix_alone_and_an_hour_of_them_are_short_too() {
    let Some(folder) = data("gps/traces") else { return };
    let fixes = journalled(&folder.join("sl_u00.csv"));
    let empty = request(&[]).to_bytes().unwrap().len();
    for count in [1, 6, 16, 24, 36] {
        let bytes = request(&fixes[..count]).to_bytes().unwrap().len() - empty;
        let values: Vec<Values> = fixes[..count].iter().map(fix::Place::values).collect();
        let plain: usize = values.iter().map(|values| values.bytes().len()).sum();
        println!("{count} fixes: {bytes} bytes, {plain} as maps");
        assert!(bytes < plain / 2, "{count}");
    }
}
