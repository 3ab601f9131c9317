//! What is known of a photo for as long as its answer is.

use super::sealing::{Binding, SealedPhoto};
use super::upload::Upload;
use crate::documents::PhotoMatch;
use crate::model::{OrderId, PhotoId};
use crate::quarantine::journal::{Asked, Interval};

/// How far a photo has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoState {
    /// Its bytes are on the phone.
    Waiting(Upload),
    /// The authority has signed that it came.
    Received {
        /// As it was signed.
        receipt: Vec<u8>,
    },
    /// It could not be brought to the authority in 72 hours with a network. Its answer counts.
    Expired,
}

/// A photo that answered a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptPhoto {
    pub id: PhotoId,
    pub check: Asked,
    pub order: OrderId,
    pub at: Interval,
    /// Length of the sealed bytes.
    pub size: u32,
    pub state: PhotoState,
    /// What an officer signed of it last.
    pub verdict: Option<PhotoMatch>,
    /// When the authority signed that it keeps the bytes no longer, Unix seconds.
    pub deleted_at: Option<u64>,
    /// Digests of what was signed of it since it came, as it was signed.
    pub words: Vec<[u8; 32]>,
}

impl KeptPhoto {
    /// One that has just been sealed.
    pub fn sealed(photo: &SealedPhoto, binding: &Binding) -> Self {
        let size = u32::try_from(photo.bytes.len()).unwrap_or(u32::MAX);
        Self {
            id: photo.id,
            check: binding.check,
            order: binding.order,
            at: binding.at,
            size,
            state: PhotoState::Waiting(Upload::default()),
            verdict: None,
            deleted_at: None,
            words: Vec::new(),
        }
    }

    /// Whether it is the photo to compare others with under this order.
    pub fn is_reference_of(&self, order: OrderId) -> bool {
        self.check == Asked::Reference && self.order == order
    }

    /// What is still to be sent of it.
    pub fn upload(&self) -> Option<&Upload> {
        match &self.state {
            PhotoState::Waiting(upload) => Some(upload),
            PhotoState::Received { .. } | PhotoState::Expired => None,
        }
    }
}
