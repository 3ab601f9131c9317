//! The rule a second time, with its constants as parameters: the core has them fixed, and nobody is to
//! configure them. It knows one home on a plane and no Wi-Fi. What it says with our constants is compared
//! with the core, fix by fix, in the run that uses it.

use doorstep::events::Activity;
use doorstep::quarantine::presence::{Accuracy, Fix, PlanePoint, Point, Source, State};

/// What could be other than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Constants {
    /// Metres: who is nearer is at home.
    pub radius: u64,
    /// Halves of circles that a fix must lie beyond it.
    pub half_circles: u64,
    /// Metres: the largest circle of a fix that counts.
    pub worst: u64,
    /// Minutes for which evidence and places are remembered.
    pub remembered: i64,
    /// Decibans of `away`.
    pub away: u32,
}

impl Constants {
    pub const OURS: Self =
        Self { radius: 100, half_circles: 5, worst: 150, remembered: 60, away: 30 };
}

const MINUTE: i64 = 60_000;
const FASTEST: i128 = 60;

#[derive(Debug, Clone, Copy)]
struct Seen {
    at: PlanePoint,
    accuracy: u64,
    /// None after a boot.
    measured: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Place,
    Path,
    Gnss,
    Motion,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    at: PlanePoint,
    named: i64,
    seen: i64,
    is_returned_to: bool,
    was_leg_possible: bool,
}

/// Where somebody stands, by other constants.
#[derive(Debug, Clone)]
pub struct Model {
    constants: Constants,
    home: PlanePoint,
    last: Option<Seen>,
    last_possible: Option<Seen>,
    /// When a fix was measured, what it brought, and what that weighs.
    pieces: Vec<(i64, Vec<Kind>, u32)>,
    last_sign: Option<i64>,
    known: Vec<Known>,
    barred: Vec<PlanePoint>,
    all_steps: Option<u32>,
    counted_steps: u32,
    has_moved: bool,
    news: Option<i64>,
    state: State,
    is_suspect: bool,
}

impl Model {
    pub fn new(constants: Constants, home: PlanePoint) -> Self {
        Self {
            constants,
            home,
            last: None,
            last_possible: None,
            pieces: Vec::new(),
            last_sign: None,
            known: Vec::new(),
            barred: Vec::new(),
            all_steps: None,
            counted_steps: 0,
            has_moved: false,
            news: None,
            state: State::NoNews,
            is_suspect: false,
        }
    }

    /// State, suspicion and score.
    pub fn standing(&self) -> (State, bool, u32) {
        (self.state, self.is_suspect, self.score())
    }

    pub fn boot(&mut self) {
        self.forget(None);
        self.last_possible = None;
        if let Some(last) = &mut self.last {
            last.measured = None;
        }
        (self.news, self.state, self.is_suspect) = (None, State::NoNews, false);
    }

    pub fn take(&mut self, fix: &Fix<PlanePoint>) {
        let (measured, delivered) = (fix.measured.0, fix.delivered.0);
        if self.news.is_some_and(|news| delivered - news > 60 * MINUTE) {
            self.pieces.clear();
            self.last_sign = None;
            (self.news, self.state, self.is_suspect) = (None, State::NoNews, false);
        }
        self.all_steps = self.all_steps.zip(fix.sensors.steps).map(|(all, more)| all + more);
        self.counted_steps += fix.sensors.steps.unwrap_or_default();
        self.has_moved |= matches!(fix.sensors.activity, Some(Activity::Walk | Activity::Vehicle));
        let Some(accuracy) = self.admit(fix) else { return };

        let remembered = self.constants.remembered * MINUTE;
        self.pieces.retain(|(at, _, _)| measured - at <= remembered);
        self.known.retain(|known| measured - known.named <= remembered);
        let reach = accuracy.max(60_000);
        let distance = self.home.distance(fix.at, ()).0;
        let radius = self.constants.radius * 1_000;
        let is_in = distance <= radius;
        let edge = distance.saturating_sub(radius);
        let mut is_out = !is_in && 2 * edge > self.constants.half_circles * accuracy.max(15_000);
        let is_reachable = [self.last, self.last_possible].into_iter().flatten().all(|last| {
            last.measured
                .is_none_or(|before| is_possible(last.at, fix.at, accuracy, measured - before))
        });
        if is_out && !is_reachable {
            self.barred.push(fix.at);
            is_out = false;
        }
        let is_barred = self.barred.iter().any(|at| at.distance(fix.at, ()).0 <= reach);
        self.last = Some(Seen { at: fix.at, accuracy, measured: Some(measured) });
        if is_in || !is_barred {
            self.last_possible = self.last;
        }
        self.news = self.news.max(Some(measured));
        if is_in {
            self.forget(Some(0));
            self.barred.clear();
            (self.state, self.is_suspect) = (State::Home, false);
            return;
        }
        if is_out && !is_barred {
            self.weigh(fix, accuracy, reach);
        }
        self.settle();
    }

    fn admit(&self, fix: &Fix<PlanePoint>) -> Option<u64> {
        let (measured, delivered) = (fix.measured, fix.delivered);
        let accuracy = fix.accuracy.map(Accuracy::radius)?.0;
        let repeats = self.last.is_some_and(|last| last.at == fix.at && last.accuracy == accuracy);
        let before = self.last.and_then(|last| last.measured);
        let is_admissible = delivered.0 - measured.0 <= 2 * MINUTE
            && accuracy <= self.constants.worst * 1_000
            && !fix.is_mock
            && measured <= delivered
            && !(fix.in_deep_sleep && repeats)
            && before.is_none_or(|before| measured.0 > before)
            && !fix.is_coarse;
        is_admissible.then_some(accuracy)
    }

    fn weigh(&mut self, fix: &Fix<PlanePoint>, accuracy: u64, reach: u64) {
        let measured = fix.measured.0;
        let is_gnss = fix.source == Source::Gnss;
        let is_new = !is_gnss && self.name(fix, accuracy, reach);
        if self.all_steps.is_some_and(|steps| steps < 30) && !self.has_moved {
            return;
        }
        let is_good_gnss = is_gnss && accuracy <= 50_000;
        if is_new || is_good_gnss {
            self.last_sign = Some(measured);
        }
        let listed =
            |kind| self.pieces.iter().filter(|(_, kinds, _)| kinds.contains(&kind)).count();
        let is_path = self.known.iter().all(|known| !known.is_returned_to)
            && self.known.iter().skip(1).all(|known| known.was_leg_possible);
        let last_gnss = self.pieces.iter().rev().find(|(_, kinds, _)| kinds.contains(&Kind::Gnss));
        let is_apart = last_gnss.is_none_or(|(at, _, _)| measured - at >= 30_000);
        let mut kinds = Vec::new();
        let mut weight = 0;
        if is_new && listed(Kind::Place) < 2 {
            kinds.push(Kind::Place);
            weight += 10;
        } else if is_new && is_path && listed(Kind::Path) == 0 {
            kinds.push(Kind::Path);
            weight += 10;
        } else if is_good_gnss && is_apart && listed(Kind::Gnss) < 3 {
            weight += if listed(Kind::Gnss) == 0 { 15 } else { 5 };
            kinds.push(Kind::Gnss);
        }
        if (self.counted_steps >= 100 || self.has_moved) && listed(Kind::Motion) == 0 {
            kinds.push(Kind::Motion);
            weight += 10;
        }
        if weight > 0 {
            self.pieces.push((measured, kinds, weight.min(20)));
        }
    }

    /// Whether the place is new.
    fn name(&mut self, fix: &Fix<PlanePoint>, accuracy: u64, reach: u64) -> bool {
        let measured = fix.measured.0;
        let latest = self.known.iter().max_by_key(|known| known.seen).copied();
        let is_latest = |known: &Known| Some(known.seen) == latest.map(|latest| latest.seen);
        let distance = |known: &Known| known.at.distance(fix.at, ()).0;
        let here = self.known.iter_mut().filter(|known| distance(known) <= reach);
        if let Some(known) = here.min_by_key(|known| (!is_latest(known), distance(known))) {
            known.is_returned_to |= !is_latest(known);
            known.seen = measured;
            return false;
        }
        let was_leg_possible = latest
            .is_none_or(|latest| is_possible(latest.at, fix.at, accuracy, measured - latest.seen));
        self.known.push(Known {
            at: fix.at,
            named: measured,
            seen: measured,
            is_returned_to: false,
            was_leg_possible,
        });
        true
    }

    fn settle(&mut self) {
        let score = self.score();
        let was_away = self.state == State::Away;
        let may_begin = self.pieces.first().zip(self.pieces.last()).is_some_and(|(first, last)| {
            let last = self.last_sign.unwrap_or(last.0).max(last.0);
            let mut kinds: Vec<Kind> = Vec::new();
            for kind in self.pieces.iter().flat_map(|(_, kinds, _)| kinds) {
                if !kinds.contains(kind) {
                    kinds.push(*kind);
                }
            }
            last - first.0 >= 3 * MINUTE && kinds.len() >= 2
        });
        self.is_suspect = false;
        self.state = match score {
            _ if score >= self.constants.away && may_begin => State::Away,
            20.. if was_away => State::Away,
            20.. => State::Unverified,
            10.. => {
                self.is_suspect = true;
                if was_away { State::Unverified } else { self.state }
            }
            _ if was_away || self.state == State::Unverified => State::NoNews,
            _ => self.state,
        };
    }

    fn score(&self) -> u32 {
        self.pieces.iter().map(|(_, _, weight)| weight).sum()
    }

    fn forget(&mut self, steps: Option<u32>) {
        self.pieces.clear();
        self.last_sign = None;
        self.known.clear();
        (self.all_steps, self.counted_steps, self.has_moved) = (steps, 0, false);
    }
}

fn is_possible(from: PlanePoint, to: PlanePoint, accuracy: u64, time: i64) -> bool {
    let distance = i128::from(from.distance(to, ()).0);
    distance - i128::from(accuracy) <= FASTEST * i128::from(time)
}
