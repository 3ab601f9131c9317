//! Data keys: random, one an owner and epoch, wrapped by the vault under the owner's alias.
//!
//! Deleting that alias is the erase. A key seals at most 2³² rows (SP 800-38D §8.3): one row a
//! second for 136 years, so it is not counted.

use std::collections::BTreeMap;

use rusqlite::params;
use zeroize::Zeroizing;

use super::tables::{Changes, Owner};
use super::{Store, StoreError};
use crate::crypto::{SealingKey, SystemRandom};
use crate::documents::Item;
use crate::ports::{Random as _, Vault, VaultError};

/// The key rows of one owner are sealed with now.
pub struct DataKey {
    /// Names the key in envelopes.
    pub id: [u8; 4],
    /// Grows when a key was lost for good.
    pub epoch: i64,
    /// The key.
    pub key: SealingKey,
}

/// The keys of all owners.
#[derive(Default)]
pub struct DataKeys(BTreeMap<i64, DataKey>);

impl DataKeys {
    /// The key of an owner.
    pub fn of(&self, owner: Owner) -> Result<&DataKey, StoreError> {
        self.0.get(&owner.number()).ok_or(StoreError::Vault(VaultError::Missing))
    }
}

fn alias(owner: Owner, epoch: i64) -> String {
    format!("doorstep/{}/wrap/{epoch}", owner.number())
}

fn aad(owner: Owner, epoch: i64, id: &[u8]) -> Vec<u8> {
    Item::Array(vec![
        Item::Text("doorstep/key/1".into()),
        Item::Int(owner.number()),
        Item::Int(epoch),
        Item::bytes(id),
    ])
    .to_bytes()
}

impl Store {
    /// Opens the newest key of every owner, and makes those that are missing. A key that the
    /// system has destroyed is left where it is and followed by one of a new epoch.
    pub(super) fn load_keys(&self, vault: &dyn Vault) -> Result<DataKeys, StoreError> {
        let mut keys = DataKeys::default();
        for owner in Owner::ALL {
            keys.0.insert(owner.number(), self.load_key(owner, vault)?);
        }
        Ok(keys)
    }

    fn load_key(&self, owner: Owner, vault: &dyn Vault) -> Result<DataKey, StoreError> {
        let Some((epoch, id, wrapped)) = self.newest_key(owner)? else {
            return self.make_key(owner, 1, vault);
        };
        let id: [u8; 4] = id.try_into().map_err(|_| StoreError::Io)?;
        match vault.unwrap(&alias(owner, epoch), &wrapped, &aad(owner, epoch, &id)) {
            Ok(bytes) => {
                let bytes = Zeroizing::new(bytes);
                let key = SealingKey::new(&bytes).map_err(|_| StoreError::Io)?;
                Ok(DataKey { id, epoch, key })
            }
            Err(VaultError::Missing | VaultError::Invalidated) => {
                self.make_key(owner, epoch.saturating_add(1), vault)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Epoch, name and wrapped bytes.
    #[expect(clippy::type_complexity, reason = "one row, read in one place")]
    fn newest_key(&self, owner: Owner) -> Result<Option<(i64, Vec<u8>, Vec<u8>)>, StoreError> {
        let mut statement = self.statement()?.prepare_cached(
            "SELECT epoch, id, wrapped FROM data_keys WHERE owner = ?1
             ORDER BY epoch DESC LIMIT 1",
        )?;
        let mut rows = statement.query([owner.number()])?;
        match rows.next()? {
            Some(row) => Ok(Some((row.get(0)?, row.get(1)?, row.get(2)?))),
            None => Ok(None),
        }
    }

    fn make_key(&self, owner: Owner, epoch: i64, vault: &dyn Vault) -> Result<DataKey, StoreError> {
        let random = SystemRandom::default();
        let mut bytes = Zeroizing::new([0; 32]);
        let mut id = [0; 4];
        random.fill(bytes.as_mut_slice()).map_err(|_| StoreError::Io)?;
        random.fill(&mut id).map_err(|_| StoreError::Io)?;
        let wrapped =
            vault.wrap(&alias(owner, epoch), bytes.as_slice(), &aad(owner, epoch, &id))?;
        self.statement()?.execute(
            "INSERT OR REPLACE INTO data_keys(owner, epoch, id, wrapped) VALUES(?1, ?2, ?3, ?4)",
            params![owner.number(), epoch, id.as_slice(), wrapped],
        )?;
        let key = SealingKey::new(bytes.as_slice()).map_err(|_| StoreError::Io)?;
        Ok(DataKey { id, epoch, key })
    }

    /// Starts a new epoch of an owner with these changes as its first rows, in one transaction: a
    /// process that dies finds either the old epoch whole or the new one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn begin_epoch(
        &mut self,
        owner: Owner,
        vault: &dyn Vault,
        changes: Changes,
    ) -> Result<(), StoreError> {
        let epoch = self.keys.of(owner)?.epoch.saturating_add(1);
        self.statement()?.execute_batch("BEGIN IMMEDIATE")?;
        let begun = self.make_key(owner, epoch, vault).and_then(|key| {
            let before = self.keys.0.insert(owner.number(), key);
            let ended = self.change_all(changes);
            if ended.is_err()
                && let Some(before) = before
            {
                self.keys.0.insert(owner.number(), before);
            }
            ended
        });
        self.end(begun)
    }

    /// Destroys every earlier epoch of an owner: the vault first, so that nothing can be read from
    /// there on whatever happens next, then the rows, then what the log still holds.
    ///
    /// # Errors
    /// [`StoreError`]; asking again goes on where it stopped.
    pub fn destroy_past(&mut self, owner: Owner, vault: &dyn Vault) -> Result<(), StoreError> {
        let epoch = self.keys.of(owner)?.epoch;
        let past: Vec<i64> = {
            let mut statement = self
                .statement()?
                .prepare("SELECT epoch FROM data_keys WHERE owner = ?1 AND epoch < ?2")?;
            let epochs = statement.query_map(params![owner.number(), epoch], |row| row.get(0))?;
            epochs.collect::<Result<_, _>>()?
        };
        if past.is_empty() {
            return Ok(());
        }
        for epoch in past {
            vault.delete(&alias(owner, epoch))?;
        }
        // The list of epochs goes last: it is what a second try starts from.
        for table in ["facts", "passes", "outbox", "data_keys"] {
            let sql = format!("DELETE FROM {table} WHERE owner = ?1 AND epoch < ?2");
            self.statement()?.execute(&sql, params![owner.number(), epoch])?;
        }
        // Pages of the log still hold what was written before; here, and only here, it is cut.
        self.statement()?
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(StoreError::from)
    }
}
