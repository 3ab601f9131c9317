//! Homes in whose database something cannot be read: it is said and kept aside, and costs nothing
//! else. Each is the phone with three passes that version 1 of the file made.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use rusqlite::types::Value as Stored;
use serde_json::Value;

use super::city::{City, Device, NUMBER};
use super::old_homes::unpacked;

const REGISTRATION: i64 = 9;

fn database(phone: &Device<'_>) -> PathBuf {
    phone.home.join("doorstep.db")
}

fn edit(phone: &Device<'_>, statements: &str) {
    Connection::open(database(phone)).unwrap().execute_batch(statements).unwrap();
}

fn value(phone: &Device<'_>, sql: &str) -> Stored {
    Connection::open(database(phone)).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// What a person is told, and what everybody is.
fn warnings(phone: &Device<'_>, at: u32) -> Vec<String> {
    let snapshot = phone.call(at, &["--offline", "snapshot"]).done();
    let of = |warnings: &Value| -> Vec<String> {
        let warnings = warnings.as_array().unwrap().iter();
        warnings.map(|said| said.as_str().unwrap().to_owned()).collect()
    };
    [of(&snapshot["people"][0]["warnings"]), of(&snapshot["warnings"])].concat()
}

fn listed(phone: &Device<'_>, at: u32) -> usize {
    phone.call(at, &["--offline", "pass", "list"]).done().as_array().unwrap().len()
}

fn is_said(phone: &Device<'_>, at: u32) -> bool {
    let said = warnings(phone, at);
    said.iter().any(|said| said.starts_with("Some of the app's data on this phone cannot be read."))
}

fn damaged(statements: &str) -> City {
    let city = unpacked("2026-11-28.tar.gz");
    edit(&city.device("phone", "phone"), statements);
    city
}

#[test]
fn a_pass_that_was_cut_short_is_said_and_kept_and_the_others_are_shown() {
    let city = damaged("UPDATE passes SET sealed = substr(sealed, 1, 40) WHERE row = 2");
    let phone = city.device("phone", "phone");
    let cut = value(&phone, "SELECT sealed FROM passes WHERE row = 2");
    assert!(matches!(&cut, Stored::Blob(bytes) if bytes.len() == 40));
    for at in 1..3 {
        assert_eq!(listed(&phone, at), 2);
        assert!(is_said(&phone, at));
    }
    assert_eq!(value(&phone, "SELECT sealed FROM unreadable"), cut);
    phone.call(4, &["pass", "request", "pet"]).done();
    assert_eq!(listed(&phone, 5), 3);
    assert!(!is_said(&phone, 6), "another pass stands in its place");
    assert_eq!(value(&phone, "SELECT sealed FROM unreadable"), cut, "and it is still kept");
}

#[test]
fn a_registration_that_was_cut_short_is_not_told_as_if_nobody_had_been_there() {
    let city = damaged("UPDATE facts SET sealed = substr(sealed, 1, 40) WHERE fact = 9");
    let phone = city.device("phone", "phone");
    let cut = value(&phone, "SELECT sealed FROM facts WHERE fact = 9");
    let snapshot = phone.call(1, &["--offline", "snapshot"]).done();
    let said = snapshot["people"][0]["registration"]["text"].as_str().unwrap();
    assert!(said.starts_with("Your registration on this phone cannot be read."), "{said}");
    assert_eq!(listed(&phone, 1), 3, "passes show without it");
    let shown = phone.call(1, &["--offline", "pass", "show"]);
    shown.done();
    for asked in [&["pass", "request", "pet"][..], &["pass", "paper", "paper.svg"]] {
        phone.call(2, asked).failed(1, "registration-unreadable");
    }
    let kept = format!("SELECT sealed FROM unreadable WHERE number = {REGISTRATION}");
    assert_eq!(value(&phone, &kept), cut);
    city.clock(600);
    let sent = phone.call(600, &["register", NUMBER]).done();
    assert_eq!(sent["state"], "code-sent", "{sent}");
    phone.call(601, &["confirm", &city.code()]).done();
    phone.call(602, &["pass", "request", "pet"]).done();
    let snapshot = phone.call(603, &["--offline", "snapshot"]).done();
    assert_eq!(snapshot["people"][0]["registration"]["state"], "registered");
    assert_eq!(value(&phone, &kept), cut, "and it is still kept");
}

#[test]
fn a_row_of_another_type_costs_no_other() {
    for (statements, passes) in [
        ("UPDATE passes SET sealed = 'a text' WHERE row = 1", 2),
        ("UPDATE passes SET sealed = 17 WHERE row = 1", 2),
        ("UPDATE passes SET schema = 'first' WHERE row = 1", 2),
        ("UPDATE passes SET schema = 2 WHERE row = 1", 2),
        ("UPDATE passes SET schema = 77 WHERE row = 1", 2),
        // A fact where a pass should be.
        ("UPDATE passes SET sealed = (SELECT sealed FROM facts WHERE fact = 11) WHERE row = 1", 2),
        ("UPDATE facts SET sealed = 'a text' WHERE fact = 11", 3),
        ("UPDATE facts SET schema = x'00' WHERE fact = 16", 3),
        ("UPDATE facts SET sealed = 1.5 WHERE fact = 1", 3),
        ("UPDATE marks SET value = 'many' WHERE name = 'serial-deny'", 3),
    ] {
        let city = damaged(statements);
        let phone = city.device("phone", "phone");
        assert!(is_said(&phone, 1), "{statements}");
        assert_eq!(listed(&phone, 2), passes, "{statements}");
        phone.call(3, &["sync"]).done();
        phone.call(4, &["pass", "request", "pet"]).done();
        assert_eq!(listed(&phone, 5), passes + 1, "{statements}");
    }
}

#[test]
fn a_fact_of_an_unknown_number_stays_where_it_is() {
    let city = damaged(
        "INSERT INTO facts SELECT owner, epoch, 99, schema, sealed FROM facts WHERE fact = 16;
         INSERT INTO facts SELECT owner, epoch, 98, schema, sealed FROM facts WHERE fact = 5",
    );
    let phone = city.device("phone", "phone");
    let before = value(&phone, "SELECT group_concat(hex(sealed)) FROM facts WHERE fact > 90");
    for at in 1..3 {
        assert!(is_said(&phone, at));
        assert_eq!(listed(&phone, at), 3);
    }
    phone.call(3, &["sync"]).done();
    phone.call(4, &["pass", "request", "pet"]).done();
    let after = value(&phone, "SELECT group_concat(hex(sealed)) FROM facts WHERE fact > 90");
    assert_eq!(after, before);
    assert_eq!(value(&phone, "SELECT count(*) FROM unreadable"), Stored::Integer(0));
}

#[test]
fn a_home_of_a_newer_version_is_refused_and_no_byte_of_it_changes() {
    let city = damaged("PRAGMA user_version = 10");
    let phone = city.device("phone", "phone");
    let before = fs::read(database(&phone)).unwrap();
    for at in 1..3 {
        phone.call(at, &["--offline", "pass", "list"]).failed(3, "store-newer");
        assert!(fs::read(database(&phone)).unwrap() == before, "not a byte was changed");
        let log = fs::metadata(database(&phone).with_extension("db-wal"));
        assert_eq!(log.map_or(0, |log| log.len()), 0, "and nothing is in its log");
    }
    edit(&phone, "PRAGMA user_version = 1");
    assert_eq!(listed(&phone, 3), 3);
}
