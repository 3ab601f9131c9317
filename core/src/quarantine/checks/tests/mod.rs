//! A phone that is asked, whose checks are rebuilt from its journal after everything that happens.

mod answers;
mod planning;
mod rebuilding;
mod surprises;
mod windows;

use std::sync::Arc;

use super::*;
use crate::documents::{CheckKind, Order, Zone};
use crate::model::patient::{CheckOutcome, Declared};
use crate::model::{BootMark, CheckId, EpochId};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::journal::{
    ChainSecret, Entry, Event, Interval, Kind, Moment, Numbering, presence,
};
use crate::quarantine::order::tests::{
    DAY, HOUR, MIDNIGHT, MINUTE, NOON, after, held, moscow, order, take,
};
use crate::quarantine::order::{Life, Orders, State as Stage, Why};
use crate::quarantine::presence::{Milliseconds, State};
use crate::quarantine::schedule::{AgreedAround, agreed};
use crate::quarantine::watch::{Now, Pen};

pub(super) struct Phone {
    pub checks: AskedChecks,
    pub orders: Arc<Orders>,
    pub declarations: Declarations,
    pub zone: Zone,
    pub journal: Vec<Entry>,
    numbering: Numbering,
    secret: ChainSecret,
    pub life: Life,
    pub can_show: bool,
    pub now_s: u64,
    pub elapsed_ms: i64,
    pub boot: u8,
    /// Seconds between the earliest and the latest that it may be.
    pub wide_s: u64,
}

impl Phone {
    /// At the midnight at which the duties of an order began that came at noon.
    pub(super) fn new() -> Self {
        Self::under(&order())
    }

    pub(super) fn under(order: &Order) -> Self {
        let mut orders = held(order);
        orders.order_mut(order.id).unwrap().begin(Interval::exactly(MIDNIGHT + DAY));
        Self {
            checks: AskedChecks::default(),
            orders: Arc::new(orders),
            declarations: Declarations::default(),
            zone: moscow(),
            journal: Vec::new(),
            numbering: Numbering::begin(EpochId::new([9; 8])),
            secret: ChainSecret::new([3; 32]),
            life: Life { state: Stage::Running, why: None, starts_at: None },
            can_show: true,
            now_s: MIDNIGHT + DAY,
            elapsed_ms: 7_000,
            boot: 1,
            wide_s: 2,
        }
    }

    pub(super) fn now(&self) -> Now {
        let within = Interval::new(self.now_s, Some(self.now_s + self.wide_s)).unwrap();
        let elapsed = Milliseconds(self.elapsed_ms);
        let boot = BootMark::new([self.boot; 8]);
        Now { moment: Moment { within, elapsed, boot }, best_s: self.now_s }
    }

    /// Lets something happen on a copy, stores it, and goes on with the copy that a new process makes.
    pub(super) fn happens<T>(
        &mut self,
        what: impl FnOnce(&mut AskedChecks, &Asking<'_>, &Now, &mut Pen<'_>) -> T,
    ) -> T {
        let now = self.now();
        let (mut checks, mut numbering) = (self.checks.clone(), self.numbering);
        let mut pen = Pen::new(&mut numbering, &self.secret);
        let out = self.asked(|asking| what(&mut checks, asking, &now, &mut pen));
        let written = pen.into_written();
        self.journal.extend(written.into_iter().map(|written| written.entry));
        self.numbering = numbering;
        let rebuilt = AskedChecks::rebuild(&self.journal, Some(checks.kept().clone()), 3_600);
        assert_eq!(rebuilt, checks, "out of the journal");
        self.checks = checks;
        out
    }

    pub(super) fn tick(&mut self) {
        self.happens(AskedChecks::tick);
    }

    /// Time passes with a tick each minute.
    pub(super) fn lives(&mut self, seconds: u64) -> &mut Self {
        let until = self.now_s + seconds;
        while self.now_s < until {
            self.passes((until - self.now_s).min(MINUTE));
            self.tick();
        }
        self
    }

    pub(super) fn lives_until(&mut self, at: u64) -> &mut Self {
        self.lives(at - self.now_s)
    }

    /// The same with one tick at the end.
    pub(super) fn jumps_until(&mut self, at: u64) -> &mut Self {
        self.passes(at - self.now_s).tick();
        self
    }

    /// Time passes, and the app does not run.
    pub(super) fn passes(&mut self, seconds: u64) -> &mut Self {
        self.now_s += seconds;
        self.elapsed_ms += seconds as i64 * 1_000;
        self
    }

    pub(super) fn off(&mut self, seconds: u64) -> &mut Self {
        self.now_s += seconds;
        self.elapsed_ms = 3_000;
        self.boot += 1;
        self
    }

    /// The agreed checks of a day from the first, at which the order came at noon.
    pub(super) fn due(&self, day: u64) -> Vec<u64> {
        let order = self.orders.current().unwrap();
        let from = MIDNIGHT + day * DAY;
        agreed(&self.orders, order, from, from + DAY, &self.zone)
            .iter()
            .map(|check| check.due)
            .collect()
    }

    /// What is so now.
    fn asked<T>(&self, look: impl FnOnce(&Asking<'_>) -> T) -> T {
        let order = self.orders.current().unwrap();
        let in_force = self.orders.in_force(order, self.now_s, &self.zone).unwrap();
        let around = AgreedAround::of(&self.orders, &self.zone, self.now_s);
        look(&Asking {
            agreed: &around,
            orders: &self.orders,
            order,
            life: self.life,
            in_force: &in_force,
            zone: &self.zone,
            declarations: &self.declarations,
            can_show: self.can_show,
        })
    }

    /// Every check with what came of it, oldest first.
    pub(super) fn outcomes(&self) -> Vec<CheckOutcome> {
        let known = self.checks.known();
        let came = |check| self.asked(|asking| self.checks.outcome(check, &asking.known()));
        known.into_iter().map(came).collect()
    }

    /// What is left of the open window, seconds.
    pub(super) fn left_s(&self) -> u64 {
        self.checks.kept().windows.last().unwrap().left_s()
    }

    pub(super) fn answers(&mut self, named: Option<CheckId>) -> Result<CheckId, NotAsked> {
        let here = Answer::Here(Proof::default());
        self.happens(|checks, asking, now, pen| checks.answer(named, &here, asking, now, pen))
    }

    /// Paused or running, as the watch would write it down.
    pub(super) fn is_now(&mut self, state: Stage, why: Option<Why>) {
        self.life = Life { state, why, starts_at: None };
        let told = if state == Stage::Paused { State::Paused } else { State::NoNews };
        let at = self.now().moment;
        self.happens(|_, _, _, pen| {
            pen.write(&Event::Presence {
                open: presence::Open {
                    at,
                    from: at.within,
                    to: at.within,
                    state: told,
                    band: None,
                    why: None,
                    leaves: [0; 32],
                },
                place: presence::Place { fixes: Vec::new() },
            });
        });
        self.tick();
    }

    pub(super) fn declares(&mut self, what: Declared, until: Option<u64>) {
        self.declarations.heard(what, Some(7), self.now_s, until);
    }

    pub(super) fn many(&self, kind: Kind) -> usize {
        self.journal.iter().filter(|entry| entry.kind == kind).count()
    }
}
