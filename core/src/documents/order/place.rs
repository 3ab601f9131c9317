//! Where an order asks somebody to be. What is signed may name a place without showing it: its
//! coordinates then travel beside the order, so that evidence need not tell an address.

use crate::crypto::sha256;
use crate::documents::fields::{maybe, text};
use crate::documents::item::{Item, MapKey};

/// A circle in which the person may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPlace {
    /// The same in every version.
    pub id: String,
    /// What people call it, such as "at home".
    pub label: String,
    pub at: PlaceAt,
    pub radius_m: u64,
    /// From when on it counts, Unix seconds; absent from the beginning.
    pub from: Option<u64>,
    /// Until when it counts, Unix seconds; absent to the end.
    pub until: Option<u64>,
}

/// Its middle, or what names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceAt {
    Shown(Coordinates),
    /// [`Coordinates::sealed`].
    Sealed([u8; 32]),
}

/// Latitude and longitude in units of 10⁻⁷ degrees, as they were written; none of them is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coordinates {
    pub lat: i64,
    pub lon: i64,
}

/// What opens a sealed place, as it travels beside the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceOpening {
    pub place: String,
    pub salt: [u8; 16],
    pub at: Coordinates,
}

impl Coordinates {
    /// What names them to nobody but who has the salt: SHA-256(salt ‖ cbor([lat, lon])).
    pub fn sealed(self, salt: &[u8; 16]) -> [u8; 32] {
        let pair = Item::Array(vec![Item::Int(self.lat), Item::Int(self.lon)]).to_bytes();
        sha256(&[salt.as_slice(), &pair].concat())
    }
}

impl OrderPlace {
    /// Where it is: shown in the order, or opened by one of these.
    pub fn opened(&self, openings: &[PlaceOpening]) -> Option<Coordinates> {
        match self.at {
            PlaceAt::Shown(at) => Some(at),
            PlaceAt::Sealed(digest) => openings
                .iter()
                .filter(|opening| opening.place == self.id)
                .find(|opening| opening.at.sealed(&opening.salt) == digest)
                .map(|opening| opening.at),
        }
    }

    /// Whether it counts at this second.
    pub fn counts_at(&self, at: u64) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }

    pub(super) fn from_item(item: &Item<'_>) -> Option<Self> {
        Some(Self {
            id: text(item.get("id")?)?,
            label: text(item.get("label")?)?,
            at: PlaceAt::from_item(item.get("at")?)?,
            radius_m: item.get("radius")?.as_uint()?,
            from: maybe(item.get("from"), Item::as_uint)?,
            until: maybe(item.get("until"), Item::as_uint)?,
        })
    }

    pub(super) fn item(&self) -> Item<'static> {
        let mut fields: Vec<(MapKey, Item<'static>)> = vec![
            ("id".into(), Item::text(&self.id)),
            ("label".into(), Item::text(&self.label)),
            ("at".into(), self.at.item()),
            ("radius".into(), Item::uint(self.radius_m)),
        ];
        fields.extend(self.from.map(|from| ("from".into(), Item::uint(from))));
        fields.extend(self.until.map(|until| ("until".into(), Item::uint(until))));
        Item::map(fields)
    }
}

impl PlaceAt {
    fn from_item(item: &Item<'_>) -> Option<Self> {
        if let Some(digest) = item.as_fixed() {
            return Some(Self::Sealed(digest));
        }
        let (lat, lon) = (item.get("lat")?.as_int()?, item.get("lon")?.as_int()?);
        Some(Self::Shown(Coordinates { lat, lon }))
    }

    fn item(self) -> Item<'static> {
        match self {
            Self::Sealed(digest) => Item::bytes(&digest),
            Self::Shown(Coordinates { lat, lon }) => {
                Item::map([("lat".into(), Item::Int(lat)), ("lon".into(), Item::Int(lon))])
            }
        }
    }
}
