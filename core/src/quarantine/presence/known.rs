//! Places that the phone named away from home, so that a repeat is no news, and positions that
//! nobody can have reached.

use super::evidence::REMEMBERED;
use super::point::Point;
use super::units::{Elapsed, Millimetres, Milliseconds};

/// How many of each are remembered. More would mean a phone that names a new place every three
/// seconds of an hour.
const MOST: usize = 1_024;

/// Nobody moves faster: 60 m/s, which is as many millimetres a millisecond.
const FASTEST: i128 = 60;

/// Whether a phone can have gone so far in this time, its accuracy at the end taken off.
pub(super) fn is_possible(
    distance: Millimetres,
    accuracy: Millimetres,
    time: Milliseconds,
) -> bool {
    i128::from(distance.0) - i128::from(accuracy.0) <= FASTEST * i128::from(time.0)
}

/// An admissible fix that lies outside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighting<P: Point> {
    pub at: P,
    pub measured: Elapsed,
    pub accuracy: Millimetres,
    /// How far from a known position it is still the same one.
    pub reach: Millimetres,
    pub scale: P::Scale,
}

impl<P: Point> Sighting<P> {
    fn distance(&self, from: P) -> Millimetres {
        from.distance(self.at, self.scale)
    }

    fn is_at(&self, position: P) -> bool {
        self.distance(position) <= self.reach
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct KnownPlace<P: Point> {
    at: P,
    named: Elapsed,
    seen: Elapsed,
    is_returned_to: bool,
    /// The way here from the place that was seen before.
    was_leg_possible: bool,
}

/// What naming a place tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// It was known.
    Known,
    /// It is new, on a way from place to place that a person can have gone, or not.
    New { is_path_possible: bool },
}

/// In the order in which they were named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownPlaces<P: Point> {
    places: Vec<KnownPlace<P>>,
    /// When a new place found no room.
    overflowed: Option<Elapsed>,
}

impl<P: Point> Default for KnownPlaces<P> {
    fn default() -> Self {
        Self { places: Vec::new(), overflowed: None }
    }
}

impl<P: Point> KnownPlaces<P> {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn forget(&mut self, now: Elapsed) {
        self.places.retain(|place| now.since(place.named) <= REMEMBERED);
        self.overflowed = self.overflowed.filter(|at| now.since(*at) <= REMEMBERED);
    }

    /// Notes that the phone names this place.
    pub(super) fn name(&mut self, sighting: &Sighting<P>) -> Naming {
        let last_seen = self.places.iter().map(|place| place.seen).max();
        let here = self.places.iter_mut().filter(|place| sighting.is_at(place.at));
        let nearest =
            here.min_by_key(|place| (Some(place.seen) != last_seen, sighting.distance(place.at)));
        if let Some(place) = nearest {
            place.is_returned_to |= Some(place.seen) != last_seen;
            place.seen = sighting.measured;
            return Naming::Known;
        }
        if self.places.len() >= MOST {
            self.overflowed = Some(sighting.measured);
            return Naming::Known;
        }
        let from = self.places.iter().max_by_key(|place| place.seen);
        let was_leg_possible = from.is_none_or(|from| {
            let time = sighting.measured.since(from.seen);
            is_possible(sighting.distance(from.at), sighting.accuracy, time)
        });
        self.places.push(KnownPlace {
            at: sighting.at,
            named: sighting.measured,
            seen: sighting.measured,
            is_returned_to: false,
            was_leg_possible,
        });
        match self.overflowed {
            Some(_) => Naming::Known,
            None => Naming::New { is_path_possible: self.is_path_possible() },
        }
    }

    fn is_path_possible(&self) -> bool {
        self.places.iter().all(|place| !place.is_returned_to)
            && self.places.iter().skip(1).all(|place| place.was_leg_possible)
    }
}

/// Positions that were reached at an impossible speed since the phone was last at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Barred<P: Point> {
    positions: Vec<P>,
    has_overflowed: bool,
}

impl<P: Point> Default for Barred<P> {
    fn default() -> Self {
        Self { positions: Vec::new(), has_overflowed: false }
    }
}

impl<P: Point> Barred<P> {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn add(&mut self, at: P) {
        if self.positions.contains(&at) {
            return;
        }
        if self.positions.len() < MOST {
            self.positions.push(at);
        } else {
            self.has_overflowed = true;
        }
    }

    /// Whether nothing that is said there counts.
    pub(super) fn holds(&self, sighting: &Sighting<P>) -> bool {
        self.has_overflowed || self.positions.iter().any(|at| sighting.is_at(*at))
    }
}
