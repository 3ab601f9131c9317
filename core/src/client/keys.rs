//! The phone's keys: making them, signing with them, deleting them, and keeping in mind which of an
//! account's own are gone.

use super::core::Core;
use crate::crypto::signature_from_der;
use crate::documents::cose_key;
use crate::error::{Code, CoreError};
use crate::model::{PersonId, PublicKey, to_base64url};
use crate::outbox::{KeyRole, Signer, Task};
use crate::ports::{VaultError, VaultKey};
use crate::registration::Keys;
use crate::state::{Change, Person};
use crate::store::Decoded;

impl Core {
    /// A new key under a name that nothing else has ever had.
    pub fn make_key(
        &self,
        person: PersonId,
        whose: KeyRole,
        challenge: &[u8],
    ) -> Result<(Signer, VaultKey), CoreError> {
        let name: [u8; 12] = self.ports.random.draw()?;
        let kind = whose.label().name();
        let alias = format!("doorstep/{person}/{kind}/{}", to_base64url(&name));
        let made = self.ports.vault.create_signing_key(&alias, challenge)?;
        let key = cose_key::thumbprint(&made.public);
        Ok((Signer { whose, alias, key }, made))
    }

    /// The public half of a key that is there; one that is gone is never made anew by asking for it.
    pub fn public_key(&self, signer: &Signer) -> Result<PublicKey, CoreError> {
        let vault = &self.ports.vault;
        if !vault.aliases(&signer.alias)?.contains(&signer.alias) {
            return Err(Code::KeyLost.into());
        }
        let key = vault.create_signing_key(&signer.alias, &[])?.public;
        let is_it = cose_key::thumbprint(&key) == signer.key;
        if is_it { Ok(key) } else { Err(Code::KeyLost.into()) }
    }

    /// A signature by the key of this name.
    pub fn sign(&self, alias: &str, message: &[u8]) -> Result<[u8; 64], CoreError> {
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
            person_state.owns_key(alias) && person_state.is_gone(alias) != Some(gone)
        };
        let person = state.people.iter().find(|(_, person_state)| concerned(person_state));
        let Some((person, person_state)) =
            person.map(|(person, person_state)| (*person, person_state))
        else {
            return;
        };
        let mut names = match &person_state.gone {
            Decoded::Value(names) => names.clone(),
            // Each key is asked for in its turn, and found to be there or not.
            Decoded::Absent | Decoded::Unreadable => Vec::new(),
        };
        names.retain(|known| known != alias && person_state.owns_key(known));
        names.extend(gone.then(|| alias.to_owned()));
        let mut edit = state.edit();
        edit.set(person, Change::GoneKeys(names));
        // Nobody has to make room first in order to be told.
        state.commit_or_know(edit, "gone-key");
    }

    /// Deletes a key that nothing names any more. One that cannot be deleted now is never used again.
    pub fn delete_key(&self, alias: &str) {
        if let Err(error) = self.ports.vault.delete(alias) {
            log::warn!("key-not-deleted code={error}");
        }
    }

    /// Deletes what declared emergencies before there was an account, where its name cannot be read:
    /// every such key of the person but the account's.
    pub fn delete_other_emergency_keys(&self, person: PersonId) {
        let kind = KeyRole::Sos.label().name();
        match self.ports.vault.aliases(&format!("doorstep/{person}/{kind}/")) {
            Ok(aliases) => {
                let owned = |alias: &String| {
                    self.lock().person(person).is_ok_and(|known| known.owns_key(alias))
                };
                let others = aliases.iter().filter(|alias| !owned(alias));
                others.for_each(|alias| self.delete_key(alias));
            }
            Err(error) => log::warn!("keys-not-listed code={error}"),
        }
    }

    /// Deletes an account's keys.
    pub fn delete_keys(&self, keys: &Keys) {
        self.delete_key(&keys.dev.alias);
        self.delete_key(&keys.sos.alias);
    }

    /// Deletes the key that was made for the pass of a request.
    pub fn delete_pass_key(&self, task: &Task) {
        for signer in task.signers.iter().filter(|signer| signer.whose == KeyRole::Pass) {
            self.delete_key(&signer.alias);
        }
    }
}
