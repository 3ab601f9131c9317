//! What was sent.

use doorstep::model::Sentence;
use doorstep::requests::SentRaw;
use doorstep::views::SentEntry;

/// A request of this phone.
#[uniffi::remote(Record)]
pub struct SentEntry {
    /// Counted from 1 over the life of this folder.
    pub n: u64,
    /// When it was about to leave, milliseconds since 1970, by what the phone knew of the time.
    pub at_ms: i64,
    /// The same in words.
    pub at: Sentence,
    /// Host and port.
    pub to: String,
    /// The path with its variables unnamed.
    pub route: String,
    /// Length of the body.
    pub bytes: u64,
    /// SHA-256 of the body, base64url.
    pub sha256: String,
    /// What it asks for, then what it tells.
    pub words: Vec<Sentence>,
}

/// The bytes of a request.
#[uniffi::remote(Record)]
pub struct SentRaw {
    /// All that stands before the body, as HTTP/1.1 has it.
    pub head: String,
    pub body: Vec<u8>,
}
