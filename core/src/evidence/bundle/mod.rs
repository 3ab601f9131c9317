//! All that a file of evidence shows, before anything of it is proven (`PROTOCOL.md §22.1`).

mod entries;
mod reading;
mod writing;

use super::compact::CompactProofs;
use super::entry::ShownEntry;
use super::version::ShownVersion;
use crate::documents::PlaceOpening;
use crate::model::{ChainId, EpochId, Language, PublicKey};
use crate::quarantine::journal::{Class, Interval};

/// The form of the data, in every file.
const FORM: u64 = 1;
/// Most entries: what a phone makes in two months, four times.
const MOST_ENTRIES: usize = 65_536;

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// Version of what wrote the file, by which its words are known.
    pub written_by: String,
    pub language: Language,
    /// When it was made.
    pub made: Interval,
    /// Name of the authority.
    pub iss: String,
    pub chain: ChainId,
    /// The device key of the journal.
    pub key: PublicKey,
    /// Roots, trust lists and rules as they were signed, oldest first.
    pub roots: Vec<Vec<u8>>,
    pub trust: Vec<Vec<u8>>,
    pub rules: Vec<Vec<u8>>,
    /// In the order in which they came.
    pub orders: Vec<ShownOrder>,
    /// Surprise checks as they were signed.
    pub checks: Vec<Vec<u8>>,
    /// Notices as they were signed.
    pub notices: Vec<Vec<u8>>,
    /// What else the authority has signed of the journal, in the order in which it came.
    pub words: Vec<Vec<u8>>,
    /// Sealed photos, as they were sent.
    pub photos: Vec<Vec<u8>>,
    /// Every version under which entries are hidden.
    pub versions: Vec<ShownVersion>,
    /// Every epoch, in its order.
    pub epochs: Vec<ShownEpoch>,
    /// All of the journal.
    pub entries: Vec<ShownEntry>,
    /// A byte an entry, by which the first that is another can be named.
    pub trail: Vec<u8>,
    pub proofs: CompactProofs,
}

/// A version of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownOrder {
    /// As it was signed.
    pub signed: Vec<u8>,
    /// What opens its places, where these are shown.
    pub openings: Vec<PlaceOpening>,
}

/// An epoch of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownEpoch {
    pub epoch: EpochId,
    /// The last reported number before it.
    pub after: u64,
    /// The end of what was reported before it.
    pub r: [u8; 32],
}

impl Bundle {
    /// Whether some classes are not shown.
    pub fn is_redacted(&self) -> bool {
        let hides = |version: &ShownVersion| {
            Class::ALL.into_iter().any(|class| version.secret(class).is_none())
        };
        self.versions.iter().any(hides)
    }

    /// Whether this class is shown of every entry.
    pub(super) fn shows(&self, class: Class) -> bool {
        self.versions.iter().all(|version| version.secret(class).is_some())
    }
}
