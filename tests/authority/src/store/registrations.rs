//! Registrations on their way to an account.

use doorstep::model::{RegistrationId, Thumbprint};
use rusqlite::{Connection, Row, params};

use super::{NumberMac, Store, StoreError, Work, found, maybe_seconds, seconds, sql};

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
    pub(crate) phone: String,
    pub(crate) number: NumberMac,
    pub(crate) lang: String,
    pub(crate) created_at: u64,
    /// HMAC of the code.
    pub(crate) code: [u8; 32],
    /// First second at which the code no longer counts.
    pub(crate) code_until: u64,
    /// When the code was made.
    pub(crate) sent_at: u64,
    /// Wrong tries at this code.
    pub(crate) wrong: u64,
    /// No new code before this second.
    pub(crate) wait_until: u64,
    pub(crate) confirmed_at: Option<u64>,
    /// The reply that confirmed it.
    pub(crate) reply: Option<Vec<u8>>,
}

const COLUMNS: &str = "id, key, device, sos, phone, number, lang, created_at, code, code_until, \
                       sent_at, wrong, wait_until, confirmed_at, reply";

fn read(row: &Row<'_>) -> rusqlite::Result<Registration> {
    Ok(Registration {
        id: RegistrationId::new(row.get(0)?),
        key: Thumbprint::new(row.get(1)?),
        device: row.get(2)?,
        sos: row.get(3)?,
        phone: row.get(4)?,
        number: row.get(5)?,
        lang: row.get(6)?,
        created_at: seconds(row.get(7)?),
        code: row.get(8)?,
        code_until: seconds(row.get(9)?),
        sent_at: seconds(row.get(10)?),
        wrong: seconds(row.get(11)?),
        wait_until: seconds(row.get(12)?),
        confirmed_at: maybe_seconds(row.get(13)?),
        reply: row.get(14)?,
    })
}

fn find(connection: &Connection, id: RegistrationId) -> rusqlite::Result<Option<Registration>> {
    let query = format!("SELECT {COLUMNS} FROM registrations WHERE id = ?");
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

impl Work<'_> {
    /// The registration of this name.
    pub(crate) fn registration(
        &self,
        id: RegistrationId,
    ) -> Result<Option<Registration>, StoreError> {
        Ok(find(self.connection, id)?)
    }

    /// Keeps a registration, new or changed.
    pub(crate) fn keep_registration(&self, kept: &Registration) -> Result<(), StoreError> {
        let query = format!(
            "INSERT OR REPLACE INTO registrations ({COLUMNS})
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        self.connection.prepare_cached(&query)?.execute(params![
            kept.id.bytes(),
            kept.key.bytes(),
            kept.device,
            kept.sos,
            kept.phone,
            kept.number,
            kept.lang,
            sql(kept.created_at),
            kept.code,
            sql(kept.code_until),
            sql(kept.sent_at),
            sql(kept.wrong),
            sql(kept.wait_until),
            kept.confirmed_at.map(sql),
            kept.reply
        ])?;
        Ok(())
    }

    pub(super) fn drop_registrations(&self, key: Thumbprint) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM registrations WHERE key = ?")?
            .execute([key.bytes()])?;
        Ok(())
    }

    pub(super) fn forget_registrations(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM registrations WHERE created_at < ?")?
            .execute([sql(now.saturating_sub(STAYS))])?;
        Ok(())
    }
}
