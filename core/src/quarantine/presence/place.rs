//! Where a patient has to be, and where their phone claims to be although they are there.

use super::judgement::Band;
use super::point::Point;
use super::units::Millimetres;

/// A circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<P: Point> {
    /// Its middle.
    pub at: P,
    /// Of lengths around it.
    pub scale: P::Scale,
    /// Inside is at home.
    pub radius: Millimetres,
}

/// The places of one order, one at least, and the aliases that this phone has learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places<P: Point> {
    first: Place<P>,
    others: Vec<Place<P>>,
    aliases: Vec<Place<P>>,
}

/// The place that a fix is nearest to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nearest<P: Point> {
    pub place: Place<P>,
    pub distance: Millimetres,
    /// Among all that were compared, from 0.
    pub index: usize,
}

impl<P: Point> Nearest<P> {
    /// Distance to the edge, negative inside, millimetres.
    fn to_the_edge(self) -> i128 {
        i128::from(self.distance.0) - i128::from(self.place.radius.0)
    }

    pub(super) fn is_inside(&self) -> bool {
        self.to_the_edge() <= 0
    }

    /// Whether even two and a half circles do not reach the edge.
    pub(super) fn is_beyond(&self, circle: Millimetres) -> bool {
        2 * self.to_the_edge() > 5 * i128::from(circle.0)
    }
}

impl<P: Point> Places<P> {
    /// How many aliases a phone keeps.
    pub const MOST_ALIASES: usize = 8;

    /// Places in the order of the order.
    pub fn new(first: Place<P>, others: Vec<Place<P>>) -> Self {
        Self { first, others, aliases: Vec::new() }
    }

    /// Oldest first.
    pub fn aliases(&self) -> &[Place<P>] {
        &self.aliases
    }

    /// Takes an alias away, by its index; false if there is none.
    pub fn remove_alias(&mut self, index: usize) -> bool {
        let found = index < self.aliases.len();
        if found {
            self.aliases.remove(index);
        }
        found
    }

    /// Those of the order.
    pub fn of_the_order(&self) -> impl Iterator<Item = &Place<P>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// Adds an alias as large as the place that it stands for, if there is room for one.
    pub fn add_alias(&mut self, at: P) {
        if self.aliases.len() < Self::MOST_ALIASES {
            let stands_for = self.nearest_of_the_order(at).place;
            self.aliases.push(Place { at, scale: at.scale(), ..stands_for });
        }
    }

    /// Of places and aliases.
    pub(super) fn nearest(&self, at: P) -> Nearest<P> {
        nearest(at, self.first, self.others.iter().chain(&self.aliases))
    }

    /// Without aliases.
    pub(super) fn nearest_of_the_order(&self, at: P) -> Nearest<P> {
        nearest(at, self.first, self.others.iter())
    }

    /// How far away this is.
    pub(super) fn band(&self, at: P) -> Band {
        let nearest = self.nearest_of_the_order(at);
        Band::of(nearest.distance, nearest.place.radius)
    }
}

fn nearest<'p, P: Point + 'p>(
    at: P,
    first: Place<P>,
    others: impl Iterator<Item = &'p Place<P>>,
) -> Nearest<P> {
    let measure = |index: usize, place: Place<P>| {
        let distance = place.at.distance(at, place.scale);
        Nearest { place, distance, index }
    };
    let others = (1..).zip(others).map(|(index, place)| measure(index, *place));
    others.fold(
        measure(0, first),
        |best, one| {
            if one.to_the_edge() < best.to_the_edge() { one } else { best }
        },
    )
}
