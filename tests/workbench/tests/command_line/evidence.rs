//! Evidence at the terminal, as scripts drive it.

use std::fs;

use serde_json::{Value, json};

use super::city::{Ended, doorstep};
use super::clock::Shared;

fn verify(file: &str, trust: Option<&str>) -> Ended {
    let mut line = vec!["--json", "evidence", "verify", file];
    line.extend(trust.iter().flat_map(|trust| ["--trust", *trust]));
    doorstep(&line)
}

#[test]
fn a_file_is_written_checked_and_told_when_it_is_another() {
    let (shared, _) = Shared::with_patient(&[]);
    for _ in 0..8 {
        shared.clock("+15m");
        shared.phone(&["--offline", "fix", "--enu", "4", "4", "--acc", "15", "--source", "wifi"]);
    }
    shared.phone(&["--offline", "hospital"]);
    shared.phone(&["sync"]);
    shared.phone(&["--offline", "back"]);
    let file = shared.path("mine.html");
    let written = shared.phone(&["--offline", "--lang", "ru", "evidence", &file]);
    assert_eq!((&written["file"], &written["redacted"]), (&json!(file), &json!(true)));
    assert_eq!(written["bytes"], fs::metadata(&file).unwrap().len());
    assert_eq!(written["language"], "ru");
    let confirmed = written["confirmed"].as_u64().unwrap();
    assert_eq!(
        written["entries"].as_u64().unwrap() - confirmed,
        written["not_confirmed"].as_u64().unwrap()
    );
    let trust = shared.path("authority/trust.json");
    let found = verify(&file, Some(&trust)).done();
    let is = |name: &str, value: Value| assert_eq!(found[name], value, "{name}: {found}");
    is("result", json!("genuine"));
    is("root", json!("trusted"));
    is("report", json!("same"));
    is("presence", json!("not-recomputable"));
    is("confirmed", json!(confirmed));
    is("first_difference", Value::Null);
    is("written_by", json!("0.1.0"));
    assert!(found["presence_told"]["home_s"].as_u64() >= Some(6_000), "{found}");
    assert_eq!((&written["photos"], &found["photos"]), (&json!(0), &json!(0)));
    // Whoever keeps photos from now on has none yet.
    assert_eq!(
        shared.phone(&["--offline", "photo", "keep", "on"]),
        json!({ "keeps_photos": true })
    );
    let empty = shared.path("photos.html");
    assert_eq!(shared.phone(&["--offline", "evidence", &empty, "--photos"])["photos"], 0);
    // Nobody said whose it should be: it holds, and that is said.
    assert_eq!(verify(&file, None).done()["root"], "not-compared");
    let other = Shared::with_patient(&[]).0;
    let foreign = verify(&file, Some(&other.path("authority/trust.json")));
    assert_eq!((foreign.status, &foreign.value()["root"]), (1, &json!("other")));
    let better = shared.path("better.html");
    fs::write(&better, fs::read_to_string(&file).unwrap().replacen("Дома", "Всегда дома", 1))
        .unwrap();
    let altered = verify(&better, Some(&trust));
    assert_eq!((altered.status, &altered.value()["result"]), (1, &json!("altered")));
    assert_eq!(altered.value()["first_difference"]["what"], "report");
    fs::write(&better, "<p>nothing</p>").unwrap();
    let none = verify(&better, Some(&trust));
    assert_eq!((none.status, &none.value()["result"]), (1, &json!("unreadable")));
    assert_eq!(none.value()["entries"], Value::Null);
    verify(&shared.path("nowhere"), None).failed(3, "file-unreadable");
    verify(&file, Some(&file)).failed(3, "trust-file-invalid");
}

#[test]
fn everything_is_shown_only_if_that_is_meant() {
    let (shared, _) = Shared::with_patient(&[]);
    shared.clock("+15m");
    shared.phone(&["--offline", "fix", "--enu", "4", "4", "--acc", "15", "--source", "wifi"]);
    let file = shared.path("all.html");
    shared
        .call("phone", &["--offline", "evidence", &file, "--full"])
        .failed(2, "confirmation-needed");
    assert!(!fs::exists(&file).unwrap());
    let written = shared.phone(&["--offline", "evidence", &file, "--full", "--yes"]);
    assert_eq!(written["redacted"], false);
    let found = verify(&file, Some(&shared.path("authority/trust.json"))).done();
    assert!(found["presence"]["home_s"].is_u64(), "{found}");
    let nowhere = shared.path("no/such/folder.html");
    shared.call("phone", &["--offline", "evidence", &nowhere]).failed(3, "file-not-written");
    shared
        .call("phone", &["--offline", "--person", "2", "evidence", &file])
        .failed(1, "person-unknown");
    let bare = Shared::open();
    bare.call("phone", &["--offline", "evidence", &file]).failed(1, "no-order");
}
