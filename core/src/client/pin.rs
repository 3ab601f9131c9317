//! A person's PIN, where somebody else uses the phone too.

use super::Client;
use super::core::Core;
use crate::client_error::ClientError;
use crate::crypto::{same_bytes, slow_hash};
use crate::error::{Code, CoreError, ErrorDetails};
use crate::model::PersonId;
use crate::pin::{Pin, PinClock, PinLock, PinRefusal};
use crate::state::{Change, State};

impl Client {
    /// Hides this person's part from whoever does not know these digits, 4 to 8 of any script. It stays open
    /// until [`Client::lock_people`]. What is asked of the person, hospital, safety and emergencies need no PIN.
    ///
    /// # Errors
    /// [`ClientError`]: `pin-malformed`, `person-locked` while another PIN hides it, `person-unknown`,
    /// `no-randomness`, and those of the store.
    pub fn set_pin(&self, person: PersonId, pin: &str) -> Result<(), ClientError> {
        self.unlocked(person)?;
        self.done(Personal { core: &self.core, person }.set(pin))
    }

    /// Nothing hides this person's part any more.
    ///
    /// # Errors
    /// [`ClientError`]: `person-locked`, `person-unknown`, and those of the store.
    pub fn remove_pin(&self, person: PersonId) -> Result<(), ClientError> {
        self.unlocked(person)?;
        self.done(Personal { core: &self.core, person }.keep(None))
    }

    /// Opens this person's part until [`Client::lock_people`]. Nothing happens to one that no PIN hides.
    ///
    /// # Errors
    /// [`ClientError`]: `pin-malformed`, `pin-wrong` with how many tries are left, `pin-wait` with from when on
    /// one counts, `person-unknown`, and those of the store.
    pub fn unlock(&self, person: PersonId, pin: &str) -> Result<(), ClientError> {
        self.done(Personal { core: &self.core, person }.unlock(pin))
    }

    /// Somebody does not know this person's PIN any more: it goes a day later, and says so meanwhile. Whoever
    /// types it in that time keeps it.
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown`, and those of the store.
    pub fn forget_pin(&self, person: PersonId) -> Result<(), ClientError> {
        self.done(Personal { core: &self.core, person }.forget())
    }

    /// Hides what PINs hide: the app has left the screen.
    pub fn lock_people(&self) {
        let mut state = self.lock();
        if state.unlocked.is_empty() {
            return;
        }
        state.unlocked.clear();
        state.revision = state.revision.saturating_add(1);
        drop(state);
        self.core.changed();
    }

    /// # Errors
    /// [`ClientError`] `person-locked`: this is what a PIN hides.
    pub(crate) fn unlocked(&self, person: PersonId) -> Result<(), ClientError> {
        let reading = self.core.ports.clock.read();
        let unlocked = self.lock().check_unlocked(person, &reading);
        unlocked.map_err(|error| self.say(&error))
    }
}

/// One person's PIN on this phone.
#[derive(Clone, Copy)]
struct Personal<'c> {
    core: &'c Core,
    person: PersonId,
}

impl Personal<'_> {
    fn set(self, typed: &str) -> Result<(), CoreError> {
        let pin = Pin::parse(typed)?;
        let salt = self.core.ports.random.draw()?;
        self.keep(Some(PinLock::new(salt, slow_hash(pin.as_bytes(), &salt))))
    }

    /// Whoever has set it, or typed it, goes on.
    fn keep(self, lock: Option<PinLock>) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        self.write(&mut state, lock)?;
        self.open(&mut state);
        Ok(())
    }

    /// Nothing of it is stored, so that it is a change of its own.
    fn open(self, state: &mut State) {
        if state.unlocked.insert(self.person) {
            state.revision = state.revision.saturating_add(1);
        }
    }

    fn unlock(self, typed: &str) -> Result<(), CoreError> {
        let pin = Pin::parse(typed)?;
        let reading = self.core.ports.clock.read();
        let known = {
            let state = self.core.lock();
            state.person(self.person)?;
            state.pin_of(self.person, &reading).cloned()
        };
        let Some(known) = known else { return Ok(()) };
        let is_right = same_bytes(&slow_hash(pin.as_bytes(), &known.salt), &known.digest);
        let mut state = self.core.lock();
        // Another thread may have tried, or set another, while this one was hashed.
        let Some(lock) = state.pin_of(self.person, &reading).cloned() else { return Ok(()) };
        let is_right = is_right && lock.digest == known.digest;
        let moment = state.time.at(&reading);
        let (lock, tried) = lock.tried(is_right, &PinClock { reading: &reading, moment: &moment });
        // A try that cannot be kept does not count as one that was right.
        self.write(&mut state, Some(lock))?;
        match tried {
            Ok(()) => {
                self.open(&mut state);
                Ok(())
            }
            Err(PinRefusal::Wrong { left }) => {
                let n = Some(u64::from(left));
                Err(CoreError::with(Code::PinWrong, ErrorDetails { n, ..Default::default() }))
            }
            Err(PinRefusal::Wait { for_ms }) => {
                Err(CoreError::until(Code::PinWait, moment.best_ms.saturating_add(for_ms)))
            }
        }
    }

    fn forget(self) -> Result<(), CoreError> {
        let reading = self.core.ports.clock.read();
        let mut state = self.core.lock();
        state.person(self.person)?;
        let Some(lock) = state.pin_of(self.person, &reading).cloned() else { return Ok(()) };
        let moment = state.time.at(&reading);
        let lock = lock.forgotten(&PinClock { reading: &reading, moment: &moment });
        self.write(&mut state, Some(lock))
    }

    fn write(self, state: &mut State, lock: Option<PinLock>) -> Result<(), CoreError> {
        if state.person(self.person)?.pin == lock {
            return Ok(());
        }
        let mut edit = state.edit();
        edit.set(self.person, Change::Pin(lock));
        state.commit(edit)
    }
}
