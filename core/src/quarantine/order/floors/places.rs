//! Floors of where a person has to be.

use super::Floor;
use crate::documents::{Coordinates, Order, Rules};
use crate::model::in_order;
use crate::quarantine::order::opened::{KnownPlace, OpenedOrder};

const SMALLEST_RADIUS_M: u64 = 75;
const LARGEST_RADIUS_M: u64 = 500;
const MOST_PLACES: usize = 8;
/// 85°, in units of 10⁻⁷ degrees: nearer to a pole a degree of longitude is no length.
const FARTHEST_NORTH: u64 = 850_000_000;
/// 180°, in the same units.
const FARTHEST_EAST: u64 = 1_800_000_000;
/// How far the region's clocks may be from the sun's, in seconds.
const CLOCK_MAY_DIFFER_S: i64 = 4 * 3600;

pub(super) fn floor(version: &OpenedOrder, rules: &Rules, at: u64) -> Option<Floor> {
    let places = &version.places;
    let radius =
        |place: &KnownPlace| !(SMALLEST_RADIUS_M..=LARGEST_RADIUS_M).contains(&place.radius_m);
    if places.iter().any(radius) {
        return Some(Floor::Radius);
    }
    if places.len() > MOST_PLACES {
        return Some(Floor::TooManyPlaces);
    }
    if !is_covered(&version.order, places, at) {
        return Some(Floor::NoPlace);
    }
    if places.iter().any(|place| !is_on_the_map(place.at)) {
        return Some(Floor::PlaceInvalid);
    }
    let has_wrong_clocks = |place: &KnownPlace| !has_clocks_of(place.at, &version.order, rules);
    (rules.zone.transitions.is_empty() || places.iter().any(has_wrong_clocks))
        .then_some(Floor::ZoneInvalid)
}

fn is_on_the_map(at: Coordinates) -> bool {
    at.lat.unsigned_abs() <= FARTHEST_NORTH && at.lon.unsigned_abs() <= FARTHEST_EAST
}

/// Whether every instant at which the order asks something has a place. A pause, a way and a permission
/// ask nothing; neither does what is over.
fn is_covered(order: &Order, places: &[KnownPlace], at: u64) -> bool {
    let mut covers: Vec<(u64, u64)> = Vec::new();
    covers.extend(
        places
            .iter()
            .map(|place| (place.from.unwrap_or_default(), place.until.unwrap_or(u64::MAX))),
    );
    covers.extend(order.pauses.iter().map(|pause| (pause.from, pause.until.unwrap_or(u64::MAX))));
    covers.extend(order.permissions.iter().map(|permission| (permission.from, permission.to)));
    covers.extend(order.travel.map(|travel| (travel.from, travel.to)));
    let mut covered = order.from.max(at);
    for (from, until) in in_order::by_key(covers, |span| *span) {
        if from <= covered {
            covered = covered.max(until);
        }
    }
    // An order that asks nothing but to wait still says where.
    covered >= order.until && !places.is_empty()
}

/// Whether clocks at the region are within four hours of the sun's here, as long as the order lasts.
fn has_clocks_of(at: Coordinates, order: &Order, rules: &Rules) -> bool {
    // The earth turns 15° an hour: 125,000 units in three seconds.
    let by_the_sun = at.lon.saturating_mul(3).div_euclid(125_000);
    let second = |second: u64| i64::try_from(second).unwrap_or(i64::MAX);
    let (from, until) = (second(order.from), second(order.until));
    let changes = rules.zone.transitions.iter().map(|(change, _)| *change);
    let changes = changes.filter(|change| (from..until).contains(change));
    changes.chain([from]).all(|second| {
        let differ = rules.zone.offset(second).saturating_sub(by_the_sun);
        differ.saturating_abs() <= CLOCK_MAY_DIFFER_S
    })
}
