//! The phone watches over an order: fixes, wakes and time come in, entries are written, and what the
//! system is asked for comes out (`PROTOCOL.md §19.6`).

use std::sync::Arc;

use super::{Patient, Writing};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::events::{Facts, Wake};
use crate::model::PersonId;
use crate::quarantine::watch::{Arrived, ArrivingFix, Duty, NoDuty, Now, Pen, Watch, home_wifi};
use crate::state::State;
use crate::state::quarantine::Watched;

impl Client {
    /// Takes fixes that the phone's system hands over together, and says what they are. What they change
    /// is durable when it returns.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if no duty runs, and nothing is kept then; `person-unknown`, and those
    /// of the store.
    pub fn fixes_arrived(
        &self,
        person: PersonId,
        fixes: &[ArrivingFix],
    ) -> Result<Arrived, ClientError> {
        let facts = self.facts_heard();
        let arrived = Patient::of(&self.core, person).fixes_arrived(fixes, &facts);
        self.core.changed();
        arrived.map_err(|error| self.core.say(&error))
    }
}

impl Patient<'_> {
    fn fixes_arrived(self, fixes: &[ArrivingFix], facts: &Facts) -> Result<Arrived, CoreError> {
        let wifi = home_wifi(facts, None);
        let fixes: Vec<ArrivingFix> =
            fixes.iter().map(|fix| ArrivingFix { home_wifi: wifi, ..fix.clone() }).collect();
        let arrived =
            self.watch(|watch, duty, now, pen| watch.fixes_arrived(&fixes, duty, now, pen))?;
        match arrived {
            Some(Ok(arrived)) => Ok(arrived),
            Some(Err(NoDuty)) | None => Err(Code::NoOrder.into()),
        }
    }

    /// Tells the watch of a wake.
    pub fn woken(self, wake: &Wake) -> Result<(), CoreError> {
        self.watch(|watch, duty, now, pen| watch.woken(wake, duty, now, pen)).map(|_| ())
    }

    /// Lets time pass.
    pub fn tick(self) -> Result<(), CoreError> {
        self.watch(|watch, duty, now, pen| watch.tick(duty, now, pen)).map(|_| ())
    }

    /// Lets something happen to a copy of the watch; what it writes is one transaction, and only then
    /// the copy is the watch. None where nothing is watched.
    fn watch<T>(
        self,
        happens: impl FnOnce(&mut Watch, &Duty<'_>, &Now, &mut Pen<'_>) -> T,
    ) -> Result<Option<T>, CoreError> {
        let mut state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        if known.quarantine.is_none() {
            return Ok(None);
        }
        let mut writing = self.begin(&state)?;
        let Some(watched) = self.watched(&state, &writing)? else { return Ok(None) };
        writing.report(&state);
        let now = writing.instant(&state);
        let mut watch = watched.watch(&now);
        let orders = Arc::clone(&writing.edit.after.orders);
        let Some(duty) = orders.current().and_then(|order| watched.duty(order)) else {
            return Ok(None);
        };
        let Some(journal) = writing.edit.after.journal() else { return Ok(None) };
        let secret = journal.secret();
        let mut numbering = writing.edit.after.numbering;
        let mut pen = Pen::new(&mut numbering, &secret);
        let happened = happens(&mut watch, &duty, &now, &mut pen);
        let entries = pen.into_written();
        writing.edit.keep_entries(numbering, &entries)?;
        writing.edit.set_watch(watch);
        self.commit(&mut state, writing)?;
        Ok(Some(happened))
    }

    fn watched(self, state: &State, writing: &Writing) -> Result<Option<Watched>, CoreError> {
        Ok(state.watched(self.person, &writing.edit.after, &writing.reading)?)
    }
}

impl Writing {
    fn instant(&self, state: &State) -> Now {
        Now { moment: self.moment(state), best_s: state.time.at(&self.reading).best_s() }
    }
}
