//! Episodes in which a phone claims to be elsewhere, as they were recorded: in 959 hours of nights at home
//! 27 by towers and 16 with a small circle, most of them on one coordinate for as long as they lasted, and
//! one jump of 3,549 km in 3,329 hours.

use doorstep::quarantine::presence::{Fix, PlanePoint, Source};

use super::chance::Chance;
use super::person::Metres;

/// What a phone says of where it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Claim {
    pub at: Metres,
    /// Metres; none if the phone claims no accuracy.
    pub circle: Option<f64>,
    pub source: Source,
}

/// A kind of episode. Between two of them a phone says where it is: that is what made them two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// One place with a small circle, where access points stood before; now and then with towers in
    /// between.
    Sticky,
    /// Towers: far away, with a large circle that does not hold the phone.
    Towers,
    /// To another city and back at once.
    Teleport,
    /// Two or three places with small circles, one after the other and back, and home never. Nobody
    /// recorded this: in 210 nights no phone named a second one before it was at home again.
    Flips,
    /// The fixes of an episode that was recorded.
    Recorded,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    pub wrong: Wrong,
    pub from: i64,
    pub until: i64,
    /// What is claimed from which moment on. Never empty, in order.
    claims: Vec<(i64, Claim)>,
}

const MINUTE: i64 = 60_000;
/// A day of nights in which a phone of the recordings claimed it.
pub(super) const STICKY_A_DAY: f64 = 0.40;
pub(super) const TOWERS_A_DAY: f64 = 0.68;
pub(super) const TELEPORTS_A_DAY: f64 = 24.0 / 3_329.0;
/// Minutes that episodes lasted.
const STICKY_MINUTES: &[f64] = &[1.5, 3.4, 5.3, 5.4, 10.0, 15.0, 20.0, 36.0, 36.0, 74.0, 136.0];
const TOWER_MINUTES: &[f64] = &[1.0, 2.0, 4.0, 7.0, 10.0, 10.0, 40.0, 120.0, 240.0, 282.0];
const TELEPORT_MINUTES: i64 = 49;
/// How many metres away they were.
const STICKY_METRES: &[f64] = &[100.0, 335.0, 464.0, 499.0, 499.0, 1_685.0, 1_693.0];
const TOWER_METRES: &[f64] = &[600.0, 4_800.0, 7_900.0, 7_905.0, 8_200.0, 21_500.0];
const TELEPORT_METRES: f64 = 3_549_000.0;
/// Circles that were claimed there, metres.
const STICKY_CIRCLES: &[f64] = &[20.0, 27.0, 29.0, 50.0, 100.0];
const TOWER_CIRCLES: &[f64] = &[200.0, 3_247.0, 3_451.0, 5_000.0];
const TELEPORT_CIRCLE: f64 = 2_700.0;
/// Episodes that keep to one coordinate, of all.
const ONE_STICKY_PLACE: f64 = 0.88;
const ONE_TOWER: f64 = 0.81;
/// Minutes between two flips.
const FLIP_MINUTES: &[f64] = &[0.5, 1.0, 2.0, 5.0, 20.0];

impl Episode {
    /// One like those that were recorded.
    pub fn like_recorded(chance: &mut Chance, wrong: Wrong, from: i64) -> Self {
        let minutes = match wrong {
            Wrong::Towers => TOWER_MINUTES,
            Wrong::Teleport => return Self::teleport(chance, from),
            Wrong::Sticky | Wrong::Flips | Wrong::Recorded => STICKY_MINUTES,
        };
        let until = from + (chance.like(minutes) * MINUTE as f64) as i64;
        let places = match wrong {
            Wrong::Towers if chance.happens(ONE_TOWER) => vec![tower(chance)],
            Wrong::Towers => (0..chance.whole(2..4)).map(|_| tower(chance)).collect(),
            Wrong::Flips => (0..chance.whole(2..4)).map(|_| access_point(chance)).collect(),
            _ if chance.happens(ONE_STICKY_PLACE) => vec![access_point(chance)],
            _ => vec![access_point(chance), tower(chance)],
        };
        let mut claims = Vec::new();
        let mut at = from;
        while let Some(claim) = chance.one_of(&places).filter(|_| at < until) {
            claims.push((at, claim));
            at += if places.len() == 1 { until - from } else { flip(chance) };
        }
        Self { wrong, from, until, claims }
    }

    /// Half of them with a small circle, which nobody recorded: those of the recordings are
    /// inadmissible for their circle alone.
    fn teleport(chance: &mut Chance, from: i64) -> Self {
        let at = Metres::default().towards(chance.direction(), TELEPORT_METRES);
        let circle = if chance.happens(0.5) { TELEPORT_CIRCLE } else { 25.0 };
        let claim = Claim { at, circle: Some(circle), source: Source::Fused };
        let until = from + TELEPORT_MINUTES * MINUTE;
        Self { wrong: Wrong::Teleport, from, until, claims: vec![(from, claim)] }
    }

    /// The very fixes of a recording, from this moment on. `assumed` stands in where no accuracy is
    /// claimed. None if there are no fixes.
    pub fn recorded(fixes: &[Fix<PlanePoint>], from: i64, assumed: f64) -> Option<Self> {
        let first = fixes.first()?.measured;
        let claims: Vec<(i64, Claim)> = fixes
            .iter()
            .map(|fix| {
                let metres = |millimetres: i64| millimetres as f64 / 1_000.0;
                let at = Metres { north: metres(fix.at.north()), east: metres(fix.at.east()) };
                let circle = fix.accuracy.map_or(assumed, |acc| acc.radius().0 as f64 / 1_000.0);
                let claim = Claim { at, circle: Some(circle), source: fix.source };
                (from + fix.measured.since(first).0, claim)
            })
            .collect();
        let (last, _) = *claims.last()?;
        Some(Self { wrong: Wrong::Recorded, from, until: last + 1, claims })
    }

    /// What it claims, if it lasts at this moment.
    pub fn claim(&self, moment: i64) -> Option<Claim> {
        let is_now = (self.from..self.until).contains(&moment);
        let last = self.claims.iter().rev().find(|(at, _)| *at <= moment);
        last.filter(|_| is_now).map(|(_, claim)| *claim)
    }

    /// Moments after this one at which the recorded phone told its place by itself.
    pub fn next_told(&self, after: i64) -> Option<i64> {
        let is_recorded = self.wrong == Wrong::Recorded;
        let next = self.claims.iter().map(|(at, _)| *at).find(|at| *at > after);
        next.filter(|_| is_recorded)
    }

    /// At how many places the phone claims to be.
    pub fn places(&self) -> usize {
        let mut places: Vec<Metres> = Vec::new();
        for (_, claim) in &self.claims {
            if !places.contains(&claim.at) {
                places.push(claim.at);
            }
        }
        places.len()
    }
}

fn access_point(chance: &mut Chance) -> Claim {
    let source = if chance.happens(0.7) { Source::Wifi } else { Source::Fused };
    Claim::somewhere(chance, STICKY_METRES, STICKY_CIRCLES, source)
}

fn tower(chance: &mut Chance) -> Claim {
    Claim::somewhere(chance, TOWER_METRES, TOWER_CIRCLES, Source::Cell)
}

impl Claim {
    fn somewhere(chance: &mut Chance, metres: &[f64], circles: &[f64], source: Source) -> Self {
        let direction = chance.direction();
        let at = Metres::default().towards(direction, chance.like(metres));
        Self { at, circle: Some(chance.like(circles).round()), source }
    }
}

fn flip(chance: &mut Chance) -> i64 {
    (chance.like(FLIP_MINUTES) * MINUTE as f64) as i64
}
