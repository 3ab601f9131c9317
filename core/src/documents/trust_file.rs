//! Trust file: what an app ships with, so that the first contact is already with the right one
//! (`PROTOCOL.md §4.1`).

use serde::{Deserialize, Serialize};

use super::root::Root;
use crate::model::{from_base64url, to_base64url};

/// The only version of the file.
const VERSION: u32 = 1;

/// What the app trusts before it has heard of the authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustFile {
    pub iss: String,
    /// Where it answers: `https`, without a path.
    pub url: String,
    /// The first root document.
    pub root: Vec<u8>,
    /// SHA-256 of the servers' keys; at least two.
    pub pins: Vec<[u8; 32]>,
}

/// Why a file is no trust file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no trust file of version 1")]
pub struct TrustFileError;

#[derive(Serialize, Deserialize)]
struct Json {
    version: u32,
    iss: String,
    url: String,
    root: String,
    pins: Vec<String>,
}

impl TrustFile {
    /// Reads the JSON of a file.
    ///
    /// # Errors
    /// [`TrustFileError`] for another version, fewer than two pins, or a root that is not its own.
    pub fn read(json: &[u8]) -> Result<Self, TrustFileError> {
        let file: Json = serde_json::from_slice(json).map_err(|_| TrustFileError)?;
        let root = from_base64url(&file.root).ok_or(TrustFileError)?;
        Root::first(&root).map_err(|_| TrustFileError)?;
        let pins = file
            .pins
            .iter()
            .map(|pin| from_base64url(pin)?.try_into().ok())
            .collect::<Option<Vec<[u8; 32]>>>()
            .filter(|pins| pins.len() >= 2)
            .ok_or(TrustFileError)?;
        if file.version != VERSION || !file.url.starts_with("https://") {
            return Err(TrustFileError);
        }
        Ok(Self { iss: file.iss, url: file.url, root, pins })
    }

    pub fn to_json(&self) -> String {
        let json = Json {
            version: VERSION,
            iss: self.iss.clone(),
            url: self.url.clone(),
            root: to_base64url(&self.root),
            pins: self.pins.iter().map(|pin| to_base64url(pin)).collect(),
        };
        // A value of texts and a number always has a JSON form.
        serde_json::to_string_pretty(&json).unwrap_or_default()
    }
}
