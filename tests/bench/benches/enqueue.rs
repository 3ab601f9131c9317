//! Writing down a request of 200 bytes, durably, beside what is left when everything is taken away: the
//! same bytes appended to a file that is synced. And its instructions beside those of the bare insert; and those
//! of a fix that arrives at a patient's phone, from the call to the journal.
//!
//! Time is the disk's, so it is measured on the disk that the build is on; instructions are counted by
//! valgrind, in a process of its own that writes where nothing is synced.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use doorstep::client::{Client, Ports, Setup};
use doorstep::documents::TrustFile;
use doorstep::model::PersonId;
use doorstep::store::{Changes, Owner, Store, Table};
use doorstep::testing::{SeededRandom, SoftwareVault, VirtualClock};
use doorstep_bench::compare;
use doorstep_bench::patient::{Patient, a_fix};
use doorstep_suite::issuer::NOW;
use doorstep_suite::phone::ME;
use doorstep_suite::test_env::https;
use rusqlite::{Connection, params};

/// Two bytes say of a text of this length how long it is.
const TEXT: usize = 198;
/// Rows that are written before instructions are counted, and those that are.
const BEFORE: usize = 100;
const COUNTED: usize = 1000;
/// Rows that fill the log once.
const LOG: usize = 1100;

/// How long after the beginning of the stories the phone is switched on, milliseconds: its first hour is over.
const LATER_MS: i64 = 7_200_000;

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, folder, rows] = arguments.as_slice() {
        return write(mode, Path::new(folder), rows.parse()?);
    }
    let home = Home::of_a_patient()?;
    match (instructions("fix", Some(&home))?, instructions("bare", None)?) {
        (Some(fix), Some(bare)) => println!(
            "a fix that arrives, instructions: {:.2} x the bare insert's (goal <= 2.00; {fix} beside {bare})",
            fix as f64 / bare as f64
        ),
        _ => println!("a fix that arrives: not counted, no valgrind here"),
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut ours = Ours::open(&folder.path().join("ours"))?;
    // As in a folder that is in use: the log was full once, and is written over from its beginning.
    (0..LOG).try_for_each(|_| ours.enqueue())?;
    let mut file = File::create(folder.path().join("appended"))?;
    let row = [b'a'; TEXT + 2];
    let append = || file.write_all(&row).and_then(|()| file.sync_data());
    let compared = compare(41, 25, || ours.enqueue(), append);
    println!(
        "{}",
        compared.line("a durable enqueue of 200 bytes beside append and fdatasync", 1.1)
    );
    match (instructions("ours", None)?, instructions("bare", None)?) {
        (Some(ours), Some(bare)) => println!(
            "its instructions: {:.2} x the bare insert's (goal <= 2.00; {ours} beside {bare})",
            ours as f64 / bare as f64
        ),
        _ => println!("its instructions: not counted, no valgrind here"),
    }
    Ok(())
}

/// The store, as every room of the client writes to it.
struct Ours {
    store: Store,
    text: String,
}

impl Ours {
    fn open(folder: &Path) -> Result<Self, Failed> {
        let vault = SoftwareVault::new(&folder.join("vault"));
        Ok(Self { store: Store::open(folder, &vault)?, text: "a".repeat(TEXT) })
    }

    fn enqueue(&mut self) -> Result<(), doorstep::store::StoreError> {
        let (row, owner) = (self.store.next_row(Table::Outbox), Owner::Person(PersonId::FIRST));
        let mut changes = Changes::new();
        changes.put_row(Table::Outbox, owner, row, true, &self.text);
        self.store.apply(changes)
    }
}

/// One insert, with the same pragmas and nothing around it.
struct Bare(Connection);

impl Bare {
    fn open(folder: &Path) -> Result<Self, Failed> {
        std::fs::create_dir_all(folder)?;
        let connection = Connection::open(folder.join("bare.db"))?;
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "secure_delete", true)?;
        connection.execute_batch("CREATE TABLE outbox(row INTEGER PRIMARY KEY, bytes BLOB)")?;
        Ok(Self(connection))
    }

    fn insert(&self) -> rusqlite::Result<usize> {
        let mut statement = self.0.prepare_cached("INSERT INTO outbox(bytes) VALUES(?1)")?;
        statement.execute(params![[b'a'; TEXT + 2].as_slice()])
    }
}

/// So many rows, for whoever counts what that takes.
fn write(mode: &str, folder: &Path, rows: usize) -> Result<(), Failed> {
    match mode {
        "fix" => {
            let mut opened = Home::open(folder)?;
            (0..rows).try_for_each(|_| opened.fix())?;
        }
        "ours" => {
            let mut ours = Ours::open(folder)?;
            (0..rows).try_for_each(|_| ours.enqueue())?;
        }
        _ => {
            let bare = Bare::open(folder)?;
            (0..rows).try_for_each(|_| bare.insert().map(|_| ()))?;
        }
    }
    Ok(())
}

/// Instructions of one row, without those of the process around it; nothing without valgrind.
fn instructions(mode: &str, home: Option<&Home>) -> Result<Option<u64>, Failed> {
    let counted = |rows: usize| -> Result<Option<u64>, Failed> {
        let folder = tempfile::tempdir()?;
        if let Some(home) = home {
            home.copy_to(&folder.path().join("written"))?;
        }
        let run = Command::new("valgrind")
            .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
            .arg(std::env::current_exe()?)
            .arg(mode)
            .arg(folder.path().join("written"))
            .arg(rows.to_string())
            .output();
        let Ok(output) = run else { return Ok(None) };
        let told = String::from_utf8(output.stderr)?;
        let is_total = |(before, _): &(&str, &str)| before.trim_end().ends_with('I');
        let total = told.lines().filter_map(|line| line.split_once("refs:")).find(is_total);
        Ok(total.and_then(|(_, count)| count.trim().replace(',', "").parse().ok()))
    };
    let (few, many) = (counted(BEFORE)?, counted(BEFORE + COUNTED)?);
    Ok(few.zip(many).map(|(few, many)| many.saturating_sub(few) / COUNTED as u64))
}

/// A patient's phone while it is switched off: its store, its keys and whom it trusts.
struct Home(tempfile::TempDir);

impl Home {
    fn of_a_patient() -> Result<Self, Failed> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let mut patient = runtime.block_on(Patient::new("presence", 2))?;
        patient.phone.kill();
        let home = tempfile::tempdir()?;
        copy(patient.phone.home.path(), home.path())?;
        std::fs::copy(patient.env.trust_file_path(), home.path().join("trust.json"))?;
        Ok(Self(home))
    }

    fn copy_to(&self, folder: &Path) -> Result<(), Failed> {
        copy(self.0.path(), folder)
    }

    /// Switched on, a quarter of an hour later.
    fn open(folder: &Path) -> Result<Opened, Failed> {
        let clock = Arc::new(VirtualClock::at(i64::try_from(NOW)? * 1_000 + LATER_MS));
        let trust_file = TrustFile::read(&std::fs::read(folder.join("trust.json"))?)?;
        let setup = Setup {
            folder: folder.join("store"),
            url: trust_file.url.clone(),
            trust_file,
            shipped_roots: Vec::new(),
            region: "RU".into(),
        };
        let ports = Ports {
            clock: clock.clone(),
            vault: Arc::new(SoftwareVault::new(&folder.join("vault"))),
            random: Arc::new(SeededRandom::new(7)),
            transport: https(),
        };
        Ok(Opened { client: Client::open(setup, ports, "en")?, clock, many: 0 })
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Failed> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (target, entry) = (to.join(entry.file_name()), entry.path());
        if entry.is_dir() {
            copy(&entry, &target)?;
        } else {
            std::fs::copy(entry, target)?;
        }
    }
    Ok(())
}

/// That phone while it runs.
struct Opened {
    client: Client,
    clock: Arc<VirtualClock>,
    many: u64,
}

impl Opened {
    /// A quarter of an hour goes by, and a fix comes.
    fn fix(&mut self) -> Result<(), Failed> {
        self.clock.advance_ms(900_000);
        self.many += 1;
        self.client.fixes_arrived(ME, &[a_fix(self.many, 0.0, self.clock.true_ms())])?;
        Ok(())
    }
}
