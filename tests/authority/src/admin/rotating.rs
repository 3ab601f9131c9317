//! Changing keys: the running authority makes the online ones, the offline root signs the
//! trust list that names them, and only then are they in use.

use doorstep::documents::{KeyUse, TrustedKey, cose_key};
use doorstep::model::{from_base64url, to_base64url};

use super::wire::{KeyEntry, KeyOrder, KeysMade, PublishOrder};
use super::{Admin, AdminError};
use crate::offline_root::{KeyRemoval, KeyStatus, OfflineRoot, RemovalReason};

impl Admin {
    /// The online keys that the trust list names, with how each stands.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn keys(&self) -> Result<Vec<KeyEntry>, AdminError> {
        let (root, trust, _) = self.signed().await?;
        let entry = |(key, status): (TrustedKey, KeyStatus)| KeyEntry {
            name: cose_key::thumbprint(&key.key).to_string(),
            key_use: key.key_use.name().to_owned(),
            status: status.name().to_owned(),
        };
        Ok(OfflineRoot::keys(&root, &trust)?.into_iter().map(entry).collect())
    }

    /// Changes the key of a use for another: of passes for the one that stands by. What the old one
    /// has signed counts on until its last pass ends, or not at all if it is withdrawn because
    /// somebody else may have it.
    ///
    /// # Errors
    /// [`AdminError`]; [`AdminError::Refused`] for a use that this authority has no keys of.
    pub async fn rotate_key(&self, key_use: KeyUse, withdrawn: bool) -> Result<(), AdminError> {
        let reason = if withdrawn { RemovalReason::Withdrawn } else { RemovalReason::Retired };
        self.remove_key(KeyRemoval { key_use, reason, key: None }).await
    }

    /// Withdraws a key by the beginning of its name, also one that signs no more: nothing that it
    /// has signed counts any more.
    ///
    /// # Errors
    /// [`AdminError::KeyUnknown`] if the trust list names none so, or several; another
    /// [`AdminError`].
    pub async fn withdraw_key(&self, name: &str) -> Result<(), AdminError> {
        let (root, trust, _) = self.signed().await?;
        let mut keys = OfflineRoot::keys(&root, &trust)?;
        keys.retain(|(key, _)| cose_key::thumbprint(&key.key).to_string().starts_with(name));
        let Ok([(key, _)]) = <[_; 1]>::try_from(keys) else { return Err(AdminError::KeyUnknown) };
        let TrustedKey { key, key_use, .. } = key;
        self.remove_key(KeyRemoval { key_use, reason: RemovalReason::Withdrawn, key: Some(key) })
            .await
    }

    async fn remove_key(&self, removal: KeyRemoval) -> Result<(), AdminError> {
        let (root, trust, now) = self.signed().await?;
        let order = KeyOrder { key_use: removal.key_use.name().to_owned() };
        let made: KeysMade = serde_json::from_slice(&self.order("/keys", &order).await?)
            .map_err(|_| AdminError::Refused)?;
        let read = |text: &String| cose_key::from_bytes(&from_base64url(text)?).ok();
        let new = made.keys.iter().map(read).collect::<Option<Vec<_>>>();
        let new = new.ok_or(AdminError::Refused)?;
        let offline = OfflineRoot::open(&self.home.root())?;
        let trust = offline.rotated_trust(&root, &trust, removal, new, now)?;
        self.post("/publish", &PublishOrder { root: None, trust: to_base64url(&trust) }).await
    }

    /// Changes the root keys for others, vouched for by the old ones, which are then destroyed.
    ///
    /// # Errors
    /// [`AdminError`]. Asked again after one, it may change them once more.
    pub async fn rotate_root(&self) -> Result<(), AdminError> {
        let (root, trust, now) = self.signed().await?;
        // What an interrupted attempt has left goes first.
        OfflineRoot::open(&self.home.root())?.keep_only(&root)?;
        let mut offline = OfflineRoot::open(&self.home.root())?;
        let (root, trust) = offline.next_root(&root, &trust, now)?;
        let order = PublishOrder { root: Some(to_base64url(&root)), trust: to_base64url(&trust) };
        self.post("/publish", &order).await?;
        Ok(offline.keep_only(&root)?)
    }
}
