//! Changing keys: the running authority makes the online ones, but for that of photos, the offline root signs the
//! trust list that names them, and only then are they in use.

use doorstep::documents::{KeyUse, TrustedKey, cose_key};
use doorstep::model::{PublicKey, from_base64url, to_base64url};

use super::wire::{KeyEntry, KeyOrder, KeysMade, PublishOrder};
use super::{Admin, AdminError, Signed};
use crate::clock::BEGINNING;
use crate::offline_root::{KeyRemoval, KeyStatus, OfflineRoot, RemovalReason};
use crate::online::missing_uses;
use crate::photo_opening::make_photo_key;
use crate::trust_list::{issuer, listed, read_trust};

impl Admin {
    /// The online keys that the trust list names, with how each stands.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn keys(&self) -> Result<Vec<KeyEntry>, AdminError> {
        let Signed { root, trust, .. } = self.signed().await?;
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
        let Signed { root, trust, .. } = self.signed().await?;
        let mut keys = OfflineRoot::keys(&root, &trust)?;
        keys.retain(|(key, _)| cose_key::thumbprint(&key.key).to_string().starts_with(name));
        let Ok([(key, _)]) = <[_; 1]>::try_from(keys) else { return Err(AdminError::KeyUnknown) };
        let TrustedKey { key, key_use, .. } = key;
        self.remove_key(KeyRemoval { key_use, reason: RemovalReason::Withdrawn, key: Some(key) })
            .await
    }

    async fn remove_key(&self, removal: KeyRemoval) -> Result<(), AdminError> {
        let signed = self.signed().await?;
        let (root, trust, now) = (&signed.root, &signed.trust, signed.now()?);
        let new = self.new_keys(removal.key_use).await?;
        let mut added = self.missing_keys(root, trust).await?;
        added.retain(|key| key.key_use != removal.key_use);
        let offline = OfflineRoot::open(&self.home.root())?;
        let trust = offline.rotated_trust(root, trust, removal, new, added, now)?;
        self.post("/publish", &PublishOrder { root: None, trust: to_base64url(&trust) }).await
    }

    /// What the running authority makes for this use. A key for photos is made here: it never gets that.
    async fn new_keys(&self, key_use: KeyUse) -> Result<Vec<PublicKey>, AdminError> {
        if key_use == KeyUse::Photo {
            return Ok(vec![make_photo_key(&self.home)?]);
        }
        let order = KeyOrder { key_use: key_use.name().to_owned() };
        let made: KeysMade = serde_json::from_slice(&self.order("/keys", &order).await?)
            .map_err(|_| AdminError::Refused)?;
        let read = |text: &String| cose_key::from_bytes(&from_base64url(text)?).ok();
        made.keys.iter().map(read).collect::<Option<Vec<_>>>().ok_or(AdminError::Refused)
    }

    /// New keys of the uses that this list of an older home has none of, as the next list names them.
    pub(super) async fn missing_keys(
        &self,
        root: &[u8],
        trust: &[u8],
    ) -> Result<Vec<TrustedKey>, AdminError> {
        // Without enough root keys no list would name them.
        if !OfflineRoot::open(&self.home.root())?.can_sign(root)? {
            return Ok(Vec::new());
        }
        let list = read_trust(root, trust)?;
        let iss = issuer(&list).ok_or(AdminError::Refused)?;
        let mut added = Vec::new();
        for key_use in missing_uses(&list) {
            let new = self.new_keys(key_use).await?.into_iter();
            added.extend(new.map(|key| listed(key, key_use, iss, BEGINNING)));
        }
        Ok(added)
    }

    /// Changes the root keys for others, vouched for by the old ones, which are then destroyed.
    ///
    /// # Errors
    /// [`AdminError`]. Asked again after one, it may change them once more.
    pub async fn rotate_root(&self) -> Result<(), AdminError> {
        let signed = self.signed().await?;
        let (root, trust, now) = (&signed.root, &signed.trust, signed.now()?);
        // What an interrupted attempt has left goes first.
        OfflineRoot::open(&self.home.root())?.keep_only(root)?;
        let mut offline = OfflineRoot::open(&self.home.root())?;
        let added = self.missing_keys(root, trust).await?;
        let (root, trust) = offline.next_root(root, trust, added, now)?;
        let order = PublishOrder { root: Some(to_base64url(&root)), trust: to_base64url(&trust) };
        self.post("/publish", &order).await?;
        Ok(offline.keep_only(&root)?)
    }
}
