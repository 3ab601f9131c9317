//! Asking once more for a pass whose rules have changed on the way (`PROTOCOL.md §11.3`).

use super::OpenPass;
use crate::error::{Code, CoreError};
use crate::model::PassId;
use crate::outbox::{PassWish, Signer, Urgency};
use crate::pass::{may_ask, needs_pass};
use crate::requests::PassRequest;
use crate::state::Change;
use crate::time::seconds;

impl OpenPass<'_> {
    /// The newer rules are fetched, and it is asked once more with a new key, as another request for
    /// the same tap. Until that is written down the old request stays.
    pub async fn ask_by_newer_rules(&self) -> Result<Option<PassId>, CoreError> {
        let (core, person, row) = (self.core(), self.request.person, self.request.row);
        self.request.conversation.refresh().await?;
        let request = self.body().ok_or(Code::AnswerUnusable)?;
        let (rules, dev) = match self.judged(&request)? {
            Ok(judged) => judged,
            Err(error) => return self.refuse(&error, None).and(Err(error)),
        };
        let wish = PassWish { again: true, ..self.wish.clone() };
        let task = self.passes().task_with_key(wish, PassRequest { rules, ..request }, dev)?;
        let replaced = self.request.if_open(|state| {
            let mut edit = state.edit();
            edit.set(person, Change::TaskOver(row));
            let number = edit.add_task(person, task.clone());
            state.commit(edit)?;
            Ok(number)
        })?;
        core.delete_pass_key(&self.request.task);
        let again = match replaced {
            Some(number) => OpenPass::of_row(self.request.conversation, person, number)?,
            None => {
                core.delete_pass_key(&task);
                None
            }
        };
        match again {
            // Once more and no further: this request carries that it was already asked again.
            Some(again) => Box::pin(again.send(Urgency::Person)).await,
            None => Ok(None),
        }
    }

    /// What the newer rules say, with their serial and who signs.
    fn judged(&self, request: &PassRequest) -> Result<Result<(u64, Signer), CoreError>, CoreError> {
        let at = seconds(self.core().now_ms());
        let state = self.core().lock();
        let person_state = state.person(self.request.person)?;
        let keys = person_state.registration.keys().ok_or(Code::NotRegistered)?;
        let rules = state.lists.rules().ok_or(Code::NoRules)?;
        let start = request.from.unwrap_or(at).max(at);
        let purpose = self.wish.purpose;
        let said = match rules.purpose(purpose) {
            // What replaces an earlier pass is not judged anew, also of a purpose that went.
            _ if self.wish.replaces.is_some() => Ok(()),
            Some(wanted) if request.permission.is_some() => needs_pass(wanted),
            Some(wanted) => may_ask(wanted, rules, at, start, person_state.counts(purpose)),
            None => Err(Code::PurposeUnknown.into()),
        };
        Ok(said.map(|()| (rules.serial, keys.dev.clone())))
    }
}
