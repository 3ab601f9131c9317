//! Items of reports a second of the authority over HTTPS, signatures, leaves, chain and receipt in them, beside
//! the same rows that plain rusqlite inserts, a transaction for each batch, into a database of the same form.
//!
//! Phones that were without a network for days report places, so that each request has as many items as one
//! may have. On one disk, one machine; the rows are those that the authority has kept.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use doorstep::outbox::Urgency;
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use doorstep::requests::Route;
use doorstep_bench::patient::{A_DAY, Patient};
use doorstep_suite::test_env::https;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// Phones, and the days of each without a network.
const PHONES: usize = 5;
const DAYS: u64 = 15;
/// What the authority keeps of a batch, the items first.
const TABLES: [&str; 4] = ["report_items", "report_heads", "report_secrets", "report_receipts"];

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (mut ratios, mut items, mut taken, mut bare) =
        (Vec::new(), 0, Duration::ZERO, Duration::ZERO);
    for _ in 0..PHONES {
        let ingest = runtime.block_on(ingest())?;
        ratios.push(ingest.taken.as_secs_f64() / ingest.bare.as_secs_f64());
        items += ingest.items;
        taken += ingest.taken;
        bare += ingest.bare;
    }
    ratios.sort_by(f64::total_cmp);
    let a_second = |spent: Duration| items as f64 / spent.as_secs_f64();
    println!(
        "taking reports: {:.0} items a second over HTTPS, beside {:.0} of the bare SQL: median {:.1} x its time \
         ({items} items of {PHONES} phones)",
        a_second(taken),
        a_second(bare),
        ratios.get(PHONES / 2).copied().unwrap_or_default(),
    );
    Ok(())
}

struct Ingest {
    items: usize,
    taken: Duration,
    bare: Duration,
}

async fn ingest() -> Result<Ingest, Failed> {
    let mut patient = Patient::new("coordinates", 0).await?;
    let timed = Arc::new(Timed { network: https(), spent: Mutex::default() });
    patient.phone.transport = timed.clone();
    patient.phone.kill();
    patient.phone.start();
    for _ in 0..DAYS * A_DAY {
        patient.rests_alone().await?;
    }
    let report = patient.phone.client().sync(Urgency::Person, None).await;
    if let Some(problem) = report.problem {
        return Err(problem.into());
    }
    let taken = *timed.spent.lock().unwrap_or_else(PoisonError::into_inner);
    let home = patient.env.home.path();
    let database = find(home)?.ok_or("no database")?;
    let kept = Connection::open(database)?;
    let of_batches = batches(&kept, report.items_sent)?;
    let items = of_batches.iter().flatten().filter(|row| row.table == TABLES[0]).count();
    let folder = tempfile::tempdir_in(home)?;
    let bare = insert(&kept, folder.path(), &of_batches)?;
    Ok(Ingest { items, taken, bare })
}

/// The authority's database below this folder.
fn find(folder: &Path) -> Result<Option<std::path::PathBuf>, Failed> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if let Some(found) = find(&path)? {
                return Ok(Some(found));
            }
        } else if path.file_name().is_some_and(|name| name == "authority.sqlite3") {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// A row as it is.
struct Row {
    table: &'static str,
    values: Vec<Value>,
}

/// The rows of the last so many items, by the batch that each came with.
fn batches(kept: &Connection, items: u64) -> Result<Vec<Vec<Row>>, Failed> {
    let last: i64 = kept.query_row("SELECT max(seq) FROM report_items", [], |row| row.get(0))?;
    let mut after = last.saturating_sub(i64::try_from(items)?);
    let mut heads =
        kept.prepare("SELECT seq FROM report_heads WHERE seq > ? AND fits ORDER BY seq")?;
    let heads = heads.query_map([after], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut all = Vec::new();
    for head in heads {
        let mut batch = Vec::new();
        for (table, by) in TABLES.into_iter().zip(["seq", "seq", "from_seq", "up_to"]) {
            let query = format!("SELECT * FROM {table} WHERE {by} > ? AND {by} <= ?");
            let mut query = kept.prepare(&query)?;
            let columns = query.column_count();
            let mut rows = query.query([after, head])?;
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|at| row.get(at)).collect::<Result<_, _>>()?;
                batch.push(Row { table, values });
            }
        }
        all.push(batch);
        after = head;
    }
    Ok(all)
}

/// How long it takes to insert these, a transaction each.
fn insert(kept: &Connection, folder: &Path, batches: &[Vec<Row>]) -> Result<Duration, Failed> {
    let mut bare = Connection::open(folder.join("bare.sqlite3"))?;
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
    )?;
    let form = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL";
    for table in TABLES {
        let mut form = kept.prepare(form)?;
        for sql in form.query_map([table], |row| row.get::<_, String>(0))? {
            bare.execute_batch(&sql?)?;
        }
    }
    let start = now();
    for batch in batches {
        let transaction = bare.transaction()?;
        for row in batch {
            let holes = vec!["?"; row.values.len()].join(", ");
            let query = format!("INSERT INTO {} VALUES ({holes})", row.table);
            transaction.prepare_cached(&query)?.execute(params_from_iter(&row.values))?;
        }
        transaction.commit()?;
    }
    Ok(start.elapsed())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark is the one thing that reads a clock")]
fn now() -> Instant {
    Instant::now()
}

/// The network, and how long requests with reports were under way.
struct Timed {
    network: Arc<dyn Transport>,
    spent: Mutex<Duration>,
}

impl Transport for Timed {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        let is_report = request.route == Route::Reports.template();
        Box::pin(async move {
            let start = now();
            let answer = self.network.send(request, trust).await;
            if is_report {
                *self.spent.lock().unwrap_or_else(PoisonError::into_inner) += start.elapsed();
            }
            answer
        })
    }
}
