//! What the phone's system is asked for: how often and how closely to look where the phone is, which
//! borders to watch, and when to wake.

use super::duty::{Duty, Now, Stage};
use super::person::{Alert, AskedWake, Watch};
use crate::events::{Facts, LocationAccess};
use crate::model::MS;
use crate::quarantine::order::KnownPlace;
use crate::quarantine::presence::{Elapsed, Milliseconds, Position};

/// Beside a suspicion the phone looks by satellites at the beginning of every hour, for so long …
const DENSE_S: u64 = 360;
/// … and so often: kinds of evidence agree or not within minutes.
const DENSE_EVERY_S: u64 = 60;
/// Then so often, to find its owner at home again.
const AFTERWARDS_EVERY_S: u64 = 300;
/// In silence it tries satellites at the beginning of every hour.
const TRY_S: u64 = 60;
const AN_HOUR_S: u64 = 3_600;
/// With less charge, percent, and no charger, it does not try satellites.
const LOW_BATTERY: u8 = 15;
/// Systems tell late and wrongly of smaller circles.
const SMALLEST_FENCE_M: u64 = 200;

/// How the phone looks where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    Off,
    /// Takes what others ask for.
    Passive,
    /// By networks.
    Balanced,
    /// By satellites.
    Precise,
}

impl Mode {
    /// The name that scripts see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Passive => "passive",
            Self::Balanced => "balanced",
            Self::Precise => "precise",
        }
    }
}

/// A circle whose border the system watches: whoever crosses it wakes the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// Of its place, within the order.
    pub id: String,
    pub at: Position,
    pub radius_m: u64,
}

/// What the system is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationPlan {
    pub mode: Mode,
    /// Seconds between fixes; none if none is asked for.
    pub every_s: Option<u64>,
    /// For how many seconds this holds; none if until the next plan.
    pub for_s: Option<u64>,
    pub fences: Vec<Fence>,
    /// The app must not be put to sleep.
    pub keep_alive: bool,
    /// How long from now the phone should wake; none if nothing is waited for.
    pub wake_in: Option<Milliseconds>,
}

/// A mode with its times.
#[derive(Debug, Clone, Copy)]
struct Looking {
    mode: Mode,
    every_s: u64,
    /// How many seconds it goes on.
    for_s: Option<u64>,
}

impl Watch {
    /// What the system is asked for at this moment. Nothing, outside of duties.
    pub fn location(&self, duty: &Duty<'_>, facts: &Facts, now: &Now) -> LocationPlan {
        let stage = duty.stage(self.told.is_some());
        let is_running = stage == Stage::Running;
        let is_kept = matches!(stage, Stage::Paused(_)) && duty.keeps_fixes_in_pauses;
        let looking = (is_running && may_look(facts)).then(|| self.looking(duty, facts, now));
        let mode = match looking {
            Some(looking) => looking.mode,
            None if is_kept && may_look(facts) => Mode::Passive,
            None => Mode::Off,
        };
        LocationPlan {
            mode,
            every_s: looking.map(|looking| looking.every_s),
            for_s: looking.and_then(|looking| looking.for_s),
            fences: if looking.is_some() { fences(duty, now) } else { Vec::new() },
            keep_alive: is_running,
            wake_in: self.wake_in(duty, looking, now),
        }
    }

    /// Remembers when the system is asked to wake the phone, so that it shows whether it did: for what is
    /// waited for here, or for something else at this second.
    pub fn ask(&mut self, duty: &Duty<'_>, facts: &Facts, else_at: Option<u64>, now: &Now) {
        let is_running = self.told.is_some() && duty.stage(true) == Stage::Running;
        let looking = may_look(facts).then(|| self.looking(duty, facts, now));
        let wake_in = is_running.then(|| self.wake_in(duty, looking, now)).flatten();
        let left = else_at.and_then(|at| i64::try_from(at.saturating_sub(now.best_s)).ok());
        let other = left.map(|left| left.saturating_mul(MS)).unwrap_or(i64::MAX);
        let wake_in = wake_in.map(|wait| Milliseconds(wait.0.min(other)));
        let at = |wait: Milliseconds| Elapsed(now.elapsed().0.saturating_add(wait.0));
        self.asked = wake_in.map(|wait| AskedWake { boot: now.moment.boot, at: at(wait) });
    }

    fn looking(&self, duty: &Duty<'_>, facts: &Facts, now: &Now) -> Looking {
        let usual = duty.in_force.interval_s;
        let (dense_s, every_s, afterwards_s) = match self.alert {
            Alert::None => (0, usual, usual),
            Alert::Silence => (TRY_S, TRY_S, usual),
            // Who is away is looked for at home again, and nowhere else.
            Alert::Away => (0, usual, usual.min(AFTERWARDS_EVERY_S)),
            Alert::Suspicion | Alert::Unverified => {
                (DENSE_S, DENSE_EVERY_S, usual.min(AFTERWARDS_EVERY_S))
            }
        };
        let passed = now.elapsed().since(self.alert_since).0.div_euclid(MS);
        let in_the_hour = u64::try_from(passed).unwrap_or_default() % AN_HOUR_S;
        let has_charge = facts.charging || facts.battery >= LOW_BATTERY;
        if in_the_hour < dense_s && has_charge {
            let for_s = Some(dense_s - in_the_hour);
            return Looking { mode: Mode::Precise, every_s, for_s };
        }
        let for_s = (dense_s > 0 && has_charge).then(|| AN_HOUR_S - in_the_hour);
        Looking { mode: Mode::Balanced, every_s: afterwards_s, for_s }
    }

    /// The nearest of what is waited for.
    fn wake_in(
        &self,
        duty: &Duty<'_>,
        looking: Option<Looking>,
        now: &Now,
    ) -> Option<Milliseconds> {
        let ms = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(MS);
        let left = duty.changes_at.and_then(|at| at.checked_sub(now.best_s));
        let life = left.filter(|left| *left > 0).map(ms);
        let told = self.told.as_ref().map(|told| told.due_in(now).0);
        let silence = self.told.as_ref().and_then(|_| self.presence.no_news_after());
        let silence = silence.map(|after| after.since(now.elapsed()).0.saturating_add(1));
        let phase = looking.and_then(|looking| looking.for_s).map(ms);
        // A fix that has not come is waited for until the next is due.
        let fix = looking.map(|looking| {
            let last = self.last_fix.map_or(self.alert_since, |(_, at)| at);
            let passed = now.elapsed().since(last).0.max(0);
            let every = ms(looking.every_s).max(MS);
            every - passed % every
        });
        let all = [life, told, silence, phase, fix];
        all.into_iter().flatten().min().map(|wait| Milliseconds(wait.max(0)))
    }
}

fn may_look(facts: &Facts) -> bool {
    facts.location != LocationAccess::Denied && facts.services
}

fn fences(duty: &Duty<'_>, now: &Now) -> Vec<Fence> {
    let places = duty.in_force.places.iter().filter(|place| place.counts_at(now.best_s));
    let fence = |place: &KnownPlace| {
        let at = Position::new(place.at.lat, place.at.lon)?;
        let radius_m = place.radius_m.max(SMALLEST_FENCE_M);
        Some(Fence { id: place.id.clone(), at, radius_m })
    };
    places.filter_map(fence).collect()
}
