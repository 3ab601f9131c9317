//! AES-256-GCM for rows at rest.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// Length of a nonce in bytes.
pub const NONCE_LEN: usize = 12;

/// A row could not be closed or opened; nothing more may be said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealed bytes do not open under this key and place")]
pub struct SealError;

/// A key that seals rows. Every nonce is random and used once.
pub struct SealingKey(LessSafeKey);

impl SealingKey {
    /// A key from its 32 bytes.
    ///
    /// # Errors
    /// [`SealError`] for any other length.
    pub fn new(bytes: &[u8]) -> Result<Self, SealError> {
        let key = UnboundKey::new(&AES_256_GCM, bytes).map_err(|_| SealError)?;
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Ciphertext and tag of `plain`, bound to `aad`.
    ///
    /// # Errors
    /// [`SealError`] if the bytes are longer than the cipher takes (64 GiB).
    pub fn seal(
        &self,
        nonce: [u8; NONCE_LEN],
        aad: &[u8],
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let mut bytes = plain.to_vec();
        self.0
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(aad),
                &mut bytes,
            )
            .map_err(|_| SealError)?;
        Ok(bytes)
    }

    /// The bytes that were sealed.
    ///
    /// # Errors
    /// [`SealError`] if key, nonce, place or bytes differ from those of sealing.
    pub fn open(
        &self,
        nonce: [u8; NONCE_LEN],
        aad: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let mut bytes = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        let length =
            self.0.open_in_place(nonce, Aad::from(aad), &mut bytes).map_err(|_| SealError)?.len();
        bytes.truncate(length);
        Ok(bytes)
    }
}
