//! The rule beside a second reading of its page, in Python, which shares no line with the first.

use std::path::Path;

use doorstep::events::Activity;
use doorstep::quarantine::presence::{
    Band, FixNumber, HomeWifi, Judgement, Kind, Millimetres, Places, PlanePoint, Position,
    Presence, SensorReading, Source, Verdict,
};
use doorstep_recordings::{Counts, Replay, Shown, Step, Trace};
use doorstep_suite::data::data;
use doorstep_suite::python::{plain_python, run};
use serde_json::{Value as Json, json};

use crate::generated::{Around, Case, Event, cases};

const SCRIPT: &str = "tests/suite/python/presence_oracle.py";

/// A point as the script reads it.
trait Told: Around {
    const IS_PLANE: bool;
    fn told(self) -> Json;
    fn told_scale(scale: Self::Scale) -> Json;
}

impl Told for PlanePoint {
    const IS_PLANE: bool = true;

    fn told(self) -> Json {
        json!([self.north(), self.east()])
    }

    fn told_scale((): ()) -> Json {
        Json::Null
    }
}

impl Told for Position {
    const IS_PLANE: bool = false;

    fn told(self) -> Json {
        json!([self.latitude(), self.longitude()])
    }

    fn told_scale(scale: Self::Scale) -> Json {
        json!(scale.value())
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Gnss => "gnss",
        Source::Wifi => "wifi",
        Source::Cell => "cell",
        Source::Fused => "fused",
        Source::Unknown => "unknown",
    }
}

fn sensors(into: &mut Json, sensors: SensorReading) {
    into["steps"] = json!(sensors.steps);
    into["activity"] = json!(sensors.activity.map(Activity::name));
    into["wifi"] = json!(match sensors.home_wifi {
        HomeWifi::Connected => "home",
        HomeWifi::NotConnected => "other",
        HomeWifi::Off => "off",
        HomeWifi::Unknown => "unknown",
    });
}

fn asked<P: Told>(case: &Case<P>) -> Json {
    let places = case.places.iter().map(|place| {
        let (at, c) = (place.at.told(), P::told_scale(place.scale));
        json!({"at": at, "radius_mm": place.radius.0, "c": c, "alias": false})
    });
    let observations = case.events.iter().map(|event| match event {
        Event::Fix(fix) => {
            let mut told = json!({
                "at": fix.at.told(),
                "measured_ms": fix.measured.0,
                "delivered_ms": fix.delivered.0,
                "acc_mm": fix.accuracy.map(|accuracy| accuracy.radius().0),
                "source": source(fix.source),
                "mock": fix.is_mock,
                "coarse": fix.is_coarse,
                "deep_sleep": fix.in_deep_sleep,
            });
            sensors(&mut told, fix.sensors);
            json!({ "fix": told })
        }
        Event::Hear(at, reading) => {
            let mut told = json!({ "at_ms": at.0 });
            sensors(&mut told, *reading);
            json!({ "facts": told })
        }
        Event::Tick(at) => json!({ "tick": at.0 }),
        Event::Pause => json!({ "pause": true }),
        Event::Resume(at) => json!({ "resume": at.0 }),
        Event::Boot => json!({ "boot": true }),
        Event::Share(is_shared) => json!({ "shared": is_shared }),
        Event::Answer(at) => json!({ "answered": at.0 }),
        Event::Learn(is_learning) => json!({ "learning": is_learning }),
    });
    json!({
        "plane": P::IS_PLANE,
        "places": places.collect::<Vec<_>>(),
        "shared": case.is_shared,
        "observations": observations.collect::<Vec<_>>(),
    })
}

/// What the rule makes of a case, in the form of the script's answer.
fn judged<P: Told>(case: &Case<P>) -> Vec<Json> {
    let places = Places::new(case.places[0], case.places[1..].to_vec());
    let mut presence = Presence::new(places);
    presence.share(case.is_shared);
    let mut fixes = 0;
    let told = case.events.iter().map(|event| {
        let judgement = match event {
            Event::Fix(fix) => {
                fixes += 1;
                Some(presence.take(FixNumber(fixes), fix))
            }
            Event::Hear(at, reading) => {
                presence.hear(*at, reading);
                None
            }
            Event::Tick(at) => {
                presence.tick(*at);
                None
            }
            Event::Pause => {
                presence.pause();
                None
            }
            Event::Resume(_) => {
                presence.resume();
                None
            }
            Event::Boot => {
                presence.boot();
                None
            }
            Event::Share(is_shared) => {
                presence.share(*is_shared);
                None
            }
            Event::Answer(at) => {
                presence.answered(*at);
                None
            }
            Event::Learn(is_learning) => {
                presence.learn(*is_learning);
                None
            }
        };
        answer(&presence, judgement.as_ref())
    });
    told.collect()
}

fn answer<P: Told>(presence: &Presence<P>, judgement: Option<&Judgement>) -> Json {
    let standing = presence.standing();
    let kinds: Vec<&str> =
        judgement.iter().flat_map(|judged| judged.kinds.iter()).map(Kind::name).collect();
    let made_by: Vec<u64> = standing.made_by().iter().map(|number| number.0).collect();
    json!({
        "verdict": judgement.map(|judged| judged.verdict.name()),
        "reason": judgement.and_then(|judged| reason(judged.verdict)),
        "distance_mm": judgement.map(|judged| judged.distance.0),
        "weight": judgement.map_or(0, |judged| judged.weight.0),
        "score": presence.score().0,
        "band": presence.band().map(Band::number),
        "witnesses": kinds,
        "state": standing.name(),
        "underneath": standing.state().name(),
        "made_by": made_by,
        "conflict": presence.has_conflict(),
        "aliases": presence.places().aliases().len(),
    })
}

fn reason(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Inadmissible(reason) => Some(reason.name()),
        _ => None,
    }
}

/// Compares both readings of these cases, and says which states were seen.
fn compare<P: Told>(python: &Path, cases: &[Case<P>]) -> Vec<String> {
    let asked: Vec<String> = cases.iter().map(|case| asked(case).to_string()).collect();
    let answers = run(python, SCRIPT, &["judge"], asked.join("\n").as_bytes());
    let answers: Vec<Json> =
        answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), cases.len());
    let mut seen = Vec::new();
    for ((number, case), theirs) in cases.iter().enumerate().zip(answers) {
        let ours = judged(case);
        let theirs = theirs["results"].as_array().unwrap();
        assert_eq!(ours.len(), theirs.len());
        for (at, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            let events = &case.events[..=at];
            assert_eq!(ours, theirs, "case {number}, event {at} of {:#?}", events.iter().rev());
            for name in ["state", "reason"] {
                let value = ours[name].as_str().unwrap_or_default().to_owned();
                if !seen.contains(&value) {
                    seen.push(value);
                }
            }
            if ours["conflict"] == true && !seen.iter().any(|seen| seen == "conflict") {
                seen.push("conflict".to_owned());
            }
            if ours["aliases"] != 0 && !seen.iter().any(|seen| seen == "alias") {
                seen.push("alias".to_owned());
            }
            for kind in ours["witnesses"].as_array().unwrap() {
                let kind = kind.as_str().unwrap().to_owned();
                if !seen.contains(&kind) {
                    seen.push(kind);
                }
            }
        }
    }
    seen
}

/// Everything that the rule can say is said somewhere, so that a difference would be seen.
#[track_caller]
fn assert_all_was_seen(seen: &[String]) {
    let all = [
        "home",
        "suspect",
        "unverified",
        "away",
        "no-news",
        "paused",
        "old",
        "no-accuracy",
        "inaccurate",
        "mock",
        "restamped",
        "not-newer",
        "coarse",
        "place",
        "path",
        "gnss",
        "motion",
        "wifi-lost",
        "conflict",
        "alias",
    ];
    for what in all {
        assert!(seen.iter().any(|seen| seen == what), "never {what}: {seen:?}");
    }
}

#[test]
fn both_readings_agree_on_generated_phones_on_a_plane() {
    let Some(python) = plain_python() else { return };
    assert_all_was_seen(&compare(&python, &cases::<PlanePoint>(1_000)));
}

#[test]
fn both_readings_agree_on_generated_phones_on_the_globe() {
    let Some(python) = plain_python() else { return };
    assert_all_was_seen(&compare(&python, &cases::<Position>(1_000)));
}

/// The trace's answer as `doorstep replay --fixes --json` has it.
fn replayed(file: &Path) -> Json {
    let read = std::io::BufReader::new(std::fs::File::open(file).unwrap());
    let Trace::Metres(mut recording) = Trace::open(read).unwrap() else {
        panic!("{} is in metres", file.display())
    };
    let survey = recording.survey().unwrap();
    let metres = |metres| Millimetres::of_metres(metres);
    let assumed = (!survey.has_accuracy)
        .then(|| doorstep::quarantine::presence::Accuracy::of_android(metres(50)))
        .flatten();
    let mut replay = Replay::around(PlanePoint::new(0, 0).unwrap(), metres(100));
    let (mut fixes, mut intervals) = (Vec::new(), Vec::new());
    for row in recording.rows(assumed).unwrap() {
        let fix = row.unwrap().fix;
        let step = replay.take(&fix);
        intervals.extend(step.closed());
        fixes.push(told(fix.measured.0, &step));
    }
    let (last, counts) = replay.finish();
    intervals.extend(last);
    let seconds = |ms: i64| ms.div_euclid(1_000);
    let intervals = intervals.iter().map(|interval| {
        let (from, to) = (seconds(interval.from.0), seconds(interval.to.0));
        json!({"state": interval.state.name(), "from": from, "to": to})
    });
    json!({
        "intervals": intervals.collect::<Vec<_>>(),
        "counts": counted(&counts),
        "radius_m": 100,
        "assumed_accuracy_m": assumed.map(|_| 50),
        "fixes": fixes,
    })
}

fn told(at_ms: i64, step: &Step) -> Json {
    let judgement = &step.judgement;
    json!({
        "t": at_ms,
        "verdict": judgement.verdict.name(),
        "reason": reason(judgement.verdict),
        "distance_mm": judgement.distance.0,
        "weight": judgement.weight.0,
        "score": judgement.score.0,
        "state": Shown::name(step.state),
    })
}

fn counted(counts: &Counts) -> Json {
    json!({
        "fixes": counts.fixes(),
        "admissible": counts.admissible(),
        "in": counts.r#in,
        "out": counts.out,
        "neutral": counts.neutral,
        "inadmissible": counts.inadmissible,
        "suspect": counts.suspect,
        "unverified": counts.unverified,
        "away": counts.away,
        "no-news": counts.no_news,
    })
}

#[test]
fn both_readings_agree_on_recorded_phones() {
    let (Some(python), Some(folder)) = (plain_python(), data("gps/traces")) else { return };
    let mut traces: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    traces.sort();
    assert!(!traces.is_empty());
    for file in traces {
        let path = file.to_str().unwrap();
        let answer = run(&python, SCRIPT, &["replay", "--fixes", path], &[]);
        let mut theirs: Json = serde_json::from_str(&answer).unwrap();
        for fix in theirs["fixes"].as_array_mut().unwrap() {
            fix["t"] = json!((fix["t"].as_f64().unwrap() * 1_000.0).round() as i64);
        }
        let ours = replayed(&file);
        for part in ["counts", "radius_m", "assumed_accuracy_m", "intervals"] {
            assert_eq!(ours[part], theirs[part], "{}", file.display());
        }
        let [ours, theirs] = [&ours, &theirs].map(|all| all["fixes"].as_array().unwrap());
        assert_eq!(ours.len(), theirs.len());
        for (line, (ours, theirs)) in (2..).zip(ours.iter().zip(theirs)) {
            assert_eq!(ours, theirs, "{}, line {line}", file.display());
        }
    }
}
