//! The database: the only room that knows SQL.
//!
//! What a request does happens in one transaction ([`Store::once`]), in which every method of
//! [`Transaction`] is named after what it is for; another database would offer the same methods.

mod accounts;
mod budgets;
mod checks;
mod codes;
mod desk_codes;
mod documents;
mod links;
mod loans;
mod long_passes;
mod notices;
mod orders;
mod passes;
mod photos;
mod portal;
mod registrations;
mod replies;
mod reports;
mod schema;
mod sent_codes;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

pub(crate) use accounts::{Account, CLAIM_WAITS};
pub(crate) use budgets::{CodeRequester, Hour};
pub(crate) use checks::StoredCheck;
pub(crate) use documents::StoredDocument;
pub(crate) use links::StoredLink;
pub(crate) use loans::{LoanDevice, StoredLoan};
pub(crate) use long_passes::{RevokedPlace, STATUS_LIFE};
pub(crate) use notices::StoredDispute;
pub(crate) use orders::{SignedVersion, StoredOrder, StoredVersion};
pub(crate) use passes::{NewPass, QuotaUses};
pub(crate) use photos::{ListedPhoto, Opened, PhotoAnswer, PhotoArrival, StoredPhoto};
pub(crate) use portal::{BrowserId, Session};
pub(crate) use registrations::Registration;
pub(crate) use replies::{MOST_REPLIES, Scope, StoredReply};
pub(crate) use reports::{
    BATCHES_COUNT_FOR, Ledger, MOST_BATCHES, SavedConflict, SeenItem, StoredHead, StoredItem,
    StoredReceipt,
};
pub(crate) use sent_codes::SentCode;

use crate::error::AuthorityError;

/// HMAC of a phone number: what is counted under it can't be read back to a number.
pub(crate) type NumberMac = [u8; 32];

const FILE: &str = "authority.sqlite3";

/// The database did not do it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StoreError {
    /// A newer version of this program has written it.
    #[error("the database is of a newer version")]
    Newer,
    /// Damaged, full or not reachable. What SQLite says may quote data, so it is not kept.
    #[error("the database refused")]
    Refused,
}

impl From<StoreError> for AuthorityError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Newer => Self::HomeNewer,
            StoreError::Refused => Self::Database,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(_: rusqlite::Error) -> Self {
        Self::Refused
    }
}

/// The authority's memory.
pub(crate) struct Store {
    writer: Mutex<Connection>,
    /// Reads beside the writer (WAL), so that finding a key never waits for a commit.
    reader: Mutex<Connection>,
}

/// Prepared statements that are kept: more than there are.
const STATEMENTS: usize = 128;

impl Store {
    /// Opens the database in this folder, made or brought up to date if need be.
    pub(crate) fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        let mut writer = Connection::open(&path)?;
        writer.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
        )?;
        writer.set_prepared_statement_cache_capacity(STATEMENTS);
        schema::bring_up_to_date(&mut writer)?;
        let reader = Connection::open_with_flags(
            &path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        Ok(Self { writer: Mutex::new(writer), reader: Mutex::new(reader) })
    }

    /// Does `work` in one transaction: all of it is kept, or none if it fails.
    pub(crate) fn in_transaction<T, E: From<StoreError>>(
        &self,
        now: u64,
        tx: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let open = Transaction { connection: &transaction };
        open.delete_expired(now)?;
        let done = tx(&open)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(done)
    }

    fn read<T>(
        &self,
        look: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(look(&reader)?)
    }
}

/// An open transaction.
pub(crate) struct Transaction<'t> {
    connection: &'t Connection,
}

impl Transaction<'_> {
    /// Numbers leave accounts that were claimed three days ago, and what has served its time goes.
    fn delete_expired(&self, now: u64) -> Result<(), StoreError> {
        self.release_claimed_numbers(now)?;
        self.delete_expired_replies(now)?;
        self.delete_expired_registrations(now)?;
        self.delete_expired_counts(now)?;
        self.delete_expired_desk_codes(now)?;
        self.delete_expired_passes(now)?;
        self.delete_expired_orders(now)?;
        self.delete_old_photo_bytes(now)?;
        self.delete_expired_sessions(now)?;
        self.forget_returned_devices(now)?;
        self.delete_erased_accounts(now)
    }
}

/// A second as SQLite keeps it.
fn sql(second: u64) -> i64 {
    i64::try_from(second).unwrap_or(i64::MAX)
}

/// A second as SQLite kept it.
fn seconds(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

fn maybe_seconds(value: Option<i64>) -> Option<u64> {
    value.map(seconds)
}

/// A row that is not there is an answer; any other error is one.
fn found<T>(row: rusqlite::Result<T>) -> rusqlite::Result<Option<T>> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(None),
        Err(error) => Err(error),
    }
}
