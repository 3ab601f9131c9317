//! What phones have reported: items, heads, receipts, and what did not fit.

use doorstep::model::{ChainId, EpochId, OrderId, Thumbprint};
use doorstep::quarantine::journal::ReportsEnd;
use doorstep::quarantine::report::VersionSecrets;
use rusqlite::{Row, params};

use super::{StoreError, Transaction, found, seconds, sql};

/// Most items of one key that are seen beyond a gap: those of two requests.
const MOST_SEEN: u64 = 1_000;

/// Most batches of one key that leave something in so many seconds: one a minute of 72 hours. What a key
/// fills is bounded, and no phone comes near.
pub(crate) const MOST_BATCHES: u64 = 4_320;
pub(crate) const BATCHES_COUNT_FOR: u64 = 72 * 3600;

/// Every table of reports; each has the chain.
const TABLES: [&str; 12] = [
    "report_items",
    "report_seen",
    "report_heads",
    "report_secrets",
    "report_receipts",
    "report_conflicts",
    "disputes",
    "notices",
    "checks",
    "photo_answers",
    "photos",
    "linked_chains",
];

/// Whose reports: r runs over what one key reports of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ledger {
    pub(crate) chain: ChainId,
    /// Name of the device key.
    pub(crate) key: Thumbprint,
}

/// An item that counts.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredItem {
    pub(crate) seq: u64,
    pub(crate) epoch: EpochId,
    pub(crate) kind: String,
    /// `{class: leaf}`, CBOR.
    pub(crate) leaves: Vec<u8>,
    /// `{class: {field: value}}` of what travelled, CBOR.
    pub(crate) says: Vec<u8>,
    /// The sum up to it.
    pub(crate) r: [u8; 32],
    pub(crate) received_at: u64,
}

/// An item beyond a gap.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SeenItem {
    pub(crate) seq: u64,
    pub(crate) kind: String,
    pub(crate) says: Vec<u8>,
}

/// A head, as the phone has signed it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredHead {
    pub(crate) seq: u64,
    /// SHA-256 of its payload.
    pub(crate) digest: [u8; 32],
    pub(crate) bytes: Vec<u8>,
}

/// A receipt, as it was signed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredReceipt {
    pub(crate) up_to: u64,
    /// Digest of the head that it names.
    pub(crate) head: [u8; 32],
    pub(crate) bytes: Vec<u8>,
    pub(crate) at: u64,
}

/// Another item under a number that has one.
#[derive(Clone, Copy)]
pub(crate) struct SavedConflict<'c> {
    pub(crate) seq: u64,
    /// The sum up to the other one.
    pub(crate) item: [u8; 32],
    /// Digest of the head that it came with.
    pub(crate) head: [u8; 32],
    /// What was answered, signed.
    pub(crate) bytes: &'c [u8],
}

fn read_item(row: &Row<'_>) -> rusqlite::Result<StoredItem> {
    Ok(StoredItem {
        seq: seconds(row.get(0)?),
        epoch: EpochId::new(row.get(1)?),
        kind: row.get(2)?,
        leaves: row.get(3)?,
        says: row.get(4)?,
        r: row.get(5)?,
        received_at: seconds(row.get(6)?),
    })
}

fn read_head(row: &Row<'_>) -> rusqlite::Result<StoredHead> {
    Ok(StoredHead { seq: seconds(row.get(0)?), digest: row.get(1)?, bytes: row.get(2)? })
}

impl Transaction<'_> {
    /// The item of this number.
    pub(crate) fn report_item(
        &self,
        of: &Ledger,
        seq: u64,
    ) -> Result<Option<StoredItem>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT seq, epoch, kind, leaves, says, r, received_at FROM report_items
                 WHERE chain = ? AND key = ? AND seq = ?",
            )?
            .query_row(params![of.chain.bytes(), of.key.bytes(), sql(seq)], read_item);
        Ok(found(row)?)
    }

    /// The items from this number on.
    pub(crate) fn report_items(
        &self,
        of: &Ledger,
        from: u64,
    ) -> Result<Vec<StoredItem>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT seq, epoch, kind, leaves, says, r, received_at FROM report_items
             WHERE chain = ? AND key = ? AND seq >= ? ORDER BY seq",
        )?;
        let given = params![of.chain.bytes(), of.key.bytes(), sql(from)];
        let items = query.query_map(given, read_item)?.collect::<Result<_, _>>()?;
        Ok(items)
    }

    /// The items of a kind.
    pub(crate) fn report_items_of(
        &self,
        of: &Ledger,
        kind: &str,
    ) -> Result<Vec<StoredItem>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT seq, epoch, kind, leaves, says, r, received_at FROM report_items
             WHERE chain = ? AND key = ? AND kind = ? ORDER BY seq",
        )?;
        let given = params![of.chain.bytes(), of.key.bytes(), kind];
        let items = query.query_map(given, read_item)?.collect::<Result<_, _>>()?;
        Ok(items)
    }

    /// How far the items go without a gap; none before the first.
    pub(crate) fn reports_end(&self, of: &Ledger) -> Result<Option<ReportsEnd>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT seq, r FROM report_items WHERE chain = ? AND key = ?
                 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row(params![of.chain.bytes(), of.key.bytes()], |row| {
                Ok(ReportsEnd { seq: seconds(row.get(0)?), r: row.get(1)? })
            });
        Ok(found(row)?)
    }

    /// Keeps an item; what one that was put aside says now, if it is there already.
    pub(crate) fn save_report_item(
        &self,
        of: &Ledger,
        item: &StoredItem,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO report_items
                     (chain, key, seq, epoch, kind, leaves, says, r, received_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (chain, key, seq) DO UPDATE SET says = excluded.says",
            )?
            .execute(params![
                of.chain.bytes(),
                of.key.bytes(),
                sql(item.seq),
                item.epoch.bytes(),
                item.kind,
                item.leaves,
                item.says,
                item.r,
                sql(item.received_at)
            ])?;
        Ok(())
    }

    /// Keeps what was seen beyond a gap, the newest first if it is much.
    pub(crate) fn save_seen_item(
        &self,
        of: &Ledger,
        item: &SeenItem,
        now: u64,
    ) -> Result<(), StoreError> {
        let of_ledger = (of.chain.bytes(), of.key.bytes());
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO report_seen (chain, key, seq, kind, says, received_at)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                of_ledger.0,
                of_ledger.1,
                sql(item.seq),
                item.kind,
                item.says,
                sql(now)
            ])?;
        self.connection
            .prepare_cached(
                "DELETE FROM report_seen WHERE chain = ?1 AND key = ?2 AND seq <= (
                     SELECT seq FROM report_seen WHERE chain = ?1 AND key = ?2
                     ORDER BY seq DESC LIMIT 1 OFFSET ?3
                 )",
            )?
            .execute(params![of_ledger.0, of_ledger.1, sql(MOST_SEEN)])?;
        Ok(())
    }

    /// Forgets what was seen of numbers up to this one: they count now.
    pub(crate) fn delete_seen_items(&self, of: &Ledger, up_to: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM report_seen WHERE chain = ? AND key = ? AND seq <= ?")?
            .execute(params![of.chain.bytes(), of.key.bytes(), sql(up_to)])?;
        Ok(())
    }

    /// What was seen beyond a gap.
    pub(crate) fn seen_items(&self, of: &Ledger) -> Result<Vec<SeenItem>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT seq, kind, says FROM report_seen WHERE chain = ? AND key = ? ORDER BY seq",
        )?;
        let read = |row: &Row<'_>| {
            Ok(SeenItem { seq: seconds(row.get(0)?), kind: row.get(1)?, says: row.get(2)? })
        };
        let items = query
            .query_map(params![of.chain.bytes(), of.key.bytes()], read)?
            .collect::<Result<_, _>>()?;
        Ok(items)
    }

    /// Keeps a head. One that was only seen may fit now.
    pub(crate) fn save_head(
        &self,
        of: &Ledger,
        head: &StoredHead,
        fits: bool,
        now: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO report_heads (chain, key, seq, digest, bytes, fits, received_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?)
                 ON CONFLICT (chain, key, digest) DO UPDATE SET fits = max(fits, excluded.fits)",
            )?
            .execute(params![
                of.chain.bytes(),
                of.key.bytes(),
                sql(head.seq),
                head.digest,
                head.bytes,
                fits,
                sql(now)
            ])?;
        Ok(())
    }

    /// The newest head of the highest number up to which everything is there.
    pub(crate) fn highest_head(&self, of: &Ledger) -> Result<Option<StoredHead>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT seq, digest, bytes FROM report_heads
                 WHERE chain = ? AND key = ? AND fits ORDER BY seq DESC, n DESC LIMIT 1",
            )?
            .query_row(params![of.chain.bytes(), of.key.bytes()], read_head);
        Ok(found(row)?)
    }

    /// The highest number that any head has named.
    pub(crate) fn highest_named(&self, of: &Ledger) -> Result<u64, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT max(seq) FROM report_heads WHERE chain = ? AND key = ?")?;
        let given = params![of.chain.bytes(), of.key.bytes()];
        let highest: Option<i64> = query.query_row(given, |row| row.get(0))?;
        Ok(highest.map(seconds).unwrap_or_default())
    }

    /// Who has sent heads of a chain, the newest first.
    pub(crate) fn ledgers_of(&self, chain: ChainId) -> Result<Vec<Ledger>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT key FROM report_heads WHERE chain = ? GROUP BY key ORDER BY max(n) DESC",
        )?;
        let keys = query.query_map([chain.bytes()], |row| {
            Ok(Ledger { chain, key: Thumbprint::new(row.get(0)?) })
        })?;
        let keys = keys.collect::<Result<_, _>>()?;
        Ok(keys)
    }

    /// Keeps what opens classes.
    pub(crate) fn save_report_secrets(
        &self,
        of: &Ledger,
        given: &VersionSecrets,
    ) -> Result<(), StoreError> {
        for (class, secret) in &given.secrets {
            self.connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO report_secrets
                         (chain, key, from_seq, class, id, version, secret)
                     VALUES (?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    of.chain.bytes(),
                    of.key.bytes(),
                    sql(given.from),
                    class,
                    given.order.bytes(),
                    sql(given.version),
                    secret.bytes()
                ])?;
        }
        Ok(())
    }

    /// What opens this class of the item of this number, and from which number on it does.
    pub(crate) fn report_secret(
        &self,
        of: &Ledger,
        class: &str,
        seq: u64,
    ) -> Result<Option<(u64, [u8; 32])>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT from_seq, secret FROM report_secrets
                 WHERE chain = ? AND key = ? AND class = ? AND from_seq <= ?
                 ORDER BY from_seq DESC LIMIT 1",
            )?
            .query_row(params![of.chain.bytes(), of.key.bytes(), class, sql(seq)], |row| {
                Ok((seconds(row.get(0)?), row.get(1)?))
            });
        Ok(found(row)?)
    }

    /// The order under which the item of this number was told, by what opens a class of it.
    pub(crate) fn order_of_item(
        &self,
        of: &Ledger,
        class: &str,
        seq: u64,
    ) -> Result<Option<OrderId>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT id FROM report_secrets
                 WHERE chain = ? AND key = ? AND class = ? AND from_seq <= ?
                 ORDER BY from_seq DESC LIMIT 1",
            )?
            .query_row(params![of.chain.bytes(), of.key.bytes(), class, sql(seq)], |row| {
                row.get(0).map(OrderId::new)
            });
        Ok(found(row)?)
    }

    /// Keeps a receipt in place of an older one for as much.
    pub(crate) fn save_receipt(
        &self,
        of: &Ledger,
        receipt: &StoredReceipt,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO report_receipts (chain, key, up_to, head, bytes, at)
                 VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                of.chain.bytes(),
                of.key.bytes(),
                sql(receipt.up_to),
                receipt.head,
                receipt.bytes,
                sql(receipt.at)
            ])?;
        Ok(())
    }

    /// The receipt for most.
    pub(crate) fn last_receipt(&self, of: &Ledger) -> Result<Option<StoredReceipt>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT up_to, head, bytes, at FROM report_receipts WHERE chain = ? AND key = ?
                 ORDER BY up_to DESC LIMIT 1",
            )?
            .query_row(params![of.chain.bytes(), of.key.bytes()], |row| {
                Ok(StoredReceipt {
                    up_to: seconds(row.get(0)?),
                    head: row.get(1)?,
                    bytes: row.get(2)?,
                    at: seconds(row.get(3)?),
                })
            });
        Ok(found(row)?)
    }

    /// Keeps that another item came.
    pub(crate) fn save_conflict(
        &self,
        of: &Ledger,
        conflict: &SavedConflict<'_>,
        now: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO report_conflicts (chain, key, seq, item, head, bytes, at)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                of.chain.bytes(),
                of.key.bytes(),
                sql(conflict.seq),
                conflict.item,
                conflict.head,
                conflict.bytes,
                sql(now)
            ])?;
        Ok(())
    }

    /// Numbers under which another item came.
    pub(crate) fn conflicts(&self, of: &Ledger) -> Result<Vec<u64>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT DISTINCT seq FROM report_conflicts WHERE chain = ? AND key = ? ORDER BY seq",
        )?;
        let given = params![of.chain.bytes(), of.key.bytes()];
        let numbers = query.query_map(given, |row| row.get(0).map(seconds))?;
        let numbers = numbers.collect::<Result<_, _>>()?;
        Ok(numbers)
    }

    /// How many batches since this second left a head or a conflict.
    pub(crate) fn batches_since(&self, of: &Ledger, since: u64) -> Result<u64, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT (SELECT count(*) FROM report_heads
                     WHERE chain = ?1 AND key = ?2 AND received_at >= ?3)
                  + (SELECT count(*) FROM report_conflicts
                     WHERE chain = ?1 AND key = ?2 AND at >= ?3)",
        )?;
        let given = params![of.chain.bytes(), of.key.bytes(), sql(since)];
        let count: i64 = query.query_row(given, |row| row.get(0))?;
        Ok(seconds(count))
    }

    /// Forgets all that was reported and said in a chain.
    pub(super) fn delete_reports(&self, chain: ChainId) -> Result<(), StoreError> {
        for table in TABLES {
            let query = format!("DELETE FROM {table} WHERE chain = ?");
            self.connection.prepare_cached(&query)?.execute([chain.bytes()])?;
        }
        Ok(())
    }
}
