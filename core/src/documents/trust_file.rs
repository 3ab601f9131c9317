//! Trust file: what an app ships with, so that the first contact is already with the right one
//! (`PROTOCOL.md §4.1`).

use serde::Serialize;
use serde_json::Value;

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

#[derive(Serialize)]
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
        Self::of(&serde_json::from_slice(json).map_err(|_| TrustFileError)?).ok_or(TrustFileError)
    }

    fn of(file: &Value) -> Option<Self> {
        let text = |name: &str| file.get(name)?.as_str();
        let root = from_base64url(text("root")?)?;
        Root::first(&root).ok()?;
        let pins = file.get("pins")?.as_array()?.iter();
        let pins: Vec<[u8; 32]> = pins
            .map(|pin| from_base64url(pin.as_str()?)?.try_into().ok())
            .collect::<Option<_>>()?;
        let (iss, url) = (text("iss")?.to_owned(), text("url")?.to_owned());
        let is_fit = file.get("version")?.as_u64() == Some(VERSION.into())
            && url.starts_with("https://")
            && pins.len() >= 2;
        is_fit.then_some(Self { iss, url, root, pins })
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
