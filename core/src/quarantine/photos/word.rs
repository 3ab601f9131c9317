//! What the authority signs of a photo after it came.

use crate::documents::{PhotoVerdict, Receipt, Received};
use crate::model::PhotoId;

/// What was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoWord {
    /// What an officer says of it.
    Verdict(PhotoVerdict),
    /// Its bytes are kept no longer.
    Deleted {
        photo: PhotoId,
        /// When that was signed, Unix seconds.
        at: u64,
    },
}

impl PhotoWord {
    /// The photo of which it speaks.
    pub fn photo(&self) -> PhotoId {
        match self {
            Self::Verdict(verdict) => verdict.photo,
            Self::Deleted { photo, .. } => *photo,
        }
    }

    /// Nothing of a receipt of another kind.
    pub fn of_receipt(receipt: &Receipt) -> Option<Self> {
        let Received::PhotoDeleted { photo, .. } = &receipt.received else { return None };
        Some(Self::Deleted { photo: PhotoId::new(*photo), at: receipt.iat })
    }
}
