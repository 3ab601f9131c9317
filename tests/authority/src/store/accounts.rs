//! Accounts: one active key each.

use doorstep::model::{AccountId, Thumbprint};
use rusqlite::{Connection, Row, params};

use super::{NumberMac, Store, StoreError, Transaction, found, maybe_seconds, seconds, sql};

/// How long an account keeps a number that another phone has claimed, in seconds.
pub(crate) const CLAIM_WAITS: u64 = 72 * 3600;
/// How long a closed account answers that it is closed, in seconds: as long as replies are kept.
pub(super) const CLOSED_STAYS: u64 = 72 * 3600;
/// Why an account is closed whose number went to another phone.
const NUMBER_MOVED: &str = "number-moved";
/// Why an account is closed that its holder erased.
const ERASED: &str = "erased";

/// An account.
#[derive(Clone)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    /// Name of the device key.
    pub(crate) key: Thumbprint,
    /// The device key, COSE_Key.
    pub(crate) device: Vec<u8>,
    /// The emergency key, COSE_Key; none once it is closed.
    pub(crate) sos: Option<Vec<u8>>,
    /// E.164; none once it is closed.
    pub(crate) phone: Option<String>,
    pub(crate) number: Option<NumberMac>,
    pub(crate) created_at: u64,
    /// How many passes it got.
    pub(crate) passes: u64,
    /// When another phone claimed the number.
    pub(crate) claimed_at: Option<u64>,
    /// Why it is closed.
    pub(crate) closed: Option<String>,
    /// Since when.
    pub(crate) closed_at: Option<u64>,
}

const COLUMNS: &str =
    "id, key, device, sos, phone, number, created_at, passes, claimed_at, closed, closed_at";

fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: AccountId::new(row.get(0)?),
        key: Thumbprint::new(row.get(1)?),
        device: row.get(2)?,
        sos: row.get(3)?,
        phone: row.get(4)?,
        number: row.get(5)?,
        created_at: seconds(row.get(6)?),
        passes: seconds(row.get(7)?),
        claimed_at: maybe_seconds(row.get(8)?),
        closed: row.get(9)?,
        closed_at: maybe_seconds(row.get(10)?),
    })
}

fn find(connection: &Connection, key: Thumbprint) -> rusqlite::Result<Option<Account>> {
    let query = format!("SELECT {COLUMNS} FROM accounts WHERE key = ?");
    found(connection.prepare_cached(&query)?.query_row([key.bytes()], read))
}

impl Store {
    /// The account of this device key.
    pub(crate) fn account_of(&self, key: Thumbprint) -> Result<Option<Account>, StoreError> {
        self.read(|reader| find(reader, key))
    }

    /// Every account, oldest first.
    pub(crate) fn accounts(&self, now: u64) -> Result<Vec<Account>, StoreError> {
        self.in_transaction(now, |tx| {
            let query = format!("SELECT {COLUMNS} FROM accounts ORDER BY created_at, id");
            let mut query = tx.connection.prepare_cached(&query)?;
            let rows = query.query_map([], read)?.collect::<Result<_, _>>()?;
            Ok(rows)
        })
    }
}

impl Transaction<'_> {
    /// The account of this device key.
    pub(crate) fn account_of(&self, key: Thumbprint) -> Result<Option<Account>, StoreError> {
        Ok(find(self.connection, key)?)
    }

    /// Whether this key (COSE_Key) declares emergencies for another than this device key's account.
    pub(crate) fn is_emergency_key_of_other(
        &self,
        key: &[u8],
        device: Thumbprint,
    ) -> Result<bool, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM accounts WHERE sos = ? AND key <> ?)")?;
        Ok(query.query_row(params![key, device.bytes()], |row| row.get(0))?)
    }

    /// Opens an account, or gives a known device key its new number and emergency key. Older
    /// accounts of the number are told, and lose it in three days.
    pub(crate) fn open_account(&self, account: &Account, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE accounts SET claimed_at = ?
                 WHERE number = ? AND key <> ? AND claimed_at IS NULL AND closed IS NULL",
            )?
            .execute(params![sql(now), account.number, account.key.bytes()])?;
        self.connection
            .prepare_cached(
                "INSERT INTO accounts (id, key, device, sos, phone, number, created_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (key) DO UPDATE SET sos = excluded.sos, phone = excluded.phone,
                     number = excluded.number, claimed_at = NULL",
            )?
            .execute(params![
                account.id.bytes(),
                account.key.bytes(),
                account.device,
                account.sos,
                account.phone,
                account.number,
                sql(account.created_at)
            ])?;
        Ok(())
    }

    /// Closes the account of a device that is lent no more, and says why.
    pub(crate) fn close_device(
        &self,
        account: AccountId,
        why: &str,
        now: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE accounts SET sos = NULL, closed = ?, closed_at = ?
                 WHERE id = ? AND closed IS NULL",
            )?
            .execute(params![why, sql(now), account.bytes()])?;
        Ok(())
    }

    /// Closes an account whose number goes on with another.
    pub(crate) fn close_without_number(
        &self,
        account: AccountId,
        why: &str,
        now: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE accounts SET sos = NULL, phone = NULL, number = NULL, claimed_at = NULL,
                     closed = ?, closed_at = ? WHERE id = ?",
            )?
            .execute(params![why, sql(now), account.bytes()])?;
        Ok(())
    }

    /// The accounts of a number that are not closed, oldest first.
    pub(crate) fn open_accounts_of(&self, number: &NumberMac) -> Result<Vec<Account>, StoreError> {
        let query = format!(
            "SELECT {COLUMNS} FROM accounts WHERE number = ? AND closed IS NULL
             ORDER BY created_at, id"
        );
        let mut query = self.connection.prepare_cached(&query)?;
        let accounts = query.query_map([number], read)?.collect::<Result<_, _>>()?;
        Ok(accounts)
    }

    /// Closes an account and removes what belongs to it. What was counted under its number stays
    /// until its period ends.
    pub(crate) fn erase(&self, account: &Account, now: u64) -> Result<(), StoreError> {
        self.delete_replies(account.id, account.key)?;
        self.delete_registrations(account.key)?;
        self.detach_passes(account.id)?;
        self.connection
            .prepare_cached(
                "UPDATE accounts SET sos = NULL, phone = NULL, number = NULL, claimed_at = NULL,
                     closed = ?, closed_at = ? WHERE id = ?",
            )?
            .execute(params![ERASED, sql(now), account.id.bytes()])?;
        Ok(())
    }

    /// Whoever has an order that is not over keeps account and number until it is: somebody else who
    /// types their number takes no answer from them.
    pub(super) fn release_claimed_numbers(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE accounts SET sos = NULL, phone = NULL, number = NULL, claimed_at = NULL,
                     closed = ?1, closed_at = ?2
                 WHERE claimed_at <= ?3 AND NOT EXISTS (
                     SELECT 1 FROM orders
                     WHERE orders.account = accounts.id AND orders.ends_at > ?2
                 )",
            )?
            .execute(params![NUMBER_MOVED, sql(now), sql(now.saturating_sub(CLAIM_WAITS))])?;
        Ok(())
    }

    pub(super) fn delete_erased_accounts(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM accounts WHERE closed_at < ? AND closed = ?")?
            .execute(params![sql(now.saturating_sub(CLOSED_STAYS)), ERASED])?;
        Ok(())
    }
}
