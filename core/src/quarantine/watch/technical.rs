//! What the phone says of itself, as far as the journal has a word for it: told when it changes, to the
//! quarter of an hour.

use std::collections::BTreeMap;

use super::duty::Now;
use super::pen::Pen;
use super::told::Told;
use crate::events::{Cause, Facts, Provider};
use crate::model::MS;
use crate::quarantine::journal::{Event, Moment, QuarterHour, TechnicalState, technical};
use crate::quarantine::presence::Milliseconds;

/// Seconds of a step.
const STEP_S: u64 = 900;
/// A wake that comes so much later than it was asked for is late, milliseconds.
const LATE_AFTER_MS: i64 = 900_000;

/// What was told last of each state, and in which step. What was never told is as on a phone that lets
/// the app do everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Technical {
    told: BTreeMap<&'static str, (TechnicalState, QuarterHour)>,
}

impl Technical {
    /// Out of the journal.
    pub(super) fn remember(&mut self, open: &technical::Open) {
        self.told.insert(name(open.state), (open.state, open.to));
    }

    /// Tells what differs. A state that changes more than once in a step is told once in it.
    pub(super) fn facts(&mut self, facts: &Facts, has_photos: bool, now: &Now, pen: &mut Pen<'_>) {
        let usual = states(&Facts::default());
        for ((what, value), (_, usual)) in states(facts).into_iter().zip(usual) {
            let told = self.told.get(what).map_or(usual, |(told, _)| told.value());
            if value != told && (what != "camera" || has_photos) {
                self.note(what, value, now, pen);
            }
        }
        let clock = if now.moment.within.latest().is_some() { "anchored" } else { "unanchored" };
        if self.told.get("clock").map_or("anchored", |(told, _)| told.value()) != clock {
            self.note("clock", clock, now, pen);
        }
    }

    /// What a wake tells by its cause.
    pub(super) fn woken(&mut self, cause: Cause, now: &Now, pen: &mut Pen<'_>) {
        match cause {
            Cause::Clock => self.note("clock", "set", now, pen),
            Cause::Sticky => self.note("core", "killed", now, pen),
            _ => {}
        }
    }

    /// Tells a state of now, unless the same was told in this step.
    pub(super) fn note(&mut self, what: &str, value: &str, now: &Now, pen: &mut Pen<'_>) {
        let from = QuarterHour::before(now.best_s);
        self.write(what, value, from, from, pen);
    }

    /// Tells that the phone was off, if this is another boot than that of what was told.
    pub(super) fn was_off(
        &mut self,
        told: Option<&Told>,
        heard: Option<&Moment>,
        now: &Now,
        pen: &mut Pen<'_>,
    ) {
        let is_another_boot = told.is_some_and(|told| told.to.boot != now.moment.boot);
        if let Some(heard) = heard.filter(|_| is_another_boot) {
            let last = QuarterHour::before(now.best_s);
            let first = QuarterHour::before(heard.within.earliest());
            self.write("power", "off", first.min(last), last, pen);
        }
    }

    /// Tells that the phone's system woke the app late, if so much later than asked for is late.
    pub(super) fn was_late(&mut self, by: Milliseconds, now: &Now, pen: &mut Pen<'_>) {
        if by.0 > LATE_AFTER_MS {
            let late_s = u64::try_from(by.0.div_euclid(MS)).unwrap_or_default();
            let first = QuarterHour::before(now.best_s.saturating_sub(late_s));
            self.write("core", "woken-late", first, QuarterHour::before(now.best_s), pen);
        }
    }

    fn write(
        &mut self,
        what: &str,
        value: &str,
        first: QuarterHour,
        last: QuarterHour,
        pen: &mut Pen<'_>,
    ) {
        let Some(state) = TechnicalState::new(what, value) else { return };
        let Some(to) = QuarterHour::new(last.second().saturating_add(STEP_S)) else { return };
        let is_told = |(_, told_to): &(TechnicalState, QuarterHour)| to == *told_to;
        if self.told.get(name(state)).is_some_and(is_told) {
            return;
        }
        let open = technical::Open { from: first, to, state };
        self.remember(&open);
        pen.write(&Event::Technical { open });
    }
}

/// Under which a state is remembered: events of the core are told apart, each is one of its own.
fn name(state: TechnicalState) -> &'static str {
    if state.what() == "core" { state.value() } else { state.what() }
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

/// What the table has of facts. What tells phones apart, such as the battery's charge, is not in it.
fn states(facts: &Facts) -> [(&'static str, &'static str); 11] {
    let has = |provider| facts.providers.contains(&provider);
    let providers = match (has(Provider::Gnss), has(Provider::Network), has(Provider::Fused)) {
        (false, false, false) => "none",
        (true, false, false) => "gnss",
        (false, true, false) => "network",
        _ => "several",
    };
    [
        ("location", facts.location.name()),
        ("precise", yes(facts.precise)),
        ("services", yes(facts.services)),
        ("providers", providers),
        ("notices", yes(facts.notices)),
        ("camera", yes(facts.camera)),
        ("motion", yes(facts.motion)),
        ("saver", yes(facts.saver)),
        ("exempt", yes(facts.exempt)),
        ("idle", yes(facts.idle)),
        ("network", facts.network.name()),
    ]
}
