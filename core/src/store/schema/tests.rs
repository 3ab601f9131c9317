use std::fs;
use std::path::Path;

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::failure::Failure;
use super::super::open;
use super::{STEPS, StoreError, climb};

/// A file that version 1 made, with a row in every table.
fn version_1() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut file = Connection::open(open::file(folder.path())).unwrap();
    file.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())).unwrap();
    assert!(climb(&mut file, &STEPS[..1]).is_ok());
    file.execute_batch(
        "INSERT INTO data_keys VALUES(1, 1, x'01020304', 'a', x'05', 1);
         INSERT INTO marks VALUES(0, 'passes', 7);
         INSERT INTO facts VALUES(1, 1, 9, 1, x'0909');
         INSERT INTO passes VALUES(7, 1, 1, 1, 1, x'0707');
         INSERT INTO outbox VALUES(8, 1, 1, 1, 1, x'0808');",
    )
    .unwrap();
    folder
}

/// What a process that was killed leaves: both files as they are while it has them open.
fn killed(folder: &Path) -> TempDir {
    let left = tempfile::tempdir().unwrap();
    for name in ["doorstep.db", "doorstep.db-wal"] {
        if folder.join(name).exists() {
            fs::copy(folder.join(name), left.path().join(name)).unwrap();
        }
    }
    left
}

fn number(file: &Connection, sql: &str) -> i64 {
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn version(folder: &Path) -> i64 {
    let file = Connection::open(open::file(folder)).unwrap();
    number(&file, "PRAGMA user_version")
}

fn newest() -> i64 {
    i64::try_from(STEPS.len()).unwrap()
}

/// That a file of version 1 opens with all it had.
fn goes_on(folder: &Path, context: &str) {
    let (file, is_aside) = open::open(folder).unwrap();
    assert!(!is_aside, "{context}");
    assert_eq!(number(&file, "PRAGMA user_version"), newest(), "{context}");
    assert_eq!(number(&file, "SELECT value FROM counters WHERE name = 'passes'"), 7, "{context}");
    assert_eq!(number(&file, "SELECT placeholder FROM data_keys WHERE owner = 1"), 1, "{context}");
    for table in ["facts", "passes", "outbox"] {
        let sql = format!("SELECT count(*) FROM {table} WHERE version = 1 AND length(sealed) = 2");
        assert_eq!(number(&file, &sql), 1, "{context}: {table}");
    }
    assert_eq!(number(&file, "SELECT count(*) FROM people"), 1, "{context}");
    assert_eq!(number(&file, "SELECT person FROM people"), 1, "{context}");
}

fn is_newer<T>(done: Result<T, Failure>) -> bool {
    matches!(done, Err(Failure::Other(StoreError::Newer)))
}

#[test]
fn whoever_is_killed_at_any_statement_of_a_step_finds_the_file_before_it() {
    for (step, before) in STEPS.iter().zip(0_i64..).skip(1) {
        for done in 0..=step.len() + 1 {
            let folder = version_1();
            let mut file = Connection::open(open::file(folder.path())).unwrap();
            assert!(climb(&mut file, &STEPS[..usize::try_from(before).unwrap()]).is_ok());
            let change = file.transaction().unwrap();
            for statement in step.iter().take(done) {
                change.execute_batch(statement).unwrap();
            }
            if done > step.len() {
                change.pragma_update(None, "user_version", before + 1).unwrap();
            }
            let left = killed(folder.path());
            assert_eq!(version(killed(left.path()).path()), before, "{done}");
            goes_on(left.path(), &format!("version {before}, killed after {done}"));
        }
    }
}

#[test]
fn a_disk_that_is_full_in_the_middle_leaves_the_file_as_it_was() {
    let mut refused = 0;
    for spare in 0.. {
        let folder = version_1();
        let mut file = Connection::open(open::file(folder.path())).unwrap();
        let pages = number(&file, "PRAGMA page_count") + spare;
        file.pragma_update(None, "max_page_count", pages).unwrap();
        let done = climb(&mut file, &STEPS);
        let left = killed(folder.path());
        if done.is_ok() {
            goes_on(left.path(), "all of it had room");
            break;
        }
        assert!(matches!(done, Err(Failure::Other(StoreError::Full))), "{spare}");
        // Each step that had room is taken for good.
        assert!((1..7).contains(&version(killed(left.path()).path())), "{spare}");
        goes_on(left.path(), &format!("room for {spare} pages"));
        refused += 1;
    }
    assert!(refused > 0);
}

#[test]
fn an_older_app_refuses_the_file_and_leaves_every_byte() {
    let folder = version_1();
    drop(open::open(folder.path()).unwrap());
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    let before = [read("doorstep.db"), read("doorstep.db-wal")];
    let mut file = Connection::open(open::file(folder.path())).unwrap();
    for older in 1..STEPS.len() {
        assert!(is_newer(climb(&mut file, &STEPS[..older])), "{older}");
    }
    let kept = killed(folder.path());
    drop(file);
    let after = ["doorstep.db", "doorstep.db-wal"].map(|name| fs::read(kept.path().join(name)));
    assert_eq!(after.map(Result::unwrap), before);
}

#[test]
fn a_version_that_is_none_is_refused() {
    for version in [newest() + 1, newest() + 2, i64::from(i32::MAX), -1] {
        let folder = version_1();
        let mut file = Connection::open(open::file(folder.path())).unwrap();
        file.pragma_update(None, "user_version", version).unwrap();
        assert!(is_newer(climb(&mut file, &STEPS)), "{version}");
        assert_eq!(number(&file, "SELECT value FROM marks"), 7, "{version}");
    }
}
