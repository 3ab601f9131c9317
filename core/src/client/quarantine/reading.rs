//! The journal, as its owner reads it.

use super::Patient;
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::views::JournalPage;

impl Client {
    /// Entries of the person's journal from this number on, or the newest; oldest first, at most so
    /// many.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if there never was one, `person-unknown`, and those of the store.
    pub fn journal(
        &self,
        person: PersonId,
        from: Option<u64>,
        most: usize,
    ) -> Result<JournalPage, ClientError> {
        self.unlocked(person)?;
        Patient::of(&self.core, person).journal(from, most).map_err(|error| self.core.say(&error))
    }
}

impl Patient<'_> {
    fn journal(self, from: Option<u64>, most: usize) -> Result<JournalPage, CoreError> {
        let reading = self.core.ports.clock.read();
        let state = self.core.lock();
        let known = state.people.get(&self.person).ok_or(Code::PersonUnknown)?;
        let quarantine = known.quarantine.as_ref().ok_or(Code::NoOrder)?;
        let journal = quarantine.journal().ok_or(Code::NoOrder)?;
        let n = quarantine.numbering.n;
        let newest = n.saturating_sub(u64::try_from(most).unwrap_or(u64::MAX)).saturating_add(1);
        let entries =
            quarantine.entries(&state.store, self.person, from.unwrap_or(newest), most)?;
        let delivery = quarantine.delivery.as_ref();
        let viewed = state.viewed(state.time.at(&reading));
        Ok(JournalPage {
            chain: journal.chain.to_string(),
            epoch: quarantine.numbering.epoch.to_string(),
            n,
            head: delivery.and_then(|one| one.newest_head).map(Vec::from).unwrap_or_default(),
            confirmed: delivery.map(|one| one.confirmed().journal.n).filter(|n| *n > 0),
            entries: entries.iter().map(|entry| viewed.journal_entry(entry)).collect(),
        })
    }
}
