//! Accounts that went on under another key: which one, and how far the old one reports.

use doorstep::documents::LinkedChain;
use doorstep::model::{AccountId, ChainId, PassId, Thumbprint};
use rusqlite::params;

use super::{Account, StoreError, Transaction, found, seconds, sql};

/// A link that was taken.
#[derive(Clone)]
pub(crate) struct StoredLink {
    /// Name of the key that goes on.
    pub(crate) new: Thumbprint,
    /// As both keys have signed it.
    pub(crate) bytes: Vec<u8>,
    pub(crate) at: u64,
}

impl Transaction<'_> {
    /// The link by which the account of this device key went on.
    pub(crate) fn link_of(&self, old: Thumbprint) -> Result<Option<StoredLink>, StoreError> {
        let query = "SELECT new, bytes, at FROM links WHERE old = ?";
        let read = |row: &rusqlite::Row<'_>| {
            let new = Thumbprint::new(row.get(0)?);
            Ok(StoredLink { new, bytes: row.get(1)?, at: seconds(row.get(2)?) })
        };
        Ok(found(self.connection.prepare_cached(query)?.query_row([old.bytes()], read))?)
    }

    /// Keeps a link, and how far its old key reports each chain.
    pub(crate) fn save_link(
        &self,
        kept: &StoredLink,
        old: Thumbprint,
        chains: &[LinkedChain],
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT INTO links (old, new, bytes, at) VALUES (?, ?, ?, ?)")?
            .execute(params![old.bytes(), kept.new.bytes(), kept.bytes, sql(kept.at)])?;
        for LinkedChain { chain, seq, .. } in chains {
            self.connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO linked_chains (chain, key, seq) VALUES (?, ?, ?)",
                )?
                .execute(params![chain.bytes(), old.bytes(), sql(*seq)])?;
        }
        Ok(())
    }

    /// The last number that a key reports of a chain which goes on under another key; none where it
    /// does not.
    pub(crate) fn linked_up_to(
        &self,
        chain: ChainId,
        key: Thumbprint,
    ) -> Result<Option<u64>, StoreError> {
        let query = "SELECT seq FROM linked_chains WHERE chain = ? AND key = ?";
        let mut query = self.connection.prepare_cached(query)?;
        let read = |row: &rusqlite::Row<'_>| row.get(0).map(seconds);
        Ok(found(query.query_row(params![chain.bytes(), key.bytes()], read))?)
    }

    /// Closes an account and opens the one that goes on, with its number and its orders.
    pub(crate) fn move_account(
        &self,
        old: &Account,
        new: &Account,
        why: &str,
        now: u64,
    ) -> Result<(), StoreError> {
        self.close_without_number(old.id, why, now)?;
        self.connection
            .prepare_cached(
                "INSERT INTO accounts
                     (id, key, device, sos, phone, number, created_at, passes, claimed_at)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                new.id.bytes(),
                new.key.bytes(),
                new.device,
                new.sos,
                new.phone,
                new.number,
                sql(new.created_at),
                sql(new.passes),
                new.claimed_at.map(sql)
            ])?;
        Ok(())
    }

    /// Revokes all passes of an account that have not ended, as far as the deny list has room.
    pub(crate) fn deny_passes_of(&self, account: AccountId, now: u64) -> Result<(), StoreError> {
        let query = "SELECT id FROM passes WHERE account = ? AND exp > ?";
        let mut query = self.connection.prepare_cached(query)?;
        let rows = query.query_map(params![account.bytes(), sql(now)], |row| row.get(0))?;
        let passes = rows.map(|id| id.map(PassId::new)).collect::<Result<Vec<_>, _>>()?;
        for pass in passes {
            if self.may_deny(pass, now)? {
                self.deny(pass, now)?;
            }
        }
        Ok(())
    }
}
