//! Replies under their idempotency keys, and nonces that were seen (`PROTOCOL.md §8.6`).

use doorstep::model::{AccountId, IdempotencyKey, Nonce, Thumbprint};
use rusqlite::params;

use super::{BrowserId, StoreError, Transaction, found, seconds, sql};

/// How long a nonce is remembered, in seconds: longer than a request's time can lie off.
const NONCE_STAYS: u64 = 900;
/// Most requests of one account in that time: no person comes near, and what it fills is bounded.
const MOST_NONCES: u64 = 600;
/// Most replies that are kept for one account.
pub(crate) const MOST_REPLIES: u64 = 500;

/// Whose idempotency keys they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// An account's.
    Account(AccountId),
    /// A device key's that has no account yet.
    Device(Thumbprint),
    /// A browser's at the portal.
    Browser(BrowserId),
}

impl Scope {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Account(account) => account.bytes(),
            Self::Device(key) => key.bytes(),
            Self::Browser(browser) => browser,
        }
    }
}

/// A reply as it went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredReply {
    /// Digest of the body that it answered.
    pub(crate) digest: [u8; 32],
    /// HTTP status.
    pub(crate) status: u16,
    /// Code of the refusal.
    pub(crate) code: Option<String>,
    /// Body.
    pub(crate) body: Vec<u8>,
    /// Last second at which it is still known.
    pub(crate) keep_until: u64,
}

impl Transaction<'_> {
    /// Remembers a nonce under this key. False if it was seen before.
    pub(crate) fn use_nonce(
        &self,
        key: Thumbprint,
        nonce: Nonce,
        now: u64,
    ) -> Result<bool, StoreError> {
        let rows = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO nonces (key, nonce, at) VALUES (?, ?, ?)")?
            .execute(params![key.bytes(), nonce.bytes(), sql(now)])?;
        Ok(rows == 1)
    }

    /// Whether this key has sent as many requests as one may in this time.
    pub(crate) fn is_over_limit(&self, key: Thumbprint, now: u64) -> Result<bool, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT count(*) FROM nonces WHERE key = ? AND at <= ?")?;
        let count: i64 = query.query_row(params![key.bytes(), sql(now)], |row| row.get(0))?;
        Ok(seconds(count) >= MOST_NONCES)
    }

    /// How many replies are kept under this scope.
    pub(crate) fn replies(&self, scope: &Scope) -> Result<u64, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT count(*) FROM replies WHERE scope = ? AND status <> 0")?;
        let count: i64 = query.query_row([scope.bytes()], |row| row.get(0))?;
        Ok(seconds(count))
    }

    /// The reply that went out under this key.
    pub(crate) fn reply(
        &self,
        scope: &Scope,
        route: &str,
        key: IdempotencyKey,
    ) -> Result<Option<StoredReply>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT digest, status, code, body, keep_until FROM replies
                 WHERE scope = ? AND route = ? AND key = ?",
            )?
            .query_row(params![scope.bytes(), route, key.bytes()], |row| {
                Ok(StoredReply {
                    digest: row.get(0)?,
                    status: row.get(1)?,
                    code: row.get(2)?,
                    body: row.get(3)?,
                    keep_until: seconds(row.get(4)?),
                })
            });
        Ok(found(row)?)
    }

    /// Keeps a reply under this key.
    pub(crate) fn save_reply(
        &self,
        scope: &Scope,
        route: &str,
        key: IdempotencyKey,
        reply: &StoredReply,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO replies (scope, route, key, digest, status, code, body, keep_until)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                scope.bytes(),
                route,
                key.bytes(),
                reply.digest,
                reply.status,
                reply.code,
                reply.body,
                sql(reply.keep_until)
            ])?;
        Ok(())
    }

    /// Writes a reply and takes it back: nothing stays, and it takes as long as for one that does.
    pub(crate) fn save_and_delete_reply(
        &self,
        scope: &Scope,
        route: &str,
        key: IdempotencyKey,
        reply: &StoredReply,
    ) -> Result<(), StoreError> {
        self.save_reply(scope, route, key, reply)?;
        self.connection
            .prepare_cached("DELETE FROM replies WHERE scope = ? AND route = ? AND key = ?")?
            .execute(params![scope.bytes(), route, key.bytes()])?;
        Ok(())
    }

    /// Drops every reply of an account and its key: what they quote goes with the account.
    pub(super) fn delete_replies(
        &self,
        account: AccountId,
        key: Thumbprint,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM replies WHERE scope IN (?, ?)")?
            .execute(params![account.bytes(), key.bytes()])?;
        Ok(())
    }

    /// Drops every reply to these keys.
    pub(super) fn delete_replies_of(&self, scope: &Scope) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM replies WHERE scope = ?")?
            .execute([scope.bytes()])?;
        Ok(())
    }

    pub(super) fn delete_expired_replies(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM replies WHERE keep_until < ?")?
            .execute([sql(now)])?;
        self.connection
            .prepare_cached("DELETE FROM nonces WHERE at < ?")?
            .execute([sql(now.saturating_sub(NONCE_STAYS))])?;
        Ok(())
    }
}
