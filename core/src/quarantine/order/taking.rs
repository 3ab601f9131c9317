//! Which version counts (`PROTOCOL.md §18.3`). Payloads are compared, never signatures.

use super::floor::Floor;
use super::floors::floor;
use super::held::{HeldOrder, Orders};
use super::opened::OpenedOrder;
use super::refused::{Refusal, Refused};
use crate::documents::{Order, PlaceOpening, Rules, Signed};
use crate::quarantine::journal::Interval;

/// What became of a version that came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It counts.
    New,
    /// It was here before.
    Known,
    Refused(Refusal),
}

impl Orders {
    /// Takes a version with the coordinates that came beside it. One whose sealed places stay closed is
    /// refused, and may come again with what opens them.
    pub fn take_signed(
        &mut self,
        signed: Signed<Order>,
        openings: &[PlaceOpening],
        at: Interval,
        rules: Option<&Rules>,
    ) -> Taken {
        if self.is_held(&signed.document, &signed.digest) {
            return Taken::Known;
        }
        match OpenedOrder::open(&signed, openings) {
            Ok(opened) => self.take(opened, at, rules),
            Err(floor) => self.refuse(&signed.document, signed.digest, Refusal::Floor(floor), at),
        }
    }

    fn is_held(&self, order: &Order, digest: &[u8; 32]) -> bool {
        let held = self.order(order.id).and_then(|held| held.version(order.version));
        held.is_some_and(|held| held.digest == *digest)
    }

    /// Takes a version that came at this moment. Without rules no act is known to be in force.
    pub fn take(&mut self, opened: OpenedOrder, at: Interval, rules: Option<&Rules>) -> Taken {
        let order = &opened.order;
        if self.is_held(order, &opened.digest) {
            return Taken::Known;
        }
        let refusal = match self.order(order.id) {
            Some(held) => contradicts(&opened, held).then_some(Refusal::Conflict),
            None => self.overlaps(order, &at).then_some(Refusal::Overlap),
        };
        let beyond = || match rules {
            Some(rules) => floor(&opened, self, rules, at.earliest()),
            None => Some(Floor::NotInForce),
        };
        let refusal = refusal.or_else(|| beyond().map(Refusal::Floor));
        if let Some(why) = refusal {
            return self.refuse(order, opened.digest, why, at);
        }
        self.remember(opened, at);
        Taken::New
    }

    /// Takes again, in the order in which they came, what counted before it was kept: floors and rules
    /// of today say nothing of that.
    pub fn remember(&mut self, opened: OpenedOrder, came: Interval) {
        if self.is_held(&opened.order, &opened.digest) {
            return;
        }
        match self.order_mut(opened.order.id) {
            Some(held) => held.insert(opened, came),
            None => self.held.push(HeldOrder::new(opened, came)),
        }
    }

    /// Takes again what was refused before it was kept.
    pub fn remember_refused(
        &mut self,
        order: &Order,
        digest: [u8; 32],
        why: Refusal,
        came: Interval,
    ) {
        self.refuse(order, digest, why, came);
    }

    fn refuse(&mut self, order: &Order, digest: [u8; 32], why: Refusal, at: Interval) -> Taken {
        // Whatever else is wrong with it: nobody is held for longer than its authority says.
        if let Some(held) = self.order_mut(order.id).filter(|held| is_of_its_chain(order, held)) {
            held.hear_of_release(order.released.as_ref());
        }
        let is_told = |refused: &Refused| refused.digest == digest && refused.why == why;
        if !self.refused.iter().any(is_told) {
            let (id, version) = (order.id, order.version);
            self.refused.push(Refused { order: id, version, digest, why, at });
        }
        Taken::Refused(why)
    }

    /// Whether another order is not over, and this one does not take its place on the same chain.
    fn overlaps(&self, order: &Order, at: &Interval) -> bool {
        let is_replaced = |held: &HeldOrder| self.replaced_by(held.id()).is_some();
        let running = |held: &&HeldOrder| !is_replaced(held) && !held.is_over(at.earliest());
        let takes_its_place =
            |held: &HeldOrder| order.replaces == Some(held.id()) && is_of_its_chain(order, held);
        self.held.iter().filter(running).any(|held| !takes_its_place(held))
    }
}

impl HeldOrder {
    /// Whether it asks nothing any more at this second.
    pub(super) fn is_over(&self, at: u64) -> bool {
        let is_released = self.released().is_some_and(|released| released.at <= at);
        // Whoever it is for has another.
        is_released || self.disowned().is_some() || self.end() <= at
    }
}

fn is_of_its_chain(order: &Order, held: &HeldOrder) -> bool {
    order.chain == held.newest().order.chain
}

/// Another payload under a number that is held, another chain, or a version before that is not the one
/// that is held. What lies between versions that are missing shows when they come.
fn contradicts(opened: &OpenedOrder, held: &HeldOrder) -> bool {
    let order = &opened.order;
    let before = order.version.checked_sub(1).and_then(|number| held.version(number));
    let after = order.version.checked_add(1).and_then(|number| held.version(number));
    held.version(order.version).is_some()
        || !is_of_its_chain(order, held)
        || before.is_some_and(|before| order.before != Some(before.digest))
        || after.is_some_and(|after| after.order.before != Some(opened.digest))
}
