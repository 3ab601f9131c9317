//! Changing what an inspector compares with the holder's document (`PROTOCOL.md §7.6`).

use super::Account;
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::CoreError;
use crate::model::{HolderHint, PersonId};
use crate::registration::Registration;
use crate::state::Change;

impl Client {
    /// Changes the mark: for the passes that are asked for from now on, and for the certificate that
    /// emergencies are declared with at the next sync. What was issued keeps the mark that it has.
    ///
    /// # Errors
    /// [`ClientError`]: `mark-invalid`, `not-registered`, `key-closed`, and those of the store.
    pub fn change_mark(
        &self,
        person: PersonId,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<HolderHint, ClientError> {
        self.unlocked(person)?;
        self.done(Account::of(&self.core, person).change_hint(initials, document))
    }
}

impl Account<'_> {
    fn change_hint(
        self,
        initials: Option<&str>,
        document: Option<&str>,
    ) -> Result<HolderHint, CoreError> {
        let declared = HolderHint::new(initials, document)?;
        let mut state = self.core.lock();
        let mut registration = state.person(self.person)?.registration.clone();
        match &mut registration {
            Registration::Registered { mark, .. } => *mark = declared.clone(),
            Registration::Waiting { form }
            | Registration::Submitted { form, .. }
            | Registration::CodeSent { form, .. } => form.mark = declared.clone(),
            Registration::Closed { reason, .. } => return Err(CoreError::closed(reason)),
            Registration::Nobody
            | Registration::Erasing
            | Registration::LoanAsked { .. }
            | Registration::Moving { .. }
            | Registration::Lent { .. } => {
                return Err(state.not_registered(self.person).into());
            }
        }
        let mut edit = state.edit();
        edit.set(self.person, Change::Registration(registration));
        // The certificate is asked for soon.
        edit.sync_soon();
        state.commit(edit)?;
        Ok(declared)
    }
}
