//! Changing keys: the running authority makes the online ones, the room of the root keys signs the
//! trust list that names them, and only then are they in use.

use doorstep::documents::{KeyUse, cose_key};
use doorstep::model::{from_base64url, to_base64url};

use super::wire::{KeyOrder, KeysMade, PublishOrder};
use super::{Admin, AdminError};
use crate::root_room::{Going, RootRoom};

impl Admin {
    /// Changes the key of a use for another: of passes for the one that stands by. What the old one
    /// has signed counts on for 31 days, or not at all if it is withdrawn because somebody else may
    /// have it.
    ///
    /// # Errors
    /// [`AdminError`]; [`AdminError::Refused`] for a use that this authority has no keys of.
    pub async fn rotate_key(&self, key_use: KeyUse, withdrawn: bool) -> Result<(), AdminError> {
        let (root, trust, now) = self.signed().await?;
        let order = KeyOrder { key_use: key_use.name().to_owned() };
        let made: KeysMade = serde_json::from_slice(&self.order("/keys", &order).await?)
            .map_err(|_| AdminError::Refused)?;
        let read = |text: &String| cose_key::from_bytes(&from_base64url(text)?).ok();
        let new = made.keys.iter().map(read).collect::<Option<Vec<_>>>();
        let new = new.ok_or(AdminError::Refused)?;
        let going = if withdrawn { Going::Withdrawn } else { Going::Retired };
        let room = RootRoom::open(&self.home.root())?;
        let trust = room.rotated_trust(&root, &trust, (key_use, going), new, now)?;
        self.post("/publish", &PublishOrder { root: None, trust: to_base64url(&trust) }).await
    }

    /// Changes the root keys for others, vouched for by the old ones, which are then destroyed.
    ///
    /// # Errors
    /// [`AdminError`]. Asking again goes on where it stopped.
    pub async fn rotate_root(&self) -> Result<(), AdminError> {
        let (root, trust, now) = self.signed().await?;
        let mut room = RootRoom::open(&self.home.root())?;
        let (root, trust) = room.next_root(&root, &trust, now)?;
        let order = PublishOrder { root: Some(to_base64url(&root)), trust: to_base64url(&trust) };
        self.post("/publish", &order).await?;
        Ok(room.keep_only(&root)?)
    }
}
