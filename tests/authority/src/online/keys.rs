//! The online keys: one use each, so that one stolen key can do one thing. The folder holds whatever
//! keys there are; the trust list says which of them are in use. That of photos is made here and kept apart:
//! nothing is signed by it.

use std::path::Path;

use doorstep::crypto::{SigningKey, SigningKeyError, SystemRandom};
use doorstep::documents::{Draft, KeyUse, SignDraft, TimeToken, TrustList, TrustedKey};
use doorstep::model::{Nonce, PhoneNumber};
use doorstep::ports::Random;

use crate::clock::BEGINNING;
use crate::error::AuthorityError;
use crate::home::{Home, make_key, read, read_keys, write_private};
use crate::store::NumberMac;
use crate::trust_list::{active, issuer, listed};

const SERVER_KEY: &str = "server.key";

/// Every key of a new home. The standby pass key signs nothing until the first is lost.
const FIRST: [KeyUse; 10] = [
    KeyUse::Pass,
    KeyUse::Pass,
    KeyUse::Rules,
    KeyUse::Rules,
    KeyUse::Stamp,
    KeyUse::Status,
    KeyUse::Time,
    KeyUse::Order,
    KeyUse::Receipt,
    KeyUse::Photo,
];

/// The uses of which a new home has keys and this list none: an earlier version prepared its home. The
/// next list, whatever it is made for, names a key of each.
pub(crate) fn missing_uses(list: &TrustList) -> Vec<KeyUse> {
    let mut missing = FIRST.to_vec();
    missing.dedup();
    missing.retain(|key_use| list.keys_for(*key_use).next().is_none());
    missing
}

/// Hides numbers, addresses and codes from whoever reads the database.
pub(crate) struct ServerKey([u8; 32]);

impl ServerKey {
    /// Makes it.
    pub(crate) fn create(folder: &Path) -> Result<(), AuthorityError> {
        let random: &dyn Random = &SystemRandom::default();
        write_private(&folder.join(SERVER_KEY), &random.draw::<32>()?)
    }

    /// Reads it.
    pub(crate) fn open(folder: &Path) -> Result<Self, AuthorityError> {
        let bytes = read(&folder.join(SERVER_KEY))?;
        Ok(Self(bytes.try_into().map_err(|_| AuthorityError::HomeDamaged)?))
    }

    /// HMAC-SHA256 of these bytes.
    pub(crate) fn mac(&self, bytes: &[u8]) -> [u8; 32] {
        doorstep::crypto::hmac_sha256(&self.0, bytes)
    }

    /// Under which a phone number is known.
    pub(crate) fn number_mac(&self, phone: &PhoneNumber) -> NumberMac {
        self.mac(format!("number:{}", phone.e164()).as_bytes())
    }
}

/// The keys that sign now.
pub(crate) struct OnlineKeys {
    /// The authority's name in everything that they sign.
    pub(crate) iss: String,
    /// Signs passes and holder certificates.
    pub(crate) pass: SigningKey,
    /// Sign rules together.
    pub(crate) rules: Vec<SigningKey>,
    /// Signs stamps.
    pub(crate) stamp: SigningKey,
    /// Signs deny lists.
    pub(crate) status: SigningKey,
    /// Signs what ends or orders something; none before the trust list of an older home names one.
    pub(crate) order: Option<SigningKey>,
    /// Signs what was received; none before the trust list of an older home names one.
    pub(crate) receipt: Option<SigningKey>,
    time: SigningKey,
}

impl OnlineKeys {
    /// Makes the first keys of this authority, and how a trust list names them.
    pub(crate) fn create(home: &Home, iss: &str) -> Result<Vec<TrustedKey>, AuthorityError> {
        let made = FIRST.iter().map(|key_use| {
            let key = make_key(&home.keys_of(*key_use), key_use.name())?;
            Ok(listed(key.public().clone(), *key_use, iss, BEGINNING))
        });
        made.collect()
    }

    /// Makes keys for what this list of an older home has none for, and how the next one names them.
    pub(crate) fn make_missing(
        home: &Home,
        list: &TrustList,
    ) -> Result<Vec<TrustedKey>, AuthorityError> {
        let iss = issuer(list).ok_or(AuthorityError::HomeDamaged)?;
        let made = missing_uses(list).into_iter().map(|key_use| {
            let key = make_key(&home.keys_of(key_use), key_use.name())?;
            Ok(listed(key.public().clone(), key_use, iss, BEGINNING))
        });
        made.collect()
    }

    /// Reads the keys that this list has in use: those that are neither withdrawn nor changed for
    /// others, in the list's order. The first one of a use signs.
    pub(crate) fn open(folder: &Path, list: &TrustList) -> Result<Self, AuthorityError> {
        let mut there: Vec<SigningKey> =
            read_keys(folder)?.into_iter().map(|(_, key)| key).collect();
        let mut take = |listed: &TrustedKey| {
            let at = there.iter().position(|key| *key.public() == listed.key);
            at.map(|at| there.swap_remove(at)).ok_or(AuthorityError::HomeDamaged)
        };
        let mut first = |key_use| {
            active(list, key_use).next().ok_or(AuthorityError::HomeDamaged).and_then(&mut take)
        };
        let (pass, stamp) = (first(KeyUse::Pass)?, first(KeyUse::Stamp)?);
        let (status, time) = (first(KeyUse::Status)?, first(KeyUse::Time)?);
        let rules: Vec<SigningKey> =
            active(list, KeyUse::Rules).map(&mut take).collect::<Result<_, _>>()?;
        let order = active(list, KeyUse::Order).next().map(&mut take).transpose()?;
        let receipt = active(list, KeyUse::Receipt).next().map(&mut take).transpose()?;
        let iss = issuer(list).ok_or(AuthorityError::HomeDamaged)?.to_owned();
        Ok(Self { iss, pass, rules, stamp, status, order, receipt, time })
    }

    /// A time token over this nonce.
    pub(crate) fn time_token(&self, now: u64, nonce: Nonce) -> Result<Vec<u8>, SigningKeyError> {
        let token = TimeToken { iss: self.iss.clone(), iat: now, nonce };
        close(&self.time, token.draft(self.time.public()))
    }
}

impl std::fmt::Debug for OnlineKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OnlineKeys(…)")
    }
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

#[cfg(test)]
mod tests {
    use doorstep::documents::TlsTrust;

    use super::*;
    use crate::home::private_folder;

    #[test]
    fn a_home_gets_a_key_of_each_use_that_its_list_has_none_of() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        for folder in [home.online(), home.photos()] {
            private_folder(&folder).unwrap();
        }
        let whole = OnlineKeys::create(&home, "XX-REF").unwrap();
        let list = |keys| TrustList {
            serial: 1,
            iat: BEGINNING,
            exp: BEGINNING,
            keys,
            rules_threshold: 2,
            tls: TlsTrust { roots: Vec::new(), pins: Vec::new() },
            hosts: Vec::new(),
            sms_countries: Vec::new(),
        };
        assert!(missing_uses(&list(whole.clone())).is_empty());
        for key_use in FIRST {
            let older: Vec<TrustedKey> =
                whole.iter().filter(|key| key.key_use != key_use).cloned().collect();
            let older = list(older);
            assert_eq!(missing_uses(&older), [key_use]);
            let added = OnlineKeys::make_missing(&home, &older).unwrap();
            let named: Vec<_> = added.iter().map(|key| (key.key_use, key.iss.as_str())).collect();
            assert_eq!(named, [(key_use, "XX-REF")]);
            let next = list([older.keys, added].concat());
            assert!(missing_uses(&next).is_empty());
            OnlineKeys::open(&home.online(), &next).unwrap();
        }
    }
}
