//! The root keys, which may be kept away from whoever serves. They sign roots and trust lists; only
//! the finished bytes are handed over, and nobody who serves is ever given their folder.

mod rotation;

use std::path::{Path, PathBuf};

use doorstep::crypto::SigningKey;
use doorstep::documents::{Root, SignDraft, TrustList, TrustedKey};

pub(crate) use rotation::{KeyRemoval, KeyStatus, RemovalReason};

use crate::clock::BEGINNING;
use crate::error::AuthorityError;
use crate::home::{make_key, read_keys};
use crate::trust_list::{next_version, read_trust};

/// How many of the root keys must sign.
const THRESHOLD: usize = 2;
/// How many root keys there are.
const KEYS: usize = 3;
/// How long a root serves before its operator should make the next one, in seconds.
const ROOT_LIFE: u64 = 3_653 * 86_400;
/// At which age a trust list is signed anew, in seconds.
const TRUST_AGE: u64 = 30 * 86_400;

/// The root keys, out of their folder.
pub(crate) struct OfflineRoot {
    folder: PathBuf,
    keys: Vec<SigningKey>,
}

impl OfflineRoot {
    /// Makes three keys.
    pub(crate) fn create(folder: &Path) -> Result<Self, AuthorityError> {
        let mut offline = Self { folder: folder.to_owned(), keys: Vec::new() };
        offline.make_keys()?;
        Ok(offline)
    }

    /// Reads the keys.
    pub(crate) fn open(folder: &Path) -> Result<Self, AuthorityError> {
        let keys = read_keys(folder)?.into_iter().map(|(_, key)| key).collect();
        Ok(Self { folder: folder.to_owned(), keys })
    }

    /// Makes the keys of the next root, which follow those that are there.
    fn make_keys(&mut self) -> Result<Vec<doorstep::model::PublicKey>, AuthorityError> {
        let mut made = Vec::new();
        for _ in 0..KEYS {
            let key = make_key(&self.folder, "root")?;
            made.push(key.public().clone());
            self.keys.push(key);
        }
        Ok(made)
    }

    /// The keys of this root that are here.
    fn of<'k>(&'k self, root: &'k Root) -> impl Iterator<Item = &'k SigningKey> {
        self.keys.iter().filter(|key| root.keys.contains(key.public()))
    }

    /// Whether enough keys of this root are here.
    pub(crate) fn can_sign(&self, root: &[u8]) -> Result<bool, AuthorityError> {
        let root = Root::first(root).map_err(|_| AuthorityError::HomeDamaged)?;
        Ok(self.of(&root).count() >= THRESHOLD)
    }

    /// The first root, signed by all of its keys.
    pub(crate) fn first_root(&self, now: u64) -> Result<Vec<u8>, AuthorityError> {
        let root = Root {
            serial: 1,
            iat: BEGINNING,
            exp: now.saturating_add(ROOT_LIFE),
            threshold: THRESHOLD as u64,
            keys: self.keys.iter().map(|key| key.public().clone()).collect(),
        };
        sign(root.draft(), &self.keys)
    }

    /// This trust list, signed by as many keys of this root as it takes.
    pub(crate) fn sign_trust(
        &self,
        list: &TrustList,
        root: &[u8],
    ) -> Result<Vec<u8>, AuthorityError> {
        let root = Root::first(root).map_err(|_| AuthorityError::HomeDamaged)?;
        sign(list.draft(), self.of(&root).take(THRESHOLD))
    }

    /// The trust list that should follow `current` now, if one is due: when there are keys to be
    /// added, after thirty days, when it has expired, or when the clock was put to before it was made.
    pub(crate) fn renewed_trust(
        &self,
        root: &[u8],
        current: &[u8],
        added: Vec<TrustedKey>,
        now: u64,
    ) -> Result<Option<Vec<u8>>, AuthorityError> {
        let mut list = read_trust(root, current)?;
        let due = now < list.iat || now >= list.exp || now.abs_diff(list.iat) > TRUST_AGE;
        if !due && added.is_empty() {
            return Ok(None);
        }
        list.keys.extend(added);
        self.sign_trust(&next_version(list, now), root).map(Some)
    }
}

fn sign<'k>(
    draft: SignDraft,
    keys: impl IntoIterator<Item = &'k SigningKey>,
) -> Result<Vec<u8>, AuthorityError> {
    keys.into_iter()
        .try_fold(draft, |draft, key| {
            let signature = key.sign(&draft.to_sign(key.public()))?;
            Ok(draft.signed(key.public(), signature))
        })
        .map(SignDraft::close)
        .map_err(|_: doorstep::crypto::SigningKeyError| AuthorityError::NoRandomness)
}
