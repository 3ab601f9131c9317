//! Changing keys: the running authority makes the online ones, the room of the root keys signs the
//! trust list that names them, and only then are they in use.

use doorstep::documents::{KeyUse, TrustedKey, cose_key};
use doorstep::model::{from_base64url, to_base64url};

use super::wire::{KeyEntry, KeyOrder, KeysMade, PublishOrder};
use super::{Admin, AdminError};
use crate::root_room::{Going, Leaving, RootRoom, Standing};

impl Admin {
    /// The online keys that the trust list names, with how each stands.
    ///
    /// # Errors
    /// [`AdminError`].
    pub async fn keys(&self) -> Result<Vec<KeyEntry>, AdminError> {
        let (root, trust, _) = self.signed().await?;
        let entry = |(key, standing): (TrustedKey, Standing)| KeyEntry {
            name: cose_key::thumbprint(&key.key).to_string(),
            key_use: key.key_use.name().to_owned(),
            standing: standing.name().to_owned(),
        };
        Ok(RootRoom::keys(&root, &trust)?.into_iter().map(entry).collect())
    }

    /// Changes the key of a use for another: of passes for the one that stands by. What the old one
    /// has signed counts on until its last pass ends, or not at all if it is withdrawn because
    /// somebody else may have it.
    ///
    /// # Errors
    /// [`AdminError`]; [`AdminError::Refused`] for a use that this authority has no keys of.
    pub async fn rotate_key(&self, key_use: KeyUse, withdrawn: bool) -> Result<(), AdminError> {
        let going = if withdrawn { Going::Withdrawn } else { Going::Retired };
        self.let_go(Leaving { key_use, going, named: None }).await
    }

    /// Withdraws a key by the beginning of its name, also one that signs no more: nothing that it
    /// has signed counts any more.
    ///
    /// # Errors
    /// [`AdminError::KeyUnknown`] if the trust list names none so, or several; another
    /// [`AdminError`].
    pub async fn withdraw_key(&self, name: &str) -> Result<(), AdminError> {
        let (root, trust, _) = self.signed().await?;
        let mut keys = RootRoom::keys(&root, &trust)?;
        keys.retain(|(key, _)| cose_key::thumbprint(&key.key).to_string().starts_with(name));
        let Ok([(key, _)]) = <[_; 1]>::try_from(keys) else { return Err(AdminError::KeyUnknown) };
        let TrustedKey { key, key_use, .. } = key;
        self.let_go(Leaving { key_use, going: Going::Withdrawn, named: Some(key) }).await
    }

    async fn let_go(&self, leaving: Leaving) -> Result<(), AdminError> {
        let (root, trust, now) = self.signed().await?;
        let order = KeyOrder { key_use: leaving.key_use.name().to_owned() };
        let made: KeysMade = serde_json::from_slice(&self.order("/keys", &order).await?)
            .map_err(|_| AdminError::Refused)?;
        let read = |text: &String| cose_key::from_bytes(&from_base64url(text)?).ok();
        let new = made.keys.iter().map(read).collect::<Option<Vec<_>>>();
        let new = new.ok_or(AdminError::Refused)?;
        let room = RootRoom::open(&self.home.root())?;
        let trust = room.rotated_trust(&root, &trust, leaving, new, now)?;
        self.post("/publish", &PublishOrder { root: None, trust: to_base64url(&trust) }).await
    }

    /// Changes the root keys for others, vouched for by the old ones, which are then destroyed.
    ///
    /// # Errors
    /// [`AdminError`]. Asked again after one, it may change them once more.
    pub async fn rotate_root(&self) -> Result<(), AdminError> {
        let (root, trust, now) = self.signed().await?;
        // What an interrupted attempt has left goes first.
        RootRoom::open(&self.home.root())?.keep_only(&root)?;
        let mut room = RootRoom::open(&self.home.root())?;
        let (root, trust) = room.next_root(&root, &trust, now)?;
        let order = PublishOrder { root: Some(to_base64url(&root)), trust: to_base64url(&trust) };
        self.post("/publish", &order).await?;
        Ok(room.keep_only(&root)?)
    }
}
