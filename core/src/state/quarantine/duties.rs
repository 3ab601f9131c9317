//! What duties ask of the phone's system, and when reports of them go.

use std::sync::Arc;

use crate::events::{Facts, NetworkKind};
use crate::model::PersonId;
use crate::ports::Reading;
use crate::quarantine::delivery::{Due, Phone, reaches_ms};
use crate::quarantine::journal::Interval;
use crate::quarantine::presence::Milliseconds;
use crate::quarantine::watch::{LocationPlan, Mode, Now};
use crate::state::{Quarantine, State};
use crate::store::StoreError;

/// What the system is asked for where nobody is watched.
const NOTHING: LocationPlan = LocationPlan {
    mode: Mode::Off,
    every_s: None,
    for_s: None,
    fences: Vec::new(),
    keep_alive: false,
    wake_in: None,
};

impl State {
    /// When what waits of a person's journal is told, milliseconds since 1970; none if nothing waits.
    pub fn reports_due_ms(
        &self,
        person: PersonId,
        reading: &Reading,
        facts: Option<&Facts>,
    ) -> Option<i64> {
        let known = self.people.get(&person)?;
        let quarantine = known.quarantine.as_ref()?;
        let delivery = quarantine.delivery.as_ref()?;
        let key = quarantine.journal()?.key;
        // Another account is on its way, or none: nobody signs.
        if known.registration.keys().is_none_or(|keys| keys.dev.key != key) {
            return None;
        }
        let batch_s = self.batch_s(quarantine, reading);
        let phone = Phone {
            charging: facts.is_some_and(|facts| facts.charging),
            wifi: facts.is_some_and(|facts| facts.network == NetworkKind::Wifi),
        };
        let now_ms = self.time.at(reading).best_ms;
        match delivery.when(quarantine.waiting, batch_s, phone, now_ms) {
            Due::Now => Some(now_ms),
            Due::At(at_ms) => Some(at_ms),
            Due::Never => None,
        }
    }

    /// How far ahead a request of whose reports are due now reaches, in milliseconds; none if nobody's are.
    pub fn reports_reach_ms(&self, reading: &Reading, facts: Option<&Facts>) -> Option<i64> {
        let now_ms = self.time.at(reading).best_ms;
        let reaches = |(person, known): (&PersonId, &crate::state::Person)| {
            let due_ms = self.reports_due_ms(*person, reading, facts)?;
            let quarantine = known.quarantine.as_ref().filter(|_| due_ms <= now_ms)?;
            Some(reaches_ms(self.batch_s(quarantine, reading)))
        };
        self.people.iter().filter_map(reaches).max()
    }

    fn batch_s(&self, quarantine: &Quarantine, reading: &Reading) -> u64 {
        let order = quarantine.orders.current();
        let in_force = order.and_then(|order| self.in_force(&quarantine.orders, order, reading));
        in_force.map_or(0, |in_force| in_force.batch_s)
    }

    /// Whether the journal of somebody's running order is told from time to time.
    pub fn reports_run(&self, reading: &Reading) -> bool {
        use crate::quarantine::order::State as Standing;
        let runs = |(person, known): (&PersonId, &crate::state::Person)| {
            let orders = &known.quarantine.as_ref()?.orders;
            let life = self.life(*person, orders, orders.current()?, reading)?;
            Some(matches!(life.state, Standing::Running | Standing::Paused))
        };
        self.people.iter().any(|one| runs(one) == Some(true))
    }

    /// Makes the watches that were there, out of the journals, so that what is shown is what was told. In
    /// another run of the phone's system they are made at its first event.
    pub fn know_watches(&mut self, reading: &Reading) -> Result<(), StoreError> {
        let Some(boot) = self.boot.clone().filter(|boot| boot.id == reading.boot) else {
            return Ok(());
        };
        let now = self.time.at(reading);
        let now = Now { moment: boot.moment(Interval::of(&now), reading), best_s: now.best_s() };
        let people: Vec<PersonId> = self.people.keys().copied().collect();
        for person in people {
            let known = self.people.get(&person).and_then(|known| known.quarantine.as_ref());
            let Some(quarantine) = known else { continue };
            let watched = self.watched(person, quarantine, reading)?;
            let made =
                watched.map(|found| (found.watch(&now), found.checks(), Arc::clone(&found.agreed)));
            let known = self.people.get_mut(&person).and_then(|known| known.quarantine.as_mut());
            if let (Some(known), Some((watch, checks, agreed))) = (known, made) {
                known.watch = Some(Arc::new(watch));
                known.checks = Some(Arc::new(checks));
                known.agreed = Some(agreed);
            }
        }
        Ok(())
    }

    /// What the system is asked for: as closely as whoever is watched most closely needs.
    pub fn location(&self, reading: &Reading, facts: Option<&Facts>) -> LocationPlan {
        let unheard = Facts::default();
        let facts = facts.unwrap_or(&unheard);
        let plans =
            self.people.keys().filter_map(|person| self.location_of(*person, reading, facts));
        plans.fold(NOTHING, together)
    }

    fn location_of(
        &self,
        person: PersonId,
        reading: &Reading,
        facts: &Facts,
    ) -> Option<LocationPlan> {
        let quarantine = self.people.get(&person)?.quarantine.as_ref()?;
        let boot = self.boot.as_ref().filter(|boot| boot.id == reading.boot)?;
        let now = self.time.at(reading);
        let now = Now { moment: boot.moment(Interval::of(&now), reading), best_s: now.best_s() };
        let watched = match self.watched(person, quarantine, reading) {
            Ok(watched) => watched?,
            Err(error) => {
                log::warn!("watch-not-read code={error}");
                return None;
            }
        };
        let duty = watched.duty(quarantine.orders.current()?)?;
        Some(watched.watch(&now).location(&duty, facts, &now))
    }
}

fn together(one: LocationPlan, other: LocationPlan) -> LocationPlan {
    let LocationPlan { mode, every_s, for_s, .. } =
        if one.mode < other.mode { other.clone() } else { one.clone() };
    let least = |one: Option<u64>, other: Option<u64>| one.into_iter().chain(other).min();
    let wakes = one.wake_in.into_iter().chain(other.wake_in);
    LocationPlan {
        mode,
        every_s: least(every_s, least(one.every_s, other.every_s)),
        for_s: least(for_s, least(one.for_s, other.for_s)),
        fences: [one.fences, other.fences].concat(),
        keep_alive: one.keep_alive || other.keep_alive,
        wake_in: wakes.map(|wait| wait.0).min().map(Milliseconds),
    }
}
