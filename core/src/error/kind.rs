//! What a person can do about an error.

/// What a person can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// Correct what was typed.
    Correct,
    /// Wait until the time given, or as long as one likes.
    Wait,
    /// Nothing: the rules say no, and why.
    Refused,
    /// There is no network, or nobody answers: look for another.
    Network,
    /// Use another network: this one is interfered with.
    Interference,
    /// Register, or register again.
    Register,
    /// Make room on the phone, or give the app its folder back: close what has it, or open it again.
    Storage,
    /// Unlock the phone, or try again in a minute.
    Vault,
    /// Install the newer version.
    Update,
    /// Report it: something is wrong on our side.
    Report,
}
