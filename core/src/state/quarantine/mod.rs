//! What a phone knows of one person's quarantine.
//!
//! Entries of a journal stay in the store and are read when somebody wants them; what is known here is
//! cheap to copy, so that a change is made on a copy and known once it is durable.

mod asked;
mod changing;
mod checking;
mod duties;
mod entries;
mod household;
mod loading;
mod notices;
mod packed;
mod photos;
mod proofs;
mod standing;
#[cfg(feature = "testing")]
#[cfg(test)]
pub(in crate::state) mod tests;
mod watched;

use std::sync::Arc;

pub use changing::QuarantineEdit;
pub use entries::KeptEntry;
#[cfg(feature = "testing")]
pub use packed::repacked;
pub use packed::{KeptParts, Run};
pub use photos::PhotoBytes;
pub use proofs::{KeptProof, Signed as SignedBytes};
pub use standing::result_name;
pub use watched::Watched;

use crate::documents::{Notice, Order, PlaceOpening, Signed, SurpriseCheck};
use crate::model::{ChainId, EpochId, Thumbprint};
use crate::quarantine::checks::{self, AskedChecks};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::delivery::{Delivery, Waiting};
use crate::quarantine::journal::{ChainSecret, Interval, Numbering, ReportedUnder};
use crate::quarantine::order::{Orders, Refusal};
use crate::quarantine::photos::{Attempts, KeptPhoto};
use crate::quarantine::schedule::AgreedAround;
use crate::quarantine::watch::{self, Watch};

/// A journal, beside its entries. It is begun with the first order of its chain.
#[derive(Clone, PartialEq, Eq)]
pub struct Journal {
    /// Among the journals of this person, from 1.
    pub number: u32,
    pub chain: ChainId,
    pub secret: [u8; 32],
    /// Name of the device key under which it reports.
    pub key: Thumbprint,
    /// Its epochs, the current one last. Entries name them by their place.
    pub epochs: Vec<EpochId>,
    /// The last reported number before the current epoch.
    pub epoch_after: u64,
    /// The versions under which its entries are told, the current one last. Entries name them by their
    /// place; none of them stands for what was written before any version counted.
    pub versions: Vec<ReportedUnder>,
    /// The phone's runs of whose fixes entries tell the difference. Entries name them by their place.
    pub runs: Vec<Run>,
}

/// A version of an order as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptOrder {
    /// As it was signed.
    pub signed: Vec<u8>,
    pub openings: Vec<PlaceOpening>,
    pub came: Interval,
    /// When the person was shown it.
    pub seen: Option<Interval>,
    /// When the person said, holding it, to begin now.
    pub begun: Option<Interval>,
    /// When the person, holding it, typed the code that ends the order.
    pub released: Option<Interval>,
    /// When the person, holding it, said that the order is for somebody else.
    pub disowned: Option<Interval>,
    /// Why it does not count.
    pub refused: Option<Refusal>,
}

/// A notice as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptNotice {
    /// As it was signed.
    pub signed: Vec<u8>,
    pub came: Interval,
}

/// A surprise check as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptCheck {
    /// As it was signed.
    pub signed: Vec<u8>,
    pub came: Interval,
}

/// What a phone knows of one person's quarantine.
#[derive(Clone)]
pub struct Quarantine {
    /// The current one last.
    pub journals: Arc<Vec<Journal>>,
    /// Of the current journal.
    pub numbering: Numbering,
    pub orders: Arc<Orders>,
    /// By their rows.
    pub kept_orders: Arc<Vec<(i64, KeptOrder)>>,
    /// By their rows.
    pub notices: Arc<Vec<(i64, KeptNotice)>>,
    /// What was kept beside the journal for the watch, which is made of both when it is first wanted.
    pub kept_watch: Option<watch::Kept>,
    pub watch: Option<Arc<Watch>>,
    /// What the person has declared under the chain of the current journal.
    pub declarations: Arc<Declarations>,
    /// By their rows.
    pub kept_checks: Arc<Vec<(i64, KeptCheck)>>,
    /// What was kept beside the journal for the checks, which are made of both when they are first wanted.
    pub kept_beside_checks: Option<checks::Kept>,
    pub checks: Option<Arc<AskedChecks>>,
    /// Oldest first, by their rows.
    pub photos: Arc<Vec<(i64, KeptPhoto)>>,
    /// For the check that was photographed for last.
    pub photo_attempts: Option<Attempts>,
    /// Whether sealed photos stay when they have come, as evidence.
    pub keeps_photos: bool,
    /// Computed anew when the orders, the region's clocks or the day are others.
    pub agreed: Option<Arc<AgreedAround>>,
    /// Of the current journal; none while there is none.
    pub delivery: Option<Arc<Delivery>>,
    /// What waits to be reported.
    pub waiting: Waiting,
}

impl Quarantine {
    /// Before anything came.
    fn none() -> Self {
        Self {
            journals: Arc::default(),
            numbering: Numbering::begin(EpochId::new([0; 8])),
            orders: Arc::default(),
            kept_orders: Arc::default(),
            notices: Arc::default(),
            kept_watch: None,
            watch: None,
            declarations: Arc::default(),
            kept_checks: Arc::default(),
            kept_beside_checks: None,
            checks: None,
            photos: Arc::default(),
            photo_attempts: None,
            keeps_photos: false,
            agreed: None,
            delivery: None,
            waiting: Waiting::default(),
        }
    }

    /// The journal that is written now.
    pub fn journal(&self) -> Option<&Journal> {
        self.journals.last()
    }
}

impl Journal {
    pub fn secret(&self) -> ChainSecret {
        ChainSecret::new(self.secret)
    }
}

impl KeptOrder {
    /// The version, whose signature was good when it came.
    pub fn read(&self) -> Option<Signed<Order>> {
        Order::decode_verified(&self.signed).ok()
    }
}

impl KeptCheck {
    /// The check, whose signature was good when it came.
    pub fn read(&self) -> Option<Signed<SurpriseCheck>> {
        SurpriseCheck::decode_verified(&self.signed).ok()
    }
}

impl KeptNotice {
    /// The notice, whose signature was good when it came.
    pub fn read(&self) -> Option<Signed<Notice>> {
        Notice::decode_verified(&self.signed).ok()
    }
}
