//! Why bytes are no signed object of ours.

/// What is wrong with the form of an object, before any key is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The bytes end inside an item.
    #[error("truncated")]
    Truncated,
    /// Longer than its kind may be.
    #[error("too large")]
    TooLarge,
    /// One key of a map stands twice.
    #[error("a key stands twice")]
    DuplicateKey,
    /// Not core deterministic CBOR (RFC 8949 §4.2.1), something after the end, nested too deep,
    /// or a header field where none may stand.
    #[error("not in its one canonical form")]
    NotCanonical,
    /// Another type of object.
    #[error("another type of object")]
    Type,
    /// A signature algorithm that is not accepted.
    #[error("algorithm not accepted")]
    Algorithm,
}

/// Why a document was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Its form is wrong.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// Not enough good signatures of the keys that count.
    #[error("not signed by those who may")]
    Signature,
    /// Well signed, but a field is missing or not of its type.
    #[error("a field is missing or wrong")]
    Field,
}
