//! Codes that the operator gives in person: one a number.

use rusqlite::params;

use super::{NumberMac, StoreError, Transaction, found, sql};

impl Transaction<'_> {
    /// Keeps a code for this number, in place of an earlier one.
    pub(crate) fn save_desk_code(
        &self,
        number: &NumberMac,
        code: &[u8; 32],
        until: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO desk_codes (number, code, until) VALUES (?, ?, ?)",
            )?
            .execute(params![number, code, sql(until)])?;
        Ok(())
    }

    /// HMAC of the code that was given for this number and counts at this second.
    pub(crate) fn desk_code(
        &self,
        number: &NumberMac,
        now: u64,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let row = self
            .connection
            .prepare_cached("SELECT code FROM desk_codes WHERE number = ? AND until > ?")?
            .query_row(params![number, sql(now)], |row| row.get(0));
        Ok(found(row)?)
    }

    /// Forgets the code of this number: it was used.
    pub(crate) fn delete_desk_code(&self, number: &NumberMac) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM desk_codes WHERE number = ?")?
            .execute([number])?;
        Ok(())
    }

    pub(super) fn delete_expired_desk_codes(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM desk_codes WHERE until <= ?")?
            .execute([sql(now)])?;
        Ok(())
    }
}
