//! Sending what is in the outbox, and what its answers change.

use super::Client;
use super::exchange::Reply;
use crate::documents::{Credential, cose_key, read_signed};
use crate::error::{Code, Fault, Figures};
use crate::model::{MS, PassId, PersonId, RegistrationId, from_base64url};
use crate::outbox::{Came, Next, Task, Urgency, Verdict, What, Whose, next_task};
use crate::pass::{Wanted, accept};
use crate::registration::{Keys, Registration};
use crate::requests::{ConfirmReply, PassReply, Problem, QuotaCount, RegistrationReply};
use crate::store::{Changes, Fact, Owner, Table};
use crate::time::milliseconds;

/// What a request that is over has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It was over before; another call has its effect.
    Done,
    /// A code is on its way.
    CodeSent {
        /// Seconds until another can be asked for.
        resend_after_s: u64,
    },
    /// Registered.
    Registered,
    /// A pass.
    Pass(PassId),
    /// The authority knows of the erase.
    Erased,
}

impl Client {
    /// Sends one row if it may be sent now, and settles its answer. The caller holds the gate.
    pub(super) async fn send_row(
        &self,
        person: PersonId,
        row: i64,
        urgency: Urgency,
    ) -> Result<Settled, Fault> {
        let task = {
            let reading = self.ports.clock.read();
            let state = self.lock();
            let Some(task) = state.person(person)?.task(row).cloned() else {
                return Ok(Settled::Done);
            };
            let now_ms = state.time.at(&reading).best_ms;
            if let Next::Wait(until_ms) = next_task([(row, &task)], now_ms, urgency) {
                return Err(Fault::until(Code::Wait, until_ms));
            }
            task
        };
        let reply =
            self.signed(task.route(), &task.body, &task.signers, Some(&task.idempotency)).await;
        self.settle(person, row, task, reply).await
    }

    async fn settle(
        &self,
        person: PersonId,
        row: i64,
        mut task: Task,
        reply: Result<Reply, Fault>,
    ) -> Result<Settled, Fault> {
        let random = u64::from_be_bytes(self.ports.random.draw()?);
        let now_ms = self.now_ms();
        let came = match &reply {
            Ok(reply) => Came::Status { status: reply.status, retry_after_s: reply.retry_after_s },
            Err(_) => Came::Nothing,
        };
        let verdict = task.complete(came, now_ms, random);
        let reply = match reply {
            Ok(reply) => reply,
            Err(fault) => {
                self.keep_waiting(person, row, task);
                return Err(fault);
            }
        };
        let problem = reply.problem();
        match (verdict, &task.what) {
            (_, _) if problem.code == "key-closed" && task.what != What::Erase => {
                self.close(person, problem.reason.as_deref().unwrap_or_default())
            }
            // The authority knows no such account, or no longer: that is what was asked for.
            (Verdict::Done | Verdict::Refused, What::Erase) => self.erased(person, row),
            (Verdict::Again, What::Erase) if reply.status == 403 => self.erased(person, row),
            (Verdict::Done, What::Register | What::Resend(_)) => {
                self.code_sent(person, row, &reply, now_ms)
            }
            (Verdict::Done, What::Confirm(_)) => self.registered(person, row, &reply),
            (Verdict::Done, What::Pass { purpose, .. }) => {
                let purpose = *purpose;
                self.pass_came(person, row, &task, purpose, &reply)
            }
            (Verdict::Refused, what) => {
                let what = what.clone();
                self.refused(person, row, &task, &what, &problem).await
            }
            (Verdict::Again, What::Confirm(_)) if matches!(reply.status, 403 | 429) => {
                // This code is spent; the person reads the message again or asks for another.
                self.drop_task(person, row)?;
                Err(self.fault_of(&problem, reply.retry_after_s, now_ms))
            }
            (Verdict::Again, What::Resend(_)) if reply.status == 429 => {
                self.drop_task(person, row)?;
                Err(self.fault_of(&problem, reply.retry_after_s, now_ms))
            }
            (Verdict::Again, _) => {
                self.keep_waiting(person, row, task);
                if reply.status == 429 {
                    Err(self.fault_of(&problem, reply.retry_after_s, now_ms))
                } else {
                    Err(Code::AuthorityBusy.into())
                }
            }
        }
    }

    fn now_ms(&self) -> i64 {
        let reading = self.ports.clock.read();
        self.lock().time.at(&reading).best_ms
    }

    /// Keeps when it may be tried again. On a full disk it is tried again sooner than it might
    /// be, which harms nobody: the budget holds within a run.
    fn keep_waiting(&self, person: PersonId, row: i64, task: Task) {
        let mut state = self.lock();
        let mut changes = Changes::new();
        changes.put_row(Table::Outbox, Owner::Person(person), row, true, &task);
        if let Err(error) = state.store.apply(changes) {
            log::warn!("retry-not-kept code={error}");
        }
        if let Some(affairs) = state.people.get_mut(&person)
            && let Some((_, open)) = affairs.tasks.iter_mut().find(|(number, _)| *number == row)
        {
            *open = task;
        }
    }

    fn drop_task(&self, person: PersonId, row: i64) -> Result<(), Fault> {
        let mut changes = Changes::new();
        changes.drop_row(Table::Outbox, row);
        self.lock().commit(person, changes, |affairs| affairs.tasks.retain(|(at, _)| *at != row))
    }

    /// Drops a request and changes the registration in one transaction.
    fn advance(&self, person: PersonId, row: i64, registration: Registration) -> Result<(), Fault> {
        let mut state = self.lock();
        let mut changes = Changes::new();
        changes.drop_row(Table::Outbox, row);
        changes.put(Owner::Person(person), Fact::Registration, &registration);
        if matches!(registration, Registration::Registered { .. }) {
            changes.forget(Owner::Phone, Fact::SetAside);
            state.set_aside = false;
        }
        state.commit(person, changes, |affairs| {
            affairs.registration = registration;
            affairs.tasks.retain(|(at, _)| *at != row);
        })
    }

    fn code_sent(
        &self,
        person: PersonId,
        row: i64,
        reply: &Reply,
        now_ms: i64,
    ) -> Result<Settled, Fault> {
        let unusable = || Fault::from(Code::AnswerUnusable);
        let reply: RegistrationReply =
            serde_json::from_slice(&reply.body).map_err(|_| unusable())?;
        let reg: RegistrationId = reply.reg.parse().map_err(|_| unusable())?;
        let (form, keys) = {
            let state = self.lock();
            let registration = &state.person(person)?.registration;
            match (registration.form(), registration.keys()) {
                (Some(form), Some(keys)) => (form.clone(), keys.clone()),
                _ => return self.drop_task(person, row).map(|()| Settled::Done),
            }
        };
        let resend_at_ms = now_ms.saturating_add(milliseconds(reply.resend_after));
        let expires_at_ms = now_ms.saturating_add(milliseconds(reply.expires_in));
        let sent = Registration::CodeSent { form, keys, reg, resend_at_ms, expires_at_ms };
        self.advance(person, row, sent)?;
        Ok(Settled::CodeSent { resend_after_s: reply.resend_after })
    }

    fn registered(&self, person: PersonId, row: i64, reply: &Reply) -> Result<Settled, Fault> {
        let unusable = || Fault::from(Code::AnswerUnusable);
        let reply: ConfirmReply = serde_json::from_slice(&reply.body).map_err(|_| unusable())?;
        let account = reply.account.parse().map_err(|_| unusable())?;
        let registration = self.lock().person(person)?.registration.clone();
        let Registration::CodeSent { form, keys, .. } = registration else {
            return self.drop_task(person, row).map(|()| Settled::Done);
        };
        // Whoever signed the certificate, it must at least be one for our own emergency key.
        self.holder_of(&reply.holder, &keys).ok_or_else(unusable)?;
        let registered = Registration::Registered {
            phone: form.phone,
            mark: form.mark,
            keys,
            account,
            holder: reply.holder,
        };
        self.advance(person, row, registered)?;
        Ok(Settled::Registered)
    }

    /// The bytes of a holder certificate that the authority signed for our emergency key.
    pub(super) fn holder_of(&self, text: &str, keys: &Keys) -> Option<Vec<u8>> {
        use crate::documents::KeyUse;
        let bytes = from_base64url(text)?;
        let state = self.lock();
        let signed = read_signed(&bytes).ok()?;
        let payload =
            state.lists.trust()?.good_keys(KeyUse::Pass).iter().find_map(|key| signed.open(key))?;
        match Credential::read(payload).ok()? {
            Credential::Holder(holder) if cose_key::thumbprint(&holder.holder) == keys.sos.key => {
                drop(state);
                Some(bytes)
            }
            _ => None,
        }
    }

    fn pass_came(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        purpose: u64,
        reply: &Reply,
    ) -> Result<Settled, Fault> {
        let reply: Result<PassReply, _> = serde_json::from_slice(&reply.body);
        let signer = task.signers.iter().find(|signer| signer.whose == Whose::Pass);
        let mut state = self.lock();
        let pass = reply.as_ref().ok().zip(signer).and_then(|(reply, signer)| {
            let wanted = Wanted {
                alias: signer.alias.clone(),
                key: signer.key,
                purpose,
                asked_as: task.idempotency,
            };
            accept(&from_base64url(&reply.pass)?, &state.lists, &wanted)
        });
        let (Ok(reply), Some(pass)) = (reply, pass) else {
            drop(state);
            self.drop_task(person, row)?;
            return Err(Code::PassUnusable.into());
        };
        let owner = Owner::Person(person);
        let number = state.draw_number(person, "passes")?;
        let mut quotas = state.person(person)?.quotas.clone();
        if let Some(quota) = reply.quota {
            quotas.insert(purpose, quota);
        }
        let id = pass.id;
        let mut changes = Changes::new();
        changes.drop_row(Table::Outbox, row);
        changes.put_row(Table::Passes, owner, number, true, &pass);
        changes.put(owner, Fact::Quotas, &quotas);
        state.commit(person, changes, |affairs| {
            affairs.passes.push((number, pass));
            affairs.quotas = quotas;
            affairs.tasks.retain(|(at, _)| *at != row);
        })?;
        Ok(Settled::Pass(id))
    }

    /// A clear no: the request is dropped, and what is known better now is kept.
    async fn refused(
        &self,
        person: PersonId,
        row: i64,
        task: &Task,
        what: &What,
        problem: &Problem,
    ) -> Result<Settled, Fault> {
        let now_ms = self.now_ms();
        match (what, problem.code.as_str()) {
            (What::Pass { purpose, key, give_up_at, again: false }, "rules-old") => {
                let (purpose, key, give_up_at) = (*purpose, key.clone(), *give_up_at);
                return self
                    .ask_with_newer_rules(person, row, task, purpose, key, give_up_at)
                    .await;
            }
            (What::Pass { purpose, .. }, code) => {
                self.drop_task(person, row)?;
                self.learn_quota(person, *purpose, problem)?;
                self.forget_pass_key(task);
                if ["not-in-force", "purpose-unknown", "no-pass-needed"].contains(&code)
                    && let Err(fault) = self.refresh().await
                {
                    log::debug!("refresh-after-refusal code={}", fault.code.name());
                }
            }
            // A token that lay too long: the form is kept, and a new token makes new keys.
            (What::Register, "token-old") | (What::Resend(_) | What::Confirm(_), "unknown") => {
                let before = self.lock().person(person)?.registration.clone();
                let Some(form) = before.form().cloned() else {
                    return self.drop_task(person, row).map(|()| Settled::Done);
                };
                self.advance(person, row, Registration::Waiting { form })?;
                if let Some(keys) = before.keys() {
                    self.forget_keys(keys);
                }
                return Err(Code::AuthorityBusy.into());
            }
            (What::Register, _) => {
                let before = self.lock().person(person)?.registration.clone();
                self.advance(person, row, Registration::Nobody)?;
                if let Some(keys) = before.keys() {
                    self.forget_keys(keys);
                }
            }
            _ => self.drop_task(person, row)?,
        }
        Err(self.fault_of(problem, None, now_ms))
    }

    /// Keeps what a refusal says of the quota, so that the next tap is told before sending.
    fn learn_quota(&self, person: PersonId, purpose: u64, problem: &Problem) -> Result<(), Fault> {
        let (Some(n), Some(m), Some(next)) = (problem.n, problem.m, problem.next) else {
            return Ok(());
        };
        let mut state = self.lock();
        let mut quotas = state.person(person)?.quotas.clone();
        quotas.insert(purpose, QuotaCount { n, m, next });
        let mut changes = Changes::new();
        changes.put(Owner::Person(person), Fact::Quotas, &quotas);
        state.commit(person, changes, |affairs| affairs.quotas = quotas)
    }

    pub(super) fn forget_pass_key(&self, task: &Task) {
        for signer in task.signers.iter().filter(|signer| signer.whose == Whose::Pass) {
            if let Err(error) = self.ports.vault.delete(&signer.alias) {
                log::warn!("key-not-deleted code={error}");
            }
        }
    }

    fn close(&self, person: PersonId, reason: &str) -> Result<Settled, Fault> {
        let closed = Registration::Closed { reason: reason.to_owned() };
        let mut changes = Changes::new();
        changes.put(Owner::Person(person), Fact::Registration, &closed);
        let mut state = self.lock();
        for (row, _) in &state.person(person)?.tasks {
            changes.drop_row(Table::Outbox, *row);
        }
        state.commit(person, changes, |affairs| {
            affairs.registration = closed;
            affairs.tasks.clear();
        })?;
        let figures = Figures { reference: Some(reason.to_owned()), ..Figures::default() };
        Err(Fault::with(Code::KeyClosed, figures))
    }

    fn erased(&self, person: PersonId, row: i64) -> Result<Settled, Fault> {
        let before = self.lock().person(person)?.registration.clone();
        self.advance(person, row, Registration::Nobody)?;
        if let Some(keys) = before.keys() {
            self.forget_keys(keys);
        }
        Ok(Settled::Erased)
    }

    /// The authority's refusal as a fault of ours.
    pub(super) fn fault_of(
        &self,
        problem: &Problem,
        retry_after_s: Option<u64>,
        now_ms: i64,
    ) -> Fault {
        let code = match problem.code.as_str() {
            "phone-invalid" => Code::PhoneInvalid,
            "sub-invalid" => Code::MarkInvalid,
            "code-wrong" => Code::CodeWrong,
            "code-expired" => Code::CodeExpired,
            "wait" => Code::Wait,
            "not-in-force" => Code::NotInForce,
            "purpose-unknown" => Code::PurposeUnknown,
            "no-pass-needed" => Code::NoPassNeeded,
            "quota-used" => Code::QuotaUsed,
            "outside-hours" => Code::OutsideHours,
            "lead-time" => Code::LeadTime,
            "too-late" => Code::TooLate,
            _ => Code::Refused,
        };
        let waits = retry_after_s.map(|seconds| now_ms.saturating_add(milliseconds(seconds)));
        let reference = match code {
            Code::Refused => Some(problem.code.clone()).filter(|code| is_code(code)),
            _ => problem.reference.clone(),
        };
        let figures = Figures {
            at_ms: problem.next.map(milliseconds).or(waits),
            at_local: None,
            n: problem.left.or(problem.n),
            m: problem.m,
            position: None,
            reference,
        };
        Fault::with(code, figures)
    }
}

/// Only what looks like a code is repeated to a person: anything else may hold anything.
fn is_code(text: &str) -> bool {
    (1..40).contains(&text.len())
        && text.bytes().all(|part| part.is_ascii_lowercase() || part == b'-')
}

/// Whole seconds until a moment, rounded up.
pub(super) fn seconds_until(at_ms: i64, now_ms: i64) -> u64 {
    let left = at_ms.saturating_sub(now_ms).max(0).saturating_add(MS - 1) / MS;
    u64::try_from(left).unwrap_or_default()
}
