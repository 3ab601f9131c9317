//! Passes that have ended (`PROTOCOL.md §11.9`).

use crate::client::core::Core;
use crate::error::CoreError;
use crate::pass::{Pass, PassState};
use crate::state::{Change, Edit, State};
use crate::store::Fact;
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
        put_lists_in_place(&state, &mut edit);
        state.commit(edit)?;
        // What was found to be unreadable on the way.
        state.store.put_unreadable_aside()?;
        drop(state);
        aliases.iter().for_each(|alias| self.delete_key(alias));
        Ok(())
    }
}

/// Lists that could not be read were fetched again by now, or are none of this phone's: the set stands
/// in their place.
fn put_lists_in_place(state: &State, edit: &mut Edit) {
    if state.lacks_lists() && state.lists.are_whole() {
        edit.set_lists(state.lists.clone(), state.time.clone());
        if state.lists.to_kept().status.is_none() {
            edit.forget(Fact::Status);
        }
    }
}
