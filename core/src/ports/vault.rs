//! The phone's key store.

use crate::error::{Code, CoreError};
use crate::model::PublicKey;

/// Where a key lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyLevel {
    /// In a file of the app.
    Software,
    /// In the phone's trusted hardware.
    Hardware,
}

/// A signing key as the vault shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaultKey {
    /// The public half, P-256.
    pub public: PublicKey,
    /// Where the private half lives.
    pub level: KeyLevel,
    /// The platform's attestation, passed on unread; empty if it gives none.
    pub attestation: Vec<u8>,
}

/// Why the vault did not do it. What is not known to be anything else is [`VaultError::Transient`]:
/// an error is not a loss, and no key is ever made anew because of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The same call may succeed in a while.
    #[error("the key store does not answer now")]
    Transient,
    /// Keys can't be read until the phone is first unlocked.
    #[error("the phone was not unlocked yet")]
    Locked,
    /// There is no key of this name.
    #[error("no such key")]
    Missing,
    /// The system has destroyed the key.
    #[error("the key was destroyed by the system")]
    Invalidated,
    /// There is no room for another key.
    #[error("no space left for keys")]
    Full,
    /// The place where keys are kept can't be written.
    #[error("the place of keys can't be written")]
    ReadOnly,
    /// The hardware can't do it.
    #[error("not supported by this phone")]
    Unsupported,
}

impl From<VaultError> for CoreError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Transient => Code::VaultBusy.into(),
            VaultError::Full => Code::StorageFull.into(),
            VaultError::ReadOnly => Code::StorageReadOnly.into(),
            VaultError::Locked => Code::VaultLocked.into(),
            VaultError::Missing | VaultError::Invalidated => Code::KeyLost.into(),
            VaultError::Unsupported => Code::VaultUnsupported.into(),
        }
    }
}

/// Makes and uses keys that never leave the phone's hardware. Synchronous; may take a second.
pub trait Vault: Send + Sync {
    /// The P-256 key of this name, made now if there is none. `challenge` goes into the attestation
    /// of a key that is made.
    fn create_signing_key(&self, alias: &str, challenge: &[u8]) -> Result<VaultKey, VaultError>;

    /// ECDSA with SHA-256 over the message, DER.
    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// Closes bytes under the wrapping key of this name, made now if there is none.
    fn wrap(&self, alias: &str, plain: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// Opens bytes that [`Vault::wrap`] closed.
    fn unwrap(&self, alias: &str, wrapped: &[u8], aad: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// Names of all keys, of either kind, whose names begin so. Where something that is kept cannot be
    /// read, it is how its keys are found.
    fn aliases(&self, prefix: &str) -> Result<Vec<String>, VaultError>;

    /// Destroys the key of this name; done if there was none.
    fn delete(&self, alias: &str) -> Result<(), VaultError>;
}
