//! The envelope of a sealed row: `01 ‖ key id 4 ‖ nonce 12 ‖ ciphertext ‖ tag`.

use super::StoreError;
use super::keys::DataKey;
use super::{Owner, Table};
use crate::crypto::{NONCE_LEN, SystemRandom};
use crate::documents::Item;
use crate::ports::Random as _;

/// Version of the envelope.
const VERSION: u8 = 1;

/// Where a row stands; a row moved elsewhere does not open.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub table: Table,
    /// Its number, never used for another row.
    pub number: i64,
    /// Version of its content.
    pub version: i64,
    pub owner: Owner,
}

impl Place {
    fn aad(&self, epoch: i64) -> Vec<u8> {
        Item::Array(vec![
            Item::Text("doorstep/row/1".into()),
            Item::Text(self.table.name().into()),
            Item::Int(self.number),
            Item::Int(self.version),
            Item::Int(self.owner.number()),
            Item::Int(epoch),
        ])
        .to_bytes()
    }
}

/// Closes a row. The nonce comes from the operating system even when a test seeds the rest:
/// a seed played twice would repeat it.
pub fn seal(key: &DataKey, place: Place, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::default().fill(&mut nonce).map_err(|_| StoreError::NoRandomness)?;
    let sealed = key.key.seal(nonce, &place.aad(key.epoch), plain).map_err(|_| StoreError::Io)?;
    Ok([&[VERSION], key.id.as_slice(), nonce.as_slice(), &sealed].concat())
}

/// Opens a row; nothing if it was damaged, moved, or sealed under another key.
pub fn open(key: &DataKey, place: Place, envelope: &[u8]) -> Option<Vec<u8>> {
    let (&[version], rest) = envelope.split_first_chunk::<1>()?;
    let (id, rest) = rest.split_first_chunk::<4>()?;
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>()?;
    if version != VERSION || *id != key.id {
        return None;
    }
    key.key.open(*nonce, &place.aad(key.epoch), sealed).ok()
}
