//! Where the person was, computed again from the places that are shown (`PROTOCOL.md §17`, `§19.6`).

use super::orders::replayed;
use super::proven::Proven;
use crate::documents::Zone;
use crate::quarantine::journal::Interval;
use crate::quarantine::order::KnownPlace;
use crate::quarantine::presence::{Places, Position};
use crate::quarantine::watch::Watch;

/// A phone judges by the second that it takes for now, which an entry has between two bounds: places that
/// count from a second on are looked for as many seconds earlier and later.
const NEAR_S: [i64; 5] = [0, 1, -1, 2, -2];

/// The number of the first entry that does not follow from those before it. None as well where not every
/// place is shown, and of a journal that was put back, in which some entries stand twice.
pub(super) fn first_contradiction(proven: &Proven<'_>) -> Option<u64> {
    let orders = replayed(proven);
    let shown = proven.orders.iter().all(|(order, shown)| {
        order.document.places.iter().all(|place| place.opened(&shown.openings).is_some())
    });
    if !shown || proven.bundle.epochs.len() != 1 {
        return None;
    }
    let zone = proven.trusted.rules.as_ref().map_or(Zone::UTC, |rules| rules.zone.clone());
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
    let mut farthest = None;
    for near in NEAR_S {
        let of_time = |_, within| places(within, near);
        let found = Watch::first_contradiction(&proven.entries, of_time)?;
        farthest = farthest.max(Some(found));
    }
    farthest
}
