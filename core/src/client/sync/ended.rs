//! Passes that have ended (`PROTOCOL.md §11.9`).

use crate::client::core::Core;
use crate::error::CoreError;
use crate::pass::{Pass, PassState};
use crate::state::Change;
use crate::time::Moment;

impl Core {
    /// Puts passes that have ended out of the way, and removes those that ended more than a day
    /// ago with their keys.
    pub fn drop_what_is_over(&self) -> Result<(), CoreError> {
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let now: Moment = state.time.at(&reading);
        let has_ended = |pass: &Pass| pass.state(&now, None) == PassState::Expired;
        let mut edit = state.edit();
        let mut aliases = Vec::new();
        for (person, person_state) in &state.people {
            for (row, pass) in person_state.passes.iter().filter(|(_, pass)| has_ended(pass)) {
                edit.set(*person, Change::PassEnded(*row, pass.clone()));
            }
            for (row, pass) in state.ended(*person)? {
                if pass.is_over(&now) {
                    edit.set(*person, Change::PassOver(row));
                    aliases.push(pass.alias);
                }
            }
        }
        state.commit(edit)?;
        // What was found to be unreadable on the way.
        state.store.put_unreadable_aside()?;
        drop(state);
        aliases.iter().for_each(|alias| self.delete_key(alias));
        Ok(())
    }
}
