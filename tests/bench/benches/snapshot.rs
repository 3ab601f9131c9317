//! Opening a phone and drawing its first snapshot beside opening the same database and one select.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::path::Path;
use std::sync::Arc;

use doorstep::client::{Client, Ports, Setup};
use doorstep::crypto::SystemRandom;
use doorstep::documents::Credential;
use doorstep::lists::Lists;
use doorstep::model::{IdempotencyKey, PassId, PersonId, to_base64url};
use doorstep::pass::{IssuerKey, Pass};
use doorstep::store::{Changes, Fact, Owner, Store, Table};
use doorstep::testing::{ScriptedTransport, SoftwareVault, VirtualClock};
use doorstep_bench::compare;
use doorstep_suite::holder::Holder;
use doorstep_suite::issuer::{Issuer, NOW};
use rusqlite::config::DbConfig;

/// Rows that are kept but over, and passes that still count.
const ENDED: i64 = 2_000;
const LIVE: i64 = 5;

fn main() {
    let Ok(folder) = tempfile::tempdir() else { return println!("no temporary folder") };
    let issuer = Issuer::new();
    for ended in [0, ENDED] {
        let home = folder.path().join(format!("phone-{ended}"));
        let vault = SoftwareVault::new(&home.join("vault"));
        if let Err(error) = fill(&home, &vault, &issuer, ended) {
            return println!("the database could not be filled: {error}");
        }
        let clock = Arc::new(VirtualClock::at(i64::try_from(NOW).unwrap_or_default() * 1000));
        let open = || {
            let documents = issuer.documents();
            let root = documents.roots.values().next().cloned().unwrap_or_default();
            Setup {
                folder: home.clone(),
                trust_file: issuer.trust_file(&root),
                url: "https://127.0.0.1:1".into(),
                shipped_roots: Vec::new(),
                region: "RU".into(),
            }
        };
        let setup = open();
        let ports = Ports {
            clock,
            vault: Arc::new(vault),
            random: Arc::new(SystemRandom::default()),
            transport: Arc::new(ScriptedTransport::default()),
        };
        let snapshot = || {
            let client = Client::open(setup.clone(), ports.clone(), "en").ok()?;
            Some(client.snapshot())
        };
        let shown = snapshot()
            .map_or(0, |snapshot| snapshot.people.first().map_or(0, |person| person.passes.len()));
        assert_eq!(shown, usize::try_from(LIVE).unwrap_or_default(), "the passes that count show");
        let compared = compare(60, 5, snapshot, || select(&home));
        let name = format!("open to snapshot with {ended} cached rows");
        if ended > 0 {
            println!("{}", compared.line(&name, 1.3));
        } else {
            // An empty file opens in no time; what a first snapshot costs beside that, for the eye.
            println!("{name}: {:.2} x its control (no goal)", compared.ratio());
        }
    }
}

/// The same file opened the same way, and one select: the rows of the passes that count.
fn select(home: &Path) -> rusqlite::Result<usize> {
    let connection = rusqlite::Connection::open(home.join("doorstep.db"))?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    let mut statement = connection
        .prepare("SELECT row, sealed FROM passes WHERE owner = 1 AND epoch = 1 AND live = 1")?;
    let mut rows = statement.query([])?;
    let mut bytes = 0;
    while let Some(row) = rows.next()? {
        bytes += row.get_ref(1)?.as_blob()?.len();
    }
    Ok(bytes)
}

fn fill(
    home: &Path,
    vault: &SoftwareVault,
    issuer: &Issuer,
    ended: i64,
) -> Result<(), doorstep::store::StoreError> {
    let mut store = Store::open(home, vault)?;
    let mut changes = Changes::new();
    let lists: Lists = issuer.lists();
    let kept = lists.to_kept();
    for (fact, bytes) in [
        (Fact::Root, kept.root),
        (Fact::Trust, kept.trust),
        (Fact::Stamp, kept.stamp),
        (Fact::Rules, kept.rules),
        (Fact::Deny, kept.deny),
    ] {
        changes.put_bytes(Owner::Phone, fact, &bytes.unwrap_or_default());
    }
    store.apply(changes)?;
    let holder = Holder::default();
    let signed = to_base64url(&issuer.issue(&Credential::Pass(holder.pass())));
    // One change a row, as a phone lives: the log is as long as it gets in real use.
    for row in 1..=ended + LIVE {
        let live = row > ended;
        let claims = holder.pass();
        let pass = Pass {
            id: PassId::new(row.to_be_bytes()),
            signed: signed.clone(),
            alias: format!("doorstep/1/pass/{row}"),
            purpose: claims.purpose,
            purpose_key: "groceries".into(),
            label: vec![("en".into(), "Groceries".into()), ("ru".into(), "Продукты".into())],
            act: claims.act,
            nbf: claims.nbf,
            exp: claims.exp,
            grace: 3600,
            denied_from: None,
            asked_as: IdempotencyKey::new([0; 16]),
            code: None,
            paper: None,
            issuer: IssuerKey::Good,
            lasts_for_days: false,
        };
        let mut changes = Changes::new();
        changes.put_row(Table::Passes, Owner::Person(PersonId::FIRST), row, live, &pass);
        store.apply(changes)?;
    }
    Ok(())
}
