//! What is kept: damage, other versions, moved rows, plain bytes at rest, a second process, a full
//! disk, and folders that are none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use doorstep::client::{Client, PassRequestResult, RegistrationResult};
use doorstep::error::{Code, ErrorKind};
use doorstep::inspection::Verdict;
use doorstep::store::{Changes, Fact, Owner, Store};
use doorstep_suite::fake_authority::FakeAuthority;
use doorstep_suite::phone::{ME, NUMBER, Phone, clock};
use doorstep_suite::rooms::files;
use doorstep_suite::small_disk::SmallDisk;

/// A phone of a fake authority, registered and with a pass.
async fn resident() -> (Phone, std::sync::Arc<FakeAuthority>) {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let phone = Phone::before(&authority, &clock);
    assert!(matches!(phone.register().await, Ok(RegistrationResult::CodeSent { .. })));
    assert_eq!(phone.confirm(&authority.last_code()).await, Ok(RegistrationResult::Registered));
    phone.pass("groceries").await;
    (phone, authority)
}

fn database(phone: &Phone) -> PathBuf {
    phone.folder().join("doorstep.db")
}

fn log_of(database: &Path) -> PathBuf {
    database.with_extension("db-wal")
}

fn keys(phone: &Phone) -> Vec<String> {
    phone.snapshot().warnings.into_iter().map(|say| say.key).collect()
}

/// Begins again after damage: says so, keeps the damaged file, and registers anew.
async fn begins_again(phone: &mut Phone, authority: &FakeAuthority, damaged: &[u8]) {
    phone.start();
    assert_eq!(phone.state(), "not-registered");
    assert!(keys(phone).contains(&"set-aside".to_owned()), "{:?}", keys(phone));
    let aside: Vec<PathBuf> = files(&phone.folder(), &[""])
        .into_iter()
        .filter(|path| path.display().to_string().contains("set-aside"))
        .collect();
    assert!(aside.iter().any(|path| fs::read(path).unwrap() == damaged), "{aside:?}");
    phone.start();
    assert!(keys(phone).contains(&"set-aside".to_owned()), "said until somebody registers");
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.pass("groceries").await;
    assert!(!keys(phone).contains(&"set-aside".to_owned()));
}

#[tokio::test]
async fn a_file_of_zero_bytes_is_put_aside() {
    let (mut phone, authority) = resident().await;
    phone.kill();
    fs::write(database(&phone), b"").unwrap();
    begins_again(&mut phone, &authority, b"").await;
}

#[tokio::test]
async fn a_file_of_garbage_is_put_aside() {
    let (mut phone, authority) = resident().await;
    phone.kill();
    let garbage: Vec<u8> = (0..50_000u32).map(|n| (n * 7 + n / 251) as u8).collect();
    fs::write(database(&phone), &garbage).unwrap();
    fs::remove_file(log_of(&database(&phone))).unwrap();
    begins_again(&mut phone, &authority, &garbage).await;
}

#[tokio::test]
async fn a_database_of_somebody_else_is_put_aside_or_left_alone() {
    let (mut phone, _office) = resident().await;
    phone.kill();
    let path = database(&phone);
    fs::remove_file(log_of(&path)).unwrap();
    let text: Vec<u8> = b"<html><body>Sign in to the network</body></html>".repeat(200);
    fs::write(&path, &text).unwrap();
    phone.start();
    assert_eq!(phone.state(), "not-registered");
}

/// Writes the log into the file, so that the file alone holds everything.
fn settle(path: &Path) {
    let done = Command::new("python3")
        .args([
            "-c",
            "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); \
                      c.execute('PRAGMA wal_checkpoint(TRUNCATE)'); c.close()",
        ])
        .arg(path)
        .status();
    assert!(done.is_ok_and(|status| status.success()));
}

/// Runs SQL on a database that is closed.
fn sql(path: &Path, statements: &str) {
    let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); \
                  c.executescript(sys.argv[2]); c.commit(); \
                  c.execute('PRAGMA wal_checkpoint(TRUNCATE)'); c.close()";
    let done = Command::new("python3").args(["-c", script]).arg(path).arg(statements).status();
    assert!(done.is_ok_and(|status| status.success()), "{statements}");
}

/// Whether there is a Python to edit databases with.
fn can_edit() -> bool {
    let found = Command::new("python3").args(["-c", "import sqlite3"]).output();
    let found = found.is_ok_and(|output| output.status.success());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "no python3 with sqlite3");
        println!("skipped: no python3 with sqlite3 to edit a database with");
    }
    found
}

#[tokio::test]
async fn a_newer_version_is_refused_and_left_as_it_is() {
    if !can_edit() {
        return;
    }
    let (mut phone, _office) = resident().await;
    phone.kill();
    let path = database(&phone);
    sql(&path, "PRAGMA user_version = 10");
    let before = fs::read(&path).unwrap();
    for _ in 0..2 {
        let error = phone.try_start().unwrap_err();
        assert_eq!((error.code, error.kind), (Code::StoreNewer, ErrorKind::Update));
        assert_eq!(fs::read(&path).unwrap(), before, "not a byte was changed");
    }
    assert!(
        !files(&phone.folder(), &[""]).iter().any(|p| p.display().to_string().contains("aside"))
    );
    sql(&path, "PRAGMA user_version = 9");
    phone.start();
    assert_eq!((phone.state(), phone.passes().len()), ("registered", 1));
}

#[tokio::test]
async fn a_damaged_page_never_panics_and_never_makes_a_pass() {
    if !can_edit() {
        return;
    }
    let (mut phone, _office) = resident().await;
    phone.kill();
    let path = database(&phone);
    settle(&path);
    let good = fs::read(&path).unwrap();
    let pages = good.len() / 4096;
    assert!(pages > 5, "{pages}");
    for page in 0..pages {
        let mut bad = good.clone();
        let middle = page * 4096 + if page == 0 { 2048 } else { 0 };
        bad[middle..middle + 1024].fill(0xa5);
        let _ = fs::remove_file(log_of(&path));
        for old in files(&phone.folder(), &[""]) {
            if old.display().to_string().contains("set-aside") {
                fs::remove_file(old).unwrap();
            }
        }
        fs::write(&path, &bad).unwrap();
        match phone.try_start() {
            Ok(()) => {
                let client = phone.client();
                for pass in client.passes(ME).unwrap() {
                    assert_eq!(pass.purpose, "groceries");
                }
                let _ = client.present(ME, None, None);
                let _ = client.emergency(ME, None);
                let _ = client.request_pass(ME, "pharmacy", None).await;
                let _ = client.sync(doorstep::outbox::Urgency::Background, None).await;
                let _ = (client.snapshot(), client.plan());
            }
            Err(error) => assert_eq!(error.kind, ErrorKind::Storage, "{error:?}"),
        }
        phone.kill();
    }
}

#[tokio::test]
async fn a_row_moved_to_another_place_does_not_open() {
    if !can_edit() {
        return;
    }
    let (mut phone, _office) = resident().await;
    phone.pass("pharmacy").await;
    phone.kill();
    let path = database(&phone);
    // The second pass's row in the place of the first.
    sql(&path, "UPDATE passes SET sealed = (SELECT sealed FROM passes ORDER BY row DESC LIMIT 1)");
    phone.start();
    let left: Vec<String> = phone.passes().into_iter().map(|pass| pass.purpose).collect();
    assert_eq!(left, ["pharmacy"], "only the one that stands where it was sealed");
    phone.kill();
    // A pass's row in another table, under the number of a request.
    sql(&path, "INSERT INTO outbox SELECT row, owner, epoch, version, live, sealed FROM passes");
    phone.start();
    assert!(phone.snapshot().people[0].waiting.is_empty());
    assert_eq!(phone.state(), "registered");
    phone.kill();
    // One fact under another's number, and another owner's.
    sql(
        &path,
        "UPDATE facts SET sealed = (SELECT sealed FROM facts WHERE fact = 6) WHERE fact = 9",
    );
    phone.start();
    assert_eq!(phone.state(), "not-registered", "unreadable, and not taken for anything else");
}

#[tokio::test]
async fn nothing_personal_lies_in_plain_bytes() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    phone.register().await.unwrap();
    let code = authority.last_code();
    authority.calls.fail_at(1, true);
    phone.confirm(&code).await.unwrap();
    authority.calls.heal();
    clock.advance_ms(900_000 - 60_000);
    phone.sync().await;
    let pass = phone.pass("groceries").await;
    phone.client().emergency(ME, None).shown.unwrap();
    authority.calls.fail_at(1, true);
    phone.client().request_pass(ME, "pharmacy", None).await.unwrap();
    let (id, shown) = (pass.id, phone.show());
    phone.kill();
    let digits = NUMBER.trim_start_matches('+');
    let signed = doorstep::documents::decode_text(&shown).unwrap();
    let markers: Vec<(&str, Vec<u8>)> = vec![
        ("number", digits.into()),
        ("number without country", digits[1..].into()),
        ("mark", "ИП4321".into()),
        ("code", code.into_bytes()),
        ("id of the pass", id.bytes().to_vec()),
        ("id of the pass as text", id.to_string().into_bytes()),
        ("purpose", b"pharmacy".to_vec()),
        ("holder's key in the pass", signed[signed.len() / 3..signed.len() / 3 + 16].to_vec()),
    ];
    let kept = files(&phone.folder(), &[""]);
    assert!(kept.len() >= 3, "{kept:?}");
    let mut bytes_seen = 0;
    for path in kept {
        let bytes = fs::read(&path).unwrap();
        bytes_seen += bytes.len();
        for (what, marker) in &markers {
            let found = bytes.windows(marker.len()).any(|window| window == marker);
            assert!(!found, "{what} in {}", path.display());
        }
    }
    assert!(bytes_seen > 50_000, "{bytes_seen}");
    phone.start();
    assert_eq!(phone.passes().len(), 1);
}

#[tokio::test]
async fn an_erased_person_leaves_no_bytes_that_open() {
    let (mut phone, authority) = resident().await;
    let before: Vec<Vec<u8>> = files(&phone.folder(), &["db", "db-wal"])
        .iter()
        .map(|path| fs::read(path).unwrap())
        .collect();
    authority.calls.fail_at(1, true);
    phone.client().erase(ME).unwrap();
    phone.kill();
    // Even with the files of before put back, nothing of the person opens.
    for (path, bytes) in files(&phone.folder(), &["db", "db-wal"]).iter().zip(before) {
        fs::write(path, bytes).unwrap();
    }
    phone.start();
    assert!(phone.passes().is_empty());
    assert_eq!(phone.state(), "not-registered");
}

#[tokio::test]
async fn a_second_client_of_one_folder_waits_and_is_told() {
    let (mut phone, _office) = resident().await;
    let first = phone.client();
    let ports = phone.ports();
    let error = Client::open(phone.setup(), ports, "en").map(|_| ()).unwrap_err();
    assert_eq!((error.code, error.kind), (Code::AlreadyOpen, ErrorKind::Storage));
    assert_eq!(first.passes(ME).unwrap().len(), 1, "the first goes on");
    drop(first);
    phone.start();
    assert_eq!(phone.passes().len(), 1);
}

#[tokio::test]
async fn a_home_that_is_a_file_is_refused() {
    let (mut phone, _office) = resident().await;
    let mut setup = phone.setup();
    setup.folder = phone.home.path().join("a-file");
    fs::write(&setup.folder, b"mine").unwrap();
    let ports = phone.ports();
    let error = Client::open(setup.clone(), ports, "en").map(|_| ()).unwrap_err();
    assert_eq!((error.code, error.kind), (Code::StorageReadOnly, ErrorKind::Storage));
    assert_eq!(fs::read(&setup.folder).unwrap(), b"mine");
    let ports = phone.ports();
    setup.folder = setup.folder.join("below");
    let error = Client::open(setup, ports, "en").map(|_| ()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Storage);
}

#[test]
fn what_was_applied_together_is_there_together() {
    let folder = tempfile::tempdir().unwrap();
    let vault = doorstep::testing::SoftwareVault::new(&folder.path().join("vault"));
    let inside = folder.path().join("store");
    let count = |store: &Store| {
        [Fact::SyncSchedule, Fact::Challenge].map(|fact| {
            store.fact::<String>(Owner::Phone, fact).unwrap().readable().unwrap().clone()
        })
    };
    let mut store = Store::open(&inside, &vault).unwrap();
    let changes = |value: u32| {
        let (mut changes, value) = (Changes::new(), value.to_string());
        changes.put(Owner::Phone, Fact::SyncSchedule, &value);
        changes.put(Owner::Phone, Fact::Challenge, &value);
        changes
    };
    store.apply(changes(1)).unwrap();
    for n in 1..5 {
        store.faults().fail_at(n, false);
        let applied = store.apply(changes(2)).is_ok();
        store.faults().heal();
        let seen = count(&store);
        assert_eq!(seen[0], seen[1], "{n}");
        assert_eq!(seen[0] == "2", applied, "{n}");
        store.apply(changes(1)).unwrap();
        drop(store);
        store = Store::open(&inside, &vault).unwrap();
        assert_eq!(count(&store), ["1", "1"], "{n}");
    }
}

#[tokio::test]
async fn on_a_full_disk_passes_are_shown_and_nothing_is_lost() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    let Some(disk) = SmallDisk::under(&mut phone) else { return };
    phone.start();
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    let pass = phone.pass("groceries").await;
    disk.fill();
    let mut passes = 1;
    for restarted in [false, true] {
        if restarted {
            phone.start();
        }
        assert_eq!(phone.state(), "registered", "restarted: {restarted}");
        assert_eq!(phone.passes()[0].id, pass.id);
        let looked = phone.inspector().inspect(&phone.show(), None);
        assert_eq!(looked.answer.verdict, Verdict::Valid);
        let emergency = phone.client().emergency(ME, None).shown.unwrap();
        let looked = phone.inspector().inspect(&emergency.text, None);
        assert_eq!(looked.answer.verdict, Verdict::SelfDeclaredEmergency);
        phone.client().set_language("ru");
        phone.client().set_language("en");
        // The log has some room of its own; when that is used up, a request is refused whole.
        let (error, waits) = loop {
            assert!(passes < 200, "the disk is full");
            match phone.client().request_pass(ME, "pharmacy", None).await {
                Ok(PassRequestResult::Pass(_)) => passes += 1,
                // Written down and issued, and the pass itself waits for room.
                Ok(PassRequestResult::WaitingToSend { why, .. }) => break (why, 1),
                Err(error) => break (error, 0),
            }
        };
        assert_eq!((error.code, error.kind), (Code::StorageFull, ErrorKind::Storage));
        assert_eq!(phone.passes().len(), passes);
        assert_eq!(phone.snapshot().people[0].waiting.len(), waits, "what is durable is said");
        let _ = phone.sync().await;
    }
    disk.make_room();
    assert!(matches!(
        phone.client().request_pass(ME, "pharmacy", None).await,
        Ok(PassRequestResult::Pass(_))
    ));
    phone.start();
    assert_eq!((phone.state(), phone.passes().len()), ("registered", passes + 1));
    assert_eq!(authority.records.lock().unwrap().passes.len(), passes + 1, "each issued once");
    phone.kill();
}

#[tokio::test]
async fn a_home_that_cannot_be_written_is_told_by_its_code() {
    let clock = clock();
    let authority = FakeAuthority::new(&clock);
    let mut phone = Phone::before(&authority, &clock);
    let Some(disk) = SmallDisk::under(&mut phone) else { return };
    let remount = |how: &str| {
        let done = Command::new("mount").args(["-o", how]).arg(disk.path()).status();
        assert!(done.is_ok_and(|status| status.success()));
    };
    remount("remount,ro");
    let error = phone.try_start().unwrap_err();
    assert_eq!((error.code, error.kind), (Code::StorageReadOnly, ErrorKind::Storage));
    remount("remount,rw");
    phone.start();
    phone.register().await.unwrap();
    phone.confirm(&authority.last_code()).await.unwrap();
    phone.kill();
    remount("remount,ro");
    let error = phone.try_start().unwrap_err();
    assert_eq!((error.code, error.kind), (Code::StorageReadOnly, ErrorKind::Storage));
    remount("remount,rw");
    phone.start();
    assert_eq!(phone.state(), "registered");
    phone.kill();
}
