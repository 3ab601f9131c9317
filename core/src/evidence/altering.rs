//! What whoever wants to deceive might do to a file, for tests of those who check it.

use super::bundle::Bundle;
use super::file::{NotEvidence, Parts};
use super::walk::Walk;
use crate::model::{deflate, to_base64url};

/// What a file shows.
///
/// # Errors
/// [`NotEvidence`] if it is none.
pub fn bundle_of(file: &str) -> Result<Bundle, NotEvidence> {
    Parts::of(file).map(|parts| parts.bundle)
}

/// The file with other data, under the page and the head that it has. None of data that have no form.
pub fn with_bundle(file: &str, bundle: &Bundle) -> Option<String> {
    let parts = Parts::of(file).ok()?;
    let data = to_base64url(&deflate(&bundle.to_bytes()?)?);
    Some(file.replacen(parts.data, &data, 1))
}

/// The trail that fits the entries as they are now. None of entries that do not follow each other.
pub fn trail_of(bundle: &Bundle) -> Option<Vec<u8>> {
    Walk::over(bundle).ok().map(|walk| walk.trail())
}
