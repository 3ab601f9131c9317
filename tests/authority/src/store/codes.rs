//! What typed codes name: closed, under an HMAC of the code.

use doorstep::model::PassId;
use rusqlite::params;

use super::{Store, StoreError, Transaction, found, maybe_seconds, sql};

impl Store {
    /// What is kept under this name.
    pub(crate) fn code(&self, name: &[u8; 32]) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|reader| {
            let mut query = reader.prepare_cached("SELECT sealed FROM codes WHERE name = ?")?;
            found(query.query_row([name], |row| row.get(0)))
        })
    }

    /// From which second a pass is revoked, if it is.
    pub(crate) fn denied_from(&self, id: PassId) -> Result<Option<u64>, StoreError> {
        self.read(|reader| {
            let mut query = reader.prepare_cached("SELECT denied_from FROM passes WHERE id = ?")?;
            let row = query.query_row([id.bytes()], |row| row.get::<_, Option<i64>>(0));
            Ok(maybe_seconds(found(row)?.flatten()))
        })
    }
}

impl Transaction<'_> {
    /// Keeps what a code names, in place of what it named before.
    pub(crate) fn save_code(
        &self,
        name: &[u8; 32],
        sealed: &[u8],
        exp: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO codes (name, sealed, exp) VALUES (?, ?, ?)")?
            .execute(params![name, sealed, sql(exp)])?;
        Ok(())
    }
}
