//! Several people with orders on one phone (`PROTOCOL.md §17.7`). A phone cannot tell whose hand
//! it is in.

use std::collections::BTreeMap;

use super::fix::{Fix, SensorReading};
use super::judgement::Judgement;
use super::point::Point;
use super::standing::State;
use super::units::{Elapsed, FixNumber};
use super::watch::Presence;
use crate::model::PersonId;

/// Everybody whose order runs on this phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People<P: Point> {
    watched: BTreeMap<PersonId, Watched<P>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Watched<P: Point> {
    presence: Presence<P>,
    /// By their own order or declaration.
    is_paused: bool,
}

impl<P: Point> Default for People<P> {
    fn default() -> Self {
        Self { watched: BTreeMap::new() }
    }
}

impl<P: Point> People<P> {
    /// A person's order begins to run.
    pub fn begin(&mut self, person: PersonId, presence: Presence<P>) {
        self.watched.insert(person, Watched { presence, is_paused: false });
        self.look_at_each_other();
    }

    /// It has ended.
    pub fn end(&mut self, person: PersonId) {
        self.watched.remove(&person);
        self.look_at_each_other();
    }

    /// A pause, a permission, travel or a declaration of this person begins or ends.
    pub fn pause(&mut self, person: PersonId, is_paused: bool) {
        if let Some(watched) = self.watched.get_mut(&person) {
            watched.is_paused = is_paused;
        }
        self.look_at_each_other();
    }

    /// Of one person.
    pub fn of(&self, person: PersonId) -> Option<&Presence<P>> {
        self.watched.get(&person).map(|watched| &watched.presence)
    }

    /// Whether this person's pause is somebody else's.
    pub fn is_paused_by_another(&self, person: PersonId) -> bool {
        self.watched.get(&person).is_some_and(|watched| {
            !watched.is_paused && watched.presence.standing().state() == State::Paused
        })
    }

    /// Judges a fix for each person.
    pub fn take(&mut self, number: FixNumber, fix: &Fix<P>) -> BTreeMap<PersonId, Judgement> {
        let all = self.watched.iter_mut();
        all.map(|(person, watched)| (*person, watched.presence.take(number, fix))).collect()
    }

    /// What comes without a fix.
    pub fn hear(&mut self, at: Elapsed, reading: &SensorReading) {
        for watched in self.watched.values_mut() {
            watched.presence.hear(at, reading);
        }
    }

    /// Looks whether there was news lately.
    pub fn tick(&mut self, now: Elapsed) {
        for watched in self.watched.values_mut() {
            watched.presence.tick(now);
        }
    }

    fn look_at_each_other(&mut self) {
        let is_shared = self.watched.len() > 1;
        let is_anybody_paused = self.watched.values().any(|watched| watched.is_paused);
        for Watched { presence, .. } in self.watched.values_mut() {
            presence.share(is_shared);
            match (is_anybody_paused, presence.standing().state() == State::Paused) {
                (true, false) => presence.pause(),
                (false, true) => presence.resume(),
                _ => {}
            }
        }
    }
}
