//! Data keys: random, one an owner and epoch, wrapped by the vault under the owner's alias.
//!
//! Deleting that alias is the erase. A key seals at most 2³² rows (SP 800-38D §8.3): one row a
//! second for 136 years, so it is not counted.

use std::collections::BTreeMap;

use rusqlite::params;
use zeroize::Zeroizing;

use super::tables::Owner;
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

    /// Makes every row of an owner unreadable for good, then removes the rows, then starts a new
    /// epoch. The vault goes first: from there on nothing can be read, whatever happens next.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn erase(&mut self, owner: Owner, vault: &dyn Vault) -> Result<(), StoreError> {
        let epoch = self.keys.of(owner)?.epoch;
        for past in 1..=epoch {
            vault.delete(&alias(owner, past))?;
        }
        let key = self.make_key(owner, epoch.saturating_add(1), vault)?;
        self.keys.0.insert(owner.number(), key);
        for table in ["facts", "passes", "outbox", "data_keys"] {
            let sql = format!("DELETE FROM {table} WHERE owner = ?1 AND epoch <= ?2");
            self.statement()?.execute(&sql, params![owner.number(), epoch])?;
        }
        // Pages of the log still hold what was written before; here, and only here, it is cut.
        self.statement()?
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(StoreError::from)
    }
}
