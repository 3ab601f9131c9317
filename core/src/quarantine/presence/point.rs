//! Positions on the globe and on a plane, and how far apart they are (`PROTOCOL.md §17.2`).

use std::fmt::Debug;

use super::units::Millimetres;

/// What can be measured against another of its kind.
pub trait Point: Copy + Ord + Debug {
    /// What a place adds so that lengths around it are right.
    type Scale: Copy + Eq + Debug;

    /// Of a place here.
    fn scale(self) -> Self::Scale;

    /// How far it is to the other.
    fn distance(self, to: Self, scale: Self::Scale) -> Millimetres;
}

/// A position on the globe, in units of 10⁻⁷ degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    latitude: i32,
    longitude: i32,
}

const QUARTER: i64 = 900_000_000;
const HALF: i64 = 1_800_000_000;
/// Millimetres of 10⁻¹ degrees of a meridian: π · 6,378,137 m ÷ 1,800.
const MM_OF_A_MILLION: i128 = 11_131_949;

impl Position {
    /// None if the latitude is beyond ±90° or the longitude beyond ±180°.
    pub fn new(latitude: i64, longitude: i64) -> Option<Self> {
        let in_range = latitude.unsigned_abs() <= QUARTER.unsigned_abs()
            && longitude.unsigned_abs() <= HALF.unsigned_abs();
        // 180° east and west are one meridian.
        let longitude = if longitude == HALF { -HALF } else { longitude };
        let position = Self {
            latitude: i32::try_from(latitude).ok()?,
            longitude: i32::try_from(longitude).ok()?,
        };
        in_range.then_some(position)
    }

    /// In units of 10⁻⁷ degrees.
    pub fn latitude(self) -> i32 {
        self.latitude
    }

    /// In units of 10⁻⁷ degrees, from −180° to below 180°.
    pub fn longitude(self) -> i32 {
        self.longitude
    }
}

/// How much shorter a degree of longitude is at a place than at the equator, of 2³⁰.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EastScale(i32);

impl EastScale {
    const ONE: i32 = 1 << 30;

    /// None if it is no cosine of a latitude.
    pub fn new(scale: i64) -> Option<Self> {
        i32::try_from(scale).ok().filter(|scale| (0..=Self::ONE).contains(scale)).map(Self)
    }

    /// By the latitude. The only fraction of the rule: it is computed once for a place and written
    /// down, because the last bit of a cosine differs between machines.
    #[expect(clippy::cast_possible_truncation, reason = "a cosine of at most 1, of 2³⁰")]
    pub fn at(position: Position) -> Self {
        let degrees = f64::from(position.latitude) / 1e7;
        let cosine = degrees.to_radians().cos().clamp(0.0, 1.0);
        Self((cosine * f64::from(Self::ONE)).round() as i32)
    }

    /// Of 2³⁰.
    pub fn value(self) -> i32 {
        self.0
    }
}

impl Point for Position {
    type Scale = EastScale;

    fn scale(self) -> EastScale {
        EastScale::at(self)
    }

    fn distance(self, to: Self, scale: EastScale) -> Millimetres {
        let north = i128::from(to.latitude) - i128::from(self.latitude);
        let around = i128::from(to.longitude) - i128::from(self.longitude);
        let half = i128::from(HALF);
        let east = (around + half).rem_euclid(2 * half) - half;
        let north = north * MM_OF_A_MILLION / 1_000_000;
        let east = (east * MM_OF_A_MILLION / 1_000_000) * i128::from(scale.0) / (1 << 30);
        length(north, east)
    }
}

/// A position of a recorded trace: millimetres north and east of a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanePoint {
    north: i64,
    east: i64,
}

impl PlanePoint {
    /// A million kilometres each way.
    const FARTHEST: u64 = 1_000_000_000_000;

    /// None if it is more than a million kilometres away.
    pub fn new(north_mm: i64, east_mm: i64) -> Option<Self> {
        let farthest = north_mm.unsigned_abs().max(east_mm.unsigned_abs());
        (farthest <= Self::FARTHEST).then_some(Self { north: north_mm, east: east_mm })
    }

    /// Millimetres.
    pub fn north(self) -> i64 {
        self.north
    }

    /// Millimetres.
    pub fn east(self) -> i64 {
        self.east
    }
}

impl Point for PlanePoint {
    type Scale = ();

    fn scale(self) {}

    fn distance(self, to: Self, (): ()) -> Millimetres {
        length(i128::from(to.north - self.north), i128::from(to.east - self.east))
    }
}

fn length(north: i128, east: i128) -> Millimetres {
    let squared = north * north + east * east;
    Millimetres(u64::try_from(squared.isqrt()).unwrap_or(u64::MAX))
}
