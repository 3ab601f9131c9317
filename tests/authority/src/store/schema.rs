//! The tables, version by version.

use rusqlite::Connection;

use super::StoreError;

/// One step per version; a step that was released is never changed.
const STEPS: [&str; 20] = ["
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
", "
-- A place of the status list stays taken while a list that shows its pass revoked may still count:
-- longer than the pass is kept. How many are taken is counted here, because it is asked with every
-- pass that lasts for days. Paper begins with its pass.
CREATE TABLE places (idx INTEGER PRIMARY KEY, exp INTEGER NOT NULL);
CREATE INDEX places_by_end ON places (exp);
INSERT INTO places (idx, exp) SELECT status, max(exp) FROM passes WHERE status IS NOT NULL GROUP BY status;
CREATE TABLE places_taken (n INTEGER NOT NULL);
INSERT INTO places_taken SELECT count(*) FROM places;
CREATE TRIGGER place_given AFTER INSERT ON places BEGIN UPDATE places_taken SET n = n + 1; END;
CREATE TRIGGER place_left AFTER DELETE ON places BEGIN UPDATE places_taken SET n = n - 1; END;
DROP INDEX passes_by_status;
CREATE INDEX passes_revoked_by_status ON passes (status)
    WHERE status IS NOT NULL AND denied_from IS NOT NULL;
UPDATE passes SET nbf = (SELECT nbf FROM passes AS whole WHERE whole.id = passes.twin)
    WHERE nbf IS NULL AND twin IS NOT NULL;
", "
-- Rules that count by other stretches may begin one at the same second.
CREATE TABLE uses (
    number BLOB NOT NULL, purpose INTEGER NOT NULL, starts INTEGER NOT NULL,
    ends INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (number, purpose, starts, ends)
) WITHOUT ROWID;
INSERT INTO uses SELECT number, purpose, starts, ends, n FROM quota_uses;
DROP TABLE quota_uses;
ALTER TABLE uses RENAME TO quota_uses;
CREATE INDEX quota_uses_by_end ON quota_uses (ends);
", "
-- The key that shows it, by its name: every pass has one of its own, and no other key is one.
ALTER TABLE passes ADD COLUMN holder BLOB;
CREATE INDEX passes_by_holder ON passes (holder) WHERE holder IS NOT NULL;
CREATE INDEX accounts_by_sos ON accounts (sos) WHERE sos IS NOT NULL;
", "
-- Until when a code really counts, and the wrong tries at it: what is shown begins anew with every
-- request for another one, sent or not.
ALTER TABLE registrations ADD COLUMN good_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE registrations ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;
UPDATE registrations SET good_until = code_until, spent = wrong;
ALTER TABLE portal_visits ADD COLUMN good_until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE portal_visits ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;
UPDATE portal_visits SET good_until = code_until, spent = wrong;
-- The network that a code was asked for from (an HMAC), whether by a phone of the number, and whether
-- it was typed.
ALTER TABLE messages_sent ADD COLUMN source BLOB;
ALTER TABLE messages_sent ADD COLUMN known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages_sent ADD COLUMN answered INTEGER NOT NULL DEFAULT 0;
-- How often a source has named a number in its hour.
ALTER TABLE source_numbers ADD COLUMN n INTEGER NOT NULL DEFAULT 1;
-- What an hour has seen of codes.
CREATE TABLE hours (
    hour INTEGER PRIMARY KEY, sent INTEGER NOT NULL, withheld INTEGER NOT NULL,
    wrong INTEGER NOT NULL
);
-- Codes that were given in person; `code` is an HMAC.
CREATE TABLE desk_codes (
    number BLOB PRIMARY KEY, code BLOB NOT NULL, until INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX desk_codes_by_end ON desk_codes (until);
", "
-- Quarantine orders. One that waits for an account is found by an HMAC of its number or of the code on its
-- paper. The code that ends an order is drawn from its name by the server's key; here is its slow hash.
CREATE TABLE orders (
    id BLOB PRIMARY KEY, chain BLOB NOT NULL, seed BLOB NOT NULL, salt BLOB NOT NULL, hash BLOB NOT NULL,
    account BLOB, number BLOB, paper BLOB, loan TEXT, waits_until INTEGER,
    tries INTEGER NOT NULL DEFAULT 0, issued_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX orders_by_account ON orders (account) WHERE account IS NOT NULL;
CREATE INDEX orders_by_number ON orders (number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX orders_by_paper ON orders (paper) WHERE paper IS NOT NULL;
CREATE INDEX orders_waiting ON orders (waits_until) WHERE waits_until IS NOT NULL;
-- In the order in which they were made. One without bytes waits for an account, whose key it will name.
CREATE TABLE order_versions (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL, terms TEXT NOT NULL,
    digest BLOB, bytes BLOB, signed_at INTEGER
);
CREATE INDEX order_versions_by_order ON order_versions (id, n);
", "
-- When it asks nothing any more, by its newest version: until then its account keeps its number.
ALTER TABLE orders ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 0;
", "
CREATE INDEX orders_by_chain ON orders (chain);
CREATE INDEX orders_by_end ON orders (ends_at);
-- What phones have reported, by the chain and the name of the device key. `leaves` and `says` are maps by
-- class, CBOR: of each its leaf, and of those that travelled what they say. `r` is the sum up to there.
CREATE TABLE report_items (
    chain BLOB NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, epoch BLOB NOT NULL, kind TEXT NOT NULL,
    leaves BLOB NOT NULL, says BLOB NOT NULL, r BLOB NOT NULL, received_at INTEGER NOT NULL,
    PRIMARY KEY (chain, key, seq)
) WITHOUT ROWID;
-- What lies beyond a gap: seen, and not counted.
CREATE TABLE report_seen (
    chain BLOB NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, says BLOB NOT NULL,
    received_at INTEGER NOT NULL, PRIMARY KEY (chain, key, seq)
) WITHOUT ROWID;
-- Heads as they were signed. One `fits` if all items up to its number are there and lead to its r.
CREATE TABLE report_heads (
    n INTEGER PRIMARY KEY, chain BLOB NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, digest BLOB NOT NULL,
    bytes BLOB NOT NULL, fits INTEGER NOT NULL, received_at INTEGER NOT NULL, UNIQUE (chain, key, digest)
);
CREATE INDEX report_heads_by_seq ON report_heads (chain, key, seq);
-- What opens a class of the items from a number on.
CREATE TABLE report_secrets (
    chain BLOB NOT NULL, key BLOB NOT NULL, from_seq INTEGER NOT NULL, class TEXT NOT NULL, id BLOB NOT NULL,
    version INTEGER NOT NULL, secret BLOB NOT NULL, PRIMARY KEY (chain, key, class, from_seq)
) WITHOUT ROWID;
CREATE TABLE report_receipts (
    chain BLOB NOT NULL, key BLOB NOT NULL, up_to INTEGER NOT NULL, head BLOB NOT NULL, bytes BLOB NOT NULL,
    at INTEGER NOT NULL, PRIMARY KEY (chain, key, up_to)
) WITHOUT ROWID;
-- Another item under a number that has one: the sum up to it, the head that it came with, and what was answered.
CREATE TABLE report_conflicts (
    chain BLOB NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, item BLOB NOT NULL, head BLOB NOT NULL,
    bytes BLOB NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (chain, key, seq, item)
) WITHOUT ROWID;
-- What a patient disputes, by a name of its own; `notice` answers it.
CREATE TABLE disputes (
    ref BLOB PRIMARY KEY, chain BLOB NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, notice BLOB
) WITHOUT ROWID;
CREATE INDEX disputes_by_chain ON disputes (chain);
CREATE TABLE notices (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, chain BLOB NOT NULL, bytes BLOB NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX notices_by_chain ON notices (chain);
", "
-- In the patient's own words, as far as they were shown.
ALTER TABLE disputes ADD COLUMN text TEXT;
", "
-- Surprise checks, by the order that lets them be asked. They are handed out until `exp`.
CREATE TABLE checks (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, chain BLOB NOT NULL, order_id BLOB NOT NULL,
    bytes BLOB NOT NULL, at INTEGER NOT NULL, exp INTEGER NOT NULL
);
CREATE INDEX checks_by_chain ON checks (chain);
", "
-- Photos by the names that answers give them, one row for each device key, in the order in which they were
-- named. Order and check are those of the first such answer. `received` bytes have come; `bytes` go at
-- `stays_until`, and with them the digest of the picture and what it looks like.
CREATE TABLE photos (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL, chain BLOB NOT NULL, key BLOB NOT NULL, order_id BLOB NOT NULL,
    check_id BLOB, stays_until INTEGER NOT NULL, received INTEGER NOT NULL DEFAULT 0, came_at INTEGER,
    receipt BLOB, deleted_at INTEGER, verdict TEXT, verdict_at INTEGER, verdict_bytes BLOB, jpeg BLOB,
    look INTEGER, bytes BLOB, UNIQUE (id, key)
);
CREATE INDEX photos_by_chain ON photos (chain);
CREATE INDEX photos_by_key ON photos (key, came_at);
CREATE INDEX photos_by_order ON photos (order_id);
CREATE INDEX photos_that_go ON photos (stays_until) WHERE bytes IS NOT NULL;
-- Answers that name them. `opened` is how the photo opened that this answer names.
CREATE TABLE photo_answers (
    n INTEGER PRIMARY KEY, chain BLOB NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, photo INTEGER NOT NULL,
    order_id BLOB NOT NULL, check_id BLOB, opened TEXT, UNIQUE (chain, key, seq)
);
CREATE INDEX photo_answers_by_photo ON photo_answers (photo);
", "
-- What was signed of the end of a photo's bytes.
ALTER TABLE photos ADD COLUMN deletion BLOB;
", "
-- Invitations of devices that are lent. Those of one `lending` follow each other while somebody has the number:
-- a device that comes in another's place gets the same orders, whoever has the number later does not.
CREATE TABLE loans (
    n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, number TEXT NOT NULL, lending BLOB NOT NULL,
    made_at INTEGER NOT NULL, exp INTEGER NOT NULL, frozen_at INTEGER, lost_at INTEGER, over_at INTEGER
);
CREATE INDEX loans_by_number ON loans (number, n);
CREATE INDEX loans_by_lending ON loans (lending);
-- Devices that registered with them. Some days after one came back, its receipts alone are left.
CREATE TABLE loan_devices (
    n INTEGER PRIMARY KEY, loan BLOB NOT NULL, account BLOB UNIQUE, at INTEGER NOT NULL, handover BLOB,
    handed_over_at INTEGER, certificate BLOB, receipt BLOB, returned_at INTEGER
);
CREATE INDEX loan_devices_by_loan ON loan_devices (loan);
ALTER TABLE orders ADD COLUMN lending BLOB;
CREATE INDEX orders_by_lending ON orders (lending);
", "
-- Accounts that went on under another key, by the key that ended.
CREATE TABLE links (
    old BLOB PRIMARY KEY, new BLOB NOT NULL, bytes BLOB NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
-- How far that key reports.
CREATE TABLE linked_chains (
    chain BLOB NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (chain, key)
) WITHOUT ROWID;
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

    #[test]
    fn places_that_were_given_before_they_were_counted_stay_taken() {
        let mut connection = Connection::open_in_memory().unwrap();
        for (step, version) in STEPS.iter().zip(1..=7) {
            connection.execute_batch(step).unwrap();
            connection.execute_batch(&format!("PRAGMA user_version = {version}")).unwrap();
        }
        connection
            .execute_batch(
                "INSERT INTO passes (id, exp, nbf, status, twin) VALUES
                     (x'01', 90, 5, 7, x'02'), (x'02', 90, NULL, 7, x'01'), (x'03', 80, 6, 9, NULL);
                 INSERT INTO quota_uses VALUES (x'aa', 2, 10, 20, 3);",
            )
            .unwrap();
        bring_up_to_date(&mut connection).unwrap();
        let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(one("SELECT n FROM places_taken"), 2);
        assert_eq!(one("SELECT exp FROM places WHERE idx = 7"), 90);
        assert_eq!(one("SELECT nbf FROM passes WHERE id = x'02'"), 5);
        assert_eq!(one("SELECT n FROM quota_uses"), 3);
        connection.execute_batch("DELETE FROM places WHERE exp < 85").unwrap();
        assert_eq!(one("SELECT n FROM places_taken"), 1);
    }
}
