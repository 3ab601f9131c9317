//! One event is one transaction, and one transaction is one sync of the file: what a person waits for
//! on a slow phone is the disk. That a request leaves is an event too: it is written down first.
//!
//! Transactions are counted in the log's own bytes; syncs by the system, which says of each call what
//! file it is for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use doorstep::client::PassRequestResult;
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, Phone, clock};

/// Each call, and the events that are in it.
const CALLS: [(&str, &[&str]); 10] = [
    ("register", &["what was typed", "the lists", "the request with its keys", "its answer"]),
    ("confirm", &["the code that was typed", "its answer"]),
    ("pass", &["the request with its key", "its answer"]),
    ("another pass", &["the request with its key", "its answer"]),
    ("emergency", &["its beginning"]),
    ("the same emergency", &[]),
    ("sync", &["when to sync again, with the time"]),
    ("pass without a network", &["the request with its key", "when it is tried again"]),
    ("sync that brings it", &["its answer", "when to sync again"]),
    ("erase", &["what is left", "that the keys are gone"]),
];

/// Bytes before the first frame of a log, and of a frame (SQLite, "WAL file format").
const HEADER: usize = 32;
const FRAME: usize = 24 + 4096;

/// How many requests the phone has sent.
fn requests(phone: &Phone) -> usize {
    let newest = phone.client().sent(None, 1).unwrap().pop();
    newest.map_or(0, |entry| usize::try_from(entry.n).unwrap())
}

/// How many transactions a log holds: a frame that ends one names the size of the file after it.
fn transactions(log: &Path) -> usize {
    let bytes = fs::read(log).unwrap_or_default();
    let Some(salts) = bytes.get(16..24) else { return 0 };
    bytes[HEADER..]
        .chunks(FRAME)
        .take_while(|frame| frame.len() == FRAME && frame[8..16] == *salts)
        .filter(|frame| frame[4..8] != [0; 4])
        .count()
}

/// Whether the log has begun again since, which it does after a checkpoint.
fn salts(log: &Path) -> Vec<u8> {
    fs::read(log).unwrap_or_default().get(16..24).map(<[u8]>::to_vec).unwrap_or_default()
}

async fn call(name: &str, phone: &Phone, authority: &FakeAuthority) {
    let client = phone.client();
    match name {
        "register" => assert!(phone.register().await.is_ok()),
        "confirm" => assert!(phone.confirm(&authority.last_code()).await.is_ok()),
        "pass" | "another pass" => {
            phone.pass(if name == "pass" { "groceries" } else { "pharmacy" }).await;
        }
        "emergency" | "the same emergency" => assert!(client.emergency(ME, None).shown.is_some()),
        "sync" => assert_eq!(phone.sync().await.problem, None),
        "pass without a network" => {
            authority.calls.fail_at(1, true);
            let asked = client.request_pass(ME, "pharmacy", None).await;
            assert!(matches!(asked, Ok(PassRequestResult::WaitingToSend { .. })), "{asked:?}");
            authority.calls.heal();
        }
        "sync that brings it" => {
            phone.wait_s(600);
            assert_eq!(phone.sync().await.settled, 1);
        }
        _ => {
            authority.calls.fail_at(1, true);
            client.erase(ME).unwrap();
        }
    }
}

#[tokio::test]
async fn one_event_is_one_transaction() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    let log = phone.folder().join("doorstep.db-wal");
    for (name, events) in CALLS {
        let (before, began) = (transactions(&log), salts(&log));
        let sent_before = requests(&phone);
        // In what the system tells, calls are told apart by these.
        fs::write(phone.folder().join(format!("call {name}")), "").unwrap();
        call(name, &phone, &authority).await;
        let now = transactions(&log);
        // An erase sends nothing, and takes what a person has sent with it.
        let sent = requests(&phone).saturating_sub(sent_before);
        fs::write(phone.folder().join(format!("sent {sent}")), "").unwrap();
        // An erase cuts its log at its end; what was in it is counted by its syncs.
        if name != "erase" {
            let made = if salts(&log) == began { now - before } else { now };
            assert_eq!(made, events.len() + sent, "{name}: {events:?} and {sent} requests");
        }
    }
}

/// Runs this test again under a tracer; what the tracer has written.
fn traced(test: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let to: PathBuf = folder.path().join("trace");
    let done = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=fsync,fdatasync,openat", "-o"])
        .arg(&to)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .output();
    match done {
        Ok(output) if output.status.success() => Some(fs::read_to_string(&to).unwrap()),
        // Where a tracer is there and may not trace, the test above has counted all the same.
        other => {
            assert!(std::env::var_os("CI").is_none(), "no strace: {other:?}");
            println!("skipped: no strace here to count syncs with");
            None
        }
    }
}

#[test]
fn one_transaction_is_one_sync_of_the_file() {
    let Some(trace) = traced("transactions::one_event_is_one_transaction") else { return };
    let mut counts: Vec<(String, usize, usize)> = Vec::new();
    for line in trace.lines() {
        if let Some((_, rest)) = line.split_once("/call ") {
            let name = rest.split('"').next().unwrap_or_default();
            counts.push((name.to_owned(), 0, 0));
        } else if let Some((_, rest)) = line.split_once("/sent ")
            && let Some((_, _, sent)) = counts.last_mut()
        {
            *sent = rest.split('"').next().unwrap_or_default().parse().unwrap();
        } else if line.contains("sync(")
            && line.contains("doorstep.db")
            && let Some((_, count, _)) = counts.last_mut()
        {
            *count += 1;
        }
    }
    for (name, events) in CALLS {
        let (_, syncs, sent) = counts.iter().find(|(known, ..)| known == name).unwrap();
        // The first write after a checkpoint begins the log anew; an erase brings it into the file and
        // cuts it in the end.
        let more = match name {
            "register" => 1,
            "erase" => 2,
            _ => 0,
        };
        assert_eq!(*syncs, events.len() + sent + more, "{name}: {events:?}");
    }
}
