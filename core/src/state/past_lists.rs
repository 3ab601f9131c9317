//! Lists that newer ones took the place of, read when somebody wants proof.

use super::State;
use crate::lists::PastLists;
use crate::store::{Decoded, Fact, Owner, StoreError};

impl State {
    /// All that were kept.
    pub fn past_lists(&self) -> Result<PastLists, StoreError> {
        Ok(match self.store.fact(Owner::Phone, Fact::PastLists)? {
            Decoded::Value(past) => past,
            Decoded::Absent => PastLists::default(),
            // Said: what was signed under them stays on the phone, and is proven again when the authority
            // signs for it anew.
            Decoded::Unreadable => {
                log::warn!("past-lists-unreadable");
                PastLists::default()
            }
        })
    }

    /// Whether anybody here has a journal.
    pub fn has_journal(&self) -> bool {
        let mut known = self.people.values().filter_map(|person| person.quarantine.as_ref());
        known.any(|known| known.journal().is_some())
    }
}
