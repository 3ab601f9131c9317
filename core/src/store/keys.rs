//! Data keys: random, one an owner and epoch, wrapped by the vault under the owner's alias.
//!
//! Deleting that alias is the erase. A key seals at most 2³² rows (SP 800-38D §8.3): one row a
//! second for 136 years, so it is not counted.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::params;
use zeroize::Zeroizing;

use super::Table;
use super::changes::Fact;
use super::wipe::{self, WipeStage};
use super::{Owner, Store, StoreError};
use crate::crypto::{SealingKey, SystemRandom};
use crate::documents::{Item, WipeCertificate, cose_key};
use crate::model::to_base64url;
use crate::ports::{Random as _, Vault, VaultError};
use crate::requests::Label;

/// Finishes what a wipe has begun in this folder; the key that signed its certificate stays.
pub(super) fn finish_wipe(folder: &Path, vault: &dyn Vault) -> Result<(), StoreError> {
    let Some((WipeStage::Begun, bytes)) = wipe::certificate(folder)? else { return Ok(()) };
    let signer = WipeCertificate::claimed(&bytes).map(|certificate| certificate.key);
    wipe::go_on(folder, vault, |alias| {
        // `doorstep/PERSON/dev/NAME`
        if alias.split('/').nth(2) != Some(Label::Dev.name()) {
            return Ok(false);
        }
        let key = vault.create_signing_key(alias, &[])?.public;
        Ok(signer == Ok(cose_key::thumbprint(&key)))
    })
}

/// The key rows of one owner are sealed with now.
pub struct DataKey {
    /// Names the key in envelopes.
    pub id: [u8; 4],
    /// Grows when a key was lost for good.
    pub epoch: i64,
    pub key: SealingKey,
}

/// The keys of all owners, and whether any was lost for good.
#[derive(Default)]
pub struct DataKeys(BTreeMap<i64, DataKey>, bool);

/// A key that was opened, or made in place of one that was lost.
struct OpenedKey {
    key: DataKey,
    lost: bool,
}

impl DataKeys {
    /// The key of an owner.
    pub fn of(&self, owner: Owner) -> Result<&DataKey, StoreError> {
        self.0.get(&owner.number()).ok_or(StoreError::Vault(VaultError::Missing))
    }

    /// Whether the system has destroyed a key, so that its rows cannot be read.
    pub fn were_lost(&self) -> bool {
        self.1
    }

    pub(super) fn insert(&mut self, owner: Owner, key: DataKey) -> Option<DataKey> {
        self.0.insert(owner.number(), key)
    }

    pub(super) fn remove(&mut self, owner: Owner) {
        self.0.remove(&owner.number());
    }
}

/// A name in the vault that no other database has used or will use: one that starts anew must
/// not find the keys of the one before it.
fn new_alias(owner: Owner) -> Result<String, StoreError> {
    let mut name = [0; 12];
    SystemRandom::default().fill(&mut name).map_err(|_| StoreError::NoRandomness)?;
    Ok(format!("doorstep/{}/wrap/{}", owner.number(), to_base64url(&name)))
}

/// A wrapped key as it is kept.
struct Wrapped {
    epoch: i64,
    id: Vec<u8>,
    alias: String,
    bytes: Vec<u8>,
    placeholder: bool,
}

/// The key, if the vault still has what opens it. An error is not a loss: only what the vault
/// says is gone counts as gone, and what is written here of it and names no key.
fn open_key(
    owner: Owner,
    wrapped: &Wrapped,
    vault: &dyn Vault,
) -> Result<Option<DataKey>, StoreError> {
    let Ok(id) = <[u8; 4]>::try_from(wrapped.id.as_slice()) else { return Ok(None) };
    let epoch = wrapped.epoch;
    match vault.unwrap(&wrapped.alias, &wrapped.bytes, &aad(owner, epoch, &id)) {
        Ok(bytes) => {
            let bytes = Zeroizing::new(bytes);
            Ok(SealingKey::new(&bytes).ok().map(|key| DataKey { id, epoch, key }))
        }
        Err(VaultError::Missing | VaultError::Invalidated) => Ok(None),
        Err(error) => Err(error.into()),
    }
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
        let people = self.people.iter().copied().map(Owner::Person);
        for owner in [Owner::Phone].into_iter().chain(people) {
            let key = self.load_key(owner, vault)?;
            keys.1 |= key.lost;
            keys.insert(owner, key.key);
        }
        Ok(keys)
    }

    fn load_key(&self, owner: Owner, vault: &dyn Vault) -> Result<OpenedKey, StoreError> {
        let known = self.known_keys(owner)?;
        let Some(newest) = known.first() else {
            return Ok(OpenedKey { key: self.make_key(owner, 1, false, vault)?, lost: false });
        };
        // Phones' key stores lose keys and find them again weeks later: a key that stood in gives
        // way to the one before it, unless somebody has registered under it meanwhile.
        let is_placeholder = newest.placeholder && !self.has_registration(owner, newest.epoch)?;
        if is_placeholder {
            for earlier in known.iter().skip(1) {
                if let Some(key) = open_key(owner, earlier, vault)? {
                    self.drop_epochs_after(owner, earlier.epoch)?;
                    return Ok(OpenedKey { key, lost: false });
                }
            }
        }
        match open_key(owner, newest, vault)? {
            Some(key) => Ok(OpenedKey { key, lost: is_placeholder }),
            None => {
                let epoch = newest.epoch.saturating_add(1);
                Ok(OpenedKey { key: self.make_key(owner, epoch, true, vault)?, lost: true })
            }
        }
    }

    /// The keys of an owner, newest first.
    fn known_keys(&self, owner: Owner) -> Result<Vec<Wrapped>, StoreError> {
        let mut statement = self.statement()?.prepare_cached(
            "SELECT epoch, id, alias, wrapped, placeholder FROM data_keys WHERE owner = ?1
             ORDER BY epoch DESC",
        )?;
        let rows = statement.query_map([owner.number()], |row| {
            // What is of another type names no key that a vault has.
            Ok(Wrapped {
                epoch: row.get(0)?,
                id: row.get(1).unwrap_or_default(),
                alias: row.get(2).unwrap_or_default(),
                bytes: row.get(3).unwrap_or_default(),
                placeholder: row.get(4).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn has_registration(&self, owner: Owner, epoch: i64) -> Result<bool, StoreError> {
        let mut statement = self
            .statement()?
            .prepare_cached("SELECT 1 FROM facts WHERE owner = ?1 AND epoch = ?2 AND fact = ?3")?;
        Ok(statement.exists(params![owner.number(), epoch, Fact::Registration as i64])?)
    }

    fn drop_epochs_after(&self, owner: Owner, epoch: i64) -> Result<(), StoreError> {
        self.keep_numbers()?;
        for table in Table::names_of_epochs() {
            let sql = format!("DELETE FROM {table} WHERE owner = ?1 AND epoch > ?2");
            self.statement()?.execute(&sql, params![owner.number(), epoch])?;
        }
        Ok(())
    }

    pub(super) fn make_key(
        &self,
        owner: Owner,
        epoch: i64,
        placeholder: bool,
        vault: &dyn Vault,
    ) -> Result<DataKey, StoreError> {
        let random = SystemRandom::default();
        let mut bytes = Zeroizing::new([0; 32]);
        let mut id = [0; 4];
        random.fill(bytes.as_mut_slice()).map_err(|_| StoreError::NoRandomness)?;
        random.fill(&mut id).map_err(|_| StoreError::NoRandomness)?;
        let alias = new_alias(owner)?;
        let wrapped = vault.wrap(&alias, bytes.as_slice(), &aad(owner, epoch, &id))?;
        self.statement()?.execute(
            "INSERT INTO data_keys(owner, epoch, id, alias, wrapped, placeholder)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
            params![owner.number(), epoch, id.as_slice(), alias, wrapped, placeholder],
        )?;
        let key = SealingKey::new(bytes.as_slice()).map_err(|_| StoreError::Io)?;
        Ok(DataKey { id, epoch, key })
    }
}
