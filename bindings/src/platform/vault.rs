//! The phone's key store.

use doorstep::model::PublicKey;
use doorstep::ports;

use super::guarded;

/// Where a key lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum KeyLevel {
    /// In a file of the app.
    Software,
    /// In the phone's trusted hardware.
    Hardware,
}

/// A signing key as the vault shows it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct VaultKey {
    /// The public half, P-256, in either form that phones give: the uncompressed point (65 bytes,
    /// `SecKeyCopyExternalRepresentation`) or a SubjectPublicKeyInfo (91 bytes, `getEncoded`).
    pub public: Vec<u8>,
    /// Where the private half lives.
    pub level: KeyLevel,
    /// The platform's attestation, passed on unread; empty if it gives none.
    pub attestation: Vec<u8>,
}

/// Why the vault did not do it. What is not known to be anything else is `Transient`, and so is
/// whatever a shell throws besides: an error is not a loss, and no key is made anew because of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VaultError {
    /// The same call may succeed in a while.
    #[error("the key store does not answer now")]
    Transient,
    /// Keys can't be read until the phone is first unlocked.
    #[error("the phone was not unlocked yet")]
    Locked,
    /// There is no key of this name. Said only by a key store that was read.
    #[error("no such key")]
    Missing,
    /// The system has destroyed the key.
    #[error("the key was destroyed by the system")]
    Invalidated,
    /// The hardware can't do it.
    #[error("not supported by this phone")]
    Unsupported,
    /// There is no room on the phone for another key.
    #[error("no space left for keys")]
    Full,
}

impl From<uniffi::UnexpectedUniFFICallbackError> for VaultError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Transient
    }
}

/// Makes and uses keys that never leave the phone's hardware. Synchronous; may take a second; must
/// not call back into the client.
#[uniffi::export(callback_interface)]
pub trait Vault: Send + Sync {
    /// The P-256 key of this name, made now if there is none. `challenge` goes into the attestation
    /// of a key that is made.
    fn create_signing_key(&self, alias: String, challenge: Vec<u8>)
    -> Result<VaultKey, VaultError>;

    /// ECDSA with SHA-256 over the message, DER.
    fn sign(&self, alias: String, payload: Vec<u8>) -> Result<Vec<u8>, VaultError>;

    /// Closes bytes under the wrapping key of this name, made now if there is none.
    fn wrap(&self, alias: String, plain: Vec<u8>, aad: Vec<u8>) -> Result<Vec<u8>, VaultError>;

    /// Opens bytes that `wrap` closed.
    fn unwrap(&self, alias: String, wrapped: Vec<u8>, aad: Vec<u8>) -> Result<Vec<u8>, VaultError>;

    /// Names of all keys, of either kind, whose names begin so. Where something that the app kept
    /// cannot be read, it is how its keys are found.
    fn aliases(&self, prefix: String) -> Result<Vec<String>, VaultError>;

    /// Destroys the key of this name; done if there was none.
    fn delete(&self, alias: String) -> Result<(), VaultError>;
}

/// A shell's vault as the core uses it.
pub(crate) struct ShellVault(pub Box<dyn Vault>);

impl ShellVault {
    fn call<T>(
        &self,
        call: impl FnOnce(&dyn Vault) -> Result<T, VaultError>,
    ) -> Result<T, ports::VaultError> {
        Ok(guarded(VaultError::Transient, || call(self.0.as_ref()))?)
    }
}

impl ports::Vault for ShellVault {
    fn create_signing_key(
        &self,
        alias: &str,
        challenge: &[u8],
    ) -> Result<ports::VaultKey, ports::VaultError> {
        let made =
            self.call(|vault| vault.create_signing_key(alias.to_owned(), challenge.to_vec()))?;
        let public = PublicKey::from_x963(&made.public)
            .or_else(|| PublicKey::from_p256_spki(&made.public))
            .ok_or(ports::VaultError::Unsupported)?;
        let level = match made.level {
            KeyLevel::Software => ports::KeyLevel::Software,
            KeyLevel::Hardware => ports::KeyLevel::Hardware,
        };
        Ok(ports::VaultKey { public, level, attestation: made.attestation })
    }

    fn sign(&self, alias: &str, message: &[u8]) -> Result<Vec<u8>, ports::VaultError> {
        self.call(|vault| vault.sign(alias.to_owned(), message.to_vec()))
    }

    fn wrap(&self, alias: &str, plain: &[u8], aad: &[u8]) -> Result<Vec<u8>, ports::VaultError> {
        self.call(|vault| vault.wrap(alias.to_owned(), plain.to_vec(), aad.to_vec()))
    }

    fn unwrap(
        &self,
        alias: &str,
        wrapped: &[u8],
        aad: &[u8],
    ) -> Result<Vec<u8>, ports::VaultError> {
        self.call(|vault| vault.unwrap(alias.to_owned(), wrapped.to_vec(), aad.to_vec()))
    }

    fn aliases(&self, prefix: &str) -> Result<Vec<String>, ports::VaultError> {
        self.call(|vault| vault.aliases(prefix.to_owned()))
    }

    fn delete(&self, alias: &str) -> Result<(), ports::VaultError> {
        self.call(|vault| vault.delete(alias.to_owned()))
    }
}

impl From<VaultError> for ports::VaultError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Transient => Self::Transient,
            VaultError::Locked => Self::Locked,
            VaultError::Missing => Self::Missing,
            VaultError::Invalidated => Self::Invalidated,
            VaultError::Unsupported => Self::Unsupported,
            VaultError::Full => Self::Full,
        }
    }
}
