//! What a person declares of themselves (`PROTOCOL.md §21.5`).

use super::{Patient, is_too_long};
use crate::client::Client;
use crate::client_error::ClientError;
use crate::error::{Code, CoreError};
use crate::model::PersonId;
use crate::model::patient::Declared as Written;
use crate::quarantine::declarations::{Declarations, Declaring, LONGEST_PERMISSION_MIN};
use crate::quarantine::journal::{Event, declare};
use crate::time::milliseconds;
use crate::views::DeclaredView;
use crate::words::CheckText;

impl Client {
    /// What a person declares counts at once, and needs no network: nothing is asked of whoever is in
    /// hospital, had to leave to be safe, or was allowed to leave.
    ///
    /// # Errors
    /// [`ClientError`]: `no-order` if nothing is asked of the person (a fault may be told all the same, if
    /// there ever was an order), `too-long`, `person-unknown`, and those of the store.
    pub fn declare(
        &self,
        person: PersonId,
        declaring: &Declaring,
    ) -> Result<DeclaredView, ClientError> {
        self.done(Patient::of(&self.core, person).declare(declaring))
    }
}

impl Patient<'_> {
    fn declare(self, declaring: &Declaring) -> Result<DeclaredView, CoreError> {
        if declaring.text().is_some_and(is_too_long) {
            return Err(Code::TooLong.into());
        }
        let is_of_the_phone =
            matches!(declaring, Declaring::Fault { .. } | Declaring::CannotInstall);
        let tick = || if is_of_the_phone { self.tick() } else { self.tick_household() };
        // What was before it is written down before it.
        tick()?;
        let mut state = self.core.lock();
        let mut writing = self.begin(&state)?;
        let quarantine = writing.edit.after.clone();
        if is_of_the_phone {
            self.has_not_moved(&state)?;
            quarantine.orders.current().ok_or(Code::NoOrder)?;
        } else {
            self.asking(&state, &quarantine.orders, &writing.reading)?;
        }
        let at = writing.moment(&state);
        let now = state.time.at(&writing.reading).best_s();
        let mut declarations = quarantine.declarations.as_ref().clone();
        let (what, until) = meaning(declaring, &declarations, now);
        writing.report(&state);
        let entry = writing.edit.write(&Event::Declare {
            open: declare::Open { at, what, until },
            private: declare::Private { text: declaring.text().map(str::to_owned) },
        })?;
        declarations.heard(what, entry.seq, now, until);
        if declarations != *quarantine.declarations {
            writing.edit.set_declarations(declarations);
        }
        let reading = writing.reading.clone();
        self.commit_at_once(&mut state, writing)?;
        let viewed = state.viewed(state.time.at(&reading));
        let until_ms = until.map(milliseconds);
        let end = until_ms.map(|until_ms| viewed.when(until_ms));
        let text = viewed.say(&CheckText::Declared { what, until: end });
        drop(state);
        tick()?;
        Ok(DeclaredView { what, until_ms, text })
    }
}

/// What it is in the journal, and until when it counts.
fn meaning(declaring: &Declaring, declarations: &Declarations, now: u64) -> (Written, Option<u64>) {
    match declaring {
        Declaring::Hospital => (Written::Hospital, None),
        Declaring::Safety => (Written::Personal, Some(declarations.safe_until(now))),
        Declaring::Permission { minutes, .. } => {
            let minutes = (*minutes).clamp(1, LONGEST_PERMISSION_MIN);
            (Written::Permission, Some(now.saturating_add(minutes.saturating_mul(60))))
        }
        Declaring::Back => (Written::Back, None),
        Declaring::Fault { .. } => (Written::Fault, None),
        Declaring::CannotInstall => (Written::CannotInstall, None),
    }
}
