//! Whether an order may ask anything at an instant, past or to come, by its versions alone
//! (`PROTOCOL.md §18.4`).

use super::held::{HeldOrder, Orders};
use super::in_force::InForce;
use super::leave::{self, Excuse};
use crate::documents::Zone;

impl Orders {
    /// Why nothing is asked at this second although the order runs.
    pub fn excuse(&self, order: &HeldOrder, at: u64) -> Option<Excuse> {
        leave::excuse(&self.lineage(order), at)
    }

    /// Whether the order may ask anything at this second. A time that is judged anew when more is known
    /// can only become free.
    pub fn may_ask(&self, order: &HeldOrder, at: u64, zone: &Zone) -> bool {
        let begins = self.in_force(order, at, zone).and_then(|values| order.begins(&values));
        let is_in_time = order.stretches().iter().any(|piece| piece.from <= at && at < piece.until);
        let is_released = order.released().is_some_and(|released| released.at <= at);
        let replaced = self.replaced_by(order.id());
        let is_replaced = replaced.is_some_and(|next| next.first_delivered().earliest() <= at);
        begins.is_some_and(|begins| begins <= at)
            && is_in_time
            && !is_released
            && order.disowned().is_none_or(|disowned| at < disowned.earliest())
            && !is_replaced
            && self.excuse(order, at).is_none()
    }
}

impl HeldOrder {
    /// The first second at which it may ask anything: after the grace or when the person said to begin, and
    /// never before its own beginning. None while no clock vouches for when it came.
    pub(super) fn begins(&self, values: &InForce) -> Option<u64> {
        let begun = self.begun().map(|begun| begun.latest().unwrap_or(begun.earliest()));
        let grace_ends = self.first_delivered().latest_plus(values.start_grace_s);
        // The grace is for installing and reading: whoever is done need not wait for its end.
        begun.into_iter().chain(grace_ends).min().map(|begins| begins.max(values.from))
    }
}
