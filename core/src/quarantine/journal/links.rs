//! The two chains: h over every entry, which only the phone can follow, and r over what is reported,
//! which the authority follows too (`PROTOCOL.md §19.5`).

use super::entry::Entry;
use super::secrets::{ChainSecret, Leaf};
use crate::crypto::sha256;
use crate::documents::Item;
use crate::model::{ChainId, Nonce, Thumbprint};

/// What is hashed begins with a byte that nothing else here begins with.
const ENTRY: u8 = 1;
const NO_ENTRY: u8 = 2;
const REPORTED: u8 = 3;
const NOTHING_REPORTED: u8 = 4;
const TIME_NONCE: u8 = 6;

/// The end of a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalEnd {
    /// Of the last entry.
    pub n: u64,
    pub h: [u8; 32],
}

/// The end of what is reported under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportsEnd {
    /// Of the last item.
    pub seq: u64,
    pub r: [u8; 32],
}

impl JournalEnd {
    /// Before the first entry.
    pub fn begin(chain: ChainId) -> Self {
        Self { n: 0, h: sha256(&[&[NO_ENTRY], chain.bytes().as_slice()].concat()) }
    }

    /// After this entry, whose leaves these are. None if it is not the next.
    pub fn follow(self, entry: &Entry, leaves: &[(&str, Leaf)]) -> Option<Self> {
        let seq = entry.seq.map_or(Item::Null, Item::uint);
        let item = Item::Array(vec![
            Item::uint(entry.n),
            seq,
            Item::bytes(entry.epoch.bytes()),
            Item::Text(entry.kind.name().into()),
            map(leaves),
        ]);
        let h = sha256(&[&[ENTRY], self.h.as_slice(), &item.to_bytes()].concat());
        (self.n.checked_add(1) == Some(entry.n)).then_some(Self { n: entry.n, h })
    }
}

impl ReportsEnd {
    /// Before the first item of this key.
    pub fn begin(chain: ChainId, key: &Thumbprint) -> Self {
        let bytes = [&[NOTHING_REPORTED], chain.bytes().as_slice(), key.bytes().as_slice()];
        Self { seq: 0, r: sha256(&bytes.concat()) }
    }

    /// After this item. None if it is not the next.
    pub fn follow(self, seq: u64, kind: &str, leaves: &[(&str, Leaf)]) -> Option<Self> {
        let item = Item::Array(vec![Item::uint(seq), Item::text(kind), map(leaves)]);
        let r = sha256(&[&[REPORTED], self.r.as_slice(), &item.to_bytes()].concat());
        (self.seq.checked_add(1) == Some(seq)).then_some(Self { seq, r })
    }
}

/// Both ends after an entry.
pub fn follow(
    ends: (JournalEnd, ReportsEnd),
    entry: &Entry,
    secret: &ChainSecret,
) -> Option<(JournalEnd, ReportsEnd)> {
    let leaves = entry.leaves(secret);
    let named: Vec<(&str, Leaf)> =
        leaves.iter().map(|(class, leaf)| (class.name(), *leaf)).collect();
    let reports = match entry.seq {
        Some(seq) => ends.1.follow(seq, entry.kind.name(), &named)?,
        None => ends.1,
    };
    Some((ends.0.follow(entry, &named)?, reports))
}

/// `{class: leaf}`.
fn map(leaves: &[(&str, Leaf)]) -> Item<'static> {
    let entry = |(class, leaf): &(&str, Leaf)| (Item::text(class), Item::bytes(leaf));
    Item::ordered(leaves.iter().map(entry).collect())
}

/// What a `presence` entry says of the fixes that made its state: one digest over their place
/// leaves, in their order.
pub fn digest_of_leaves(leaves: &[Leaf]) -> [u8; 32] {
    sha256(&leaves.concat())
}

/// The nonce of a request while a chain runs: the time token that answers it proves that the head
/// was there. The random bytes keep the authority from trying heads.
pub fn time_nonce(head: &[u8; 32], random: &[u8; 16]) -> Nonce {
    let digest = sha256(&[&[TIME_NONCE], head.as_slice(), random.as_slice()].concat());
    Nonce::new(digest.first_chunk().copied().unwrap_or_default())
}
