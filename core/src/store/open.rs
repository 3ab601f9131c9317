//! Opening the file: pragmas with their reasons, and damage.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::failure::Failure;
use super::{StoreError, schema};

/// Removes the database of a folder.
pub fn remove(folder: &Path) -> Result<(), StoreError> {
    let path = file(folder);
    for path in [wal_of(&path), path] {
        match fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

/// Removes files that were put aside.
pub fn remove_put_aside(folder: &Path) -> Result<(), StoreError> {
    files_aside(folder)?.into_iter().try_for_each(|path| Ok(fs::remove_file(path)?))
}

/// The files that were put aside.
pub fn files_aside(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut aside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("doorstep.set-aside-") {
            aside.push(path);
        }
    }
    Ok(aside)
}

/// The open database, and whether a damaged one was put aside for it.
pub fn open(folder: &Path) -> Result<(Connection, bool), StoreError> {
    let path = file(folder);
    // SQLite takes an empty file for a new database. Beside a log it is one that has lost its
    // rows; alone it is one that was never begun.
    let emptied = fs::metadata(&path).is_ok_and(|file| file.len() == 0)
        && fs::metadata(wal_of(&path)).is_ok_and(|log| log.len() > 0);
    if !emptied {
        match prepare(&path) {
            Ok(connection) => return Ok((connection, false)),
            Err(Failure::Damaged) => {}
            Err(Failure::Other(error)) => return Err(error),
        }
    }
    put_aside(&path)?;
    match prepare(&path) {
        Ok(connection) => Ok((connection, true)),
        Err(Failure::Damaged) => Err(StoreError::Io),
        Err(Failure::Other(error)) => Err(error),
    }
}

fn prepare(path: &Path) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    // Exclusive, and the log kept at close: without both, SQLite cannot even read on a full disk,
    // because it would have to make its index or its log first.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(Failure::Other(StoreError::Io));
    }
    // What was acknowledged survives power loss; on Apple only a full sync reaches the medium.
    connection.pragma_update(None, "synchronous", "FULL")?;
    #[cfg(target_vendor = "apple")]
    connection.pragma_update(None, "fullfsync", true)?;
    // Removed rows leave nothing behind.
    connection.pragma_update(None, "secure_delete", true)?;
    // Android has no place for temporary files.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    schema::bring_up_to_date(&mut connection)?;
    Ok(connection)
}

/// The database of a folder.
pub fn file(folder: &Path) -> PathBuf {
    folder.join("doorstep.db")
}

fn wal_of(path: &Path) -> PathBuf {
    path.with_extension("db-wal")
}

/// Renames the damaged files: nothing is deleted that somebody may still be able to read.
pub fn put_aside(path: &Path) -> Result<(), StoreError> {
    let free = (1..1000)
        .map(|n| path.with_extension(format!("set-aside-{n}")))
        .find(|to| !to.exists())
        .ok_or(StoreError::Io)?;
    fs::rename(path, &free)?;
    let wal = wal_of(path);
    if wal.exists() {
        fs::rename(&wal, free.with_extension(format!("{}-wal", extension(&free))))?;
    }
    Ok(())
}

fn extension(path: &Path) -> String {
    path.extension().map(|part| part.to_string_lossy().into_owned()).unwrap_or_default()
}
