//! Recorded traces through the rule of presence.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::city::{Ended, doorstep, program_path};

/// A folder with one file of this content.
struct Given {
    folder: tempfile::TempDir,
}

impl Given {
    fn text(text: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("trace.csv"), text).unwrap();
        Self { folder }
    }

    fn path(&self) -> String {
        path(&self.folder.path().join("trace.csv"))
    }

    fn replay(&self, more: &[&str]) -> Ended {
        doorstep(&[&["replay", &self.path(), "--json"], more].concat())
    }
}

fn path(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A day in a few rows: at home, gone by two kinds of signs, back, and an hour of silence.
const DAY: &str = "\
t_s,x_east_m,y_north_m,accuracy_m,source,platform_motion,mock
0,0,0,10,wifi,stationary,
60.5,30,-40,20,gps,,
120,1000,0,20,wifi,moving,0
180,1000,0,20,wifi,,
185.25,150,0,20,fused,,
190,2000,0,,wifi,,
200,2000,0,1e9,cell,,
210,2000,0,20,wifi,,true
170,0,0,20,wifi,,
215,0,0,0,gps,,
300,1000,2000,30,gps,,
301,0,0,15,gnss,,
4000,0,0,15,wifi,,
";

#[test]
fn every_fix_is_told_with_the_states_and_the_counts() {
    let mut told = Given::text(DAY).replay(&["--fixes"]).done();
    let fixes = told.as_object_mut().unwrap().remove("fixes").unwrap();
    let interval =
        |(state, from, to): (&str, i64, i64)| json!({ "state": state, "from": from, "to": to });
    let intervals = [
        ("home", 0, 120),
        ("unverified", 120, 300),
        ("away", 300, 301),
        ("home", 301, 3901),
        ("no-news", 3901, 4000),
        ("home", 4000, 4000),
    ];
    let wanted = json!({
        "intervals": intervals.map(interval),
        "counts": {
            "fixes": 13, "admissible": 8, "in": 4, "out": 3, "neutral": 1, "inadmissible": 5,
            "suspect": 0, "unverified": 1, "away": 1, "no-news": 1,
        },
        "radius_m": 100,
        "assumed_accuracy_m": null,
    });
    assert_eq!(told, wanted);
    let fix = |(t, verdict, reason, distance, weight, score, state): (
        f64,
        &str,
        Option<&str>,
        _,
        _,
        _,
        &str,
    )| {
        let t = if t.fract() == 0.0 { json!(t as i64) } else { json!(t) };
        json!({
            "t": t, "verdict": verdict, "reason": reason, "distance_mm": distance,
            "weight": weight, "score": score, "state": state,
        })
    };
    let no = "inadmissible";
    let wanted = [
        (0.0, "in", None, 0, 0, 0, "home"),
        (60.5, "in", None, 50_000, 0, 0, "home"),
        (120.0, "out", None, 1_000_000, 20, 20, "unverified"),
        (180.0, "out", None, 1_000_000, 0, 20, "unverified"),
        (185.25, "neutral", None, 150_000, 0, 20, "unverified"),
        (190.0, no, Some("no-accuracy"), 2_000_000, 0, 20, "unverified"),
        (200.0, no, Some("inaccurate"), 2_000_000, 0, 20, "unverified"),
        (210.0, no, Some("mock"), 2_000_000, 0, 20, "unverified"),
        (170.0, no, Some("not-newer"), 0, 0, 20, "unverified"),
        (215.0, no, Some("no-accuracy"), 0, 0, 20, "unverified"),
        (300.0, "out", None, 2_236_067, 15, 35, "away"),
        (301.0, "in", None, 0, 0, 0, "home"),
        (4000.0, "in", None, 0, 0, 0, "home"),
    ];
    assert_eq!(fixes, json!(wanted.map(fix)));
}

#[test]
fn the_radius_and_the_assumed_accuracy_can_be_chosen() {
    let given = Given::text("t_s,x_east_m,y_north_m,accuracy_m\n0,0,0,\n60,240,0,\n");
    let verdict = |more: &[&str]| {
        let told = given.replay(&[&["--fixes"], more].concat()).done();
        (
            told["fixes"][1]["verdict"].clone(),
            told["radius_m"].clone(),
            told["assumed_accuracy_m"].clone(),
        )
    };
    let of = |verdict: &str, radius: u32, accuracy: u32| {
        (json!(verdict), json!(radius), json!(accuracy))
    };
    assert_eq!(verdict(&[]), of("out", 100, 50));
    assert_eq!(verdict(&["--assume-accuracy", "60"]), of("neutral", 100, 60));
    assert_eq!(verdict(&["--radius", "240"]), of("in", 240, 50));
    assert_eq!(verdict(&["--assume-accuracy", "151"]), of("inadmissible", 100, 151));
    // One that is claimed, be it of nothing, and none is assumed.
    for (cell, reason) in [("0", "no-accuracy"), ("-1", "no-accuracy"), ("151", "inaccurate")] {
        let given =
            Given::text(format!("t_s,x_east_m,y_north_m,accuracy_m\n0,0,0,{cell}\n1,0,0,\n"));
        let told = given.replay(&["--fixes"]).done();
        assert_eq!(told["assumed_accuracy_m"], Value::Null);
        let reasons = [&told["fixes"][0]["reason"], &told["fixes"][1]["reason"]];
        assert_eq!(reasons, [&json!(reason), &json!("no-accuracy")]);
    }
}

#[test]
fn a_trace_in_degrees_has_its_home_at_the_first_row_or_where_it_is_said() {
    let given = Given::text("t_s,lat,lon\n0,55.7887,49.1221\n60,55.7896984,49.1221\n");
    let distances = |more: &[&str]| {
        let told = given.replay(&[&["--fixes"], more].concat()).done();
        [0, 1].map(|fix| told["fixes"][fix]["distance_mm"].as_i64().unwrap())
    };
    assert_eq!(distances(&[]), [0, 111_141]);
    let second = ["--origin-lat", "55.7896984", "--origin-lon", "49.1221"];
    assert_eq!(distances(&second), [111_141, 0]);
    // West and south of nothing, and beyond the date line.
    let given = Given::text("t_s,lat,lon\n0,-0.0001,179.9999\n");
    let west = ["--origin-lat", "-0.0001", "--origin-lon", "-179.9999", "--fixes"];
    assert_eq!(given.replay(&west).done()["fixes"][0]["distance_mm"], 22_263);
}

#[test]
fn wrong_use_is_told_before_anything_is_read() {
    let given = Given::text("t_s,lat,lon\n0,0,0\n");
    for wrong in [
        &["--radius", "0"][..],
        &["--radius", "-5"],
        &["--radius", "1.5"],
        &["--radius", "99999999999"],
        &["--radius"],
        &["--assume-accuracy", "0"],
        &["--assume-accuracy", "-50"],
        &["--assume-accuracy", "good"],
        &["--origin-lat", "1"],
        &["--origin-lon", "1"],
        &["--origin-lat", "90.1", "--origin-lon", "0"],
        &["--origin-lat", "0", "--origin-lon", "181"],
        &["--origin-lat", "nan", "--origin-lon", "0"],
        &["--colour", "red"],
        &["another.csv"],
    ] {
        given.replay(wrong).failed(2, "usage");
    }
    doorstep(&["replay", "--json"]).failed(2, "usage");
}

#[test]
fn what_is_no_trace_is_told_with_its_line() {
    let header = "t_s,x_east_m,y_north_m,accuracy_m\n0,0,0,5\n";
    for (text, line) in [
        (String::new(), 1),
        ("\n \n".to_owned(), 1),
        ("0,0,0\n60,0,0\n".to_owned(), 1),
        ("t_s,x_east_m\n0,0\n".to_owned(), 1),
        ("lat,lon\n0,0\n".to_owned(), 1),
        ("t_s;lat;lon\n0;0;0\n".to_owned(), 1),
        ("t_s,lat,lon\n0,95,0\n".to_owned(), 2),
        (format!("{header}60,home,0,5\n"), 3),
        (format!("{header}60,0,NaN,5\n"), 3),
        (format!("{header}60,0,0,inf\n"), 3),
        (format!("{header}60,0,0,good\n"), 3),
        (format!("{header},0,0,5\n"), 3),
        (format!("{header}1e30,0,0,5\n"), 3),
        (format!("{header}60,0\n"), 3),
        (format!("{header}\r\n60,0,0,5\r\n\r\n61,0,0,5,x\r\n"), 6),
        (format!("{header}{}", "9".repeat(100_000)), 3),
    ] {
        let ended = Given::text(&text).replay(&["--fixes"]);
        ended.failed(1, "trace-unfit");
        assert_eq!(ended.value()["error"]["line"], line, "{text:.60}");
    }
    let said = doorstep(&["replay", &Given::text(header.replace("0,5", "x,5")).path()]);
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    assert!(said.err.contains("Line 2: y_north_m is no number"), "{said:?}");
    assert!(said.err.contains("[trace-unfit]"), "{said:?}");
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let missing = path(&folder.path().join("missing.csv"));
    let pipe = path(&folder.path().join("pipe.csv"));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for file in [missing, path(folder.path()), pipe, "/dev/zero".to_owned()] {
        let ended = doorstep(&["replay", &file, "--json"]);
        ended.failed(3, "file-unreadable");
        assert_eq!(ended.value()["error"].get("line"), None);
    }
}

#[test]
fn what_programs_write_beside_the_rows_changes_nothing() {
    let plain = Given::text(DAY).replay(&["--fixes"]).done();
    let rows = |text: &str| text.replace('\n', "\r\n");
    let note = |line: &str| match line.starts_with("t_s") {
        true => format!("{line},\"a \"\"note\"\", or two\"\n"),
        false => format!("{line},\"\u{448}, y\"\n"),
    };
    for text in [
        format!("\u{feff}{DAY}"),
        rows(DAY),
        format!("\u{feff}{}", rows(DAY)),
        DAY.trim_end().to_owned(),
        DAY.replace("\n1", "\n\n1"),
        DAY.replace(",gnss,", ", GPS ,"),
        DAY.lines().map(note).collect(),
    ] {
        assert_eq!(Given::text(&text).replay(&["--fixes"]).done(), plain, "{text}");
    }
}

#[test]
fn where_time_runs_back_no_fix_is_newer_and_a_trace_of_nothing_has_no_state() {
    let told = Given::text("t_s,lat,lon\n10,0,0\n5,0,0\n-1,0,0\n").replay(&["--fixes"]).done();
    assert_eq!(told["intervals"], json!([{ "state": "home", "from": 10, "to": 10 }]));
    assert_eq!((&told["counts"]["in"], &told["counts"]["inadmissible"]), (&json!(1), &json!(2)));
    assert_eq!(told["fixes"][2]["reason"], "not-newer");
    let none = Given::text("t_s,lat,lon\n").replay(&["--fixes"]).done();
    assert_eq!((&none["intervals"], &none["fixes"]), (&json!([]), &json!([])));
    assert!(none["counts"].as_object().unwrap().values().all(|count| *count == 0), "{none}");
    assert!(Given::text("t_s,lat,lon\n").replay(&[]).done().get("fixes").is_none());
}

#[test]
fn in_words_it_is_a_table_that_explains_itself() {
    let given = Given::text(DAY);
    let said = doorstep(&["replay", &given.path(), "--fixes"]);
    assert_eq!((said.status, said.err.as_str()), (0, ""), "{said:?}");
    for part in [
        "Home is a circle of 100 m.",
        "            3901           1:05:01           0:01:39  no-news",
        "          185.25               150       0     20  unverified     neutral",
        "             300          2236.067      15     35  away           out gnss",
        "             120              1000      20     20  unverified     out place motion",
        "              13  fixes",
        "2 without an accuracy",
        "            1 ×  away",
    ] {
        assert!(said.out.contains(part), "{part}\n{}", said.out);
    }
    let assumed = doorstep(&["replay", &Given::text("t_s,lat,lon\n0,0,0\n").path()]);
    assert!(assumed.out.contains("No fix claims an accuracy; each is taken as one of 50 m."));
}

/// Recorded traces stand beside the repository.
fn traces() -> Vec<PathBuf> {
    let folder = doorstep_suite::data::data("gps/traces").into_iter();
    folder
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|file| file.unwrap().path())
        .collect()
}

#[test]
fn recorded_traces_have_states_without_a_gap() {
    for trace in traces() {
        let told = doorstep(&["replay", &path(&trace), "--fixes", "--json"]).done();
        let rows = fs::read_to_string(&trace).unwrap().lines().count() - 1;
        let (fixes, intervals) = (&told["fixes"], told["intervals"].as_array().unwrap());
        assert_eq!(fixes.as_array().unwrap().len(), rows);
        let of = |fix: usize, key: &str| fixes[fix][key].clone();
        let second = |fix| json!(of(fix, "t").as_f64().unwrap().floor() as i64);
        assert_eq!(intervals[0]["from"], second(0));
        let last = intervals.last().unwrap();
        assert_eq!((&last["to"], &last["state"]), (&second(rows - 1), &of(rows - 1, "state")));
        for (one, next) in intervals.iter().zip(&intervals[1..]) {
            assert_eq!(one["to"], next["from"]);
            assert_ne!(one["state"], next["state"]);
        }
        for verdict in ["in", "out", "neutral", "inadmissible"] {
            let count = (0..rows).filter(|fix| of(*fix, "verdict") == verdict).count();
            assert_eq!(told["counts"][verdict], count, "{verdict}");
        }
        for state in ["suspect", "unverified", "away", "no-news"] {
            let count = intervals.iter().filter(|one| one["state"] == state).count();
            assert_eq!(told["counts"][state], count, "{state}");
        }
    }
}

/// The most memory that a replay of so many rows takes, in KiB.
#[cfg(target_os = "linux")]
fn peak_kib(rows: u32) -> u64 {
    let row = |n: u32| format!("{}.5,{}.25,-1.5,20,wifi,,\n", n * 30, (n * 7_919) % 1_500);
    let header = DAY.lines().next().unwrap();
    let text: String = std::iter::once(format!("{header}\n")).chain((0..rows).map(row)).collect();
    let given = Given::text(text);
    let mut child = Command::new(program_path())
        .args(["replay", &given.path(), "--fixes", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let (mut out, mut some) = (child.stdout.take().unwrap(), vec![0; 1 << 16]);
    let (mut most, mut bytes) = (0, 0);
    loop {
        // While the child has more to say than a pipe holds, it is there to be looked at.
        let now = fs::read_to_string(&status).unwrap_or_default();
        let peak = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok());
        most = most.max(peak.unwrap_or(0));
        match out.read(&mut some).unwrap() {
            0 => break,
            read => bytes += read,
        }
    }
    assert!(child.wait().unwrap().success());
    assert!(bytes > rows as usize * 80, "{bytes}");
    most
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_trace_takes_no_more_memory_than_a_short_one() {
    let (short, long) = (peak_kib(3_000), peak_kib(100_000));
    assert!(short > 1_000 && long < short + 3 * 1_024, "{short} and {long} KiB");
}
