//! A phone whose journal is stored, and whose watch is rebuilt of it after everything that happens.

mod days;
mod facts;
mod lateness;
mod location;
mod obeyed;
mod pauses;
mod properties;
pub(crate) mod size;
mod telling;

use super::*;
use crate::documents::{Coordinates, QuietHours, Report};
use crate::events::{Activity, Cause, Facts, Moved, Wake};
use crate::model::{BootMark, EpochId};
use crate::quarantine::journal::{
    AnswerMode, Asked, ChainSecret, Class, Entry, Event, Interval, Moment, Numbering, answer,
    digest_of_leaves, presence,
};
use crate::quarantine::order::{InForce, KnownPlace, Life, State as Stage, Why};
use crate::quarantine::presence::{HomeWifi, Milliseconds, Places, Position, Source};

const NOON: u64 = 1_795_510_800;
const HOUR: u64 = 3_600;
/// Metres of a degree of latitude.
const DEGREE_M: f64 = 111_319.49;

pub(super) fn place(id: &str, north_m: f64) -> KnownPlace {
    let lat = 550_000_000 + (north_m / DEGREE_M * 1e7).round() as i64;
    KnownPlace {
        id: id.into(),
        label: id.into(),
        at: Coordinates { lat, lon: 370_000_000 },
        radius_m: 100,
        from: None,
        until: None,
    }
}

pub(super) fn in_force() -> InForce {
    InForce {
        from: NOON,
        start_grace_s: 24 * HOUR,
        places: vec![place("home", 0.0)],
        quiet: QuietHours { from_min: 1320, to_min: 540 },
        checks: 2,
        surprises: 1,
        window_min: 60,
        gap_min: 120,
        seed: [7; 32],
        photo: false,
        report: Report::Presence,
        interval_s: 900,
        batch_s: 14_400,
    }
}

pub(super) fn life(state: Stage, why: Option<Why>) -> Life {
    Life { state, why, starts_at: None }
}

/// A fix by access points, so many metres north of home.
pub(super) fn wifi(north_m: f64) -> ArrivingFix {
    ArrivingFix {
        latitude: 55.0 + north_m / DEGREE_M,
        longitude: 37.0,
        accuracy_m: Some(20.0),
        circle: CircleOf::Android,
        source: Source::Wifi,
        age_ms: 0,
        time_ms: 0,
        is_mock: false,
        is_coarse: false,
        in_deep_sleep: false,
        steps: None,
        activity: None,
        home_wifi: HomeWifi::Unknown,
    }
}

pub(super) fn gnss(north_m: f64) -> ArrivingFix {
    ArrivingFix { source: Source::Gnss, ..wifi(north_m) }
}

#[derive(Debug)]
pub(super) struct Phone {
    pub watch: Watch,
    pub numbering: Numbering,
    pub secret: ChainSecret,
    pub journal: Vec<Entry>,
    pub in_force: InForce,
    pub life: Life,
    pub keeps_fixes_in_pauses: bool,
    pub is_shared: bool,
    pub changes_at: Option<u64>,
    /// Seconds since 1970 that passed at most since the last token.
    pub now_s: u64,
    pub elapsed_ms: i64,
    pub boot: u8,
    pub is_anchored: bool,
    /// What the system is asked with, where it is asked at all.
    pub asks: Option<Facts>,
    /// Whether it is compared with its rebuilt copy each time.
    pub is_checked: bool,
}

impl Phone {
    pub(super) fn new() -> Self {
        let in_force = in_force();
        Self {
            watch: Watch::new(places(&in_force)),
            numbering: Numbering::begin(EpochId::new([9; 8])),
            secret: ChainSecret::new([3; 32]),
            journal: Vec::new(),
            in_force,
            life: life(Stage::Running, None),
            keeps_fixes_in_pauses: false,
            is_shared: false,
            changes_at: None,
            now_s: NOON,
            elapsed_ms: 1_000_000,
            boot: 1,
            is_anchored: true,
            asks: None,
            is_checked: true,
        }
    }

    /// That was just seen at home.
    pub(super) fn at_home() -> Self {
        let mut phone = Self::new();
        phone.fix(&wifi(0.0));
        phone.after(60);
        phone
    }

    pub(super) fn after(&mut self, seconds: u64) -> &mut Self {
        self.now_s += seconds;
        self.elapsed_ms += seconds as i64 * 1_000;
        self
    }

    pub(super) fn now(&self) -> Now {
        let latest = self.is_anchored.then_some(self.now_s + 2);
        let earliest = if self.is_anchored { self.now_s } else { NOON };
        let within = Interval::new(earliest, latest).unwrap();
        let boot = BootMark::new([self.boot; 8]);
        let moment = Moment { within, elapsed: Milliseconds(self.elapsed_ms), boot };
        Now { moment, best_s: self.now_s }
    }

    /// Lets something happen on a copy, stores it, and goes on with the copy.
    pub(super) fn happens<T>(
        &mut self,
        what: impl FnOnce(&mut Watch, &Duty<'_>, &Now, &mut Pen<'_>) -> T,
    ) -> T {
        let now = self.now();
        let duty = Duty {
            life: self.life,
            version: 1,
            in_force: &self.in_force,
            keeps_fixes_in_pauses: self.keeps_fixes_in_pauses,
            is_shared: self.is_shared,
            changes_at: self.changes_at,
        };
        let mut watch = self.watch.clone();
        let mut pen = Pen::new(&mut self.numbering, &self.secret);
        let out = what(&mut watch, &duty, &now, &mut pen);
        self.journal.extend(pen.into_written().into_iter().map(|written| written.entry));
        if let Some(facts) = &self.asks {
            watch.ask(&duty, facts, None, &now);
        }
        self.watch = watch;
        if self.is_checked {
            self.is_what_the_journal_says();
        }
        out
    }

    fn is_what_the_journal_says(&self) {
        let rebuilt = self.rebuilt();
        if rebuilt != self.watch {
            let (one, other) = (format!("{rebuilt:#?}"), format!("{:#?}", self.watch));
            let differs = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
            panic!("rebuilt, and as it was: {:#?}", differs.take(20).collect::<Vec<_>>());
        }
    }

    pub(super) fn rebuilt(&self) -> Watch {
        Watch::rebuild(&self.journal, &self.watch.kept(), &self.now()).unwrap()
    }

    pub(super) fn tick(&mut self) {
        self.happens(Watch::tick);
    }

    pub(super) fn fixes(&mut self, fixes: &[ArrivingFix]) -> Result<Arrived, NoDuty> {
        self.happens(|watch, duty, now, pen| watch.fixes_arrived(fixes, duty, now, pen))
    }

    pub(super) fn fix(&mut self, fix: &ArrivingFix) -> Judged {
        self.fixes(std::slice::from_ref(fix)).unwrap().judged.pop().unwrap()
    }

    pub(super) fn wakes(&mut self, cause: Cause, facts: Facts, moved: Option<Moved>) {
        let wake = Wake { cause, facts, moved };
        self.happens(|watch, duty, now, pen| watch.woken(&wake, duty, now, pen));
    }

    pub(super) fn walks(&mut self, steps: u32) {
        let moved = Moved { steps, activity: Some(Activity::Walk) };
        self.wakes(Cause::SignificantChange, Facts::default(), Some(moved));
    }

    pub(super) fn answers(&mut self) {
        let at = self.now().moment;
        let check = Asked::Check(crate::model::CheckId::new([1; 8]));
        let how = AnswerMode::Place;
        let open = answer::Open { at, check, digest: None, how, reason: None, photo: None };
        let event = Event::Answer {
            open: open.clone(),
            place: answer::Place { fix: None },
            private: answer::Private::default(),
        };
        self.happens(|watch, duty, now, pen| {
            watch.tick(duty, now, pen);
            pen.write(&event);
            watch.answered(&open);
        });
    }

    /// Off for so long.
    pub(super) fn boots(&mut self, off_s: u64) {
        self.now_s += off_s;
        self.elapsed_ms = 5_000;
        self.boot += 1;
    }

    pub(super) fn state(&self) -> &'static str {
        self.watch.standing().map_or("off", |standing| standing.name())
    }

    /// Every entry of a stretch: its state, and how long it is.
    pub(super) fn told(&self) -> Vec<(&'static str, u64)> {
        let told = self.stretches();
        told.iter().map(|open| (open.state.name(), length(open))).collect()
    }

    /// The stretches of the last duties. They follow each other without a gap, and name the leaves of
    /// their fixes.
    pub(super) fn stretches(&self) -> Vec<presence::Open> {
        let mut stretches: Vec<presence::Open> = Vec::new();
        let mut last = None;
        for entry in &self.journal {
            match entry.event().unwrap() {
                Event::Begin { open, .. } => {
                    last = Some(open.at.within);
                    stretches.clear();
                }
                Event::Presence { open, place } => {
                    assert_eq!(Some(open.from), last, "a gap before entry {}", entry.n);
                    let leaf = |n: &u64| {
                        let fix = &self.journal[usize::try_from(*n).unwrap() - 1];
                        assert_eq!(fix.kind.name(), "fix");
                        let leaves = fix.leaves(&self.secret);
                        leaves.into_iter().find(|(class, _)| *class == Class::Place).unwrap().1
                    };
                    let leaves: Vec<_> = place.fixes.iter().map(leaf).collect();
                    assert_eq!(open.leaves, digest_of_leaves(&leaves));
                    last = Some(open.to);
                    stretches.push(open);
                }
                _ => {}
            }
        }
        stretches
    }

    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.journal.iter().map(|entry| entry.kind.name()).collect()
    }

    pub(super) fn technical(&self) -> Vec<(&'static str, &'static str)> {
        let of = |entry: &Entry| match entry.event() {
            Some(Event::Technical { open }) => Some((open.state.what(), open.state.value())),
            _ => None,
        };
        self.journal.iter().filter_map(of).collect()
    }
}

fn places(in_force: &InForce) -> Places<Position> {
    let mut circles = in_force.places.iter().filter_map(KnownPlace::circle);
    Places::new(circles.next().unwrap(), circles.collect())
}

pub(super) fn length(open: &presence::Open) -> u64 {
    open.to.earliest() - open.from.earliest()
}
