//! Where a person and their phone truly are.

use doorstep::events::Activity;

use super::chance::Chance;

/// Metres from home.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Metres {
    pub north: f64,
    pub east: f64,
}

impl Metres {
    /// So far from here.
    pub fn towards(self, (north, east): (f64, f64), metres: f64) -> Self {
        Self { north: self.north + north * metres, east: self.east + east * metres }
    }

    /// From here to there.
    pub fn distance(self, to: Self) -> f64 {
        let (north, east) = (to.north - self.north, to.east - self.east);
        (north * north + east * east).sqrt()
    }

    fn on_the_way(self, to: Self, part: f64) -> Self {
        Self {
            north: self.north + (to.north - self.north) * part,
            east: self.east + (to.east - self.east) * part,
        }
    }
}

/// A departure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outing {
    /// A walk of one or two kilometres.
    OnFoot,
    /// Some kilometres by car.
    ByCar,
    /// On foot to the next block, 250 m away.
    NextBlock,
    /// The person goes, and the phone lies at home.
    PhoneLeftAtHome,
}

impl Outing {
    /// Each.
    pub const ALL: [Self; 4] = [Self::OnFoot, Self::ByCar, Self::NextBlock, Self::PhoneLeftAtHome];
}

/// A stretch of time of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Leg {
    from: i64,
    until: i64,
    start: Metres,
    end: Metres,
    steps: f64,
    activity: Activity,
}

/// What somebody does with their phone, from midnight of a first day on. Moments are milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// In order; between two of them the phone lies where it was left.
    legs: Vec<Leg>,
    /// When the phone is farther than its home for the first time, and when it is back.
    away: Option<(i64, i64)>,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Metres a step.
const STEP: f64 = 0.75;

impl Person {
    /// At home for so many days, walking about by day with the phone in a pocket.
    pub fn at_home(chance: &mut Chance, days: u32) -> Self {
        let mut legs = Vec::new();
        for day in 0..i64::from(days) {
            let (mut at, night) = (day * DAY + 7 * HOUR, day * DAY + 23 * HOUR);
            loop {
                at += chance.whole(2 * MINUTE..50 * MINUTE);
                if at >= night {
                    break;
                }
                // Some go to the kitchen, some walk up and down for exercise.
                let steps = if chance.happens(0.05) {
                    chance.number(200.0..900.0)
                } else {
                    chance.number(5.0..60.0)
                };
                let here = Metres::default();
                let until = at + (steps * 600.0) as i64;
                let leg = Leg {
                    from: at,
                    until,
                    start: here,
                    end: here,
                    steps,
                    activity: Activity::Walk,
                };
                legs.push(leg);
                at = until;
            }
        }
        Self { legs, away: None }
    }

    /// At home, but for an outing that begins at this moment and ends after so long at its goal.
    pub fn going_out(chance: &mut Chance, days: u32, outing: Outing, at: i64, stay: i64) -> Self {
        let mut person = Self::at_home(chance, days);
        let direction = chance.direction();
        let (metres, speed, activity) = match outing {
            Outing::OnFoot => (chance.number(900.0..2_000.0), 1.3, Activity::Walk),
            Outing::NextBlock => (250.0, 1.2, Activity::Walk),
            Outing::ByCar => (chance.number(3_000.0..15_000.0), 9.0, Activity::Vehicle),
            Outing::PhoneLeftAtHome => (0.0, 1.0, Activity::Still),
        };
        let (home, goal) = (Metres::default(), Metres::default().towards(direction, metres));
        let on_the_way = (metres / speed * 1_000.0) as i64;
        let back = at + on_the_way + stay;
        let end = back + on_the_way;
        person.legs.retain(|leg| leg.until <= at || leg.from >= end);
        if metres > 0.0 {
            let walked = if activity == Activity::Walk { metres / STEP } else { 40.0 };
            let way = |from, start, end| Leg {
                from,
                until: from + on_the_way,
                start,
                end,
                steps: walked,
                activity,
            };
            // To the door, or to the car.
            let to_the_door = Leg { until: at, ..way(at - MINUTE, home, home) };
            let to_the_door = Leg { steps: 60.0, activity: Activity::Walk, ..to_the_door };
            person.legs.retain(|leg| leg.until <= at - MINUTE || leg.from >= at);
            person.legs.extend([to_the_door, way(at, home, goal), way(back, goal, home)]);
            person.legs.sort_by_key(|leg| leg.from);
            person.away = Some((at, end));
        }
        person
    }

    /// From when to when the phone is out.
    pub fn away(&self) -> Option<(i64, i64)> {
        self.away
    }

    /// Where the phone is.
    pub fn phone_at(&self, moment: i64) -> Metres {
        let before = self.legs.partition_point(|leg| leg.from <= moment);
        let leg = before.checked_sub(1).and_then(|index| self.legs.get(index));
        leg.map_or(Metres::default(), |leg| leg.start.on_the_way(leg.end, leg.part(moment)))
    }

    /// On the way from one place to another. Everywhere else there is a roof.
    pub fn is_under_the_sky(&self, moment: i64) -> bool {
        let before = self.legs.partition_point(|leg| leg.from <= moment);
        let leg = before.checked_sub(1).and_then(|index| self.legs.get(index));
        leg.is_some_and(|leg| leg.start != leg.end && moment < leg.until)
    }

    /// Steps that it felt from one moment to another, and what it was doing in between if anything.
    pub fn movement(&self, from: i64, to: i64) -> (u32, Option<Activity>) {
        let first = self.legs.partition_point(|leg| leg.until <= from);
        let legs = self.legs.get(first..).unwrap_or_default();
        let legs = legs.iter().take_while(|leg| leg.from < to);
        legs.fold((0, None), |(steps, _), leg| {
            let part = leg.part(to) - leg.part(from);
            (steps + (leg.steps * part).round() as u32, Some(leg.activity))
        })
    }
}

impl Leg {
    fn part(&self, moment: i64) -> f64 {
        let whole = (self.until - self.from).max(1);
        (moment - self.from).clamp(0, whole) as f64 / whole as f64
    }
}
