//! Fourteen days at home in a phone's file: what the journal's entries take there, and all that proves them
//! beside them, the heads, the receipts and the time tokens of six batches a day.
//!
//! The phone lives them through the real store and before a real authority, in virtual time; what a table
//! takes is by how much the file is shorter without it.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::error::Error;

use doorstep_bench::patient::{A_DAY, Patient};
use rusqlite::Connection;

const DAYS: u64 = 14;
/// Tables of a quarantine, the entries first.
const ALL: [&str; 4] = ["entries", "proofs", "orders", "notices"];

type Failed = Box<dyn Error>;

fn main() -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    for report in ["presence", "coordinates"] {
        let taken = runtime.block_on(fortnight(report))?;
        let tables: Vec<String> = taken
            .iter()
            .map(|one| format!("{} {} of {}", one.table, kb(one.bytes), one.rows))
            .collect();
        println!(
            "{DAYS} days at rest that report {report}: entries {} kB (goal <= 180), with heads, receipts and \
             time tokens {} kB (goal <= 260); kB of rows: {}",
            kb(taken.iter().filter(|one| one.table == ALL[0]).map(|one| one.bytes).sum()),
            kb(taken.iter().map(|one| one.bytes).sum()),
            tables.join(", "),
        );
    }
    Ok(())
}

fn kb(bytes: u64) -> u64 {
    bytes.div_ceil(1_000)
}

/// What a table takes.
struct Taken {
    table: &'static str,
    bytes: u64,
    rows: u64,
}

/// The tables of the file after fourteen days.
async fn fortnight(report: &str) -> Result<Vec<Taken>, Failed> {
    let mut patient = Patient::new(report, 2).await?;
    for _ in 0..DAYS * A_DAY {
        patient.rests().await?;
    }
    patient.phone.kill();
    let path = patient.phone.folder().join("doorstep.db");
    let file = Connection::open(&path)?;
    let packed = || -> Result<u64, Failed> {
        file.execute_batch(
            "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)",
        )?;
        Ok(std::fs::metadata(&path)?.len())
    };
    let mut before = packed()?;
    let mut taken = Vec::new();
    for table in ALL {
        let rows: i64 =
            file.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))?;
        file.execute_batch(&format!("DROP TABLE {table}"))?;
        let after = packed()?;
        taken.push(Taken { table, bytes: before.saturating_sub(after), rows: rows.unsigned_abs() });
        before = after;
    }
    Ok(taken)
}
