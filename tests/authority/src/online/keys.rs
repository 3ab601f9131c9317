//! The online keys: one use each, so that one stolen key can do one thing.

use std::path::Path;

use doorstep::crypto::{SigningKey, SigningKeyError, SystemRandom};
use doorstep::documents::{Draft, KeyUse, SignDraft, TimeToken, TrustedKey};
use doorstep::model::Nonce;
use doorstep::ports::Random;

use super::ISSUER;
use crate::error::AuthorityError;
use crate::home::{read, write_private};
use crate::root_room::BEGINNING;

/// 2049-12-31 23:59:59 UTC: the reference authority never changes its keys.
const END: u64 = 2_524_607_999;
const SERVER_KEY: &str = "server.key";

/// Every signing key with its file. The standby pass key signs nothing until the first is lost.
const FILES: [(KeyUse, &str); 7] = [
    (KeyUse::Pass, "pass.p8"),
    (KeyUse::Pass, "pass-standby.p8"),
    (KeyUse::Rules, "rules-1.p8"),
    (KeyUse::Rules, "rules-2.p8"),
    (KeyUse::Stamp, "stamp.p8"),
    (KeyUse::Status, "status.p8"),
    (KeyUse::Time, "time.p8"),
];

/// The keys that the serving part holds.
pub(crate) struct OnlineKeys {
    /// Signs passes and holder certificates.
    pub(crate) pass: SigningKey,
    /// Sign rules together.
    pub(crate) rules: [SigningKey; 2],
    /// Signs stamps.
    pub(crate) stamp: SigningKey,
    /// Signs deny lists.
    pub(crate) status: SigningKey,
    time: SigningKey,
    /// Hides numbers, addresses and codes from whoever reads the database.
    pub(crate) server: [u8; 32],
}

impl OnlineKeys {
    /// Makes every key.
    pub(crate) fn furnish(folder: &Path) -> Result<(), AuthorityError> {
        for (_, file) in FILES {
            let key = SigningKey::generate().map_err(|_| AuthorityError::NoRandomness)?;
            write_private(&folder.join(file), &key)?;
        }
        let random: &dyn Random = &SystemRandom::default();
        write_private(&folder.join(SERVER_KEY), &random.draw::<32>()?)
    }

    /// The public halves as a trust list names them.
    pub(crate) fn listed(folder: &Path) -> Result<Vec<TrustedKey>, AuthorityError> {
        FILES
            .iter()
            .map(|(key_use, file)| {
                Ok(TrustedKey {
                    key: open(folder, file)?.public().clone(),
                    key_use: *key_use,
                    iss: ISSUER.to_owned(),
                    sign_from: BEGINNING,
                    sign_until: END,
                    verify_until: END,
                    revoked_at: None,
                })
            })
            .collect()
    }

    /// Reads the keys.
    pub(crate) fn open(folder: &Path) -> Result<Self, AuthorityError> {
        Ok(Self {
            pass: open(folder, "pass.p8")?,
            rules: [open(folder, "rules-1.p8")?, open(folder, "rules-2.p8")?],
            stamp: open(folder, "stamp.p8")?,
            status: open(folder, "status.p8")?,
            time: open(folder, "time.p8")?,
            server: read(&folder.join(SERVER_KEY))?
                .try_into()
                .map_err(|_| AuthorityError::HomeDamaged)?,
        })
    }

    /// A time token over this nonce.
    pub(crate) fn time_token(&self, now: u64, nonce: Nonce) -> Result<Vec<u8>, SigningKeyError> {
        let token = TimeToken { iss: ISSUER.to_owned(), iat: now, nonce };
        close(&self.time, token.draft(self.time.public()))
    }
}

fn open(folder: &Path, file: &str) -> Result<SigningKey, AuthorityError> {
    SigningKey::from_pkcs8(&read(&folder.join(file))?).map_err(|_| AuthorityError::HomeDamaged)
}

/// The object with its signature.
pub(crate) fn close(key: &SigningKey, draft: Draft) -> Result<Vec<u8>, SigningKeyError> {
    let signature = key.sign(&draft.to_sign())?;
    Ok(draft.close(&signature))
}

/// The document with the signatures of all these keys.
pub(crate) fn close_by_all(
    keys: &[SigningKey],
    mut draft: SignDraft,
) -> Result<Vec<u8>, SigningKeyError> {
    for key in keys {
        let signature = key.sign(&draft.to_sign(key.public()))?;
        draft = draft.signed(key.public(), signature);
    }
    Ok(draft.close())
}
