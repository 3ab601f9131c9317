//! Answers to requests for passes.

use super::super::Client;
use super::super::exchange::Reply;
use super::RequestOutcome;
use crate::error::{Code, CoreError};
use crate::model::{PassId, PersonId, TypedCode, from_base64url};
use crate::outbox::{KeyRole, RequestKind, Task, Urgency};
use crate::pass::{Counted, IssuerKey, Pass, Wanted, accept, may_ask};
use crate::requests::{PassReply, PassRequest, Problem, QuotaCount};
use crate::state::Refusal;
use crate::store::{Changes, Fact, Owner, Table};

impl Client {
    pub(super) async fn pass_came(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        reply: &Reply,
    ) -> Result<RequestOutcome, CoreError> {
        let unusable = || CoreError::from(Code::PassUnusable);
        let reply: PassReply = serde_json::from_slice(&reply.body).map_err(|_| unusable())?;
        let bytes = from_base64url(&reply.pass).ok_or_else(unusable)?;
        let wanted = wanted(task).ok_or_else(unusable)?;
        let look = || accept(&bytes, &self.lock().lists, &wanted);
        let mut pass = match look() {
            Some(pass) => pass,
            // Rules or keys may be newer than this phone's: it looks once more with the newest.
            None => {
                self.refresh().await?;
                match look() {
                    Some(pass) => pass,
                    None => {
                        self.drop_task(person, row)?;
                        self.forget_pass_key(task);
                        return Err(unusable());
                    }
                }
            }
        };
        // The pass is good without it: a code that cannot be read is as good as none.
        pass.code = reply.code.and_then(|code| TypedCode::read(&code).ok());
        self.keep_pass(person, row, task, pass, reply.quota)
    }

    fn keep_pass(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        mut pass: Pass,
        quota: Option<QuotaCount>,
    ) -> Result<RequestOutcome, CoreError> {
        let id = pass.id;
        let is_withdrawn = pass.issuer == IssuerKey::Withdrawn;
        let now_ms = self.now_ms();
        let kept = self.if_open(person, row, |state| {
            let ended = state.ended(person)?;
            let known = state.person(person)?.passes.iter().chain(&ended);
            let known = known.filter(|(_, old)| old.id == pass.id).map(|(row, _)| *row).next_back();
            let number = match known {
                Some(row) => row,
                None => state.draw_number(Table::Passes),
            };
            // A reply that was long on its way may bring what is revoked by now.
            pass.denied_from = state.lists.deny().and_then(|deny| deny.denied_from(pass.id));
            let person_state = state.person(person)?;
            let reissued =
                person_state.passes.iter().find(|(_, old)| Some(old.id) == instead(task));
            let reissued = reissued.map(|(row, old)| (*row, old.alias.clone()));
            let mut quotas = person_state.quotas.clone();
            let counted = state.lists.rules().and_then(|rules| {
                Counted::of(&quota?, rules.purpose(pass.purpose)?, rules, pass.nbf)
            });
            if let Some(counted) = counted {
                counted.join(quotas.entry(pass.purpose).or_default(), now_ms);
            }
            let mut changes = Changes::new();
            let owner = Owner::Person(person);
            changes.drop_row(Table::Outbox, row);
            changes.put_row(Table::Passes, owner, number, true, &pass);
            changes.put(owner, Fact::Quotas, &quotas);
            if let Some((old, _)) = &reissued {
                changes.drop_row(Table::Passes, *old);
            }
            let refusals = person_state.refusals_but(&pass.purpose_key);
            changes.put(owner, Fact::Refusals, &refusals);
            state.commit(person, changes, |person_state| {
                person_state.passes.retain(|(row, _)| {
                    *row != number && reissued.as_ref().is_none_or(|old| old.0 != *row)
                });
                person_state.passes.push((number, pass));
                person_state.quotas = quotas;
                person_state.refusals = refusals;
                person_state.forget(row);
            })?;
            state.checkpoint_store();
            if is_withdrawn {
                state.sync_soon();
            }
            Ok(reissued.map(|(_, alias)| alias))
        })?;
        if let Some(Some(alias)) = &kept
            && let Err(error) = self.ports.vault.delete(alias)
        {
            log::warn!("key-not-deleted code={error}");
        }
        Ok(if kept.is_some() { RequestOutcome::Pass(id) } else { RequestOutcome::Done })
    }

    /// A clear no: the request is dropped, and its reason stays until the purpose is asked for
    /// again, because nobody may have been looking.
    pub(super) async fn pass_refused(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        problem: &Problem,
    ) -> Result<RequestOutcome, CoreError> {
        let RequestKind::Pass { again, .. } = &task.what else { return Ok(RequestOutcome::Done) };
        if problem.code == "rules-old" && !again {
            return self.ask_with_newer_rules(person, row, task).await;
        }
        let count = match (problem.n, problem.m, problem.next) {
            (Some(n), Some(m), Some(next)) => Some(QuotaCount { n, m, next }),
            _ => None,
        };
        let fault = self.refuse(person, row, task, &problem.error(None, self.now_ms()), count)?;
        // The rules here said yes; the next list should say what the authority says.
        if let Err(trouble) = self.refresh().await {
            log::debug!("refresh-after-refusal code={}", trouble.code.name());
        }
        Err(fault)
    }

    /// A request whose key the phone has lost can never be sent: the person is told.
    pub(super) fn pass_key_lost(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        fault: CoreError,
    ) -> Result<RequestOutcome, CoreError> {
        Err(self.refuse(person, row, task, &fault, None)?)
    }

    /// Drops a refused request and its key, and keeps the reason, with what the refusal says of the
    /// quota. What was to be made good is not asked for again. The reason as it is kept.
    fn refuse(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        fault: &CoreError,
        count: Option<QuotaCount>,
    ) -> Result<CoreError, CoreError> {
        let fault = fault.clone();
        let RequestKind::Pass { purpose, key, tap, .. } = &task.what else { return Ok(fault) };
        let (purpose, tap) = (*purpose, *tap);
        let now_ms = self.now_ms();
        self.if_open(person, row, |state| {
            let person_state = state.person(person)?;
            let at = begins(task).unwrap_or_default().max(crate::time::seconds(now_ms));
            let mut quotas = person_state.quotas.clone();
            let counted = state
                .lists
                .rules()
                .and_then(|rules| Counted::of(&count?, rules.purpose(purpose)?, rules, at));
            if let Some(counted) = counted {
                counted.join(quotas.entry(purpose).or_default(), now_ms);
            }
            let mut refusals = person_state.refusals_but(key);
            refusals.push(Refusal {
                purpose: key.clone(),
                tap,
                code: fault.code.name().to_owned(),
                details: (*fault.details).clone(),
            });
            let owner = Owner::Person(person);
            let mut changes = Changes::new();
            changes.drop_row(Table::Outbox, row);
            changes.put(owner, Fact::Quotas, &quotas);
            changes.put(owner, Fact::Refusals, &refusals);
            state.commit(person, changes, |person_state| {
                person_state.forget(row);
                person_state.quotas = quotas;
                person_state.refusals = refusals;
            })
        })?;
        self.forget_pass_key(task);
        if let Some(old) = instead(task) {
            self.not_made_good(person, old)?;
        }
        Ok(fault)
    }

    pub(in crate::client) fn forget_pass_key(&self, task: &Task) {
        for signer in task.signers.iter().filter(|signer| signer.whose == KeyRole::Pass) {
            if let Err(error) = self.ports.vault.delete(&signer.alias) {
                log::warn!("key-not-deleted code={error}");
            }
        }
    }

    /// The rules have changed under the request: they are fetched, and it is asked once more with
    /// a new key, as another request for the same tap. Until that is written down the old request
    /// stays.
    async fn ask_with_newer_rules(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
    ) -> Result<RequestOutcome, CoreError> {
        self.refresh().await?;
        let RequestKind::Pass { purpose, key, give_up_at, tap, instead, .. } = task.what.clone()
        else {
            return Ok(RequestOutcome::Done);
        };
        let request: PassRequest =
            serde_json::from_str(&task.body).map_err(|_| CoreError::from(Code::AnswerUnusable))?;
        let at = crate::time::seconds(self.now_ms());
        let judged = {
            let state = self.lock();
            let person_state = state.person(person)?;
            let keys = person_state.registration.keys().ok_or(Code::NotRegistered)?;
            let rules = state.lists.rules().ok_or(Code::NoRules)?;
            let start = request.from.unwrap_or(at).max(at);
            match rules.purpose(purpose) {
                // What makes an earlier pass good is not judged anew, also of a purpose that went.
                _ if instead.is_some() => Ok(()),
                Some(wanted) => may_ask(wanted, rules, at, start, person_state.counts(purpose)),
                None => Err(Code::PurposeUnknown.into()),
            }
            .map(|()| (rules.serial, keys.dev.clone()))
        };
        let (serial, dev) = match judged {
            Ok(judged) => judged,
            Err(fault) => return Err(self.refuse(person, row, task, &fault, None)?),
        };
        let what = RequestKind::Pass { purpose, key, give_up_at, tap, again: true, instead };
        let request = PassRequest { rules: serial, ..request };
        let asked = self.task_with_key(person, what, request, dev)?;
        let replaced = self.if_open(person, row, |state| {
            let number = state.draw_number(Table::Outbox);
            let mut changes = Changes::new();
            changes.drop_row(Table::Outbox, row);
            changes.put_row(Table::Outbox, Owner::Person(person), number, true, &asked);
            state.commit(person, changes, |person_state| {
                person_state.forget(row);
                person_state.tasks.push((number, asked.clone()));
            })?;
            Ok(number)
        })?;
        self.forget_pass_key(task);
        match replaced {
            // Once more and no further: this request carries that it was already asked again.
            Some(number) => Box::pin(self.send_row(person, number, Urgency::Person)).await,
            None => {
                self.forget_pass_key(&asked);
                Ok(RequestOutcome::Done)
            }
        }
    }
}

/// When the exit begins that a request asks for, if not at once.
fn begins(task: &Task) -> Option<u64> {
    serde_json::from_str::<PassRequest>(&task.body).ok()?.from
}

/// The pass in whose place a request asks for another.
fn instead(task: &Task) -> Option<PassId> {
    match &task.what {
        RequestKind::Pass { instead, .. } => *instead,
        _ => None,
    }
}

fn wanted(task: &Task) -> Option<Wanted> {
    let signer = task.signers.iter().find(|signer| signer.whose == KeyRole::Pass)?;
    let RequestKind::Pass { purpose, tap, .. } = &task.what else { return None };
    Some(Wanted { alias: signer.alias.clone(), key: signer.key, purpose: *purpose, asked_as: *tap })
}
