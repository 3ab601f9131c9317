//! Randomness from the operating system.

use crate::ports::{Random, RandomError};

/// The operating system's generator; the only one a product uses.
#[derive(Debug)]
pub struct SystemRandom(ring::rand::SystemRandom);

impl Default for SystemRandom {
    fn default() -> Self {
        Self(ring::rand::SystemRandom::new())
    }
}

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        use ring::rand::SecureRandom as _;
        self.0.fill(bytes).map_err(|_| RandomError)
    }
}
