//! The only room that knows ring.
//!
//! [`verify()`] and [`sha256`] need no key of ours and no randomness, so documents and domain rooms
//! may use them; the room of quarantine also [`hmac_sha256`], whose key it is handed. Signing goes through the vault; [`SealingKey`] closes the rows of the store.

mod digest;
pub mod hpke;
mod mac;
mod p256;
mod seal;
#[cfg(feature = "testing")]
mod signing;
mod system_random;
mod verify;

pub use digest::sha256;
pub use mac::{hmac_sha256, same_bytes, slow_hash};
pub use p256::signature_from_der;
pub use seal::{NONCE_LEN, SealError, SealingKey};
#[cfg(feature = "testing")]
pub use signing::{SigningKey, SigningKeyError};
pub use system_random::SystemRandom;
pub use verify::verify;
