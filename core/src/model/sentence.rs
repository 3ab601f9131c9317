//! What a person reads, finished by the core.

/// A finished text with the key of the sentence it was made from.
///
/// Shells draw `text`; `key` is for tests and never shown.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Sentence {
    /// The sentence's name in the catalogue, kebab-case.
    pub key: String,
    /// The sentence in the language that was set, with its figures filled in.
    pub text: String,
}
