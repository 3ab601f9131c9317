//! What hides a class of an entry until somebody is given its secret (`PROTOCOL.md §19.4`).

use zeroize::Zeroizing;

use super::class::Class;
use super::reported_under::ReportedUnder;
use super::values::Values;
use crate::crypto::{hmac_sha256, sha256};
use crate::documents::Item;
use crate::model::EpochId;

/// Digest of what one class of an entry says.
pub type Leaf = [u8; 32];

/// Hides one leaf.
pub type Salt = [u8; SALT];

/// Keeps a leaf from being taken for a link of a chain, and a link of one chain for one of another.
const LEAF: u8 = 0;
const PURPOSE: &str = "doorstep/class/1";
const SALT: usize = 16;

/// Drawn by a device key for a chain; stays on the phone.
pub struct ChainSecret(Zeroizing<[u8; 32]>);

/// Opens one class of all entries under one version.
#[derive(Clone, PartialEq, Eq)]
pub struct ClassSecret(Zeroizing<[u8; 32]>);

/// The name of an entry under which it is hidden: what the authority knows of it, if it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbered {
    /// Under its seq.
    Reported(EpochId, u64),
    /// Under its n.
    Kept(EpochId, u64),
}

impl Numbered {
    /// Of the entry n, by its seq if it has one.
    pub fn of(epoch: EpochId, n: u64, seq: Option<u64>) -> Self {
        seq.map_or(Self::Kept(epoch, n), |seq| Self::Reported(epoch, seq))
    }
}

impl ChainSecret {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The secret of a class under a version.
    pub fn of_class(&self, class: Class, under: &ReportedUnder) -> ClassSecret {
        let name = Item::Array(vec![
            Item::Text(PURPOSE.into()),
            Item::Text(class.name().into()),
            Item::bytes(under.order.bytes()),
            Item::uint(under.version),
        ]);
        ClassSecret::new(hmac_sha256(&*self.0, &name.to_bytes()))
    }
}

impl ClassSecret {
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// For whoever may open the class.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The leaf of what a class of this entry says.
    pub fn leaf(&self, numbered: Numbered, values: &Values) -> Leaf {
        leaf_of(&self.salt(numbered), values)
    }

    /// What hides this class of this entry. Whoever is given it opens nothing else.
    pub fn salt(&self, numbered: Numbered) -> Salt {
        let (kind, epoch, number) = match numbered {
            Numbered::Reported(epoch, seq) => ("s", epoch, seq),
            Numbered::Kept(epoch, n) => ("n", epoch, n),
        };
        let name = Item::Array(vec![
            Item::Text(kind.into()),
            Item::bytes(epoch.bytes()),
            Item::uint(number),
        ]);
        let tag = hmac_sha256(&*self.0, &name.to_bytes());
        tag.first_chunk().copied().unwrap_or_default()
    }
}

/// The leaf of what a class says, by its salt.
pub fn leaf_of(salt: &Salt, values: &Values) -> Leaf {
    sha256(&[&[LEAF], salt.as_slice(), values.bytes()].concat())
}

impl std::fmt::Debug for ChainSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChainSecret(…)")
    }
}

impl std::fmt::Debug for ClassSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClassSecret(…)")
    }
}
