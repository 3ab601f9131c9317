//! The tables, version by version.

use rusqlite::Connection;

use super::StoreError;

/// One step per version; a step that was released is never changed.
const STEPS: [&str; 7] = ["
CREATE TABLE documents (
    name TEXT NOT NULL, serial INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (name, serial)
) WITHOUT ROWID;

-- A closed account keeps only what is needed to tell its phone so; `number` is an HMAC.
CREATE TABLE accounts (
    id BLOB PRIMARY KEY, key BLOB NOT NULL UNIQUE, device BLOB NOT NULL, sos BLOB,
    phone TEXT, number BLOB, created_at INTEGER NOT NULL, passes INTEGER NOT NULL DEFAULT 0,
    claimed_at INTEGER, closed TEXT, closed_at INTEGER
) WITHOUT ROWID;
CREATE INDEX accounts_by_number ON accounts (number) WHERE number IS NOT NULL;
CREATE INDEX accounts_claimed ON accounts (claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX accounts_closed ON accounts (closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE registrations (
    id BLOB PRIMARY KEY, key BLOB NOT NULL, device BLOB NOT NULL, sos BLOB NOT NULL,
    phone TEXT NOT NULL, number BLOB NOT NULL, lang TEXT NOT NULL, created_at INTEGER NOT NULL,
    code BLOB NOT NULL, code_until INTEGER NOT NULL, sent_at INTEGER NOT NULL,
    wrong INTEGER NOT NULL, wait_until INTEGER NOT NULL, confirmed_at INTEGER, reply BLOB
) WITHOUT ROWID;
CREATE INDEX registrations_by_age ON registrations (created_at);
CREATE INDEX registrations_by_key ON registrations (key);

CREATE TABLE passes (
    id BLOB PRIMARY KEY, account BLOB, exp INTEGER NOT NULL, denied_from INTEGER
) WITHOUT ROWID;
CREATE INDEX passes_by_end ON passes (exp);
CREATE INDEX passes_by_account ON passes (account) WHERE account IS NOT NULL;
CREATE INDEX passes_denied ON passes (denied_from) WHERE denied_from IS NOT NULL;

CREATE TABLE quota_uses (
    number BLOB NOT NULL, purpose INTEGER NOT NULL, starts INTEGER NOT NULL,
    ends INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (number, purpose, starts)
) WITHOUT ROWID;
CREATE INDEX quota_uses_by_end ON quota_uses (ends);

CREATE TABLE messages_sent (number BLOB NOT NULL, at INTEGER NOT NULL);
CREATE INDEX messages_by_number ON messages_sent (number, at);
CREATE INDEX messages_by_age ON messages_sent (at);

-- `source` is an HMAC of an address or of its network.
CREATE TABLE source_numbers (
    source BLOB NOT NULL, number BLOB NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (source, number)
) WITHOUT ROWID;
CREATE INDEX source_numbers_by_age ON source_numbers (at);

CREATE TABLE nonces (
    key BLOB NOT NULL, nonce BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (key, nonce)
) WITHOUT ROWID;
CREATE INDEX nonces_by_age ON nonces (at);

CREATE TABLE replies (
    scope BLOB NOT NULL, route TEXT NOT NULL, key BLOB NOT NULL, digest BLOB NOT NULL,
    status INTEGER NOT NULL, code TEXT, body BLOB NOT NULL, keep_until INTEGER NOT NULL,
    PRIMARY KEY (scope, route, key)
) WITHOUT ROWID;
CREATE INDEX replies_by_age ON replies (keep_until);
", "
-- `name` is an HMAC of a typed code; `sealed` opens with the code alone.
CREATE TABLE codes (name BLOB PRIMARY KEY, sealed BLOB NOT NULL, exp INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX codes_by_end ON codes (exp);
", "
-- The same pass on paper, or that of which this is the paper.
ALTER TABLE passes ADD COLUMN twin BLOB;
", "
-- The key that signed it, so that a withdrawn one can be made good; for what, and by which pass.
ALTER TABLE passes ADD COLUMN key BLOB;
ALTER TABLE passes ADD COLUMN purpose INTEGER;
ALTER TABLE passes ADD COLUMN replaced_by BLOB;
", "
-- Its place in the status list, if it lasts for days. Paper has that of its pass.
ALTER TABLE passes ADD COLUMN status INTEGER;
CREATE INDEX passes_by_status ON passes (status) WHERE status IS NOT NULL;
", "
-- Browsers at the portal. `id` and `session` are HMACs of a secret that stands in a cookie alone; the
-- phone number stands here until its code was typed, and then only as an HMAC.
CREATE TABLE portal_visits (
    id BLOB PRIMARY KEY, phone TEXT NOT NULL, number BLOB NOT NULL, lang TEXT NOT NULL,
    code BLOB NOT NULL, code_until INTEGER NOT NULL, sent_at INTEGER NOT NULL,
    wrong INTEGER NOT NULL, wait_until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX portal_visits_by_age ON portal_visits (sent_at);
CREATE INDEX portal_visits_by_number ON portal_visits (number);
CREATE TABLE portal_sessions (
    id BLOB PRIMARY KEY, number BLOB NOT NULL, ends_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX portal_sessions_by_end ON portal_sessions (ends_at);
CREATE INDEX portal_sessions_by_number ON portal_sessions (number);
-- `sealed` opens with the cookie alone.
CREATE TABLE portal_prints (
    session BLOB NOT NULL, n INTEGER NOT NULL, sealed BLOB NOT NULL, exp INTEGER NOT NULL,
    PRIMARY KEY (session, n)
) WITHOUT ROWID;
CREATE INDEX portal_prints_by_end ON portal_prints (exp);
", "
-- When it begins, so that what is booked stays booked when it is made good.
ALTER TABLE passes ADD COLUMN nbf INTEGER;
"];

/// Takes the steps that this database has not seen.
pub(super) fn bring_up_to_date(connection: &mut Connection) -> Result<(), StoreError> {
    let version: usize = connection
        .query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))
        .map(|version| usize::try_from(version).unwrap_or(usize::MAX))?;
    let missing = STEPS.get(version..).ok_or(StoreError::Newer)?;
    for (step, number) in missing.iter().zip(version.saturating_add(1)..) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {number}"))?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_a_newer_version_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        bring_up_to_date(&mut connection).unwrap();
        bring_up_to_date(&mut connection).unwrap();
        connection.execute_batch("PRAGMA user_version = 999").unwrap();
        assert_eq!(bring_up_to_date(&mut connection), Err(StoreError::Newer));
    }
}
