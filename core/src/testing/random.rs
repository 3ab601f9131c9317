//! Randomness that can be played again.

use std::sync::{Mutex, PoisonError};

use crate::crypto::sha256;
use crate::ports::{Random, RandomError};

/// A stream of SHA-256 digests of a seed and a counter.
#[derive(Debug)]
pub struct SeededRandom(Mutex<(u64, u64)>);

impl SeededRandom {
    /// The stream of this seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new((seed, 0)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(32) {
            state.1 = state.1.wrapping_add(1);
            let block = [state.0.to_be_bytes(), state.1.to_be_bytes()].concat();
            for (to, from) in chunk.iter_mut().zip(sha256(&block)) {
                *to = from;
            }
        }
        Ok(())
    }
}
