//! Signing keys as files of a folder, each under the beginning of its thumbprint.

use std::path::{Path, PathBuf};

use doorstep::crypto::SigningKey;
use doorstep::documents::cose_key;

use super::{read, write_private};
use crate::error::AuthorityError;

/// The end of a signing key's file name: PKCS #8.
const END: &str = "p8";

/// Makes a key for this use and keeps it.
pub(crate) fn make_key(folder: &Path, key_use: &str) -> Result<SigningKey, AuthorityError> {
    let bytes = SigningKey::generate().map_err(|_| AuthorityError::NoRandomness)?;
    let key = SigningKey::from_pkcs8(&bytes).map_err(|_| AuthorityError::NoRandomness)?;
    let name = cose_key::thumbprint(key.public()).to_string();
    let name = format!("{key_use}-{}.{END}", name.get(..8).unwrap_or_default());
    write_private(&folder.join(name), &bytes)?;
    Ok(key)
}

/// Every signing key of a folder with its file.
pub(crate) fn read_keys(folder: &Path) -> Result<Vec<(PathBuf, SigningKey)>, AuthorityError> {
    let mut keys = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == END) {
            let key = SigningKey::from_pkcs8(&read(&path)?);
            keys.push((path, key.map_err(|_| AuthorityError::HomeDamaged)?));
        }
    }
    Ok(keys)
}
