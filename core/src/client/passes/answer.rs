//! What becomes of a request for a pass (`PROTOCOL.md §11.5`).

use crate::client::core::{Conversation, Core};
use crate::client::exchange::Reply;
use crate::client::open_request::{Ending, OpenRequest};
use crate::client::refusal::Refusal;
use crate::error::{Code, CoreError};
use crate::model::{PassId, PersonId, TypedCode, from_base64url};
use crate::outbox::{KeyRole, PassWish, RequestKind, Urgency};
use crate::pass::{Counted, ExpectedPass, IssuerKey, Pass, accept};
use crate::requests::{PassReply, PassRequest, Problem, QuotaCount, read};
use crate::state::{Change, RefusedRequest};
use crate::time::seconds;

use super::Passes;

/// A request for a pass whose turn has come.
pub struct OpenPass<'c> {
    pub request: OpenRequest<'c>,
    pub wish: PassWish,
}

impl<'c> OpenPass<'c> {
    /// The request of a row; nothing if it is over.
    pub fn of_row(
        conversation: &'c Conversation<'c>,
        person: PersonId,
        row: i64,
    ) -> Result<Option<Self>, CoreError> {
        let request = OpenRequest::of_row(conversation, person, row)?;
        Ok(request.and_then(|request| match request.task.what.clone() {
            RequestKind::Pass(wish) => Some(Self { request, wish }),
            _ => None,
        }))
    }

    /// Sends it. The pass that came; nothing if another call has its effect.
    pub async fn send(&self, urgency: Urgency) -> Result<Option<PassId>, CoreError> {
        let request = &self.request;
        let settled = match request.attempt(urgency).await? {
            Ending::Done(reply) => self.came(&reply).await,
            Ending::Refused(no) if no.code() == "rules-old" && !self.wish.again => {
                self.ask_by_newer_rules().await
            }
            Ending::Refused(no) => self.refused(&no).await,
            Ending::Later(later) => Err(request.put_off(&later)?),
            Ending::KeyClosed(closed) => Err(request.key_closed(&closed).await?),
            // The person is told.
            Ending::KeyLost(error) => self.refuse(&error, None).and(Err(error)),
        };
        request.settled(settled)
    }

    pub fn core(&self) -> &'c Core {
        self.request.core()
    }

    pub fn passes(&self) -> Passes<'c> {
        Passes::of(self.core(), self.request.person)
    }

    async fn came(&self, reply: &Reply) -> Result<Option<PassId>, CoreError> {
        let unusable = || CoreError::from(Code::PassUnusable);
        let reply: PassReply = read(&reply.body).ok_or_else(unusable)?;
        let bytes = from_base64url(&reply.pass).ok_or_else(unusable)?;
        let wanted = self.wanted().ok_or_else(unusable)?;
        let look = || accept(&bytes, &self.core().lock().lists, &wanted);
        let mut pass = match look() {
            Some(pass) => pass,
            // Rules or keys may be newer than this phone's: it looks once more with the newest.
            None => {
                self.request.conversation.refresh().await?;
                match look() {
                    Some(pass) => pass,
                    None => {
                        self.request.drop_it()?;
                        self.core().delete_pass_key(&self.request.task);
                        return Err(unusable());
                    }
                }
            }
        };
        // The pass is good without it: a code that cannot be read is as good as none.
        pass.code = reply.code.and_then(|code| TypedCode::read(&code).ok());
        self.keep(pass, reply.quota)
    }

    fn wanted(&self) -> Option<ExpectedPass> {
        let signers = &self.request.task.signers;
        let signer = signers.iter().find(|signer| signer.whose == KeyRole::Pass)?;
        let PassWish { purpose, tap, .. } = self.wish;
        Some(ExpectedPass { alias: signer.alias.clone(), key: signer.key, purpose, asked_as: tap })
    }

    fn keep(&self, mut pass: Pass, quota: Option<QuotaCount>) -> Result<Option<PassId>, CoreError> {
        let (person, row) = (self.request.person, self.request.row);
        let id = pass.id;
        let is_withdrawn = pass.issuer == IssuerKey::Withdrawn;
        let now_ms = self.core().now_ms();
        let kept = self.request.if_open(|state| {
            let ended = state.ended(person)?;
            let known = state.person(person)?.passes.iter().chain(&ended);
            let known = known.filter(|(_, old)| old.id == pass.id).map(|(row, _)| *row).next_back();
            // A reply that was long on its way may bring what is revoked by now.
            pass.denied_from = state.lists.deny().and_then(|deny| deny.denied_from(pass.id));
            let person_state = state.person(person)?;
            let replaced =
                person_state.passes.iter().find(|(_, old)| Some(old.id) == self.wish.replaces);
            let replaced = replaced.map(|(row, old)| (*row, old.alias.clone()));
            let mut quotas = person_state.quotas.clone();
            if let Some(rules) = state.lists.rules() {
                let counted = quota.and_then(|quota| {
                    Counted::of(&quota, rules.purpose(pass.purpose)?, rules, pass.nbf)
                });
                quotas.take(pass.purpose, counted, rules, now_ms);
            }
            let mut edit = state.edit();
            edit.set(person, Change::TaskOver(row));
            if let Some((old, _)) = &replaced {
                edit.set(person, Change::PassOver(*old));
            }
            edit.set(person, Change::Refusals(person_state.refusals_but(&pass.purpose_key)));
            edit.set(person, Change::Quotas(quotas));
            match known {
                Some(row) => edit.set(person, Change::Pass(row, pass)),
                None => edit.add_pass(person, pass),
            }
            if is_withdrawn {
                edit.sync_soon();
            }
            state.commit(edit)?;
            Ok(replaced.map(|(_, alias)| alias))
        })?;
        if let Some(Some(alias)) = &kept {
            self.core().delete_key(alias);
        }
        Ok(kept.map(|_| id))
    }

    /// A clear no: the request is dropped, and its reason stays until the purpose is asked for
    /// again, because nobody may have been looking.
    async fn refused(&self, answer: &Refusal) -> Result<Option<PassId>, CoreError> {
        let Problem { n, m, next, .. } = answer.problem;
        let count = match (n, m, next) {
            (Some(n), Some(m), Some(next)) => Some(QuotaCount { n, m, next }),
            _ => None,
        };
        let error = answer.error(self.core());
        self.refuse(&error, count)?;
        // The rules here said yes; the next list should say what the authority says.
        self.request.conversation.refresh_after_refusal().await;
        Err(error)
    }

    /// Drops a refused request and its key, and keeps the reason, with what the refusal says of the
    /// quota. What was to be replaced is not asked for again.
    pub fn refuse(&self, error: &CoreError, count: Option<QuotaCount>) -> Result<(), CoreError> {
        let (person, row) = (self.request.person, self.request.row);
        let PassWish { purpose, ref key, tap, replaces, .. } = self.wish;
        let now_ms = self.core().now_ms();
        self.request.if_open(|state| {
            let person_state = state.person(person)?;
            let at = self.begins().unwrap_or_default().max(seconds(now_ms));
            let mut quotas = person_state.quotas.clone();
            if let Some(rules) = state.lists.rules() {
                let counted =
                    count.and_then(|count| Counted::of(&count, rules.purpose(purpose)?, rules, at));
                quotas.take(purpose, counted, rules, now_ms);
            }
            let mut refusals = person_state.refusals_but(key);
            refusals.push(RefusedRequest {
                purpose: key.clone(),
                tap,
                code: error.code.name().to_owned(),
                details: (*error.details).clone(),
            });
            let mut edit = state.edit();
            // The authority gives no other pass in this one's place: it is not asked again.
            if let Some((row, old)) =
                person_state.passes.iter().find(|(_, old)| Some(old.id) == replaces)
            {
                let old = Pass { issuer: IssuerKey::NotReissued, ..old.clone() };
                edit.set(person, Change::Pass(*row, old));
            }
            edit.set(person, Change::TaskOver(row));
            edit.set(person, Change::Quotas(quotas));
            edit.set(person, Change::Refusals(refusals));
            state.commit(edit)
        })?;
        self.core().delete_pass_key(&self.request.task);
        Ok(())
    }

    /// What is asked for, as it is sent.
    pub fn body(&self) -> Option<PassRequest> {
        read(self.request.task.body.as_bytes())
    }

    /// When the exit begins that is asked for, if not at once.
    fn begins(&self) -> Option<u64> {
        self.body()?.from
    }
}
