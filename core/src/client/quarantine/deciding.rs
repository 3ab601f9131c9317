//! What a person does about an order.

use std::sync::Arc;

use super::{Patient, Writing};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::crypto::{same_bytes, slow_hash};
use crate::error::{Code, CoreError};
use crate::model::{PersonId, ReleaseSymbols};
use crate::ports::Reading;
use crate::quarantine::journal::{Event, Word, seen};
use crate::quarantine::order::{HeldOrder, Orders, State as Standing};
use crate::state::State;

/// What a person does about their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderDecision {
    /// They were shown its newest version.
    Seen,
    /// They begin now, without waiting for the end of the grace.
    Begin,
    /// It is for somebody else. Nothing is asked from here on, and the authority is told.
    NotMine,
    /// They end it with the code that its officer has given.
    Release {
        /// As it was typed.
        code: String,
    },
}

impl Client {
    /// What a person does about the order that speaks now. Opens no network.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order`, `person-unknown`; of a release `code-malformed` and `code-wrong`;
    /// and those of the store.
    pub fn decide_order(
        &self,
        person: PersonId,
        decision: &OrderDecision,
    ) -> Result<(), ClientError> {
        self.unlocked(person)?;
        let patient = Patient::of(&self.core, person);
        let done = match decision {
            OrderDecision::Seen => patient.see(),
            OrderDecision::Begin => patient.begin_now(),
            OrderDecision::NotMine => patient.disown(),
            OrderDecision::Release { code } => patient.release(code),
        };
        self.core.changed();
        done.map_err(|error| self.core.say(&error))
    }
}

impl Patient<'_> {
    fn see(self) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let mut writing = self.begin(&state)?;
        let orders = Arc::clone(&writing.edit.after.orders);
        let order = orders.current().ok_or(Code::NoOrder)?;
        let newest = order.newest();
        if newest.seen.is_some() {
            return Ok(());
        }
        let version = newest.order.version;
        let at = writing.within(&state);
        writing.edit.see_order(order.id(), version, at);
        say(&state, &mut writing, version, None)?;
        self.commit(&mut state, writing)
    }

    fn begin_now(self) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let mut writing = self.begin(&state)?;
        let orders = Arc::clone(&writing.edit.after.orders);
        let order = self.asking(&state, &orders, &writing.reading)?;
        if order.begun().is_some() {
            return Ok(());
        }
        let version = order.newest().order.version;
        let at = writing.within(&state);
        writing.edit.begin_order(order.id(), version, at);
        self.commit(&mut state, writing)?;
        drop(state);
        self.tick_household()
    }

    fn disown(self) -> Result<(), CoreError> {
        let mut state = self.core.lock();
        let mut writing = self.begin(&state)?;
        let orders = Arc::clone(&writing.edit.after.orders);
        let order = self.asking(&state, &orders, &writing.reading)?;
        let version = order.newest().order.version;
        say(&state, &mut writing, version, Word::new("not-me"))?;
        let at = writing.within(&state);
        writing.edit.disown_order(order.id(), version, at);
        self.commit_at_once(&mut state, writing)?;
        drop(state);
        self.tick_household()
    }

    fn release(self, code: &str) -> Result<(), CoreError> {
        let symbols =
            ReleaseSymbols::read(code).map_err(|_| CoreError::from(Code::CodeMalformed))?;
        let mut state = self.core.lock();
        let mut writing = self.begin(&state)?;
        let orders = Arc::clone(&writing.edit.after.orders);
        let order = self.asking(&state, &orders, &writing.reading)?;
        let fits = order.versions().any(|version| {
            let release = &version.order.release;
            let hash = slow_hash(symbols.to_string().as_bytes(), &release.salt);
            same_bytes(&hash, &release.hash)
        });
        if !fits {
            return Err(Code::CodeWrong.into());
        }
        let version = order.newest().order.version;
        say(&state, &mut writing, version, Word::new("released"))?;
        let at = writing.within(&state);
        writing.edit.release_order(order.id(), version, at);
        self.commit_at_once(&mut state, writing)?;
        drop(state);
        self.tick_household()
    }

    /// The order that may ask something, now or later.
    pub(super) fn asking<'o>(
        self,
        state: &State,
        orders: &'o Orders,
        reading: &Reading,
    ) -> Result<&'o HeldOrder, CoreError> {
        let order = orders.current().ok_or(Code::NoOrder)?;
        let life = state.life(self.person, orders, order, reading);
        let is_over =
            life.is_none_or(|life| matches!(life.state, Standing::Ended | Standing::Released));
        if is_over { Err(Code::NoOrder.into()) } else { Ok(order) }
    }
}

/// Writes down that the person was shown a version, and what they said of it.
pub(super) fn say(
    state: &State,
    writing: &mut Writing,
    version: u64,
    why: Option<Word>,
) -> Result<(), CoreError> {
    let at = writing.moment(state);
    writing.report(state);
    let lang = Some(state.language);
    let open = seen::Open { at, version, why };
    writing.write(&Event::Seen { open, private: seen::Private { lang } })
}
