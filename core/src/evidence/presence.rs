//! Where the person was, computed again from the places that are shown (`PROTOCOL.md §17`, `§19.6`).

use super::difference::{Difference, What};
use super::orders::replayed;
use super::proven::Proven;
use crate::quarantine::journal::{Class, Interval};
use crate::quarantine::order::KnownPlace;
use crate::quarantine::presence::{Places, Position};
use crate::quarantine::watch::Watch;

/// A phone judges by the second that it takes for now, which an entry has between two bounds: places that
/// count from a second on are looked for as many seconds earlier and later.
const NEAR_S: [i64; 5] = [0, 1, -1, 2, -2];

/// Whether it could be computed again: not where a place is not shown, and not of a journal that was put
/// back, in which some entries stand twice.
///
/// # Errors
/// The first entry that does not follow from those before it.
pub(super) fn recomputed(proven: &Proven<'_>) -> Result<bool, Difference> {
    let orders = replayed(proven);
    let shown = proven.orders.iter().all(|(order, shown)| {
        order.document.places.iter().all(|place| place.opened(&shown.openings).is_some())
    });
    if !shown || !proven.bundle.shows(Class::Place) || proven.bundle.epochs.len() != 1 {
        return Ok(false);
    }
    let zone = proven.trusted.zone();
    let places = |within: Interval, near: i64| -> Option<Places<Position>> {
        let middle =
            within.latest().map_or(within.earliest(), |latest| within.earliest().midpoint(latest));
        let at = middle.saturating_add_signed(near);
        let order = orders.all().iter().rfind(|order| order.first_delivered().earliest() <= at)?;
        let in_force = orders.in_force(order, at, &zone)?;
        let counting = in_force.places.iter().filter(|place| place.counts_at(at));
        let mut circles = counting.filter_map(KnownPlace::circle);
        let first = circles.next()?;
        Some(Places::new(first, circles.collect()))
    };
    // One reading in which all follows is enough: the doubt is the person's.
    let mut farthest = 0;
    for near in NEAR_S {
        let of_time = |_, within| places(within, near);
        match Watch::first_contradiction(&proven.entries, of_time) {
            None => return Ok(true),
            Some(n) => farthest = farthest.max(n),
        }
    }
    Err(Difference::at(farthest, What::Presence))
}
