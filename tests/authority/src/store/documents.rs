//! Published documents.

use rusqlite::params;

use super::{Store, StoreError, seconds, sql};

/// A document as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct StoredDocument {
    /// Its name, as stamps use it.
    pub(crate) name: String,
    /// Its serial, or `seq`.
    pub(crate) serial: u64,
    /// Its bytes as they are served.
    pub(crate) bytes: Vec<u8>,
}

impl Store {
    /// Keeps documents that belong together. Of roots all are kept, of others the newest.
    pub(crate) fn publish(&self, documents: &[StoredDocument]) -> Result<(), StoreError> {
        if documents.is_empty() {
            return Ok(());
        }
        let mut writer = self.writer.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let transaction = writer.transaction()?;
        for document in documents {
            let serial = sql(document.serial);
            transaction
                .prepare_cached("INSERT INTO documents (name, serial, bytes) VALUES (?, ?, ?)")?
                .execute(params![document.name, serial, document.bytes])?;
            transaction
                .prepare_cached(
                    "DELETE FROM documents WHERE name = ? AND serial < ? AND name <> 'root'",
                )?
                .execute(params![document.name, serial])?;
        }
        Ok(transaction.commit()?)
    }

    /// Every document that is kept.
    pub(crate) fn documents(&self) -> Result<Vec<StoredDocument>, StoreError> {
        self.read(|reader| {
            reader
                .prepare_cached("SELECT name, serial, bytes FROM documents")?
                .query_map([], |row| {
                    Ok(StoredDocument {
                        name: row.get(0)?,
                        serial: seconds(row.get(1)?),
                        bytes: row.get(2)?,
                    })
                })?
                .collect()
        })
    }
}
