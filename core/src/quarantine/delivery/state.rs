//! What is stored of an outbox.

use std::collections::BTreeSet;

use super::head_time::{DeliveryProblem, HeadTime};
use super::point::Point;
use crate::documents::Head;
use crate::model::{ChainId, EpochId, Nonce, OrderId, Thumbprint};
use crate::quarantine::journal::{ChainSecret, Entry, ReportsEnd, time_nonce};
use crate::quarantine::report::{MOST_ITEMS, Sent};

/// An outbox of one chain and key. It stays small, whatever waits: entries are the journal's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    pub(crate) chain: ChainId,
    /// Name of the device key.
    pub(crate) key: Thumbprint,
    pub(crate) epoch: EpochId,
    /// Before the first entry of the epoch.
    pub(crate) start: Point,
    /// Up to here everything is receipted.
    pub(crate) confirmed: Point,
    /// As far as the chains were followed for any head.
    pub(crate) ahead: Point,
    /// What still counts of earlier epochs, oldest first.
    pub(crate) past: Vec<Span>,
    /// Number of the last item that was sent in its order.
    pub(crate) highest: u64,
    /// Heads of this epoch that were sent and are not confirmed, oldest first.
    pub(crate) heads: Vec<OpenHead>,
    /// Digest of the newest head that was signed.
    pub(crate) newest_head: Option<[u8; 32]>,
    /// The version of the last confirmed item: the authority has its secrets.
    pub(crate) told: Option<(OrderId, u64)>,
    /// Numbers that travel without what they say, until they are confirmed.
    pub(crate) aside: BTreeSet<u64>,
    /// Before the first confirmed item of this epoch that went without what it says.
    pub(crate) offer_from: Option<Point>,
    /// Steps back since an item was confirmed with what it says.
    pub(crate) setbacks: u32,
    /// Most items of the next request.
    pub(crate) most: u64,
    /// Whether the next request goes without `live`.
    pub(crate) alone: bool,
    pub(crate) in_flight: Option<InFlight>,
    /// Requests since the last receipt, answered or not.
    pub(crate) failures: u32,
    /// Number of the newest item when something was sent last; 0 if what is to be sent is another now.
    pub(crate) tried: u64,
    /// Milliseconds since 1970, as are the others.
    pub(crate) last_try_ms: Option<i64>,
    pub(crate) last_receipt_ms: Option<i64>,
    pub(crate) wait_until_ms: Option<i64>,
}

/// A head that was sent and may still be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OpenHead {
    pub(crate) digest: [u8; 32],
    pub(crate) point: Point,
    /// Version of the last item.
    pub(crate) under: (OrderId, u64),
}

/// The last request, while its answer may have been lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InFlight {
    /// Number of its last item.
    pub(crate) last: u64,
    /// Number of the newest item of all when it was made.
    pub(crate) newest: u64,
    /// Signed.
    pub(crate) head: Vec<u8>,
    pub(crate) live: Option<Vec<u8>>,
    /// SHA-256 of the whole body as it went out.
    pub(crate) body: [u8; 32],
}

/// Items of an epoch that count: from a number on, and before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) epoch: EpochId,
    pub(crate) from: u64,
    pub(crate) before: u64,
}

/// Most items of a request, as a number of items.
pub(super) const MOST: u64 = MOST_ITEMS as u64;

impl Delivery {
    /// Of a journal that is begun under this key.
    pub fn begin(chain: ChainId, key: Thumbprint, epoch: EpochId) -> Self {
        let point = Point::begin(chain, &key);
        Self {
            chain,
            key,
            epoch,
            start: point,
            confirmed: point,
            ahead: point,
            past: Vec::new(),
            highest: 0,
            heads: Vec::new(),
            newest_head: None,
            told: None,
            aside: BTreeSet::new(),
            offer_from: None,
            setbacks: 0,
            most: MOST,
            alone: false,
            in_flight: None,
            failures: 0,
            tried: 0,
            last_try_ms: None,
            last_receipt_ms: None,
            wait_until_ms: None,
        }
    }

    /// Name of the journal.
    pub fn chain(&self) -> ChainId {
        self.chain
    }

    /// The epoch in which items are numbered.
    pub fn epoch(&self) -> EpochId {
        self.epoch
    }

    /// Up to where everything is receipted: entries after it are what [`Delivery::prepare`] reads.
    pub fn confirmed(&self) -> Point {
        self.confirmed
    }

    /// The end of what was reported before this epoch.
    pub fn begun_at(&self) -> ReportsEnd {
        self.start.reports
    }

    /// How far [`Delivery::follow`] has come.
    pub fn ahead(&self) -> Point {
        self.ahead
    }

    /// Numbers that travel without what they say.
    pub fn aside(&self) -> &BTreeSet<u64> {
        &self.aside
    }

    /// Follows both chains over the next entries of the journal: each of them once, in steps of any
    /// size. It needs not be stored.
    ///
    /// # Errors
    /// [`DeliveryProblem::Gap`] if an entry is not the next.
    pub fn follow(&mut self, next: &[Entry], secret: &ChainSecret) -> Result<(), DeliveryProblem> {
        let epoch = self.epoch;
        let step = |point: Point, entry: &Entry| point.follow(entry, epoch, secret);
        self.ahead = next.iter().try_fold(self.ahead, step).ok_or(DeliveryProblem::Gap)?;
        Ok(())
    }

    /// A head of everything that was followed, for an answer, a declaration or an export.
    pub fn head(&self, time: &HeadTime) -> Head {
        self.head_at(self.ahead, time)
    }

    /// With a head that was signed beside any request.
    pub fn with_head(mut self, digest: [u8; 32]) -> Self {
        self.newest_head = Some(digest);
        self
    }

    /// The nonce of a signed request. Head and random bytes are kept with the time token that answers
    /// it; none before the first head.
    pub fn nonce(&self, random: &[u8; 16]) -> Option<([u8; 32], Nonce)> {
        self.newest_head.map(|head| (head, time_nonce(&head, random)))
    }

    /// The outbox after an update of the app: what was put aside is offered again. None if nothing was.
    /// It goes back to the first of them in this epoch; what follows is confirmed once more.
    pub fn updated(&self) -> Option<Self> {
        let first = match self.offer_from {
            Some(point) => point,
            None if self.aside.is_empty() => return None,
            None => self.confirmed,
        };
        Some(self.clone().back_to(first))
    }

    /// With everything after this point to be sent again, whole.
    pub(super) fn back_to(mut self, point: Point) -> Self {
        self.confirmed = point;
        self.told = None;
        self.aside.clear();
        self.offer_from = None;
        self.in_flight = None;
        self
    }

    pub(super) fn head_at(&self, point: Point, time: &HeadTime) -> Head {
        Head {
            latest: time.latest,
            chain: self.chain,
            epoch: self.epoch,
            seq: point.reports.seq,
            r: point.reports.r,
            h: point.journal.h,
            beacon: time.beacon,
            elapsed: time.elapsed,
            boot: time.boot,
            file: None,
        }
    }

    pub(super) fn sent(&self) -> Sent {
        let heads = self.heads.iter().map(|open| (open.point.reports.seq, open.digest));
        Sent {
            chain: self.chain,
            key: self.key,
            highest: self.highest,
            confirmed: self.confirmed.reports.seq,
            whole_from: self.start.reports.seq.saturating_add(1),
            heads: heads.collect(),
        }
    }

    /// The nearest known point that is not after this number, if the number is of this epoch.
    pub(super) fn known_before(&self, seq: u64) -> Option<Point> {
        let open = self.heads.iter().map(|open| open.point);
        let known = open.chain([self.start, self.confirmed, self.ahead]);
        known.filter(|point| point.reports.seq <= seq).max_by_key(|point| point.reports.seq)
    }
}
