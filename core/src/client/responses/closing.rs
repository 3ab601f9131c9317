//! The end of an account at the authority's word.

use super::super::Client;
use crate::error::{Code, CoreError};
use crate::model::{PersonId, from_base64url};
use crate::outbox::{RequestKind, Task};
use crate::registration::Registration;
use crate::store::{Changes, Fact, Owner, Table};

/// How old the authority's word may be by what this phone has proof of, in seconds: longer than an
/// answer is kept to be repeated. An older one is somebody's keepsake.
const WORD_COUNTS: u64 = 4 * 86_400;

impl Client {
    /// Closes the account if the authority has signed that its key is closed, and tells so. Without
    /// its signature nothing is closed: whoever holds the server's TLS key can answer so. Then it is as
    /// if the authority were busy, and asked again later. The caller holds the gate.
    pub(in crate::client) async fn hear_of_end(
        &self,
        person: PersonId,
        word: Option<&str>,
    ) -> Result<CoreError, CoreError> {
        let mut why = self.signed_end(person, word)?;
        // The key that signed it may be newer than this phone's list of keys.
        if why.is_none() && word.is_some() && self.refresh().await.is_ok() {
            why = self.signed_end(person, word)?;
        }
        let Some(why) = why else {
            log::warn!("key-closed-unsigned");
            return Ok(Code::AuthorityBusy.into());
        };
        self.close(person, &why)?;
        Ok(CoreError::closed(&why))
    }

    /// Why this phone's key is closed, if the authority has signed that it is.
    fn signed_end(
        &self,
        person: PersonId,
        word: Option<&str>,
    ) -> Result<Option<String>, CoreError> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let lo_s = state.time.at(&reading).lo_s();
        let keys = state.person(person)?.registration.keys();
        let closed = word
            .and_then(from_base64url)
            .and_then(|bytes| state.lists.key_closed(&bytes).ok())
            .filter(|closed| keys.is_some_and(|keys| keys.dev.key == closed.key))
            .filter(|closed| closed.iat.saturating_add(WORD_COUNTS) >= lo_s);
        Ok(closed.map(|closed| closed.why))
    }

    /// The authority has closed the account's key. Nothing more is asked for in its name; its
    /// certificate stays, because an emergency has no gate.
    fn close(&self, person: PersonId, reason: &str) -> Result<(), CoreError> {
        let mut state = self.lock();
        let person_state = state.person(person)?;
        let Registration::Registered { keys, holder, .. } = &person_state.registration else {
            return Ok(());
        };
        let closed = Registration::Closed {
            reason: reason.to_owned(),
            keys: keys.clone(),
            holder: holder.clone(),
        };
        // What still tells of the end of an earlier account goes on.
        let ends = |task: &Task| task.what == RequestKind::Erase;
        let over: Vec<(i64, Task)> =
            person_state.tasks.iter().filter(|(_, task)| !ends(task)).cloned().collect();
        let owner = Owner::Person(person);
        let mut changes = Changes::new();
        changes.put(owner, Fact::Registration, &closed);
        changes.forget(owner, Fact::Claimed);
        for (row, _) in &over {
            changes.drop_row(Table::Outbox, *row);
        }
        state.commit(person, changes, |person_state| {
            person_state.registration = closed;
            person_state.claimed = None;
            person_state.tasks.retain(|(_, task)| ends(task));
        })?;
        drop(state);
        for (_, task) in &over {
            self.forget_pass_key(task);
        }
        Ok(())
    }
}
