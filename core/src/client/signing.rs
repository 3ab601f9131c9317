//! Signing with the phone's keys, and keeping in mind which of an account's own are gone.

use super::Client;
use crate::crypto::signature_from_der;
use crate::error::{Code, CoreError};
use crate::ports::VaultError;
use crate::state::Person;
use crate::store::{Changes, Fact, Owner};

impl Client {
    /// A signature by the key of this name.
    pub(super) fn sign(&self, alias: &str, message: &[u8]) -> Result<[u8; 64], CoreError> {
        let signed = self.ports.vault.sign(alias, message);
        match signed {
            Ok(_) => self.note_key(alias, false),
            Err(VaultError::Missing | VaultError::Invalidated) => self.note_key(alias, true),
            // An error is not a loss.
            Err(_) => {}
        }
        Ok(signature_from_der(&signed?).ok_or(Code::VaultBusy)?)
    }

    /// Keeps that an account's key is gone, so that its holder is told before it is needed, or that
    /// it was found again. Keys of passes come and go with them.
    fn note_key(&self, alias: &str, gone: bool) {
        let mut state = self.lock();
        let concerned = |person_state: &Person| {
            person_state.owns_key(alias)
                && person_state.gone.iter().any(|known| known == alias) != gone
        };
        let person = state.people.iter().find(|(_, person_state)| concerned(person_state));
        let Some((person, person_state)) =
            person.map(|(person, person_state)| (*person, person_state))
        else {
            return;
        };
        let mut names = person_state.gone.clone();
        names.retain(|known| known != alias && person_state.owns_key(known));
        names.extend(gone.then(|| alias.to_owned()));
        let mut changes = Changes::new();
        changes.put(Owner::Person(person), Fact::GoneKeys, &names);
        // Nobody has to make room first in order to be told.
        if let Err(error) = state.store.apply(changes) {
            log::warn!("gone-key-not-kept code={error}");
        }
        if let Some(person_state) = state.people.get_mut(&person) {
            person_state.gone = names;
        }
        state.revision = state.revision.saturating_add(1);
    }
}
