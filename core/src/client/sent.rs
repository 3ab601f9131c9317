//! What was sent, for whoever asks.

use super::Client;
use super::core::Core;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::ports::Outgoing;
use crate::requests::{MOST_SENT, Route, Sent, SentRaw};
use crate::state::Sending;
use crate::store::Owner;
use crate::views::SentEntry;

impl Client {
    /// Every request of this phone, also those that found no network: from this number on, or the
    /// newest; in the order in which they were sent, at most so many. The last 1,000 are kept, of an
    /// erased person none from before the erase, and of whom a PIN hides none.
    ///
    /// # Errors
    /// [`ClientError`] of the store.
    pub fn sent(&self, from: Option<u64>, most: usize) -> Result<Vec<SentEntry>, ClientError> {
        let from = from.map(|from| i64::try_from(from).unwrap_or(i64::MAX));
        let most = most.min(usize::try_from(MOST_SENT).unwrap_or(usize::MAX));
        let reading = self.core.ports.clock.read();
        let sent = {
            let state = self.core.lock();
            let viewed = state.viewed(state.time.at(&reading));
            let entry = |(number, sent): (i64, Sent)| viewed.sent(number, &sent);
            state
                .sent
                .read(&state.store, from, most, &state.hidden_owners(&reading))
                .map(|sent| sent.into_iter().map(entry).collect())
        };
        sent.map_err(|error| self.core.say(&error.into()))
    }

    /// The bytes of one of them, as they left. Those of the last 50 are kept.
    ///
    /// # Errors
    /// [`ClientError`]: `unknown-reference`, and those of the store.
    pub fn sent_raw(&self, n: u64) -> Result<SentRaw, ClientError> {
        let raw = {
            let state = self.core.lock();
            let hidden = state.hidden_owners(&self.core.ports.clock.read());
            state.sent.raw(&state.store, i64::try_from(n).unwrap_or(i64::MAX), &hidden)
        };
        let raw = raw
            .map_err(CoreError::from)
            .and_then(|raw| raw.ok_or_else(|| CoreError::from(Code::UnknownReference)));
        raw.map_err(|error| self.core.say(&error))
    }
}

impl Core {
    /// Writes down what is about to be sent, before its first byte leaves.
    pub fn note_sending(
        &self,
        owner: Owner,
        route: Route,
        outgoing: &Outgoing,
    ) -> Result<(), CoreError> {
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let state = &mut *state;
        let sent = Sent::of(outgoing, route, state.time.at(&reading).best_ms);
        let sending = Sending { owner, sent, raw: SentRaw::of(outgoing, route) };
        Ok(state.sent.note(&mut state.store, sending)?)
    }
}
