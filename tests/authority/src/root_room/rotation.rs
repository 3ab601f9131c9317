//! Changing keys: an online key for another, and the root keys themselves.

use doorstep::documents::{KeyUse, Root};
use doorstep::model::PublicKey;

use super::{ROOT_LIFE, RootRoom, THRESHOLD, following, read_trust, sign};
use crate::error::AuthorityError;
use crate::home::read_keys;
use crate::online::{active, issuer, listed};

/// How long what a key has signed still counts after the key is changed for another, in seconds: as
/// long as the longest pass lasts.
const STAYS: u64 = 31 * 86_400;

/// Why a key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Going {
    /// It has served its time; what it has signed counts on.
    Retired,
    /// Somebody else may have it: nothing that it has signed counts any more.
    Withdrawn,
}

impl RootRoom {
    /// The trust list in which these new keys take the place of the one that signs, or of those
    /// that sign together. Where one stands by, it signs from now on and the new one stands by.
    pub(crate) fn rotated_trust(
        &self,
        root: &[u8],
        current: &[u8],
        (key_use, going): (KeyUse, Going),
        new: Vec<PublicKey>,
        now: u64,
    ) -> Result<Vec<u8>, AuthorityError> {
        let mut list = read_trust(root, current)?;
        let signing: Vec<PublicKey> =
            active(&list, key_use).take(new.len()).map(|key| key.key.clone()).collect();
        let iss = issuer(&list).ok_or(AuthorityError::HomeDamaged)?.to_owned();
        list.keys.retain(|key| now <= key.verify_until);
        for key in list.keys.iter_mut().filter(|key| signing.contains(&key.key)) {
            key.sign_until = now;
            key.verify_until = now.saturating_add(STAYS);
            key.revoked_at = (going == Going::Withdrawn).then_some(now);
        }
        list.keys.extend(new.into_iter().map(|key| listed(key, key_use, &iss, now)));
        self.sign_trust(&following(list, now), root)
    }

    /// The next root, with keys of its own and signed by enough keys of both (The Update Framework
    /// §5.3), and the trust list under it.
    pub(crate) fn next_root(
        &mut self,
        root: &[u8],
        trust: &[u8],
        now: u64,
    ) -> Result<(Vec<u8>, Vec<u8>), AuthorityError> {
        let list = read_trust(root, trust)?;
        let current = Root::first(root).map_err(|_| AuthorityError::HomeDamaged)?;
        let next = Root {
            serial: current.serial.saturating_add(1),
            iat: now,
            exp: now.saturating_add(ROOT_LIFE),
            threshold: THRESHOLD as u64,
            keys: self.make_keys()?,
        };
        let bytes = sign(next.draft(), self.of(&current).take(THRESHOLD).chain(self.of(&next)))?;
        let trust = self.sign_trust(&following(list, now), &bytes)?;
        Ok((bytes, trust))
    }

    /// Destroys every key that is not one of this root, once the root is published.
    pub(crate) fn keep_only(&self, root: &[u8]) -> Result<(), AuthorityError> {
        let root = Root::first(root).map_err(|_| AuthorityError::HomeDamaged)?;
        for (file, key) in read_keys(&self.folder)? {
            if !root.keys.contains(key.public()) {
                std::fs::remove_file(file)?;
            }
        }
        Ok(())
    }
}
