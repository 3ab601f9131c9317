//! The tables, version by version.

use rusqlite::Connection;

use super::StoreError;
use super::failure::Failure;

/// One step a version, statement by statement; a step that was released is never changed. Whoever
/// gives a stored value a new form ([`super::Stored::VERSION`]) adds a step, even one without
/// statements: an older app then refuses the file instead of putting aside what it cannot read.
const STEPS: [&[&str]; 9] = [
    &[
        "CREATE TABLE data_keys(
            owner INTEGER NOT NULL, epoch INTEGER NOT NULL, id BLOB NOT NULL, alias TEXT NOT NULL,
            wrapped BLOB NOT NULL, stand_in INTEGER NOT NULL,
            PRIMARY KEY(owner, epoch)) WITHOUT ROWID",
        "CREATE TABLE marks(
            owner INTEGER NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL,
            PRIMARY KEY(owner, name)) WITHOUT ROWID",
        "CREATE TABLE facts(
            owner INTEGER NOT NULL, epoch INTEGER NOT NULL, fact INTEGER NOT NULL,
            schema INTEGER NOT NULL, sealed BLOB NOT NULL,
            PRIMARY KEY(owner, epoch, fact)) WITHOUT ROWID",
        "CREATE TABLE passes(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            schema INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL)",
        "CREATE INDEX live_passes ON passes(owner, epoch) WHERE live = 1",
        "CREATE TABLE outbox(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            schema INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL)",
    ],
    // Rows stay as they were sealed: `version` is that of the value in each. Rows under a key that
    // the phone has lost for now could not be written anew.
    &[
        "ALTER TABLE marks RENAME TO counters",
        "ALTER TABLE data_keys RENAME COLUMN stand_in TO placeholder",
        "ALTER TABLE facts RENAME COLUMN schema TO version",
        "ALTER TABLE passes RENAME COLUMN schema TO version",
        "ALTER TABLE outbox RENAME COLUMN schema TO version",
        "CREATE TABLE people(person INTEGER PRIMARY KEY) STRICT",
        "INSERT INTO people VALUES(1)",
        // What could not be read, as it was, and from where; `replaced` once something new stands
        // in its place, so that nobody need be told any more.
        "CREATE TABLE unreadable(
            id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            source TEXT NOT NULL, number INTEGER NOT NULL, version ANY, sealed ANY,
            reason TEXT NOT NULL, replaced INTEGER NOT NULL) STRICT",
        "CREATE TABLE sent(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
        "CREATE TABLE sent_raw(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
    ],
    &[
        "CREATE TABLE orders(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
        // `row` says whose entry it is, in which journal, and which.
        "CREATE TABLE entries(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
        "CREATE TABLE proofs(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
        "CREATE TABLE notices(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
    ],
    &["CREATE TABLE checks(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT"],
    // A fact that version 4 does not know.
    &[],
    &[
        "CREATE TABLE photos(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
        // Under the number of their photo, and not read with it.
        "CREATE TABLE photo_bytes(
            row INTEGER PRIMARY KEY, owner INTEGER NOT NULL, epoch INTEGER NOT NULL,
            version INTEGER NOT NULL, live INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT",
    ],
    // A registration that version 6 does not know: that of a lent device.
    &[],
    // A move to another phone, which version 7 does not know: how far it is, and what was sent of it.
    &[],
    // A person's PIN, which version 8 does not know and would show everything without.
    &[],
];

/// Takes the steps that this file has not seen, each in a transaction together with its number.
pub(super) fn bring_up_to_date(connection: &mut Connection) -> Result<(), Failure> {
    climb(connection, &STEPS)
}

fn climb(connection: &mut Connection, steps: &[&[&str]]) -> Result<(), Failure> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let taken = usize::try_from(version).unwrap_or(usize::MAX);
    let missing = steps.get(taken..).ok_or(Failure::Other(StoreError::Newer))?;
    if missing.is_empty() {
        return Ok(());
    }
    // Room in the log for the steps, if the disk has none.
    checkpoint(connection)?;
    for (step, number) in missing.iter().zip(version.saturating_add(1)..) {
        let change = connection.transaction()?;
        for statement in *step {
            change.execute_batch(statement)?;
        }
        change.pragma_update(None, "user_version", number)?;
        change.commit()?;
    }
    // A log that is lost afterwards must not take the tables with it.
    checkpoint(connection)?;
    Ok(())
}

/// Brings what the log holds into the file; on a full disk as much of it as there is room for.
fn checkpoint(connection: &Connection) -> rusqlite::Result<()> {
    match connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => Ok(()),
        done => done,
    }
}

#[cfg(test)]
mod tests;
