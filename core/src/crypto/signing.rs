//! Keys in memory, for the software vault and for authorities in tests. A phone's keys never are.

use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
};

use crate::model::PublicKey;

/// A signing key could not be made, read or used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("signing key unusable")]
pub struct SigningKeyError;

/// A P-256 signing key that stands in a file.
#[derive(Debug)]
pub struct SigningKey {
    fixed: EcdsaKeyPair,
    der: EcdsaKeyPair,
    public: PublicKey,
    random: SystemRandom,
}

impl SigningKey {
    /// A new key as PKCS #8 (RFC 5208).
    ///
    /// # Errors
    /// [`SigningKeyError`] if the system gives no randomness.
    pub fn generate() -> Result<Vec<u8>, SigningKeyError> {
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map(|document| document.as_ref().to_vec())
            .map_err(|_| SigningKeyError)
    }

    /// The key in these PKCS #8 bytes.
    ///
    /// # Errors
    /// [`SigningKeyError`] if they hold no P-256 key.
    pub fn from_pkcs8(bytes: &[u8]) -> Result<Self, SigningKeyError> {
        let random = SystemRandom::new();
        let read = |algorithm| {
            EcdsaKeyPair::from_pkcs8(algorithm, bytes, &random).map_err(|_| SigningKeyError)
        };
        let fixed = read(&ECDSA_P256_SHA256_FIXED_SIGNING)?;
        let der = read(&ECDSA_P256_SHA256_ASN1_SIGNING)?;
        let public = PublicKey::from_x963(fixed.public_key().as_ref()).ok_or(SigningKeyError)?;
        Ok(Self { fixed, der, public, random })
    }

    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// r ‖ s over the message, as COSE wants it.
    ///
    /// # Errors
    /// [`SigningKeyError`] if the system gives no randomness.
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningKeyError> {
        let signature = self.fixed.sign(&self.random, message).map_err(|_| SigningKeyError)?;
        signature.as_ref().try_into().map_err(|_| SigningKeyError)
    }

    /// DER over the message, as phones' key stores give it.
    ///
    /// # Errors
    /// [`SigningKeyError`] if the system gives no randomness.
    pub fn sign_der(&self, message: &[u8]) -> Result<Vec<u8>, SigningKeyError> {
        self.der
            .sign(&self.random, message)
            .map(|signature| signature.as_ref().to_vec())
            .map_err(|_| SigningKeyError)
    }
}
