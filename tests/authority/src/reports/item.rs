//! Items as they are kept.

use doorstep::crypto::sha256;
use doorstep::documents::Item;
use doorstep::quarantine::journal::Leaf;
use doorstep::quarantine::report::{Part, ReportItem};

use crate::store::Ledger;

/// `{class: leaf}`, CBOR.
pub(super) fn leaves_of(leaves: &[(&str, Leaf)]) -> Vec<u8> {
    map(leaves.iter().map(|(class, leaf)| (Item::text(class), Item::bytes(leaf))).collect())
}

/// `{class: {field: value}}` of what travels, CBOR.
pub(super) fn says_of(item: &ReportItem) -> Vec<u8> {
    let said = item.parts.iter().filter_map(|(class, part)| match part {
        Part::Values(values) => Some((Item::text(class), values.item()?)),
        Part::Leaf(_) => None,
    });
    map(said.collect())
}

fn map(mut entries: Vec<(Item<'_>, Item<'_>)>) -> Vec<u8> {
    entries.sort_by_cached_key(|(class, _)| class.to_bytes());
    Item::Map(entries).to_bytes()
}

/// The name of what a patient disputes, drawn from where it stands.
pub(super) fn dispute_reference(of: &Ledger, seq: u64) -> [u8; 8] {
    let place = [of.chain.bytes().as_slice(), of.key.bytes(), &seq.to_be_bytes()].concat();
    sha256(&place).first_chunk().copied().unwrap_or_default()
}
