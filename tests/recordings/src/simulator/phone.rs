//! What the phone tells, and when: looks as Doorstep plans them or as recorded phones did, through
//! everything that goes wrong.

use doorstep::events::Activity;
use doorstep::quarantine::presence::{
    Accuracy, Elapsed, Fix, FixNumber, HomeWifi, Millimetres, PlanePoint, Presence, SensorReading,
    State,
};

use super::calendar::Calendar;
use super::chance::Chance;
use super::noise::Noise;
use super::person::{Metres, Person};
use super::traits::{HomeNetwork, Traits};
use super::wrong::Episode;

/// How often a phone looks where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampling {
    /// Every 15 min, and on a new suspicion for satellites, at once and after 1, 2 and 5 min.
    Planned,
    /// Always after so many seconds.
    Every(u32),
}

/// What the rule is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Told {
    /// A claim.
    Fix {
        fix: Fix<PlanePoint>,
        /// What the phone's wall clock shows, milliseconds of 1970, right or wrong.
        wall: i64,
        /// By the simulation's clock.
        moment: i64,
    },
    /// The elapsed clock begins anew.
    Boot,
}

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const PLANNED: i64 = 15 * MINUTE;
/// After a suspicion. A look for satellites takes its time.
const PROBES: [i64; 4] = [20 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE];
/// How long after it was started a phone looks for the first time.
const STARTED: i64 = 40 * SECOND;
/// Midnight of the first day.
const FIRST_DAY: i64 = 1_790_000_000_000;

/// Of looks, assumed. Without a suspicion satellites are looked for now and then, as on recorded phones.
const UNASKED: f64 = 0.05;
const STALE: f64 = 0.05;
const STALE_MINUTES: &[f64] = &[1.0, 3.0, 15.0, 60.0];
const RESTAMPED_AT_NIGHT: f64 = 0.4;
/// Of readings: a phone that lies still tells a walk.
const FALSE_WALK: f64 = 0.004;

/// A phone through some days.
#[derive(Debug, Clone)]
pub struct Phone {
    chance: Chance,
    person: Person,
    traits: Traits,
    sampling: Sampling,
    end: i64,
    noise: Noise,
    calendar: Calendar,
    booted: i64,
    wall_error: i64,
    now: i64,
    next_look: i64,
    probes: Vec<i64>,
    was_suspect: bool,
    /// Until when steps were told.
    told_until: i64,
    last: Option<Fix<PlanePoint>>,
}

impl Phone {
    /// One with all the errors that were recorded, as often as its traits have it.
    pub fn new(
        mut chance: Chance,
        person: Person,
        traits: Traits,
        sampling: Sampling,
        days: u32,
    ) -> Self {
        let noise = Noise::new(chance.another(), traits.wrongness, days);
        let calendar = Calendar::new(&mut chance, days);
        let booted = -chance.whole(0..10 * DAY);
        let next_look = chance.whole(0..PLANNED);
        Self {
            chance,
            person,
            traits,
            sampling,
            end: i64::from(days) * DAY,
            noise,
            calendar,
            booted,
            wall_error: 0,
            now: 0,
            next_look,
            probes: Vec::new(),
            was_suspect: false,
            told_until: 0,
            last: None,
        }
    }

    /// Adds an episode to those that the phone has, unless another one is too near.
    pub fn add(&mut self, episode: Episode) -> bool {
        self.noise.add(episode)
    }

    /// Lets the rule hear all that the phone tells, and shows each with what the rule made of it.
    pub fn run(
        &mut self,
        presence: &mut Presence<PlanePoint>,
        mut show: impl FnMut(&Told, &Presence<PlanePoint>),
    ) {
        let mut number = 0;
        while let Some(told) = self.next(
            presence.standing().is_suspect() || presence.standing().state() == State::Unverified,
        ) {
            match &told {
                Told::Fix { fix, .. } => {
                    number += 1;
                    presence.take(FixNumber(number), fix);
                }
                Told::Boot => presence.boot(),
            }
            show(&told, presence);
        }
    }

    /// What it tells next. `is_in_doubt`: the rule suspects something.
    pub fn next(&mut self, is_in_doubt: bool) -> Option<Told> {
        if is_in_doubt && !self.was_suspect && self.sampling == Sampling::Planned {
            self.probes = PROBES.iter().rev().map(|after| self.now + after).collect();
        }
        self.was_suspect = is_in_doubt;
        loop {
            let recorded = self.noise.next_told(self.now);
            let probe = self.probes.last().copied();
            let at = [Some(self.next_look), recorded, probe].into_iter().flatten().min()?;
            if let Some(boot) = self.calendar.boot(at) {
                self.reboot(boot);
                return Some(Told::Boot);
            }
            if at >= self.end {
                return None;
            }
            let is_probe = probe == Some(at);
            if is_probe {
                self.probes.pop();
            }
            if at == self.next_look {
                self.next_look = at + self.until_next_look();
            }
            self.now = at;
            let is_on = !self.calendar.is_gap(at) && at >= self.booted + STARTED;
            if let Some(told) = is_on.then(|| self.look(at, is_probe)).flatten() {
                return Some(told);
            }
        }
    }

    fn until_next_look(&mut self) -> i64 {
        match self.sampling {
            Sampling::Planned => PLANNED + self.chance.whole(0..90 * SECOND),
            Sampling::Every(seconds) => i64::from(seconds) * SECOND + self.chance.whole(0..SECOND),
        }
    }

    fn reboot(&mut self, at: i64) {
        self.now = at;
        self.booted = at + self.chance.whole(20 * SECOND..10 * MINUTE);
        self.probes.clear();
        self.told_until = self.booted;
        self.last = None;
    }

    fn look(&mut self, at: i64, is_probe: bool) -> Option<Told> {
        if let Some(error) = self.calendar.set_clock(&mut self.chance, at) {
            self.wall_error = error;
        }
        let truly_at = self.person.phone_at(at);
        let is_under_the_sky = self.person.is_under_the_sky(at);
        let sky = if is_under_the_sky { 1.0 } else { self.traits.gnss_indoors };
        let sees_satellites = self.chance.happens(if is_probe { sky } else { sky * UNASKED });
        let claim = self.noise.claim(at, truly_at, sees_satellites);
        let elapsed = |moment: i64| Elapsed(moment - self.booted);
        let delivered = elapsed(at);
        let is_at_home = truly_at == Metres::default();
        let is_night = !(7 * HOUR..23 * HOUR).contains(&(at % DAY));
        let is_stale = !is_probe && self.chance.happens(STALE);
        let age = if is_stale { self.chance.like(STALE_MINUTES) * MINUTE as f64 } else { 0.0 };
        let is_mock = self.calendar.is_mock(at);
        let mut fix = Fix {
            measured: Elapsed(delivered.0 - age as i64),
            delivered,
            at: point(claim.at)?,
            accuracy: claim.circle.and_then(accuracy),
            source: claim.source,
            is_mock,
            is_coarse: false,
            in_deep_sleep: false,
            sensors: self.sensors(at, truly_at),
        };
        if is_stale && let Some(last) = self.last {
            (fix.at, fix.accuracy) = (last.at, last.accuracy);
        }
        if is_mock {
            let direction = self.chance.direction();
            fix.at = point(Metres::default().towards(direction, 5_000.0))?;
        } else if is_at_home && is_night && !is_probe && self.chance.happens(RESTAMPED_AT_NIGHT) {
            fix.in_deep_sleep = true;
            if let Some(last) = self.last {
                (fix.at, fix.accuracy, fix.source) = (last.at, last.accuracy, last.source);
            }
        }
        if !is_mock {
            self.last = Some(fix);
        }
        let wall = FIRST_DAY + at + self.wall_error;
        Some(Told::Fix { fix, wall, moment: at })
    }

    fn sensors(&mut self, at: i64, truly_at: Metres) -> SensorReading {
        let (steps, activity) = self.person.movement(self.told_until, at);
        self.told_until = at;
        let is_false = self.chance.happens(FALSE_WALK);
        // Systems notice a walk of a minute, rarely one to the kitchen.
        let is_noticed = is_false || activity == Some(Activity::Vehicle) || steps >= 60;
        let activity = if is_false { Some(Activity::Walk) } else { activity };
        let is_near = truly_at.distance(Metres::default()) < 40.0;
        let is_router_off = self.calendar.is_router_off(at);
        SensorReading {
            steps: self.traits.counts_steps.then_some(steps),
            activity: activity.filter(|_| is_noticed && self.traits.tells_activity),
            home_wifi: match self.traits.home_network {
                HomeNetwork::Known if is_near && !is_router_off => HomeWifi::Connected,
                HomeNetwork::Known => HomeWifi::NotConnected,
                HomeNetwork::Off => HomeWifi::Off,
                HomeNetwork::Unknown => HomeWifi::Unknown,
            },
        }
    }
}

fn point(at: Metres) -> Option<PlanePoint> {
    let millimetres = |metres: f64| (metres * 1_000.0).round() as i64;
    PlanePoint::new(millimetres(at.north), millimetres(at.east))
}

fn accuracy(metres: f64) -> Option<Accuracy> {
    Accuracy::of_android(Millimetres((metres * 1_000.0).ceil() as u64))
}
