//! Randomness.

use crate::error::{Code, CoreError};

/// The system gave no randomness; nothing that needs it may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no randomness available")]
pub struct RandomError;

impl From<RandomError> for CoreError {
    fn from(_: RandomError) -> Self {
        Code::NoRandomness.into()
    }
}

/// Draws random bytes for names, nonces and jitter.
///
/// A test may seed it. The nonces of sealed rows never come from here but from the operating
/// system, because a seed that is played twice would repeat them.
pub trait Random: Send + Sync {
    /// Fills the slice with random bytes.
    ///
    /// # Errors
    /// [`RandomError`] if there are none.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomError>;
}

impl dyn Random + '_ {
    /// `N` random bytes, each as good as any other.
    ///
    /// # Errors
    /// [`RandomError`] if there are none.
    pub fn draw<const N: usize>(&self) -> Result<[u8; N], RandomError> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }
}
