//! What an order may ask at most, whoever has signed it (`PROTOCOL.md §18.2`). The floors stand in the
//! core, so that an authority in haste, or a stolen key, reaches nobody beyond them.

mod checks;
mod places;
mod times;

use super::floor::Floor;
use super::held::Orders;
use super::opened::OpenedOrder;
use crate::documents::Rules;

/// The first floor that this version is beyond, at this second, beside whatever else the person has
/// had; none if it may be obeyed.
///
/// What is not understood comes first: it might change what all else means.
pub fn floor(version: &OpenedOrder, held: &Orders, rules: &Rules, at: u64) -> Option<Floor> {
    let order = &version.order;
    let broken = |floor: Floor, is_broken: bool| is_broken.then_some(floor);
    broken(Floor::UnknownCritical, !order.critical.is_empty())
        .or_else(|| checks::floor(order))
        .or_else(|| places::floor(version, rules, at))
        .or_else(|| times::floor(version, held, rules, at))
        .or_else(|| broken(Floor::NoAppeal, !can_object(version)))
        .or_else(|| broken(Floor::NoContact, order.contact.as_deref().is_none_or(is_blank)))
}

/// Whether there is somebody to object to, and a day to do it.
fn can_object(version: &OpenedOrder) -> bool {
    version.order.appeal.as_ref().is_some_and(|appeal| appeal.days > 0 && !is_blank(&appeal.text))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
