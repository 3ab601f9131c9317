//! Notices to people under an order, and what they dispute.

use doorstep::model::{ChainId, NoticeId, Thumbprint};
use rusqlite::{Row, params};

use super::{Ledger, StoreError, Transaction, found, seconds, sql};

/// Something that a patient disputes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct StoredDispute {
    /// Its name.
    pub(crate) reference: [u8; 8],
    pub(crate) ledger: Ledger,
    /// Number of its item.
    pub(crate) seq: u64,
    /// The notice that answers it.
    pub(crate) notice: Option<NoticeId>,
    /// In the patient's own words, as far as they were shown.
    pub(crate) text: Option<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredDispute> {
    let (chain, key) = (ChainId::new(row.get(1)?), Thumbprint::new(row.get(2)?));
    Ok(StoredDispute {
        reference: row.get(0)?,
        ledger: Ledger { chain, key },
        seq: seconds(row.get(3)?),
        notice: row.get::<_, Option<_>>(4)?.map(NoticeId::new),
        text: row.get(5)?,
    })
}

impl Transaction<'_> {
    /// Keeps a notice.
    pub(crate) fn save_notice(
        &self,
        id: NoticeId,
        chain: ChainId,
        bytes: &[u8],
        now: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT INTO notices (id, chain, bytes, at) VALUES (?, ?, ?, ?)")?
            .execute(params![id.bytes(), chain.bytes(), bytes, sql(now)])?;
        Ok(())
    }

    /// The notices of a chain, oldest first.
    pub(crate) fn notices_of(
        &self,
        chain: ChainId,
    ) -> Result<Vec<(NoticeId, Vec<u8>)>, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id, bytes FROM notices WHERE chain = ? ORDER BY n")?;
        let notices = query
            .query_map([chain.bytes()], |row| Ok((NoticeId::new(row.get(0)?), row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        Ok(notices)
    }

    /// Keeps what is disputed, or its words, or who has answered it.
    pub(crate) fn save_dispute(&self, dispute: &StoredDispute) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO disputes (ref, chain, key, seq, notice, text) VALUES (?, ?, ?, ?, ?, ?)
                 ON CONFLICT (ref) DO UPDATE SET notice = coalesce(excluded.notice, notice),
                     text = coalesce(excluded.text, text)",
            )?
            .execute(params![
                dispute.reference,
                dispute.ledger.chain.bytes(),
                dispute.ledger.key.bytes(),
                sql(dispute.seq),
                dispute.notice.map(|notice| *notice.bytes()),
                dispute.text
            ])?;
        Ok(())
    }

    /// What is disputed in a chain, oldest first.
    pub(crate) fn disputes_of(&self, chain: ChainId) -> Result<Vec<StoredDispute>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT ref, chain, key, seq, notice, text FROM disputes WHERE chain = ?
             ORDER BY key, seq",
        )?;
        let disputes = query.query_map([chain.bytes()], read)?.collect::<Result<_, _>>()?;
        Ok(disputes)
    }

    /// What is disputed under this name.
    pub(crate) fn dispute(&self, reference: &[u8; 8]) -> Result<Option<StoredDispute>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT ref, chain, key, seq, notice, text FROM disputes WHERE ref = ?",
            )?
            .query_row([reference], read);
        Ok(found(row)?)
    }
}
