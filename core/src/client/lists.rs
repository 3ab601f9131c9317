//! Bringing the signed lists up to date (`PROTOCOL.md §5`).

use super::core::{Conversation, Core};
use crate::error::CoreError;
use crate::lists::{Fetched, ListScope, Lists, Outcome, Refresh};
use crate::pass::{Pass, issuer_key};
use crate::state::Change;
use crate::store::Fact;

impl Conversation<'_> {
    /// Brings the lists up to date that every phone needs; whether anything changed.
    pub async fn refresh(&self) -> Result<bool, CoreError> {
        self.refresh_with(ListScope::Everyday).await
    }

    /// The same after a refusal, of which it is told whether that succeeds or not.
    pub async fn refresh_after_refusal(&self) {
        if let Err(trouble) = self.refresh().await {
            log::debug!("refresh-after-refusal code={}", trouble.code.name());
        }
    }

    pub async fn refresh_with(&self, scope: ListScope) -> Result<bool, CoreError> {
        let mut refresh = {
            let reading = self.core.ports.clock.read();
            let state = self.core.lock();
            Refresh::of(&state.lists, state.time.at(&reading), scope)
        };
        let mut trouble = None;
        while let Some(route) = refresh.next() {
            refresh.take(match self.fetch(route).await {
                Ok(Some(bytes)) => Fetched::Bytes(bytes),
                Ok(None) => Fetched::NotFound,
                Err(error) => {
                    trouble = Some(error);
                    Fetched::Nothing
                }
            });
        }
        let Outcome { lists, changed, problem } = refresh.finish();
        if changed {
            self.core.keep(lists)?;
        }
        if let Some(problem) = problem {
            log::warn!("lists-kept code={problem}");
            return Err(trouble.unwrap_or_else(|| problem.into()));
        }
        Ok(changed)
    }
}

impl Core {
    /// Keeps a new set in one transaction, with what it says of the passes on this phone.
    fn keep(&self, mut lists: Lists) -> Result<(), CoreError> {
        let mut state = self.lock();
        let mut time = state.time.clone();
        time.take_signed(lists.newest_iat());
        let mut edit = state.edit();
        let mut withdrawn = false;
        for (person, person_state) in &state.people {
            for (row, pass) in &person_state.passes {
                let now = as_told(pass, &lists);
                withdrawn |= now.issuer != pass.issuer;
                if now != *pass {
                    edit.set(*person, Change::Pass(*row, now));
                }
            }
        }
        if withdrawn {
            edit.sync_soon();
        }
        let past = state.past_lists()?.after(&state.lists, &mut lists, state.has_journal());
        if let Some(past) = past {
            edit.keep(Fact::PastLists, &past);
        }
        edit.set_lists(lists, time);
        state.commit(edit)
    }
}

/// A pass as these lists tell of it: revoked or not, its key withdrawn or not.
fn as_told(pass: &Pass, lists: &Lists) -> Pass {
    let denied_from = match pass.lasts_for_days {
        true => pass.denied_from,
        false => lists.deny().and_then(|deny| deny.denied_from(pass.id)),
    };
    Pass { denied_from, issuer: issuer_key(pass, lists), ..pass.clone() }
}
