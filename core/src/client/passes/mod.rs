//! A person's passes: asking for them, showing them, and their place on paper.

mod answer;
mod emergency;
mod newer_rules;
mod paper;
mod present;
mod replacing;
mod request;
mod writing;

use super::Client;
use super::core::Core;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::store::StoreError;
use crate::views::{PassEntry, PurposeEntry};

pub use answer::OpenPass;
pub use emergency::EmergencyCare;
pub use paper::OnPaper;
pub use present::{FRAME_MS, Shown};
pub use request::PassRequestResult;

/// One person's passes on this phone.
#[derive(Clone, Copy)]
pub struct Passes<'c> {
    pub core: &'c Core,
    pub person: PersonId,
}

impl<'c> Passes<'c> {
    pub fn of(core: &'c Core, person: PersonId) -> Self {
        Self { core, person }
    }

    fn all(self) -> Result<Vec<PassEntry>, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let viewed = state.viewed(state.time.at(&reading));
        let current = &state.person(self.person)?.passes;
        let ended = match state.ended(self.person) {
            // What is known is still shown while the app sleeps.
            Err(StoreError::Suspended) => Vec::new(),
            ended => ended?,
        };
        let passes = current.iter().chain(&ended);
        Ok(viewed.pass_entries(passes.map(|(_, pass)| pass)))
    }
}

impl Client {
    /// The purposes of the rules.
    ///
    /// # Errors
    /// [`ClientError`]: `no-rules` before the first contact, `person-unknown`.
    pub fn purposes(&self, person: PersonId) -> Result<Vec<PurposeEntry>, ClientError> {
        self.unlocked(person)?;
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let viewed = state.viewed(state.time.at(&reading));
        let purposes = state
            .person(person)
            .and_then(|known| viewed.purposes(known).ok_or_else(|| CoreError::from(Code::NoRules)));
        let language = state.language;
        drop(state);
        purposes.map_err(|error| error.say(language))
    }

    /// The passes on this phone, also those that ended within a day, the one that ends last first.
    ///
    /// # Errors
    /// [`ClientError`]: `person-unknown` for a person this phone does not know, and those of the
    /// store.
    pub fn passes(&self, person: PersonId) -> Result<Vec<PassEntry>, ClientError> {
        self.unlocked(person)?;
        Passes::of(&self.core, person).all().map_err(|error| self.core.say(&error))
    }
}
