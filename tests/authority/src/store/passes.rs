//! Issued passes, revoked ones, and what counts toward a quota.

use doorstep::documents::{Denied, Span};
use doorstep::model::{AccountId, PassId, Thumbprint};
use rusqlite::params;

use super::{NumberMac, Store, StoreError, Transaction, found, maybe_seconds, seconds, sql};

/// How long a pass is kept after its end, in seconds: as long as the reply that carries it.
const STAYS: u64 = 86_400;

/// How long a count is kept after its stretch, in seconds: a clock that is put right over midnight
/// must not begin the old day anew.
const QUOTA_STAYS: u64 = 3_600;

/// Most revoked single exits at once: a deny list may hold no more bytes, and one pass may stand in
/// a group of its own.
const MOST_DENIED: u64 = 60_000;

/// Revoked passes that have not ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Denials {
    /// As a deny list groups them.
    pub(crate) groups: Vec<Denied>,
    /// When the first of them ends; far away if there is none.
    pub(crate) first_end: u64,
}

/// A pass at its issue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewPass {
    pub(crate) id: PassId,
    /// Whose; nobody's, if there was only a number.
    pub(crate) account: Option<AccountId>,
    /// Name of the key that shows it; none on paper.
    pub(crate) holder: Option<Thumbprint>,
    /// Number of its purpose.
    pub(crate) purpose: u64,
    pub(crate) nbf: u64,
    pub(crate) exp: u64,
    /// Thumbprint of the key that signs it.
    pub(crate) key: Thumbprint,
    /// Its place in the status list, if it lasts for days.
    pub(crate) status: Option<u64>,
}

/// A pass as its issue was noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Issued {
    /// First second at which it counts.
    pub(crate) nbf: u64,
    /// First second at which it no longer counts.
    pub(crate) exp: u64,
    /// From which second it is revoked.
    pub(crate) denied_from: Option<u64>,
    /// Thumbprint of the key that signed it.
    pub(crate) key: Option<[u8; 32]>,
    /// Number of its purpose.
    pub(crate) purpose: Option<u64>,
    /// Its place in the status list.
    pub(crate) status: Option<u64>,
    /// Whether another pass has taken its place.
    pub(crate) is_replaced: bool,
}

/// How many passes of a purpose a number has used, by the stretch in which they count.
pub(crate) type QuotaUses = [(Span, u64)];

impl Store {
    /// Revoked passes that have not ended at this second.
    pub(crate) fn denied(&self, now: u64) -> Result<Denials, StoreError> {
        self.read(|reader| {
            let mut query = reader.prepare_cached(
                "SELECT denied_from, id, exp FROM passes
                 WHERE denied_from IS NOT NULL AND status IS NULL AND exp > ? ORDER BY denied_from, id",
            )?;
            let mut rows = query.query([sql(now)])?;
            let mut denials = Denials { groups: Vec::new(), first_end: u64::MAX };
            while let Some(row) = rows.next()? {
                let from = seconds(row.get(0)?);
                let pass = PassId::new(row.get(1)?);
                denials.first_end = denials.first_end.min(seconds(row.get(2)?));
                match denials.groups.last_mut().filter(|group| group.from == from) {
                    Some(group) => group.passes.push(pass),
                    None => denials.groups.push(Denied { from, passes: vec![pass] }),
                }
            }
            Ok(denials)
        })
    }
}

impl Transaction<'_> {
    /// Whether the deny list has room for this pass at this second. One that lasts for days needs none.
    pub(crate) fn may_deny(&self, id: PassId, now: u64) -> Result<bool, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM passes WHERE id = ?1 AND status IS NOT NULL)
                 OR ?2 > (SELECT count(*) FROM passes
                     WHERE denied_from IS NOT NULL AND status IS NULL AND exp > ?3)",
        )?;
        Ok(query.query_row(params![id.bytes(), sql(MOST_DENIED), sql(now)], |row| row.get(0))?)
    }

    /// Revokes a pass from this second, with its paper and with what came in its place, or leaves the
    /// earlier second of one that is revoked. False if there is no such pass.
    pub(crate) fn deny(&self, id: PassId, from: u64) -> Result<bool, StoreError> {
        let rows = self
            .connection
            .prepare_cached(
                "WITH RECURSIVE one (id) AS (
                     SELECT id FROM passes WHERE id = ?2
                     UNION
                     SELECT next.id FROM one JOIN passes ON passes.id = one.id
                     JOIN passes AS next ON next.id IN (passes.twin, passes.replaced_by)
                 )
                 UPDATE passes SET denied_from = min(ifnull(denied_from, ?1), ?1)
                 WHERE id IN (SELECT id FROM one)",
            )?
            .execute(params![sql(from), id.bytes()])?;
        Ok(rows > 0)
    }

    /// Keeps a pass that is issued.
    pub(crate) fn save_pass(&self, pass: &NewPass) -> Result<(), StoreError> {
        let NewPass { id, account, holder, purpose, nbf, exp, key, status } = pass;
        let account = account.as_ref().map(AccountId::bytes);
        self.connection
            .prepare_cached(
                "INSERT INTO passes (id, account, holder, nbf, exp, purpose, key, status)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id.bytes(),
                account,
                holder.as_ref().map(Thumbprint::bytes),
                sql(*nbf),
                sql(*exp),
                sql(*purpose),
                key.bytes(),
                status.map(sql)
            ])?;
        if let Some(place) = status {
            self.take_place(*place, *exp)?;
        }
        self.connection
            .prepare_cached("UPDATE accounts SET passes = passes + 1 WHERE id = ?")?
            .execute([account])?;
        Ok(())
    }

    /// Whether this key shows a pass that is kept.
    pub(crate) fn is_pass_key(&self, key: Thumbprint) -> Result<bool, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM passes WHERE holder = ?)")?;
        Ok(query.query_row([key.bytes()], |row| row.get(0))?)
    }

    /// The pass of this name as it was issued to this account.
    pub(crate) fn issued(
        &self,
        id: PassId,
        account: AccountId,
    ) -> Result<Option<Issued>, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT ifnull(nbf, 0), exp, denied_from, key, purpose, status,
                     replaced_by IS NOT NULL
                 FROM passes WHERE id = ? AND account = ?",
            )?
            .query_row(params![id.bytes(), account.bytes()], |row| {
                Ok(Issued {
                    nbf: seconds(row.get(0)?),
                    exp: seconds(row.get(1)?),
                    denied_from: maybe_seconds(row.get(2)?),
                    key: row.get(3)?,
                    purpose: maybe_seconds(row.get(4)?),
                    status: maybe_seconds(row.get(5)?),
                    is_replaced: row.get(6)?,
                })
            });
        Ok(found(row)?)
    }

    /// Notes that one pass has taken the place of another.
    pub(crate) fn replace(&self, old: PassId, new: PassId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE passes SET replaced_by = ? WHERE id = ?")?
            .execute(params![new.bytes(), old.bytes()])?;
        Ok(())
    }

    /// Keeps the paper of a pass, if it is not known yet: whoever revokes one revokes both.
    pub(crate) fn save_paper(
        &self,
        paper: PassId,
        of: PassId,
        account: AccountId,
        exp: u64,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO passes (id, account, nbf, exp, twin, status)
                 SELECT ?1, ?2, nbf, ?3, id, status FROM passes WHERE id = ?4",
            )?
            .execute(params![paper.bytes(), account.bytes(), sql(exp), of.bytes()])?;
        self.connection
            .prepare_cached("UPDATE passes SET twin = ? WHERE id = ?")?
            .execute(params![paper.bytes(), of.bytes()])?;
        Ok(())
    }

    /// What this number has used of a purpose, by the stretches that have not ended by now.
    pub(crate) fn quota_uses(
        &self,
        number: &NumberMac,
        purpose: u64,
        now: u64,
    ) -> Result<Vec<(Span, u64)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT starts, ends, n FROM quota_uses WHERE number = ? AND purpose = ? AND ends > ?",
        )?;
        let uses = query.query_map(params![number, sql(purpose), sql(now)], |row| {
            Ok((Span { from: row.get(0)?, until: row.get(1)? }, seconds(row.get(2)?)))
        })?;
        Ok(uses.collect::<rusqlite::Result<_>>()?)
    }

    /// Counts one more.
    pub(crate) fn count_quota(
        &self,
        number: &NumberMac,
        purpose: u64,
        span: Span,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO quota_uses (number, purpose, starts, ends, n) VALUES (?, ?, ?, ?, 1)
                 ON CONFLICT (number, purpose, starts, ends) DO UPDATE SET n = n + 1",
            )?
            .execute(params![number, sql(purpose), span.from, span.until])?;
        Ok(())
    }

    /// Passes outlive an erased account, nameless: they may still be shown, and revoked.
    pub(super) fn detach_passes(&self, account: AccountId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("UPDATE passes SET account = NULL WHERE account = ?")?
            .execute([account.bytes()])?;
        Ok(())
    }

    pub(super) fn delete_expired_passes(&self, now: u64) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM passes WHERE exp < ?")?
            .execute([sql(now.saturating_sub(STAYS))])?;
        self.connection
            .prepare_cached("DELETE FROM codes WHERE exp < ?")?
            .execute([sql(now.saturating_sub(STAYS))])?;
        self.free_expired_places(now)?;
        self.connection
            .prepare_cached("DELETE FROM quota_uses WHERE ends <= ?")?
            .execute([sql(now.saturating_sub(QUOTA_STAYS))])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::PoisonError;

    use doorstep::crypto::SigningKey;
    use doorstep::documents::DenyList;
    use doorstep::requests::Route;

    use super::*;

    #[test]
    fn no_more_passes_are_revoked_than_a_deny_list_holds() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let now = 1_795_521_600;
        // Each revoked at another second, which takes the most room.
        store
            .writer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .execute(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
                 INSERT INTO passes (id, exp, denied_from, status)
                 SELECT CAST(printf('%08d', i) AS BLOB), ?2 + 9000, ?2 - i, NULL FROM n",
                params![sql(MOST_DENIED), sql(now)],
            )
            .unwrap();
        let denied = store.denied(now).unwrap().groups;
        let list = DenyList { iss: "XX-REF".into(), iat: now, exp: now, seq: now, denied };
        let key = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        let draft = list.draft(key.public());
        let bytes = draft.clone().close(&key.sign(&draft.to_sign()).unwrap());
        assert!(bytes.len() < Route::Deny.limit());
        let may = |id: &str| {
            let id = PassId::new(*id.as_bytes().first_chunk().unwrap());
            store.in_transaction(now, |tx| tx.may_deny(id, now)).unwrap()
        };
        assert!(!may("00000007"));
        let later = now + 9000;
        let is_free =
            store.in_transaction(later, |tx| tx.may_deny(PassId::new(*b"00000007"), later));
        assert_eq!(is_free, Ok(true), "those that have ended take no room");
    }
}
