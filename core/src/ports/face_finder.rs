//! Who finds faces: a phone's system, or the core by itself.

use crate::model::{Face, Picture};

/// Nobody looked: what the phone has for it does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("faces cannot be looked for")]
pub struct FaceFinderError;

/// Finds faces in pixels and knows nobody. Computes, and sends nothing anywhere.
pub trait FaceFinder: Send + Sync {
    /// Every face, surest first.
    fn find(&self, picture: &Picture) -> Result<Vec<Face>, FaceFinderError>;
}
