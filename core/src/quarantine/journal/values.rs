//! What one class of an entry says, as bytes: what is hashed, stored and sent is the same.

use crate::documents::numbers::limit;
use crate::documents::{Item, MapKey};

/// A map of fields in deterministic CBOR. Fields that this version does not know stay in it, so
/// that its digest is that of whoever wrote it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Values(Vec<u8>);

impl Values {
    pub(super) fn of(fields: Vec<(MapKey, Item<'static>)>) -> Self {
        Self(Item::map(fields).to_bytes())
    }

    /// Without any field.
    pub fn none() -> Self {
        Self::of(Vec::new())
    }

    /// None for anything but a map of named fields in its one form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_item(&Item::read(bytes, limit::DEPTH_DOCUMENT).ok()?)
    }

    /// The same of an item that was read strictly.
    pub fn from_item(item: &Item<'_>) -> Option<Self> {
        let is_named = item.as_map()?.iter().all(|(name, _)| name.as_text().is_some());
        is_named.then(|| Self(item.to_bytes()))
    }

    /// What stands in place of fields, whatever it is: kept as it came, so that its digest is that of
    /// whoever wrote it.
    pub fn unread(item: &Item<'_>) -> Self {
        Self(item.to_bytes())
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The fields. There is no value that is not in the one form.
    pub fn item(&self) -> Option<Item<'_>> {
        Item::decode_verified(&self.0, limit::DEPTH_DOCUMENT).ok()
    }
}

// A place or what a patient wrote stays out of logs and panics.
impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Values({} bytes)", self.0.len())
    }
}
