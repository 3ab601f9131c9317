//! Surprise checks that were signed.

use doorstep::model::{ChainId, CheckId, OrderId};
use rusqlite::{Row, params};

use super::{StoreError, Transaction, seconds, sql};

/// A check that was signed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredCheck {
    pub(crate) id: CheckId,
    pub(crate) chain: ChainId,
    pub(crate) order: OrderId,
    pub(crate) bytes: Vec<u8>,
    /// When it was asked for.
    pub(crate) at: u64,
    /// From when on it is not handed out any more.
    pub(crate) exp: u64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredCheck> {
    Ok(StoredCheck {
        id: CheckId::new(row.get(0)?),
        chain: ChainId::new(row.get(1)?),
        order: OrderId::new(row.get(2)?),
        bytes: row.get(3)?,
        at: seconds(row.get(4)?),
        exp: seconds(row.get(5)?),
    })
}

impl Transaction<'_> {
    /// Keeps a check.
    pub(crate) fn save_check(&self, check: &StoredCheck) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO checks (id, chain, order_id, bytes, at, exp) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                check.id.bytes(),
                check.chain.bytes(),
                check.order.bytes(),
                check.bytes,
                sql(check.at),
                sql(check.exp)
            ])?;
        Ok(())
    }

    /// The checks of a chain, oldest first.
    pub(crate) fn checks_of(&self, chain: ChainId) -> Result<Vec<StoredCheck>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, chain, order_id, bytes, at, exp FROM checks WHERE chain = ? ORDER BY n",
        )?;
        let checks = query.query_map([chain.bytes()], read)?.collect::<Result<_, _>>()?;
        Ok(checks)
    }
}
