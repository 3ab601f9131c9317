//! What a photo is bound to when it is sealed, and its name (`PROTOCOL.md §23.1`).

use crate::crypto::sha256;
use crate::documents::Item;
use crate::model::{ChainId, OrderId, PhotoId, Thumbprint};
use crate::quarantine::journal::{Asked, Interval};

/// What the keys are derived for.
pub const SEALED_FOR: &[u8] = b"doorstep/photo/1";

/// What a photo answers, when, and of which phone. Answer and report say the same, but for the order, which
/// is one of the chain: an officer who opens the photo sees whether it is that one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    pub check: Asked,
    pub order: OrderId,
    pub chain: ChainId,
    pub at: Interval,
    /// Name of the device key.
    pub key: Thumbprint,
}

impl Binding {
    /// What is authenticated with the sealed bytes.
    pub fn aad(&self) -> Vec<u8> {
        let check = match &self.check {
            Asked::Check(id) => Item::bytes(id.bytes()),
            Asked::Reference => Item::text(&self.check.to_string()),
        };
        Item::Array(vec![
            check,
            Item::bytes(self.order.bytes()),
            Item::bytes(self.chain.bytes()),
            Item::Array(self.at.ends().map(Item::uint).collect()),
            Item::bytes(self.key.bytes()),
        ])
        .to_bytes()
    }
}

/// A photo as it leaves the phone.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedPhoto {
    pub id: PhotoId,
    /// `enc ‖ ct`.
    pub bytes: Vec<u8>,
}

impl SealedPhoto {
    /// Bytes that were just sealed, under their name.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { id: PhotoId::new(sha256(&bytes)), bytes }
    }
}

impl std::fmt::Debug for SealedPhoto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedPhoto({} bytes)", self.bytes.len())
    }
}
