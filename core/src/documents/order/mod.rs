//! A quarantine order: the whole state of one person's quarantine, versioned (`PROTOCOL.md §4.16`).
//!
//! Reading it says what it claims. Whether a phone may obey it is another question: an order beyond a
//! floor is read like any other, so that the person learns what was refused.

mod duties;
mod leave;
mod place;
mod reading;
mod writing;

pub use duties::{Checks, Device, QuietHours, Report};
pub use leave::{Pause, Permission, Travel};
pub use place::{Coordinates, OrderPlace, PlaceAt, PlaceOpening};

use super::header::Typ;
use super::item::Item;
use super::malformed::DocumentError;
use super::numbers::limit;
use super::online::{self, Online, Signed};
use super::sign1::Draft;
use super::trust::{KeyUse, TrustList};
use crate::model::{ChainId, HolderHint, OrderId, PublicKey};

/// One version of an order. Times are Unix seconds, `_s` lengths in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub iss: String,
    pub iat: u64,
    /// The same in every version.
    pub id: OrderId,
    pub chain: ChainId,
    /// As at registration, or `-`. No name and no diagnosis stands in an order.
    pub sub: HolderHint,
    /// From 1.
    pub version: u64,
    /// Digest of the version before.
    pub before: Option<[u8; 32]>,
    /// The running order whose place it takes.
    pub replaces: Option<OrderId>,
    /// Number of its act in the rules.
    pub act: u64,
    /// The article, for people to read.
    pub legal: String,
    /// First second at which it may ask anything.
    pub from: u64,
    /// First second at which it asks nothing any more.
    pub until: u64,
    /// How long after its delivery it asks nothing yet.
    pub start_grace_s: u64,
    pub device: Device,
    pub places: Vec<OrderPlace>,
    pub quiet: QuietHours,
    pub checks: Checks,
    /// A child has no photo checks, and a parent answers.
    pub child: bool,
    pub report: Report,
    /// From one fix to the next.
    pub interval_s: u64,
    /// From one report to the next.
    pub batch_s: u64,
    pub pauses: Vec<Pause>,
    pub permissions: Vec<Permission>,
    pub travel: Option<Travel>,
    pub release: ReleaseCode,
    pub released: Option<Released>,
    /// Telephone number, as people read it.
    pub contact: Option<String>,
    /// More telephone numbers.
    pub help: Vec<String>,
    pub appeal: Option<Appeal>,
    /// What the authority adds in its own words, by language tag.
    pub texts: Vec<(String, String)>,
    /// Unknown names that begin with `!`: whoever wrote them forbids to go on without them.
    pub critical: Vec<String>,
}

/// How a typed code that ends the order is recognised: by its slow hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseCode {
    pub salt: [u8; 16],
    pub hash: [u8; 32],
}

/// The order has ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// From when on nothing is asked, even if that is learned later.
    pub at: u64,
    pub why: String,
}

/// How to object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    pub text: String,
    pub days: u64,
    pub url: Option<String>,
}

impl Order {
    /// The order in these bytes, signed by an order key of the trust list for this issuer, within the
    /// key's time.
    pub fn read(bytes: &[u8], trust: &TrustList, iss: &str) -> Result<Signed<Self>, DocumentError> {
        online::read_signed(bytes, trust, iss)
    }

    /// An order whose signature was good when it was kept.
    pub fn decode_verified(bytes: &[u8]) -> Result<Signed<Self>, DocumentError> {
        online::decode_verified_signed(bytes)
    }

    /// An unsigned order for this key of the authority.
    pub fn draft(&self, by: &PublicKey) -> Draft {
        Draft::by(by, Typ::Order, &self.item())
    }

    /// The digest of this order if it is drafted: how the next version names it.
    pub fn digest(&self) -> [u8; 32] {
        crate::crypto::sha256(&self.item().to_bytes())
    }
}

impl Online for Order {
    const TYP: Typ = Typ::Order;
    const USE: KeyUse = KeyUse::Order;
    const LIMIT: usize = limit::ORDER;

    fn from_item(item: &Item<'_>) -> Option<Self> {
        reading::order(item)
    }

    fn issued(&self) -> (&str, u64) {
        (&self.iss, self.iat)
    }
}
