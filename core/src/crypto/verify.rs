//! Checking signatures.

use ring::signature::{ECDSA_P256_SHA256_FIXED, ED25519, UnparsedPublicKey};

use crate::model::PublicKey;

/// Whether `signature` (64 bytes: r ‖ s for ECDSA with SHA-256, R ‖ S for Ed25519) over `message`
/// was made with the private half of `key`. A key that is no point of its curve verifies nothing.
pub fn verify(key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
    match key {
        PublicKey::P256 { .. } => key.to_x963().is_some_and(|point| {
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(message, signature)
                .is_ok()
        }),
        PublicKey::Ed25519 { x } => {
            UnparsedPublicKey::new(&ED25519, x).verify(message, signature).is_ok()
        }
    }
}
