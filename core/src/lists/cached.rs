//! A document with the bytes it was served as.

use std::sync::{Arc, OnceLock};

use crate::crypto::sha256;
use crate::documents::DocumentError;

/// A document of the set. One that was kept is read when it is first asked for: a phone that is
/// opened to show a pass needs neither trust list nor deny list. A clone is the same document, not a copy.
pub struct CachedDocument<T>(Arc<Served<T>>);

struct Served<T> {
    bytes: Vec<u8>,
    sha256: [u8; 32],
    doc: OnceLock<Option<T>>,
    read: fn(&[u8]) -> Result<T, DocumentError>,
}

impl<T> CachedDocument<T> {
    /// A document that was just verified.
    pub fn new(doc: T, bytes: Vec<u8>, read: fn(&[u8]) -> Result<T, DocumentError>) -> Self {
        let sha256 = sha256(&bytes);
        Self(Arc::new(Served { bytes, sha256, doc: OnceLock::from(Some(doc)), read }))
    }

    /// A document that was verified before it was kept.
    pub fn kept(bytes: Vec<u8>, read: fn(&[u8]) -> Result<T, DocumentError>) -> Self {
        let sha256 = sha256(&bytes);
        Self(Arc::new(Served { bytes, sha256, doc: OnceLock::new(), read }))
    }

    /// What it says; nothing if this version cannot read it any more, which is as good as none:
    /// it will be fetched again.
    pub fn doc(&self) -> Option<&T> {
        let Served { bytes, doc, read, .. } = &*self.0;
        doc.get_or_init(|| read(bytes).ok()).as_ref()
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0.bytes
    }

    /// SHA-256 of the bytes.
    pub fn sha256(&self) -> [u8; 32] {
        self.0.sha256
    }
}

impl<T> Clone for CachedDocument<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// The same bytes are the same document.
impl<T> PartialEq for CachedDocument<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl<T> Eq for CachedDocument<T> {}

// Bytes say nothing to a reader, and there may be a million of them.
impl<T> std::fmt::Debug for CachedDocument<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CachedDocument({} bytes)", self.bytes().len())
    }
}
