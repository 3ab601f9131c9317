//! The room of the root keys. It signs roots and trust lists and hands the finished bytes over;
//! nobody who serves is ever given its folder.

use std::path::Path;

use doorstep::crypto::SigningKey;
use doorstep::documents::{Root, SignDraft, TrustList};

use crate::error::AuthorityError;
use crate::home::{read, write_private};

/// How many of the root keys must sign.
const THRESHOLD: usize = 2;
const FILES: [&str; 3] = ["root-1.p8", "root-2.p8", "root-3.p8"];

/// When the first root says it was made: the earliest time that a rehearsal may be set to, because
/// phones take it for a lower bound of true time.
pub(crate) const BEGINNING: u64 = 1_577_836_800;
/// How long a root serves before its operator should make the next one, in seconds.
const ROOT_LIFE: u64 = 3_653 * 86_400;
/// How long a trust list counts, in seconds.
pub(crate) const TRUST_LIFE: u64 = 90 * 86_400;
/// At which age a trust list is signed anew, in seconds.
const TRUST_AGE: u64 = 30 * 86_400;

/// The root keys, out of their folder.
pub(crate) struct RootRoom {
    keys: Vec<SigningKey>,
}

impl RootRoom {
    /// Makes three keys.
    pub(crate) fn furnish(folder: &Path) -> Result<Self, AuthorityError> {
        for file in FILES {
            let key = SigningKey::generate().map_err(|_| AuthorityError::NoRandomness)?;
            write_private(&folder.join(file), &key)?;
        }
        Self::open(folder)
    }

    /// Reads the keys.
    pub(crate) fn open(folder: &Path) -> Result<Self, AuthorityError> {
        let keys = FILES
            .iter()
            .map(|file| {
                SigningKey::from_pkcs8(&read(&folder.join(file))?)
                    .map_err(|_| AuthorityError::HomeDamaged)
            })
            .collect::<Result<_, AuthorityError>>()?;
        Ok(Self { keys })
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

    /// This trust list, signed by as many keys as it takes.
    pub(crate) fn sign_trust(&self, list: &TrustList) -> Result<Vec<u8>, AuthorityError> {
        sign(list.draft(), self.keys.iter().take(THRESHOLD))
    }

    /// The trust list that should follow `current` now, if one is due: after thirty days, when
    /// it has expired, or when the clock was put to before it was made.
    pub(crate) fn renewed_trust(
        &self,
        root: &[u8],
        current: &[u8],
        now: u64,
    ) -> Result<Option<Vec<u8>>, AuthorityError> {
        let damaged = |_| AuthorityError::HomeDamaged;
        let root = Root::first(root).map_err(damaged)?;
        let mut list = TrustList::read(current, &root).map_err(damaged)?;
        let due = now < list.iat || now >= list.exp || now.abs_diff(list.iat) > TRUST_AGE;
        if !due {
            return Ok(None);
        }
        list.serial = list.serial.saturating_add(1);
        list.iat = now;
        list.exp = now.saturating_add(TRUST_LIFE);
        self.sign_trust(&list).map(Some)
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
