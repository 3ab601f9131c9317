//! A version with its places: what is sealed in it was opened by what came beside it.

use super::floor::Floor;
use crate::documents::{Coordinates, Order, OrderPlace, PlaceOpening, Signed};
use crate::model::Thumbprint;
use crate::quarantine::presence::{Millimetres, Place, Point as _, Position};

/// A place of an order, its coordinates known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPlace {
    pub id: String,
    pub label: String,
    pub at: Coordinates,
    pub radius_m: u64,
    /// From when on it counts, Unix seconds.
    pub from: Option<u64>,
    /// The first second at which it no longer counts.
    pub until: Option<u64>,
}

impl KnownPlace {
    fn of(place: &OrderPlace, openings: &[PlaceOpening]) -> Option<Self> {
        Some(Self {
            id: place.id.clone(),
            label: place.label.clone(),
            at: place.opened(openings)?,
            radius_m: place.radius_m,
            from: place.from,
            until: place.until,
        })
    }

    /// Whether it counts at this second.
    pub fn counts_at(&self, at: u64) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }

    /// Whether whoever is in the other is in this one, whenever that counts.
    pub(super) fn takes_in(&self, other: &Self) -> bool {
        self.at == other.at && self.radius_m >= other.radius_m && !self.is_shorter_than(other)
    }

    /// Whether it does not count at some time at which the other does.
    pub(super) fn is_shorter_than(&self, other: &Self) -> bool {
        self.from.unwrap_or_default() > other.from.unwrap_or_default()
            || self.until.unwrap_or(u64::MAX) < other.until.unwrap_or(u64::MAX)
    }

    /// The circle that fixes are compared with. None for what no map has; the floors refuse that.
    pub fn circle(&self) -> Option<Place<Position>> {
        let at = Position::new(self.at.lat, self.at.lon)?;
        let radius = Millimetres(self.radius_m.saturating_mul(1000));
        Some(Place { at, scale: at.scale(), radius })
    }
}

/// A version of an order that can be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedOrder {
    pub order: Order,
    pub digest: [u8; 32],
    /// The key that signed it.
    pub signer: Thumbprint,
    /// In the order of the order.
    pub places: Vec<KnownPlace>,
}

impl OpenedOrder {
    /// The version with the coordinates that came beside it.
    ///
    /// # Errors
    /// [`Floor::PlaceInvalid`] if a sealed place stays closed.
    pub fn open(signed: &Signed<Order>, openings: &[PlaceOpening]) -> Result<Self, Floor> {
        let places = signed.document.places.iter().map(|place| KnownPlace::of(place, openings));
        let places = places.collect::<Option<_>>().ok_or(Floor::PlaceInvalid)?;
        Ok(Self::with(signed, places))
    }

    /// The same for whoever is not shown every place: the others are left out. Enough to know when
    /// something was asked, not where.
    pub fn open_in_part(signed: &Signed<Order>, openings: &[PlaceOpening]) -> Self {
        let places = signed.document.places.iter();
        let places = places.filter_map(|place| KnownPlace::of(place, openings)).collect();
        Self::with(signed, places)
    }

    fn with(signed: &Signed<Order>, places: Vec<KnownPlace>) -> Self {
        let Signed { document: order, digest, signer } = signed;
        Self { order: order.clone(), digest: *digest, signer: *signer, places }
    }
}
