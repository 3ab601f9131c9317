//! Whose part of this phone is locked now.

use super::State;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::pin::{PinClock, PinLock};
use crate::ports::Reading;
use crate::store::Owner;

impl State {
    /// What hides this person's part, unless it has gone.
    pub fn pin_of(&self, person: PersonId, reading: &Reading) -> Option<&PinLock> {
        let moment = self.time.at(reading);
        let now = PinClock { reading, moment: &moment };
        self.people.get(&person)?.pin.as_ref().filter(|lock| !lock.is_gone(&now))
    }

    /// Whether this person's part is hidden.
    pub fn is_locked(&self, person: PersonId, reading: &Reading) -> bool {
        self.pin_of(person, reading).is_some() && !self.unlocked.contains(&person)
    }

    /// Whose rows are not shown.
    pub fn hidden_owners(&self, reading: &Reading) -> Vec<Owner> {
        let locked = self.people.keys().filter(|person| self.is_locked(**person, reading));
        locked.map(|person| Owner::Person(*person)).collect()
    }

    /// # Errors
    /// `person-locked`.
    pub fn check_unlocked(&self, person: PersonId, reading: &Reading) -> Result<(), CoreError> {
        if self.is_locked(person, reading) { Err(Code::PersonLocked.into()) } else { Ok(()) }
    }
}
