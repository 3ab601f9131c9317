//! HPKE (RFC 9180), base mode, one message: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. What is
//! sealed so, only the key's owner opens, and not the phone that sealed it.

#[cfg(test)]
mod tests;

use ring::aead::{AES_256_GCM, Aad, Algorithm, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::rand::SystemRandom;
use zeroize::Zeroizing;

use super::mac::hmac_sha256;
use super::seal::SealError;
use crate::model::PublicKey;

/// Bytes by which sealed bytes are longer than plain ones: an ephemeral key and a tag.
pub const OVERHEAD: usize = 65 + 16;

/// Identifiers of RFC 9180 §7.
const KEM: [u8; 2] = [0x00, 0x10];
const KDF: [u8; 2] = [0x00, 0x01];
const AES_256: Aead = Aead { id: [0x00, 0x02], algorithm: &AES_256_GCM };
const MODE_BASE: u8 = 0;
const VERSION: &[u8] = b"HPKE-v1";

struct Aead {
    id: [u8; 2],
    algorithm: &'static Algorithm,
}

/// `enc ‖ ct` for the owner of this key. Sealing the same twice gives different bytes.
///
/// # Errors
/// [`SealError`] if the key is no point of P-256, or the system gives no randomness.
pub fn seal_to(
    recipient: &PublicKey,
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, SealError> {
    let recipient = recipient.to_x963().ok_or(SealError)?;
    let ephemeral =
        EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).map_err(|_| SealError)?;
    let enc = ephemeral.compute_public_key().map_err(|_| SealError)?;
    let context = [enc.as_ref(), &recipient].concat();
    let peer = UnparsedPublicKey::new(&ECDH_P256, recipient);
    let shared = agree_ephemeral(ephemeral, &peer, |dh| extract_and_expand(dh, &context));
    let keys = Keys::of(&*shared.map_err(|_| SealError)?, info, &AES_256);
    Ok([enc.as_ref(), &keys.seal(aad, plain, &AES_256)?].concat())
}

/// RFC 9180 §4.1.
fn extract_and_expand(dh: &[u8], context: &[u8]) -> Zeroizing<[u8; 32]> {
    let labels = Labels { suite: [b"KEM".as_slice(), &KEM].concat() };
    let prk = labels.extract(b"", b"eae_prk", dh);
    labels.expand(&*prk, b"shared_secret", context, 32)
}

/// Key and nonce of the one message. RFC 9180 §5.1.
struct Keys {
    key: Zeroizing<[u8; 32]>,
    nonce: Zeroizing<[u8; 32]>,
}

impl Keys {
    fn of(shared: &[u8], info: &[u8], aead: &Aead) -> Self {
        let labels = Labels { suite: [b"HPKE".as_slice(), &KEM, &KDF, &aead.id].concat() };
        let psk_id = labels.extract(b"", b"psk_id_hash", b"");
        let info = labels.extract(b"", b"info_hash", info);
        let context = [&[MODE_BASE], psk_id.as_slice(), info.as_slice()].concat();
        let secret = labels.extract(shared, b"secret", b"");
        Self {
            key: labels.expand(&*secret, b"key", &context, aead.algorithm.key_len()),
            nonce: labels.expand(&*secret, b"base_nonce", &context, aead.algorithm.nonce_len()),
        }
    }

    fn seal(&self, aad: &[u8], plain: &[u8], aead: &Aead) -> Result<Vec<u8>, SealError> {
        let key = self.key.get(..aead.algorithm.key_len()).ok_or(SealError)?;
        let key = UnboundKey::new(aead.algorithm, key).map_err(|_| SealError)?;
        let nonce = self.nonce.get(..aead.algorithm.nonce_len()).ok_or(SealError)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError)?;
        let mut bytes = plain.to_vec();
        LessSafeKey::new(key)
            .seal_in_place_append_tag(nonce, Aad::from(aad), &mut bytes)
            .map_err(|_| SealError)?;
        Ok(bytes)
    }
}

/// Extracting and expanding under the name of a suite. RFC 9180 §4.
struct Labels {
    suite: Vec<u8>,
}

impl Labels {
    fn extract(&self, salt: &[u8], label: &[u8], ikm: &[u8]) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(hmac_sha256(salt, &[VERSION, &self.suite, label, ikm].concat()))
    }

    /// The first `length` bytes count, at most 32: one block of HKDF (RFC 5869 §2.3).
    fn expand(&self, prk: &[u8], label: &[u8], info: &[u8], length: usize) -> Zeroizing<[u8; 32]> {
        let length = u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes();
        let block = [&length, VERSION, &self.suite, label, info, &[1]].concat();
        Zeroizing::new(hmac_sha256(prk, &block))
    }
}
