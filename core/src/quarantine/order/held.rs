//! The versions that a phone has taken of one person's orders.

use super::opened::{KnownPlace, OpenedOrder};
use super::refused::Refused;
use crate::documents::{Order, Released};
use crate::model::{OrderId, Thumbprint};
use crate::quarantine::journal::Interval;

/// Why an order ended for which the person typed its code.
const TYPED: &str = "typed";

/// A version that counts, with when it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub order: Order,
    pub digest: [u8; 32],
    /// The key that signed it.
    pub signer: Thumbprint,
    pub places: Vec<KnownPlace>,
    pub delivered: Interval,
    /// When the person was shown it.
    pub seen: Option<Interval>,
    /// It came after a higher one, and says nothing of the time since that came.
    pub came_late: bool,
}

/// One order in the versions that are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOrder {
    first: Version,
    /// All but the lowest, by their numbers.
    others: Vec<Version>,
    /// When the first of them came, whatever its number.
    first_delivered: Interval,
    /// When the person said to begin now.
    begun: Option<Interval>,
    /// The earliest that any version tells, also one that is refused.
    released: Option<Released>,
    /// When the person said that it is for somebody else.
    disowned: Option<Interval>,
}

impl HeldOrder {
    pub(super) fn new(opened: OpenedOrder, delivered: Interval) -> Self {
        Self {
            released: opened.order.released.clone(),
            first: version(opened, delivered, false),
            others: Vec::new(),
            first_delivered: delivered,
            begun: None,
            disowned: None,
        }
    }

    pub(super) fn insert(&mut self, opened: OpenedOrder, delivered: Interval) {
        self.hear_of_release(opened.order.released.as_ref());
        let came_late = opened.order.version < self.newest().order.version;
        let mut new = version(opened, delivered, came_late);
        if new.order.version < self.first.order.version {
            std::mem::swap(&mut new, &mut self.first);
        }
        let number = new.order.version;
        let at = self.others.partition_point(|held| held.order.version < number);
        self.others.insert(at, new);
    }

    /// The earliest release stays: whoever was free at a moment was free.
    pub(super) fn hear_of_release(&mut self, released: Option<&Released>) {
        let is_earlier = |new: &&Released| self.released.as_ref().is_none_or(|old| new.at < old.at);
        if let Some(earlier) = released.filter(is_earlier) {
            self.released = Some(earlier.clone());
        }
    }

    /// The same in every version.
    pub fn id(&self) -> OrderId {
        self.first.order.id
    }

    /// The version of the highest number: the one that speaks now.
    pub fn newest(&self) -> &Version {
        self.others.last().unwrap_or(&self.first)
    }

    /// By their numbers.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = &Version> + Clone {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The version of this number.
    pub fn version(&self, number: u64) -> Option<&Version> {
        self.versions().find(|version| version.order.version == number)
    }

    /// The numbers below the newest that never came: whoever syncs asks for them.
    pub fn missing(&self) -> impl Iterator<Item = u64> {
        (1..self.newest().order.version).filter(|number| self.version(*number).is_none())
    }

    /// When the order first came.
    pub fn first_delivered(&self) -> &Interval {
        &self.first_delivered
    }

    /// When the person said to begin now.
    pub fn begun(&self) -> Option<&Interval> {
        self.begun.as_ref()
    }

    /// The early end, from whichever version it was learned.
    pub fn released(&self) -> Option<&Released> {
        self.released.as_ref()
    }

    /// When the person said that it is for somebody else.
    pub fn disowned(&self) -> Option<&Interval> {
        self.disowned.as_ref()
    }

    /// The person says that it is for somebody else: nothing is asked under it on this phone. Said twice,
    /// the first counts.
    pub fn disown(&mut self, now: Interval) {
        self.disowned.get_or_insert(now);
    }

    /// The person begins without waiting for the grace to end. Said twice, the first counts.
    pub fn begin(&mut self, now: Interval) {
        self.begun.get_or_insert(now);
    }

    /// The person typed the code that ends the order.
    pub fn release(&mut self, now: Interval) {
        let released = Released { at: now.earliest(), why: TYPED.to_owned() };
        self.hear_of_release(Some(&released));
    }

    /// That this version was shown then, as it was kept; it says nothing of another.
    pub fn remember_seen(&mut self, number: u64, seen: Interval) {
        let mut versions = std::iter::once(&mut self.first).chain(&mut self.others);
        if let Some(version) = versions.find(|version| version.order.version == number) {
            version.seen.get_or_insert(seen);
        }
    }

    /// The person was shown the version of this number, and by that all before it. Shown twice, the
    /// first counts.
    pub fn see(&mut self, number: u64, now: Interval) {
        let shown = std::iter::once(&mut self.first).chain(&mut self.others);
        for version in shown.filter(|version| version.order.version <= number) {
            version.seen.get_or_insert(now);
        }
    }
}

fn version(opened: OpenedOrder, delivered: Interval, came_late: bool) -> Version {
    let OpenedOrder { order, digest, signer, places } = opened;
    Version { order, digest, signer, places, delivered, seen: None, came_late }
}

/// All orders of one person that this phone holds, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Orders {
    pub(super) held: Vec<HeldOrder>,
    pub(super) refused: Vec<Refused>,
}

impl Orders {
    /// Oldest first.
    pub fn all(&self) -> &[HeldOrder] {
        &self.held
    }

    /// The order that came last.
    pub fn current(&self) -> Option<&HeldOrder> {
        self.held.last()
    }

    /// The order of this name.
    pub fn order(&self, id: OrderId) -> Option<&HeldOrder> {
        self.held.iter().find(|order| order.id() == id)
    }

    /// For what the person does about it.
    pub fn order_mut(&mut self, id: OrderId) -> Option<&mut HeldOrder> {
        self.held.iter_mut().find(|order| order.id() == id)
    }

    /// Versions that do not count, in the order in which they came.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// The order that took the place of this one.
    pub fn replaced_by(&self, id: OrderId) -> Option<&HeldOrder> {
        self.held.iter().find(|order| order.first.order.replaces == Some(id))
    }

    /// The versions of this order after those of the order whose place it took, and so on: what a
    /// person has been asked, in the order in which it counted.
    pub(super) fn lineage<'a>(&'a self, order: &'a HeldOrder) -> Vec<&'a Version> {
        let mut lineage = Vec::new();
        let at = self.held.iter().position(|held| held.id() == order.id());
        let mut wanted = Some(order.id());
        // Each replaces one that came before it.
        for held in self.held.iter().take(at.map_or(0, |at| at.saturating_add(1))).rev() {
            if Some(held.id()) == wanted {
                lineage.splice(0..0, held.versions());
                wanted = held.first.order.replaces;
            }
        }
        lineage
    }
}
