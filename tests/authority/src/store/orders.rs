//! Quarantine orders: whom each is for, and every version of it.

use doorstep::model::{AccountId, ChainId, LoanId, OrderId};
use doorstep::quarantine::report::KEPT_DAYS;
use rusqlite::{Row, params};

use super::{NumberMac, StoreError, Transaction, found, maybe_seconds, seconds, sql};

/// How long a paper is known after an account could join by it, in seconds: whoever comes late is told
/// that the code is over, and not that it is wrong.
const PAPER_STAYS: u64 = 30 * 86_400;

/// How long orders and what was reported under them are kept after the end, in seconds: until then
/// somebody may have to prove what happened, the patient too.
const KEPT: u64 = 365 * 86_400;
// Phones say so before they erase.
const _: () = assert!(KEPT == KEPT_DAYS * 86_400);

/// Whom an order is for, and what is the same in all of its versions.
#[derive(Clone)]
pub(crate) struct StoredOrder {
    pub(crate) id: OrderId,
    pub(crate) chain: ChainId,
    /// From which phone and authority draw the times of checks.
    pub(crate) seed: [u8; 32],
    /// Salt and slow hash of the code that ends it.
    pub(crate) salt: [u8; 16],
    pub(crate) hash: [u8; 32],
    /// Who has it; none while it waits.
    pub(crate) account: Option<AccountId>,
    /// The number that it waits for.
    pub(crate) number: Option<NumberMac>,
    /// HMAC of the code on its paper.
    pub(crate) paper: Option<[u8; 32]>,
    /// The device that is lent with it.
    pub(crate) loan: Option<String>,
    /// Until when an account may join; none once it has one.
    pub(crate) waits_until: Option<u64>,
    /// Wrong marks that were tried at it.
    pub(crate) tries: u64,
    pub(crate) issued_at: u64,
    /// When it asks nothing any more, by its newest version.
    pub(crate) ends_at: u64,
    /// The lending in which a device has it; none while no such device was invited.
    pub(crate) lending: Option<LoanId>,
}

/// One version.
#[derive(Clone)]
pub(crate) struct StoredVersion {
    pub(crate) version: u64,
    /// What it asks and allows, JSON; with it what opens its places.
    pub(crate) terms: String,
    /// None while it waits for an account.
    pub(crate) signed: Option<SignedVersion>,
}

/// A version as it was signed.
#[derive(Clone)]
pub(crate) struct SignedVersion {
    pub(crate) digest: [u8; 32],
    pub(crate) bytes: Vec<u8>,
    pub(crate) at: u64,
}

const COLUMNS: &str = "id, chain, seed, salt, hash, account, number, paper, loan, waits_until, tries, issued_at, \
     ends_at, lending";

fn read(row: &Row<'_>) -> rusqlite::Result<StoredOrder> {
    Ok(StoredOrder {
        id: OrderId::new(row.get(0)?),
        chain: ChainId::new(row.get(1)?),
        seed: row.get(2)?,
        salt: row.get(3)?,
        hash: row.get(4)?,
        account: row.get::<_, Option<_>>(5)?.map(AccountId::new),
        number: row.get(6)?,
        paper: row.get(7)?,
        loan: row.get(8)?,
        waits_until: maybe_seconds(row.get(9)?),
        tries: seconds(row.get(10)?),
        issued_at: seconds(row.get(11)?),
        ends_at: seconds(row.get(12)?),
        lending: row.get::<_, Option<_>>(13)?.map(LoanId::new),
    })
}

fn read_version(row: &Row<'_>) -> rusqlite::Result<StoredVersion> {
    let (digest, bytes, at) = (row.get(2)?, row.get(3)?, maybe_seconds(row.get(4)?));
    let signed = match (digest, bytes, at) {
        (Some(digest), Some(bytes), Some(at)) => Some(SignedVersion { digest, bytes, at }),
        _ => None,
    };
    Ok(StoredVersion { version: seconds(row.get(0)?), terms: row.get(1)?, signed })
}

impl Transaction<'_> {
    /// Keeps whom an order is for, in place of what was known of that.
    pub(crate) fn save_order(&self, order: &StoredOrder) -> Result<(), StoreError> {
        let query = format!(
            "INSERT OR REPLACE INTO orders ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        self.connection.prepare_cached(&query)?.execute(params![
            order.id.bytes(),
            order.chain.bytes(),
            order.seed,
            order.salt,
            order.hash,
            order.account.map(|account| *account.bytes()),
            order.number,
            order.paper,
            order.loan,
            order.waits_until.map(sql),
            sql(order.tries),
            sql(order.issued_at),
            sql(order.ends_at),
            order.lending.map(|lending| *lending.bytes())
        ])?;
        self.reckon_stay_of_photos(order.id)
    }

    /// The order of this name.
    pub(crate) fn order(&self, id: OrderId) -> Result<Option<StoredOrder>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM orders WHERE id = ?");
        Ok(found(self.connection.prepare_cached(&query)?.query_row([id.bytes()], read))?)
    }

    /// The orders of a chain, oldest first.
    pub(crate) fn orders_of_chain(&self, chain: ChainId) -> Result<Vec<StoredOrder>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM orders WHERE chain = ? ORDER BY issued_at, id");
        let mut query = self.connection.prepare_cached(&query)?;
        let orders = query.query_map([chain.bytes()], read)?.collect::<Result<_, _>>()?;
        Ok(orders)
    }

    /// The order on the paper with this code.
    pub(crate) fn order_of_paper(
        &self,
        paper: &[u8; 32],
    ) -> Result<Option<StoredOrder>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM orders WHERE paper = ?");
        Ok(found(self.connection.prepare_cached(&query)?.query_row([paper], read))?)
    }

    /// The orders of an account, or of the lending in which it is a device, oldest first. Of a lending
    /// whose device nobody knows which of two is, none.
    pub(crate) fn orders_of(&self, account: AccountId) -> Result<Vec<StoredOrder>, StoreError> {
        let query = format!(
            "SELECT {COLUMNS} FROM orders
             WHERE account = ?1 OR lending IN (
                 SELECT lending FROM loans JOIN loan_devices ON loan_devices.loan = loans.id
                 WHERE loan_devices.account = ?1 AND frozen_at IS NULL
             ) ORDER BY issued_at, id"
        );
        let mut query = self.connection.prepare_cached(&query)?;
        let orders = query.query_map([account.bytes()], read)?.collect::<Result<_, _>>()?;
        Ok(orders)
    }

    /// The orders that wait for whoever has this number, oldest first.
    pub(crate) fn orders_waiting_for(
        &self,
        number: &NumberMac,
    ) -> Result<Vec<StoredOrder>, StoreError> {
        let query = format!("SELECT {COLUMNS} FROM orders WHERE number = ? ORDER BY issued_at, id");
        let mut query = self.connection.prepare_cached(&query)?;
        let orders = query.query_map([number], read)?.collect::<Result<_, _>>()?;
        Ok(orders)
    }

    /// Every order that is not forgotten, oldest first.
    pub(crate) fn orders(&self) -> Result<Vec<StoredOrder>, StoreError> {
        let query = format!(
            "SELECT {COLUMNS} FROM orders
             WHERE EXISTS (SELECT 1 FROM order_versions WHERE order_versions.id = orders.id)
             ORDER BY issued_at, id"
        );
        let mut query = self.connection.prepare_cached(&query)?;
        let orders = query.query_map([], read)?.collect::<Result<_, _>>()?;
        Ok(orders)
    }

    /// The versions of an order in which they were made.
    pub(crate) fn order_versions(&self, id: OrderId) -> Result<Vec<StoredVersion>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT version, terms, digest, bytes, signed_at FROM order_versions
             WHERE id = ? ORDER BY n",
        )?;
        let versions = query.query_map([id.bytes()], read_version)?.collect::<Result<_, _>>()?;
        Ok(versions)
    }

    /// Adds a version, in place of one that waits to be signed.
    pub(crate) fn add_order_version(
        &self,
        id: OrderId,
        version: &StoredVersion,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM order_versions WHERE id = ? AND bytes IS NULL")?
            .execute([id.bytes()])?;
        let signed = version.signed.as_ref();
        self.connection
            .prepare_cached(
                "INSERT INTO order_versions (id, version, terms, digest, bytes, signed_at)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id.bytes(),
                sql(version.version),
                version.terms,
                signed.map(|signed| signed.digest),
                signed.map(|signed| &signed.bytes),
                signed.map(|signed| sql(signed.at))
            ])?;
        Ok(())
    }

    /// What nobody has joined in time is forgotten; that there was a paper of it, a month later.
    pub(super) fn delete_expired_orders(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "DELETE FROM order_versions
                 WHERE id IN (SELECT id FROM orders WHERE waits_until <= ?)",
            )?
            .execute([sql(now)])?;
        self.connection
            .prepare_cached("UPDATE orders SET number = NULL WHERE waits_until <= ?")?
            .execute([sql(now)])?;
        self.connection
            .prepare_cached("DELETE FROM orders WHERE waits_until <= ?")?
            .execute([sql(now.saturating_sub(PAPER_STAYS))])?;
        self.delete_old_orders(now)
    }

    /// What ended long ago goes, and all that was reported and said in the same chain, unless another order
    /// has that.
    fn delete_old_orders(&self, now: u64) -> Result<(), StoreError> {
        let over = sql(now.saturating_sub(KEPT));
        let mut query = self.connection.prepare_cached(
            "SELECT id, chain FROM orders
             WHERE ends_at > 0 AND ends_at <= ? AND waits_until IS NULL LIMIT 8",
        )?;
        let old = query
            .query_map([over], |row| Ok((row.get::<_, [u8; 16]>(0)?, row.get::<_, [u8; 16]>(1)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        for (id, chain) in old {
            self.connection
                .prepare_cached("DELETE FROM order_versions WHERE id = ?")?
                .execute([id])?;
            self.connection.prepare_cached("DELETE FROM orders WHERE id = ?")?.execute([id])?;
            if self.orders_of_chain(ChainId::new(chain))?.is_empty() {
                self.delete_reports(ChainId::new(chain))?;
            }
        }
        Ok(())
    }
}
