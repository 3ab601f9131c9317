//! Homes that earlier programs have made, opened by this one: they go on working.
//!
//! Each archive in `tests/homes` was made at noon by the program of its day: an authority; a phone with
//! three passes; and an inspector's device. That of 2026-11-28, whose stores are of version 1, has as well
//! a phone in the middle of registering, with the code of its message in a file beside it, and one with a
//! request that waits for a network. The stores of 2026-11-29 are of version 2, and what was written last
//! is in their logs; those with an order are of version 3, those of a patient of version 4, and with
//! lists of version 5. Those of 2026-11-30 are of version 6, with a photo of nobody, of version 7, with a lent phone, and of
//! version 8, with two phones between which an account moves.
//! Keys in them are no one's.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::city::{Authority, City, NOON, doorstep};

/// The city of an archive, with its authority running again, elsewhere.
pub fn unpacked(archive: &str) -> City {
    let folder = tempfile::tempdir().unwrap();
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/homes").join(archive);
    let mut tar = Command::new("tar");
    let done = tar.arg("-xzf").arg(packed).arg("-C").arg(folder.path()).status().unwrap();
    assert!(done.success(), "{archive}");
    let home = folder.path().join("authority");
    let authority = Authority::start(&home, &["--at", NOON, "--listen", "127.0.0.1:0"]);
    City { folder, authority }
}

#[test]
fn a_phone_of_version_1_shows_its_passes_and_gets_another() {
    shows_its_passes_and_gets_another("2026-11-28.tar.gz", 0);
}

#[test]
fn a_phone_of_version_2_shows_its_passes_and_gets_another() {
    let city = shows_its_passes_and_gets_another("2026-11-29.tar.gz", 0);
    let phone = city.device("phone", "phone");
    phone.call(10, &["erase", "--yes"]).done();
    phone.call(11, &["sync"]).done();
    assert_eq!(phone.call(12, &["--offline", "pass", "list"]).done(), serde_json::json!([]));
}

// With an order that runs, and a journal of which the authority has confirmed a part.
#[test]
fn a_patients_phone_of_version_3_goes_on_with_its_order() {
    let city = shows_its_passes_and_gets_another("2026-11-29-order.tar.gz", 600);
    // The key of photos stood among those that whoever serves reads.
    assert!(city.path("authority/photos/photo-KM50FAjo.p8").exists());
    assert!(!city.path("authority/online/photo-KM50FAjo.p8").exists());
    let phone = city.device("phone", "phone");
    let order = phone.call(701, &["order"]).done();
    assert_eq!((&order["state"], &order["begun"]), (&"running".into(), &true.into()));
    let before = phone.call(702, &["journal"]).done();
    assert!(before["confirmed"].as_u64() >= Some(11), "{}", before["confirmed"]);
    phone.call(1000, &["fix", "--enu", "5", "9", "--acc", "12", "--source", "wifi"]).done();
    let checks = phone.call(1001, &["check"]).done();
    let mut waiting = checks.as_array().unwrap().iter();
    assert!(waiting.all(|check| check["outcome"] == "waiting" && check["due"].is_null()));
    assert_eq!(phone.call(1002, &["hospital"]).done()["declared"], "hospital");
    city.clock(1_000);
    phone.call(1_000, &["sync"]).done();
    let now = phone.call(1_001, &["journal"]).done();
    assert!(now["confirmed"].as_u64() > before["n"].as_u64());
}

// With heads, receipts and time tokens, which prove themselves in a file of today.
#[test]
fn a_patients_phone_of_version_4_exports_its_evidence() {
    let city = shows_its_passes_and_gets_another("2026-11-29-patient.tar.gz", 1_200);
    assert!(exported(&city, &[])["confirmed"].as_u64() >= Some(20));
}

// With lists that newer ones took the place of, and an order that a key signed which no new one has in use.
#[test]
fn a_patients_phone_of_version_5_proves_what_an_older_key_signed() {
    let city = shows_its_passes_and_gets_another("2026-11-29-lists.tar.gz", 1_200);
    assert!(exported(&city, &[])["confirmed"].as_u64() >= Some(17));
}

// With a photo that came and is kept, sealed.
#[test]
fn a_patients_phone_of_version_6_exports_its_evidence_with_a_photo() {
    let city = shows_its_passes_and_gets_another("2026-11-30-photo.tar.gz", 600);
    let written = exported(&city, &["--photos"]);
    assert_eq!(written["photos"], 1);
    assert!(written["confirmed"].as_u64() >= Some(5));
}

// In its user's hands, with what came with it.
#[test]
fn a_lent_phone_of_version_7_goes_on_and_goes_back() {
    let city = unpacked("2026-11-30-lent.tar.gz");
    let phone = city.device("phone", "lent");
    let loan = phone.call(600, &["loan"]).done();
    assert_eq!((&loan["number"], &loan["state"]), (&"L-17".into(), &"running".into()));
    assert_eq!(loan["handed_over_at"], "2026-11-24T12:00:02Z");
    assert!(loan["return"].to_string().contains("charger, case"));
    let before = phone.call(601, &["journal"]).done();
    assert_eq!(phone.call(1_000, &["hospital"]).done()["declared"], "hospital");
    city.clock(1_001);
    assert_eq!(phone.call(1_001, &["sync"]).done()["problem"], Value::Null);
    let now = phone.call(1_002, &["journal"]).done();
    assert!(now["confirmed"].as_u64() > before["n"].as_u64());
    assert_eq!(phone.call(1_003, &["loan", "return", "--yes"]).done()["told"], true);
    let listed = city.admin(&["loan", "list"]).done();
    assert_eq!(listed[0]["state"], "returned");
}

// Given away and taken without a network: neither phone has heard that the authority took the link.
#[test]
fn two_phones_of_version_8_end_the_move_that_they_began() {
    let city = unpacked("2026-11-30-moving.tar.gz");
    let (old, new) = (city.device("phone", "old"), city.device("phone", "new"));
    assert_eq!(old.call(1_400, &["--offline", "move"]).done()["state"], "given");
    assert_eq!(new.call(1_400, &["--offline", "move"]).done()["state"], "waiting");
    let before = old.call(1_401, &["--offline", "journal"]).done();
    city.clock(1_410);
    assert_eq!(new.call(1_410, &["sync"]).done()["problem"], Value::Null);
    assert_eq!(new.call(1_411, &["--offline", "order"]).done()["state"], "running");
    old.call(1_412, &["sync"]);
    assert_eq!(old.call(1_413, &["--offline", "move"]).done()["state"], "moved");
    let after = old.call(1_414, &["--offline", "journal"]).done();
    let known = before["entries"].as_array().unwrap();
    assert!(after["entries"].as_array().unwrap().starts_with(known), "it stays readable");
    new.call(2_000, &["fix", "--enu", "5", "9", "--acc", "12", "--source", "wifi"]).done();
    let chains =
        [old, new].map(|phone| phone.call(2_001, &["--offline", "order"]).done()["chain"].clone());
    assert_eq!(chains[0], chains[1]);
}

/// A file of evidence that holds; what was said when it was written.
fn exported(city: &City, options: &[&str]) -> Value {
    let phone = city.device("phone", "phone");
    let file = city.path("evidence.html");
    let file = file.to_str().unwrap();
    let written = phone.call(1_300, &[&["evidence", file], options].concat()).done();
    let trust = city.path("authority/trust.json");
    let verified =
        doorstep(&["--json", "evidence", "verify", file, "--trust", trust.to_str().unwrap()])
            .done();
    assert_eq!((&verified["result"], &verified["root"]), (&"genuine".into(), &"trusted".into()));
    assert_eq!(verified["confirmed"], written["confirmed"]);
    written
}

fn shows_its_passes_and_gets_another(archive: &str, from: u32) -> City {
    let city = unpacked(archive);
    let phone = city.device("phone", "phone");
    let listed = phone.call(from + 1, &["--offline", "pass", "list"]).done();
    let purposes: Vec<&str> =
        listed.as_array().unwrap().iter().map(|pass| pass["purpose"].as_str().unwrap()).collect();
    assert_eq!(purposes.len(), 3);
    for purpose in ["groceries", "pharmacy", "rubbish"] {
        assert!(purposes.contains(&purpose), "{purpose}");
    }
    let inspector = city.device("inspect", "inspector");
    for pass in listed.as_array().unwrap() {
        let id = pass["id"].as_str().unwrap();
        let text = phone.code_text(from + 2, &[id]);
        let answer = inspector.answer(from + 3, &["--offline", &text]);
        assert_eq!((&answer["result"], &answer["sub"]), (&"valid".into(), &"АК4417".into()));
    }
    phone.call(from + 4, &["sync"]).done();
    phone.call(from + 5, &["pass", "request", "pet"]).done();
    assert_eq!(phone.call(from + 6, &["pass", "list"]).done().as_array().unwrap().len(), 4);
    let used = phone.call(from + 7, &["pass", "request", "groceries"]).done();
    assert_eq!(used["purpose"], "groceries", "the second of the day");
    phone.call(from + 8, &["pass", "request", "groceries"]).failed(1, "quota-used");
    inspector.call(from + 9, &["refresh"]).done();
    city
}

#[test]
fn registering_goes_on_with_the_code_of_the_message() {
    let city = unpacked("2026-11-28.tar.gz");
    let phone = city.device("phone", "registering");
    let code = fs::read_to_string(city.path("registering-code.txt")).unwrap();
    assert_eq!(phone.call(60, &["confirm", code.trim()]).done()["state"], "registered");
    phone.call(61, &["pass", "request", "pharmacy"]).done();
}

#[test]
fn a_request_that_waits_is_sent_once() {
    let city = unpacked("2026-11-28.tar.gz");
    let phone = city.device("phone", "waiting");
    assert_eq!(phone.call(60, &["sync"]).done()["settled"], 1);
    let listed = phone.call(61, &["--offline", "pass", "list"]).done();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["purpose"], "groceries");
}

#[test]
fn the_authority_gets_the_key_that_its_day_did_not_know() {
    let city = unpacked("2026-11-28.tar.gz");
    let keys = city.admin(&["keys"]).done();
    let orders: Vec<_> = keys
        .as_array()
        .unwrap()
        .iter()
        .filter(|key| key["use"] == "order")
        .map(|key| key["standing"].as_str().unwrap())
        .collect();
    assert_eq!(orders, ["signing"]);
}

#[test]
fn an_officer_gives_an_order() {
    let city = unpacked("2026-11-28.tar.gz");
    assert_eq!(city.admin(&["order", "list"]).done(), serde_json::json!([]));
    // Its rules are older than quarantine, so that no act of theirs covers it.
    let issue = ["order", "issue", "--paper", "--at", "55.75,37.61", "--appeal", "To the court"];
    let issued = city.admin(&[&issue[..], &["--unchecked"]].concat()).done();
    assert_eq!((&issued["version"], &issued["state"]), (&1.into(), &"waiting".into()));
    assert_eq!(city.admin(&["order", "list"]).done().as_array().unwrap().len(), 1);
}

#[test]
fn each_is_erased() {
    let city = unpacked("2026-11-28.tar.gz");
    for name in ["phone", "registering", "waiting"] {
        let phone = city.device("phone", name);
        phone.call(1, &["erase", "--yes"]).done();
        phone.call(2, &["sync"]).done();
        assert_eq!(phone.call(3, &["--offline", "pass", "list"]).done(), serde_json::json!([]));
    }
}
