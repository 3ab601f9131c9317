//! Browsers at the portal: those that wait for a code, those that are signed in, and what they may
//! print again.

use rusqlite::{Connection, params};

use super::{
    NumberMac, Scope, SentCode, Store, StoreError, Transaction, found, seconds, sent_codes, sql,
};

/// A browser: an HMAC of the secret in its cookie, which itself stands nowhere.
pub(crate) type BrowserId = [u8; 32];

/// How long a browser waits for a code, in seconds: longer than a code counts and its wait lasts.
const VISIT_STAYS: u64 = 3600;

/// A browser that is signed in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) number: NumberMac,
    /// First second at which it is over.
    pub(crate) ends_at: u64,
}

/// What a browser may print again, closed under a key that its cookie gives.
pub(crate) struct StoredPrint {
    /// Its place in the session, from 1.
    pub(crate) n: u64,
    pub(crate) sealed: Vec<u8>,
}

fn session(
    connection: &Connection,
    browser: &BrowserId,
    now: u64,
) -> rusqlite::Result<Option<Session>> {
    let mut query = connection.prepare_cached(
        "SELECT number, ends_at FROM portal_sessions WHERE id = ? AND ends_at > ?",
    )?;
    found(query.query_row(params![browser, sql(now)], |row| {
        Ok(Session { number: row.get(0)?, ends_at: seconds(row.get(1)?) })
    }))
}

fn visit(
    connection: &Connection,
    browser: &BrowserId,
    now: u64,
) -> rusqlite::Result<Option<SentCode>> {
    let sent = sent_codes::COLUMNS;
    let query = format!("SELECT {sent} FROM portal_visits WHERE id = ? AND sent_at >= ?");
    let since = sql(now.saturating_sub(VISIT_STAYS));
    let mut query = connection.prepare_cached(&query)?;
    found(query.query_row(params![browser, since], |row| sent_codes::read(row, 0)))
}

impl Store {
    /// The session of this browser, if it is signed in at this second.
    pub(crate) fn session(
        &self,
        browser: &BrowserId,
        now: u64,
    ) -> Result<Option<Session>, StoreError> {
        self.read(|reader| session(reader, browser, now))
    }

    /// The code that this browser waits for.
    pub(crate) fn visit(
        &self,
        browser: &BrowserId,
        now: u64,
    ) -> Result<Option<SentCode>, StoreError> {
        self.read(|reader| visit(reader, browser, now))
    }

    /// What this browser may print at this second, in the order in which it was issued.
    pub(crate) fn prints(
        &self,
        browser: &BrowserId,
        now: u64,
    ) -> Result<Vec<StoredPrint>, StoreError> {
        self.read(|reader| {
            reader
                .prepare_cached(
                    "SELECT n, sealed FROM portal_prints WHERE session = ? AND exp > ? ORDER BY n",
                )?
                .query_map(params![browser, sql(now)], |row| {
                    Ok(StoredPrint { n: seconds(row.get(0)?), sealed: row.get(1)? })
                })?
                .collect()
        })
    }
}

impl Transaction<'_> {
    /// The session of this browser, if it is signed in at this second.
    pub(crate) fn session(
        &self,
        browser: &BrowserId,
        now: u64,
    ) -> Result<Option<Session>, StoreError> {
        Ok(session(self.connection, browser, now)?)
    }

    /// The code that this browser waits for.
    pub(crate) fn visit(
        &self,
        browser: &BrowserId,
        now: u64,
    ) -> Result<Option<SentCode>, StoreError> {
        Ok(visit(self.connection, browser, now)?)
    }

    /// Keeps the code that a browser waits for, in place of another.
    pub(crate) fn save_visit(
        &self,
        browser: &BrowserId,
        sent: &SentCode,
    ) -> Result<(), StoreError> {
        let query = format!(
            "INSERT OR REPLACE INTO portal_visits (id, {}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            sent_codes::COLUMNS
        );
        self.connection.prepare_cached(&query)?.execute(params![
            browser,
            sent.phone,
            sent.number,
            sent.lang,
            sent.code,
            sql(sent.code_until),
            sql(sent.sent_at),
            sql(sent.wrong),
            sql(sent.wait_until),
            sql(sent.good_until),
            sql(sent.spent)
        ])?;
        Ok(())
    }

    /// Forgets the number that a browser named.
    pub(crate) fn delete_visit(&self, browser: &BrowserId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM portal_visits WHERE id = ?")?
            .execute([browser])?;
        Ok(())
    }

    /// Signs a browser in, or lets it stay longer.
    pub(crate) fn save_session(
        &self,
        browser: &BrowserId,
        kept: &Session,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO portal_sessions (id, number, ends_at) VALUES (?, ?, ?)
                 ON CONFLICT (id) DO UPDATE SET ends_at = excluded.ends_at",
            )?
            .execute(params![browser, kept.number, sql(kept.ends_at)])?;
        Ok(())
    }

    /// Keeps what a browser may print again until its end; its place, from 1.
    pub(crate) fn save_print(
        &self,
        browser: &BrowserId,
        sealed: &[u8],
        exp: u64,
    ) -> Result<u64, StoreError> {
        let n = self
            .connection
            .prepare_cached(
                "INSERT INTO portal_prints (session, n, sealed, exp)
                 SELECT ?1, ifnull(max(n), 0) + 1, ?2, ?3 FROM portal_prints WHERE session = ?1
                 RETURNING n",
            )?
            .query_row(params![browser, sealed, sql(exp)], |row| row.get(0))?;
        Ok(seconds(n))
    }

    /// Puts another pass in the place of one that a browser may print.
    pub(crate) fn replace_print(
        &self,
        browser: &BrowserId,
        n: u64,
        sealed: &[u8],
        exp: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE portal_prints SET sealed = ?, exp = ? WHERE session = ? AND n = ?",
            )?
            .execute(params![sealed, sql(exp), browser, sql(n)])?;
        Ok(())
    }

    /// Signs a browser out, with everything that it could print or repeat.
    pub(crate) fn delete_session(&self, browser: &BrowserId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM portal_sessions WHERE id = ?")?
            .execute([browser])?;
        self.connection
            .prepare_cached("DELETE FROM portal_prints WHERE session = ?")?
            .execute([browser])?;
        self.delete_replies_of(&Scope::Browser(*browser))
    }

    /// Forgets a number at the portal, in whichever browser it was typed. What was counted under it
    /// stays until its period ends.
    pub(crate) fn delete_number(&self, number: &NumberMac) -> Result<(), StoreError> {
        let mut browsers = self.connection.prepare_cached(
            "SELECT id FROM portal_sessions WHERE number = ?1
             UNION SELECT id FROM portal_visits WHERE number = ?1",
        )?;
        let browsers: Vec<BrowserId> =
            browsers.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for browser in browsers {
            self.delete_visit(&browser)?;
            self.delete_session(&browser)?;
        }
        Ok(())
    }

    pub(super) fn delete_expired_sessions(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM portal_visits WHERE sent_at < ?")?
            .execute([sql(now.saturating_sub(VISIT_STAYS))])?;
        let ended = self
            .connection
            .prepare_cached("DELETE FROM portal_sessions WHERE ends_at <= ?")?
            .execute([sql(now)])?;
        self.connection
            .prepare_cached("DELETE FROM portal_prints WHERE exp <= ?")?
            .execute([sql(now)])?;
        // The table is gone through as a whole only when there is something to find.
        if ended > 0 {
            self.connection
                .prepare_cached(
                    "DELETE FROM portal_prints
                     WHERE NOT EXISTS (SELECT 1 FROM portal_sessions WHERE id = session)",
                )?
                .execute([])?;
        }
        Ok(())
    }
}
