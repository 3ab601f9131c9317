//! The keys that photos are sealed to: in a folder of their own, which whoever serves does not read. Old ones
//! stay, to open what was sealed to them.

use std::fs::File;

use doorstep::crypto::SigningKey;
use doorstep::documents::{KeyUse, cose_key};
use doorstep::model::PublicKey;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable as _, Kem, Serializable as _};

use crate::error::AuthorityError;
use crate::home::{Home, make_key, private_folder, read, read_keys};

/// One of them.
pub(super) type PrivateKey = <DhP256HkdfSha256 as Kem>::PrivateKey;

/// What stands before the scalar in a key of P-256 in PKCS #8: version 1 of ECPrivateKey (RFC 5915), and an
/// octet string of 32 bytes.
const BEFORE_SCALAR: [u8; 5] = [0x02, 0x01, 0x01, 0x04, 0x20];

/// All that the home has.
pub(crate) struct PhotoKeys(pub(super) Vec<PrivateKey>);

impl PhotoKeys {
    /// Reads them.
    pub(crate) fn read(home: &Home) -> Result<Self, AuthorityError> {
        let keys = read_keys(&home.photos())?.into_iter();
        let keys = keys.map(|(file, key)| private(&read(&file)?, &key));
        keys.collect::<Result<_, _>>().map(Self)
    }

    /// Whether nothing can be opened here: the keys are kept elsewhere.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Makes a key that the next trust list may name.
pub(crate) fn make_photo_key(home: &Home) -> Result<PublicKey, AuthorityError> {
    private_folder(&home.photos())?;
    Ok(make_key(&home.photos(), KeyUse::Photo.name())?.public().clone())
}

/// Takes the keys that an earlier version has left among the online ones into their own folder, unread.
pub(crate) fn set_apart(home: &Home) -> Result<(), AuthorityError> {
    private_folder(&home.photos())?;
    let begins = format!("{}-", KeyUse::Photo.name());
    for file in std::fs::read_dir(home.online())? {
        let name = file?.file_name();
        if !name.to_string_lossy().starts_with(&begins) {
            continue;
        }
        std::fs::rename(home.online().join(&name), home.photos().join(&name))?;
        // There before it is gone from where it was.
        File::open(home.photos())?.sync_all()?;
        File::open(home.online())?.sync_all()?;
    }
    Ok(())
}

/// The scalar of a key, which is that of its public half.
fn private(pkcs8: &[u8], key: &SigningKey) -> Result<PrivateKey, AuthorityError> {
    let at = pkcs8.windows(BEFORE_SCALAR.len()).position(|bytes| bytes == BEFORE_SCALAR);
    let scalar = at
        .and_then(|at| pkcs8.get(at.checked_add(BEFORE_SCALAR.len())?..)?.get(..32))
        .ok_or(AuthorityError::HomeDamaged)?;
    let private = PrivateKey::from_bytes(scalar).map_err(|_| AuthorityError::HomeDamaged)?;
    let public = DhP256HkdfSha256::sk_to_pk(&private).to_bytes();
    let same = PublicKey::from_x963(&public)
        .is_some_and(|public| cose_key::to_bytes(&public) == cose_key::to_bytes(key.public()));
    if same { Ok(private) } else { Err(AuthorityError::HomeDamaged) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_from_its_file_and_moved_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        for folder in [home.online(), home.photos()] {
            private_folder(&folder).unwrap();
        }
        for _ in 0..20 {
            make_key(&home.online(), "photo").unwrap();
        }
        make_key(&home.online(), "pass").unwrap();
        assert!(PhotoKeys::read(&home).unwrap().is_empty());
        set_apart(&home).unwrap();
        set_apart(&home).unwrap();
        assert_eq!(PhotoKeys::read(&home).unwrap().0.len(), 20);
        assert_eq!(read_keys(&home.online()).unwrap().len(), 1);
        make_photo_key(&home).unwrap();
        assert_eq!(PhotoKeys::read(&home).unwrap().0.len(), 21);
    }
}
