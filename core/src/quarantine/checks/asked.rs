//! The checks of one person, and what time makes of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::asking::Asking;
use super::elsewhere::Elsewhere;
use super::kept::{Kept, OpenWindow};
use super::known::{AnswerGiven, KnownCheck, SUPERSEDED};
use crate::documents::CheckKind;
use crate::model::patient::AnswerMode;
use crate::model::{CheckId, MS, in_order};
use crate::quarantine::journal::{Asked, Event, Interval, Moment, Word, answer, check};
use crate::quarantine::order::has_room;
use crate::quarantine::presence::Milliseconds;
use crate::quarantine::schedule::{AgreedCheck, is_quiet};
use crate::quarantine::watch::{Now, Pen};

/// An "I am here" counts for what is asked so long afterwards, in seconds.
const EARLY_S: i64 = 30 * 60;
/// Days of which agreed checks are made up for: a phone that was off longer was off.
const LOOKS_BACK_S: u64 = 3 * 86_400;

/// The checks of one person. A call changes it and writes; what was written is stored before the changed
/// one is used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskedChecks {
    /// Those that the journal has. Copied where one of them becomes another, and not at each event.
    pub(super) known: Arc<BTreeMap<CheckId, KnownCheck>>,
    pub(super) elsewhere: Arc<Elsewhere>,
    pub(super) kept: Kept,
}

/// A check that could be asked.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub id: CheckId,
    pub digest: Option<[u8; 32]>,
    pub kind: CheckKind,
    pub due: Option<u64>,
}

impl Candidate {
    fn unasked(self) -> KnownCheck {
        let Self { id, digest, kind, due } = self;
        KnownCheck {
            id,
            digest,
            kind,
            due,
            delivered: None,
            closes: None,
            refused: None,
            answers: Vec::new(),
        }
    }
}

impl AskedChecks {
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Every check of which the journal speaks, oldest first.
    pub fn known(&self) -> Vec<&KnownCheck> {
        in_order::by_key(self.known.values(), |check| (check.asked_at(), check.id))
    }

    pub fn check(&self, id: CheckId) -> Option<&KnownCheck> {
        self.known.get(&id)
    }

    /// The window of a check, while it is open.
    pub fn window(&self, id: CheckId) -> Option<&OpenWindow> {
        self.kept.windows.iter().find(|window| window.check == id)
    }

    /// The check that is asked now and has no answer yet.
    pub fn asking_now(&self) -> Option<&KnownCheck> {
        let open = self.kept.windows.iter().rev();
        open.filter_map(|window| self.known.get(&window.check))
            .find(|check| check.answers.is_empty())
    }

    /// Time passes: windows close, checks fall due and are asked, or cannot be.
    pub fn tick(&mut self, asking: &Asking<'_>, now: &Now, pen: &mut Pen<'_>) {
        self.hear(pen);
        self.pass_time(asking, now, pen);
        if asking.is_over() {
            self.kept.surprises.clear();
            return;
        }
        self.ask_agreed(asking, now, pen);
        self.ask_surprises(asking, now, pen);
    }

    /// The same at this moment, with the time of open windows counted; nothing is asked.
    pub fn counted(&self, asking: &Asking<'_>, now: &Now) -> Self {
        let mut counted = self.clone();
        for window in &mut counted.kept.windows {
            window.pass_time(asking, now);
        }
        counted
    }

    fn pass_time(&mut self, asking: &Asking<'_>, now: &Now, pen: &mut Pen<'_>) {
        let mut windows = std::mem::take(&mut self.kept.windows);
        for window in &mut windows {
            window.pass_time(asking, now);
        }
        let (closed, open): (Vec<_>, Vec<_>) =
            windows.into_iter().partition(|window| window.is_closed() || asking.is_over());
        self.kept.windows = open;
        for window in closed {
            let is_answered =
                self.known.get(&window.check).is_none_or(|check| !check.answers.is_empty());
            if !is_answered && !asking.is_over() {
                self.close(window.check, Some(closed_at(&window, now)), None, now, pen);
            }
        }
        let is_too_old = |here: &Moment| {
            here.boot != now.moment.boot
                || now.moment.elapsed.0.saturating_sub(here.elapsed.0) > EARLY_S * MS
        };
        self.kept.here = self.kept.here.filter(|here| !is_too_old(here));
    }

    /// Asks what is due. Of several that could not be asked before, the last; a day that is over brings
    /// none.
    fn ask_agreed(&mut self, asking: &Asking<'_>, now: &Now, pen: &mut Pen<'_>) {
        let settled = self.kept.settled_until.max(now.best_s.saturating_sub(LOOKS_BACK_S));
        // The second of now is looked at, and again next time.
        let until = now.best_s.saturating_add(1);
        let mut due: Vec<AgreedCheck> = asking.agreed.between(settled, until).copied().collect();
        due.retain(|check| !self.known.contains_key(&check.id) && self.may_ask(asking, check.due));
        let Some(last) = due.pop() else { return };
        for missed in due {
            self.cannot_ask(agreed_candidate(missed, asking), None, now, pen);
        }
        let can_ask = asking.is_running()
            && asking.can_show
            && asking.may_ask(now.best_s)
            && !is_quiet(now.best_s, asking.in_force.quiet, asking.zone);
        let candidate = agreed_candidate(last, asking);
        if now.best_s >= last.day_ends {
            self.cannot_ask(candidate, None, now, pen);
        } else if can_ask && !has_room(&self.asked_seconds(), now.best_s, asking.zone) {
            self.cannot_ask(candidate, Word::new("check-cap"), now, pen);
        } else if can_ask {
            self.ask(candidate, asking, now, pen);
        } else {
            return;
        }
        self.kept.settled_until = last.due;
    }

    /// The seconds at which the person was asked, of all orders.
    pub(super) fn asked_seconds(&self) -> Vec<u64> {
        let asked = self.known.values().filter(|check| check.delivered.is_some());
        asked.filter_map(KnownCheck::asked_at).collect()
    }

    /// Asks: its window opens.
    pub(super) fn ask(
        &mut self,
        candidate: Candidate,
        asking: &Asking<'_>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        // One thing is asked at a time.
        let open: Vec<CheckId> = self.kept.windows.iter().map(|window| window.check).collect();
        self.kept.windows.clear();
        for other in open {
            if self.known.get(&other).is_some_and(|check| check.answers.is_empty()) {
                self.close(other, None, Word::new(SUPERSEDED), now, pen);
            }
        }
        let Candidate { id, digest, .. } = candidate;
        let known = KnownCheck { delivered: Some(now.moment.within), ..candidate.unasked() };
        write(&known, now, pen);
        self.know(known);
        self.kept.windows.push(OpenWindow {
            check: id,
            length_s: asking.window_s(),
            passed: Milliseconds(0),
            counted_to: now.moment.elapsed,
            boot: now.moment.boot,
            is_counting: true,
        });
        if self.kept.here.take().is_some() {
            self.answered_early(id, digest, now, pen);
        }
    }

    /// The person had said that they are here before they were asked.
    fn answered_early(
        &mut self,
        id: CheckId,
        digest: Option<[u8; 32]>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        let open = answer::Open {
            at: now.moment,
            check: Asked::Check(id),
            digest,
            how: AnswerMode::Early,
            reason: None,
            photo: None,
        };
        pen.write(&Event::Answer {
            open,
            place: answer::Place { fix: None },
            private: answer::Private::default(),
        });
        let seq = pen.written().last().and_then(|written| written.entry.seq);
        self.note_answer(
            id,
            AnswerGiven {
                at: now.moment.within,
                how: AnswerMode::Early,
                reason: None,
                photo: None,
                seq,
                in_pause: false,
            },
        );
    }

    fn know(&mut self, check: KnownCheck) {
        Arc::make_mut(&mut self.known).insert(check.id, check);
    }

    pub(super) fn note_answer(&mut self, id: CheckId, answer: AnswerGiven) {
        if let Some(check) = Arc::make_mut(&mut self.known).get_mut(&id) {
            check.answers.push(answer);
        }
    }

    /// The phone could not ask, or may not.
    pub(super) fn cannot_ask(
        &mut self,
        candidate: Candidate,
        refused: Option<Word>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        let known = KnownCheck { refused, ..candidate.unasked() };
        write(&known, now, pen);
        self.know(known);
    }

    fn close(
        &mut self,
        id: CheckId,
        closes: Option<Interval>,
        refused: Option<Word>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        let Some(check) = Arc::make_mut(&mut self.known).get_mut(&id) else { return };
        check.closes = closes;
        check.refused = refused;
        write(check, now, pen);
    }
}

fn agreed_candidate(check: AgreedCheck, asking: &Asking<'_>) -> Candidate {
    Candidate { id: check.id, digest: None, kind: asking.kind(), due: Some(check.due) }
}

fn write(known: &KnownCheck, now: &Now, pen: &mut Pen<'_>) {
    pen.write(&Event::Check {
        open: check::Open {
            at: now.moment,
            id: known.id,
            digest: known.digest,
            kind: known.kind,
            due: known.due,
            delivered: known.delivered,
            closes: known.closes,
            refused: known.refused.clone(),
        },
    });
}

/// When a window closed that is found closed now: as much earlier as more than its length has passed.
fn closed_at(window: &OpenWindow, now: &Now) -> Interval {
    let passed = u64::try_from(window.passed.0.div_euclid(MS)).unwrap_or_default();
    let over = passed.saturating_sub(window.length_s);
    let within = now.moment.within;
    let latest = within.latest().map(|latest| latest.saturating_sub(over));
    let earliest = within.earliest().saturating_sub(over);
    Interval::new(earliest, latest.map(|latest| latest.max(earliest))).unwrap_or(within)
}
