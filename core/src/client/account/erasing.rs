//! Erasing a person from this phone, and telling the authority of it (`PROTOCOL.md §13`).

use super::Account;
use crate::client::Client;
use crate::client::open_request::{Ending, OpenRequest};
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, PersonId, Sentence};
use crate::outbox::{RequestKind, Task, Urgency};
use crate::ports::{Vault, VaultError};
use crate::quarantine::report::KEPT_DAYS;
use crate::registration::Registration;
use crate::state::{Change, Edit, Membership, Person, State};
use crate::words::AccountText;

impl Client {
    /// Makes everything of a person on this phone unreadable for good, at once and offline; the
    /// authority hears of it when there is a network.
    ///
    /// # Errors
    /// [`ClientError`] of the store and the vault; asking again goes on where it stopped.
    pub fn erase(&self, person: PersonId) -> Result<(), ClientError> {
        self.unlocked(person)?;
        self.done(Account::of(&self.core, person).erase())
    }
}

impl Client {
    /// What the authority keeps of a person although they erase everything here: to be said before that
    /// and after it. Nothing of whom this phone knows no order.
    ///
    /// # Errors
    /// [`ClientError`] `person-unknown`.
    pub fn stays_after_erase(&self, person: PersonId) -> Result<Option<Sentence>, ClientError> {
        self.unlocked(person)?;
        let reading = self.core.ports.clock.read();
        let said = {
            let state = self.core.lock();
            let viewed = state.viewed(state.time.at(&reading));
            let stays = AccountText::OrderStays { days: KEPT_DAYS };
            let has_order = |known: &Person| known.quarantine.is_some();
            state.person(person).map(|known| has_order(known).then(|| viewed.say(&stays)))
        };
        said.map_err(|error| self.core.say(&error))
    }
}

/// What is left of a person: where the registration stands, who still tells the authority, and which
/// keys are to be deleted.
struct Remains {
    registration: Registration,
    tasks: Vec<Task>,
    keys_to_delete: Vec<String>,
}

impl Account<'_> {
    fn erase(self) -> Result<(), CoreError> {
        let idempotency = IdempotencyKey::new(self.core.ports.random.draw()?);
        let mut state = self.core.lock();
        let edit = state.edit();
        self.erase_but(&mut state, edit, idempotency)
    }

    /// Erases a person, who then leaves this phone: at once, or when the authority was told.
    pub fn leave(self) -> Result<(), CoreError> {
        let idempotency = IdempotencyKey::new(self.core.ports.random.draw()?);
        let reading = self.core.ports.clock.read();
        let mut state = self.core.lock();
        state.check_leaving(self.person, &reading)?;
        let leaves = Membership { leaves: true, ..state.person(self.person)?.membership };
        let mut edit = state.edit();
        edit.set(self.person, Change::Membership(leaves));
        if state.person(self.person)?.registration == Registration::Erasing {
            state.commit(edit)?;
        } else if !state.is_gone(self.person) {
            self.erase_but(&mut state, edit, idempotency)?;
        }
        let vault = self.core.ports.vault.as_ref();
        if state.is_gone(self.person) {
            return state.remove_person(self.person, vault);
        }
        Ok(())
    }

    /// Erases everything of a person but what this edit keeps.
    fn erase_but(
        self,
        state: &mut State,
        mut edit: Edit,
        idempotency: IdempotencyKey,
    ) -> Result<(), CoreError> {
        let vault = self.core.ports.vault.as_ref();
        if state.person(self.person)?.registration == Registration::Erasing {
            state.list_keys_to_delete(self.person, vault)?;
            return state.finish_erasing(vault);
        }
        let Remains { registration, tasks, keys_to_delete } =
            remains(state, self.person, vault, idempotency)?;
        edit.set(self.person, Change::Registration(registration));
        edit.set(self.person, Change::KeysToDelete(Some(keys_to_delete.clone())));
        for task in tasks {
            edit.add_task(self.person, task);
        }
        state.begin_epoch(self.person, vault, edit, &keys_to_delete)?;
        state.finish_erasing(vault)
    }
}

fn remains(
    state: &State,
    person: PersonId,
    vault: &dyn Vault,
    idempotency: IdempotencyKey,
) -> Result<Remains, CoreError> {
    let person_state = state.person(person)?;
    // A code that was sent off may have made an account whose answer never came. Of whom the
    // authority knows nothing, it says so, and that is as good.
    let confirming =
        person_state.find(|task| matches!(task.what, RequestKind::Confirm(_))).is_some();
    let (registration, keys) = match &person_state.registration {
        Registration::Registered { keys, .. } | Registration::Lent { keys, .. } => {
            (Registration::Erasing, Some(keys))
        }
        Registration::CodeSent { keys, .. } if confirming => (Registration::Erasing, Some(keys)),
        _ => (Registration::Nobody, None),
    };
    let task = keys.map(|keys| {
        Task::new(RequestKind::Erase, idempotency, "{}".to_owned(), vec![keys.dev.clone()])
    });
    // An account that was erased before this one and has not been told of yet.
    let earlier = person_state.find(|task| task.what.outlives_account());
    let tasks: Vec<Task> = task.into_iter().chain(earlier.map(|(_, task)| task.clone())).collect();
    let mut keys_to_delete = state.named_keys(person)?;
    keys_to_delete.extend(person_state.keys_to_delete.readable().into_iter().flatten().cloned());
    keys_to_delete.extend(unreadable_keys(state, person, vault)?);
    keys_to_delete.retain(|alias| {
        !tasks.iter().flat_map(|task| &task.signers).any(|signer| signer.alias == *alias)
    });
    Ok(Remains { registration, tasks, keys_to_delete })
}

/// Keys that may stand where nothing can be read: all that the vault has of the person then.
fn unreadable_keys(
    state: &State,
    person: PersonId,
    vault: &dyn Vault,
) -> Result<Vec<String>, CoreError> {
    if !state.hides_keys(person)? {
        return Ok(Vec::new());
    }
    match state.keys_in_vault(person, vault) {
        // Nobody is kept from erasing what can be named.
        Err(VaultError::Unsupported) => {
            log::warn!("keys-not-listed");
            Ok(Vec::new())
        }
        listed => Ok(listed?),
    }
}

/// Tells the authority of an erase.
pub async fn send(request: &OpenRequest<'_>, urgency: Urgency) -> Result<(), CoreError> {
    let settled = match request.attempt(urgency).await? {
        // Without the key nobody can end the account any more; the authority's own time will.
        Ending::Done(_) | Ending::KeyClosed(_) | Ending::KeyLost(_) => request.erased(),
        Ending::Refused(refusal) | Ending::Later(refusal) if refusal.knows_no_account() => {
            request.erased()
        }
        Ending::Refused(refusal) | Ending::Later(refusal) => {
            request.try_again(refusal.attempt())?;
            Err(Code::AuthorityBusy.into())
        }
    };
    request.settled(settled)
}

impl OpenRequest<'_> {
    /// The authority knows of the erase: the key that told it goes too.
    fn erased(&self) -> Result<(), CoreError> {
        for signer in &self.task.signers {
            self.core().ports.vault.delete(&signer.alias)?;
        }
        self.advance(|before| match before {
            Registration::Erasing => Some(Registration::Nobody),
            _ => None,
        })
        .map(|_| ())
    }
}
