//! What the orders of a household mean for each other: a phone cannot tell whose hand it is in
//! (`PROTOCOL.md §17.7`).

use super::watched::changes_at;
use crate::model::PersonId;
use crate::ports::Reading;
use crate::quarantine::order::{Life, State as Standing};
use crate::state::State;

impl State {
    /// Whether somebody else on this phone may leave home, and may have it along.
    pub fn is_with_other(&self, person: PersonId, reading: &Reading) -> bool {
        self.others(person, reading).any(|(life, _)| life.state == Standing::Paused)
    }

    /// Whether somebody else's order runs on this phone.
    pub(super) fn is_shared(&self, person: PersonId, reading: &Reading) -> bool {
        let runs = |life: &Life| matches!(life.state, Standing::Running | Standing::Paused);
        self.others(person, reading).any(|(life, _)| runs(&life))
    }

    /// The next Unix second at which time alone may change either.
    pub(super) fn others_change_at(&self, person: PersonId, reading: &Reading) -> Option<u64> {
        self.others(person, reading).filter_map(|(_, changes_at)| changes_at).min()
    }

    /// Where the orders of everybody else stand by themselves, and when time alone may change that.
    fn others(
        &self,
        person: PersonId,
        reading: &Reading,
    ) -> impl Iterator<Item = (Life, Option<u64>)> {
        let now = self.time.at(reading).best_s();
        let others = self.people.iter().filter(move |(other, _)| **other != person);
        others.filter_map(move |(other, known)| {
            let quarantine = known.quarantine.as_ref()?;
            let (orders, order) = (&quarantine.orders, quarantine.orders.current()?);
            let life = self.life_beside(*other, orders, order, reading, false)?;
            let by_person = quarantine.declarations.changes_at(now);
            let changes_at = changes_at(order, &life, now).into_iter().chain(by_person).min();
            Some((life, changes_at))
        })
    }
}
