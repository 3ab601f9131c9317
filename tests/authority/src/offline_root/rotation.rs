//! Changing keys: an online key for another, and the root keys themselves.

use doorstep::documents::{KeyUse, Root, TrustedKey};
use doorstep::model::PublicKey;

use super::{OfflineRoot, ROOT_LIFE, THRESHOLD, sign};
use crate::clock::BEGINNING;
use crate::error::AuthorityError;
use crate::home::read_keys;
use crate::trust_list::{active, issuer, listed, next_version, read_trust};

/// How long what a key has signed still counts after the key is changed for another, in seconds: as
/// long as the longest pass lasts, from the last day on which one can be booked to begin.
const STAYS: u64 = (31 + 30) * 86_400;

/// Why a key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RemovalReason {
    /// It has served its time; what it has signed counts on.
    Retired,
    /// Somebody else may have it: nothing that it has signed counts any more.
    Withdrawn,
}

/// Which key goes, and why.
pub(crate) struct KeyRemoval {
    pub(crate) key_use: KeyUse,
    pub(crate) reason: RemovalReason,
    /// Another than the one that signs.
    pub(crate) key: Option<PublicKey>,
}

/// How a listed key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyStatus {
    Signing,
    Standby,
    Retired,
    Withdrawn,
}

impl KeyStatus {
    /// The name that scripts see.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Standby => "standby",
            Self::Retired => "retired",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl OfflineRoot {
    /// The keys of a trust list, with how each stands.
    pub(crate) fn keys(
        root: &[u8],
        trust: &[u8],
    ) -> Result<Vec<(TrustedKey, KeyStatus)>, AuthorityError> {
        let list = read_trust(root, trust)?;
        let status = |key: &TrustedKey| {
            let place = active(&list, key.key_use).position(|active| active.key == key.key);
            match (key.revoked_at, place) {
                (Some(_), _) => KeyStatus::Withdrawn,
                (None, None) => KeyStatus::Retired,
                (None, Some(1..)) if key.key_use != KeyUse::Rules => KeyStatus::Standby,
                (None, Some(_)) => KeyStatus::Signing,
            }
        };
        Ok(list.keys.iter().map(|key| (key.clone(), status(key))).collect())
    }

    /// The trust list in which new keys take the place of one that goes; without a name, of the one
    /// that signs, or of those that sign together. Where one stands by, it signs from now on and the
    /// new one stands by. For a key that has gone before nobody comes. `added` are of other uses.
    pub(crate) fn rotated_trust(
        &self,
        root: &[u8],
        current: &[u8],
        KeyRemoval { key_use, reason, key }: KeyRemoval,
        new: Vec<PublicKey>,
        added: Vec<TrustedKey>,
        now: u64,
    ) -> Result<Vec<u8>, AuthorityError> {
        let mut list = read_trust(root, current)?;
        let signing = active(&list, key_use).take(new.len()).map(|key| key.key.clone());
        let removed = key.map_or_else(|| signing.collect(), |key| vec![key]);
        // A use that has no key yet gets its first one.
        let are_missed = active(&list, key_use).any(|key| removed.contains(&key.key))
            || list.keys_for(key_use).next().is_none();
        let iss = issuer(&list).ok_or(AuthorityError::HomeDamaged)?.to_owned();
        list.keys.retain(|key| now <= key.verify_until);
        for key in list.keys.iter_mut().filter(|key| removed.contains(&key.key)) {
            key.sign_until = key.sign_until.min(now);
            key.verify_until = key.verify_until.min(now.saturating_add(STAYS));
            key.revoked_at = key.revoked_at.or((reason == RemovalReason::Withdrawn).then_some(now));
        }
        if are_missed {
            // From the beginning, as those before them: a clock that is put back must find a key.
            let new = new.into_iter().take(removed.len().max(1));
            list.keys.extend(new.map(|key| listed(key, key_use, &iss, BEGINNING)));
        }
        list.keys.extend(added);
        self.sign_trust(&next_version(list, now), root)
    }

    /// The next root, with keys of its own and signed by enough keys of both (The Update Framework
    /// §5.3), and the trust list under it, which names these keys too.
    pub(crate) fn next_root(
        &mut self,
        root: &[u8],
        trust: &[u8],
        added: Vec<TrustedKey>,
        now: u64,
    ) -> Result<(Vec<u8>, Vec<u8>), AuthorityError> {
        let mut list = read_trust(root, trust)?;
        list.keys.extend(added);
        let current = Root::first(root).map_err(|_| AuthorityError::HomeDamaged)?;
        let next = Root {
            serial: current.serial.saturating_add(1),
            iat: now,
            exp: now.saturating_add(ROOT_LIFE),
            threshold: THRESHOLD as u64,
            keys: self.make_keys()?,
        };
        let bytes = sign(next.draft(), self.of(&current).take(THRESHOLD).chain(self.of(&next)))?;
        let trust = self.sign_trust(&next_version(list, now), &bytes)?;
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
