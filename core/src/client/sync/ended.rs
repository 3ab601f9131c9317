//! Passes that have ended.

use crate::client::core::Core;
use crate::error::CoreError;
use crate::pass::{Pass, PassState};
use crate::store::{Changes, Owner, Table};
use crate::time::Moment;

impl Core {
    /// Puts passes that have ended out of the way, and removes those that ended more than a day
    /// ago with their keys.
    pub fn drop_what_is_over(&self) -> Result<(), CoreError> {
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let now: Moment = state.time.at(&reading);
        let has_ended = |pass: &Pass| pass.state(&now, None) == PassState::Expired;
        let mut changes = Changes::new();
        let mut aliases = Vec::new();
        for (person, person_state) in &state.people {
            for (row, pass) in person_state.passes.iter().filter(|(_, pass)| has_ended(pass)) {
                changes.put_row(Table::Passes, Owner::Person(*person), *row, false, pass);
            }
            for (row, pass) in state.ended(*person)? {
                if pass.is_over(&now) {
                    changes.drop_row(Table::Passes, row);
                    aliases.push(pass.alias);
                }
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        state.store.apply(changes)?;
        for person_state in state.people.values_mut() {
            person_state.passes.retain(|(_, pass)| !has_ended(pass));
        }
        state.revision = state.revision.saturating_add(1);
        drop(state);
        aliases.iter().for_each(|alias| self.delete_key(alias));
        Ok(())
    }
}
