//! Registrations on their way to an account.

use doorstep::model::{RegistrationId, Thumbprint};
use rusqlite::{Connection, Row, params};

use super::{
    SentCode, Store, StoreError, Transaction, found, maybe_seconds, seconds, sent_codes, sql,
};

/// How long a registration is kept: a confirmed one answers again for a day, and none is asked for
/// longer than that.
const STAYS: u64 = 2 * 86_400;

/// A registration.
#[derive(Clone)]
pub(crate) struct Registration {
    pub(crate) id: RegistrationId,
    /// Name of the device key.
    pub(crate) key: Thumbprint,
    /// The device key, COSE_Key.
    pub(crate) device: Vec<u8>,
    /// The emergency key, COSE_Key.
    pub(crate) sos: Vec<u8>,
    pub(crate) created_at: u64,
    pub(crate) confirmed_at: Option<u64>,
    /// The reply that confirmed it.
    pub(crate) reply: Option<Vec<u8>>,
    /// The code that it waits for.
    pub(crate) sent: SentCode,
}

const COLUMNS: &str = "id, key, device, sos, created_at, confirmed_at, reply";

fn read(row: &Row<'_>) -> rusqlite::Result<Registration> {
    Ok(Registration {
        id: RegistrationId::new(row.get(0)?),
        key: Thumbprint::new(row.get(1)?),
        device: row.get(2)?,
        sos: row.get(3)?,
        created_at: seconds(row.get(4)?),
        confirmed_at: maybe_seconds(row.get(5)?),
        reply: row.get(6)?,
        sent: sent_codes::read(row, 7)?,
    })
}

fn find(connection: &Connection, id: RegistrationId) -> rusqlite::Result<Option<Registration>> {
    let sent = sent_codes::COLUMNS;
    let query = format!("SELECT {COLUMNS}, {sent} FROM registrations WHERE id = ?");
    found(connection.prepare_cached(&query)?.query_row([id.bytes()], read))
}

impl Store {
    /// The registration of this name.
    pub(crate) fn registration(
        &self,
        id: RegistrationId,
    ) -> Result<Option<Registration>, StoreError> {
        self.read(|reader| find(reader, id))
    }
}

impl Transaction<'_> {
    /// The registration of this name.
    pub(crate) fn registration(
        &self,
        id: RegistrationId,
    ) -> Result<Option<Registration>, StoreError> {
        Ok(find(self.connection, id)?)
    }

    /// Keeps a registration, new or changed.
    pub(crate) fn save_registration(&self, kept: &Registration) -> Result<(), StoreError> {
        let sent = sent_codes::COLUMNS;
        let query = format!(
            "INSERT OR REPLACE INTO registrations ({COLUMNS}, {sent})
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        self.connection.prepare_cached(&query)?.execute(params![
            kept.id.bytes(),
            kept.key.bytes(),
            kept.device,
            kept.sos,
            sql(kept.created_at),
            kept.confirmed_at.map(sql),
            kept.reply,
            kept.sent.phone,
            kept.sent.number,
            kept.sent.lang,
            kept.sent.code,
            sql(kept.sent.code_until),
            sql(kept.sent.sent_at),
            sql(kept.sent.wrong),
            sql(kept.sent.wait_until),
            sql(kept.sent.good_until),
            sql(kept.sent.spent)
        ])?;
        Ok(())
    }

    /// Writes a registration and takes it back: nothing stays, and it takes as long as for one that does.
    pub(crate) fn save_and_delete_registration(
        &self,
        kept: &Registration,
    ) -> Result<(), StoreError> {
        self.save_registration(kept)?;
        self.connection
            .prepare_cached("DELETE FROM registrations WHERE id = ?")?
            .execute([kept.id.bytes()])?;
        Ok(())
    }

    pub(super) fn delete_registrations(&self, key: Thumbprint) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM registrations WHERE key = ?")?
            .execute([key.bytes()])?;
        Ok(())
    }

    pub(super) fn delete_expired_registrations(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM registrations WHERE created_at < ?")?
            .execute([sql(now.saturating_sub(STAYS))])?;
        Ok(())
    }
}
