//! Evidence of a quarantine.

use doorstep::client::{Evidence, EvidenceScope};

/// How much of a journal is shown.
#[uniffi::remote(Enum)]
pub enum EvidenceScope {
    /// What the authority was told as well, without places and private words.
    Redacted,
    /// Everything.
    Whole,
}

/// A file of evidence, and what of it is to be said at once.
#[uniffi::remote(Record)]
pub struct Evidence {
    /// One HTML document.
    pub file: String,
    /// Base64url.
    pub chain: String,
    /// How many entries it has.
    pub entries: u64,
    pub is_redacted: bool,
    /// How many sealed photos it has.
    pub photos: u64,
    /// Number of the last entry for which the authority has signed.
    pub confirmed: Option<u64>,
    /// Entries after it.
    pub not_confirmed: u64,
}
