//! HMAC-SHA-256 (RFC 2104), and comparison in constant time.

/// The HMAC of these bytes under the key.
pub fn hmac_sha256(key: &[u8], bytes: &[u8]) -> [u8; 32] {
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, key);
    let tag = ring::hmac::sign(&key, bytes);
    let mut out = [0; 32];
    for (to, from) in out.iter_mut().zip(tag.as_ref()) {
        *to = *from;
    }
    out
}

/// Rounds of [`slow_hash`].
const ROUNDS: std::num::NonZeroU32 = std::num::NonZeroU32::MIN.saturating_add(199_999);

/// PBKDF2-HMAC-SHA-256 of what is short enough to be typed, so that guessing it takes long.
pub fn slow_hash(typed: &[u8], salt: &[u8; 16]) -> [u8; 32] {
    let mut out = [0; 32];
    ring::pbkdf2::derive(ring::pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, salt, typed, &mut out);
    out
}

/// Whether two secrets are equal, in a time that tells nothing about where they differ.
pub fn same_bytes(left: &[u8], right: &[u8]) -> bool {
    // Comparing tags under one key leaks nothing of the values, whatever the comparison does.
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, b"doorstep/compare");
    ring::hmac::verify(&key, left, ring::hmac::sign(&key, right).as_ref()).is_ok()
}
