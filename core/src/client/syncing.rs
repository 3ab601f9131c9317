//! Background work: one conversation in which everything due is done. And erasing.

use std::time::Duration;

use super::Client;
use super::exchange::json;
use crate::client_error::ClientError;
use crate::documents::HolderClaims;
use crate::error::{Code, CoreError, ErrorKind};
use crate::model::{IdempotencyKey, PersonId};
use crate::outbox::policy::{backoff_ms, retry_after_ms};
use crate::outbox::{Next, RequestKind, Task, Urgency, next_task};
use crate::pass::{Pass, PassState};
use crate::registration::{Keys, Registration};
use crate::requests::{DeniedPass, Seen, SyncReply, SyncRequest};
use crate::state::{Person, SyncSchedule};
use crate::store::{Changes, Fact, Owner, StoreError, Table};
use crate::time::Moment;

/// Most requests of one sync: more than a person can have open.
const MOST_SENT: usize = 16;

/// How old lists may get on a phone that is awake anyway, in milliseconds: six hours.
const LISTS_FRESH_MS: u64 = 6 * 3_600_000;
/// Over how long phones spread themselves after that, in milliseconds: an hour.
const SPREAD_MS: u64 = 3_600_000;

/// What a sync has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// Whether the lists are newer now.
    pub lists_changed: bool,
    /// Requests that are over.
    pub settled: u64,
    /// Requests that still wait.
    pub waiting: u64,
    /// Whether the time is anchored now.
    pub time_anchored: bool,
    /// The first thing that went wrong; what comes after it was done all the same if it could.
    pub problem: Option<ClientError>,
}

/// How far a sync has come.
#[derive(Default)]
struct Done {
    began: bool,
    lists_changed: bool,
    settled: u64,
    problem: Option<CoreError>,
}

impl Done {
    fn note(&mut self, fault: CoreError) {
        self.problem.get_or_insert(fault);
    }
}

impl Client {
    /// Fetches the lists, sends what waits, and hears what the authority has for this phone, within
    /// the time that the phone's system gives, if that is limited. Never fails as a whole: what
    /// could not be done stands in the report and is done next time.
    pub async fn sync(&self, urgency: Urgency, budget: Option<Duration>) -> SyncReport {
        let _told = self.tell_at_end();
        let mut done = Done::default();
        if self.is_suspended() {
            done.note(Code::Suspended.into());
            return self.report(&done);
        }
        let work = self.sync_all(urgency, &mut done);
        let in_time = match budget {
            None => {
                work.await;
                true
            }
            Some(budget) => tokio::time::timeout(budget, work).await.is_ok(),
        };
        if !in_time {
            // What was begun stands in the outbox. The next sync keeps the distance of one that
            // found no network, unless this one never had its turn.
            let stopped = CoreError::from(Code::Stopped);
            if done.began {
                self.keep_pace(Some(&stopped));
            }
            done.note(stopped);
        }
        self.report(&done)
    }

    fn report(&self, done: &Done) -> SyncReport {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let waiting =
            state.people.values().map(|person_state| person_state.tasks.len() as u64).sum();
        let now = state.time.at(&reading);
        let time_anchored = now.anchored;
        let problem = done.problem.as_ref().map(|fault| state.viewed(now).error(fault));
        let Done { lists_changed, settled, .. } = *done;
        SyncReport { lists_changed, settled, waiting, time_anchored, problem }
    }

    async fn sync_all(&self, urgency: Urgency, done: &mut Done) {
        let _gate = self.gate.lock().await;
        done.began = true;
        match self.refresh().await {
            Ok(changed) => done.lists_changed = changed,
            Err(fault) => done.note(fault),
        }
        let erased = self.lock().finish_erasing(self.ports.vault.as_ref());
        for tidied in [erased, self.drop_what_is_over()] {
            if let Err(fault) = tidied {
                done.note(fault);
            }
        }
        for person in self.people() {
            self.sync_person(person, urgency, done).await;
        }
        self.keep_pace(done.problem.as_ref());
    }

    /// When the phone goes to the network by itself again: hours after a sync that was answered,
    /// each phone at a moment of its own; by the retry policy after one that was not.
    fn keep_pace(&self, problem: Option<&CoreError>) {
        // Put to sleep in its middle, it has found out nothing.
        if problem.is_some_and(|fault| fault.code == Code::Suspended) {
            return;
        }
        let random = self.ports.random.draw().map(u64::from_be_bytes).unwrap_or_default();
        let now_ms = self.now_ms();
        let mut state = self.lock();
        let failures = state.sync_schedule.failures;
        let (wait_ms, failures) = match problem.filter(|fault| fault.keeps_waiting()) {
            None => (LISTS_FRESH_MS + random % SPREAD_MS, 0),
            Some(fault) => {
                let asked = fault.retry_after_s.map(|seconds| retry_after_ms(seconds, random));
                (asked.unwrap_or(backoff_ms(failures, random)), failures.saturating_add(1))
            }
        };
        let not_before_ms = now_ms.saturating_add(i64::try_from(wait_ms).unwrap_or(i64::MAX));
        state.sync_schedule = SyncSchedule { not_before_ms, failures };
        let mut changes = Changes::new();
        changes.put(Owner::Phone, Fact::SyncSchedule, &state.sync_schedule);
        if let Err(error) = state.store.apply(changes) {
            log::warn!("schedule-not-kept code={error}");
        }
    }

    async fn sync_person(&self, person: PersonId, urgency: Urgency, done: &mut Done) {
        let waits = {
            let state = self.lock();
            matches!(
                state.person(person).map(|person_state| &person_state.registration),
                Ok(Registration::Waiting { .. })
            )
        };
        if waits && let Err(fault) = self.prepare_registration(person).await {
            done.note(fault);
        }
        // A reply that was long on its way may bring a pass whose key was withdrawn meanwhile: that
        // is made good at once.
        for _ in 0..2 {
            if let Err(fault) = self.ask_instead(person) {
                done.note(fault);
            }
            if !self.send_due(person, urgency, done).await {
                return;
            }
        }
        if let Err(fault) = self.fetch_updates(person).await {
            done.note(fault);
        }
    }

    /// Sends every row that is due. False if the network, the authority or the store is not to be
    /// asked again now.
    async fn send_due(&self, person: PersonId, urgency: Urgency, done: &mut Done) -> bool {
        for _ in 0..MOST_SENT {
            let Some(row) = self.next_row(person, urgency) else { break };
            match self.send_row(person, row, urgency).await {
                Ok(_) => done.settled += 1,
                // What cannot be kept is not asked for again and again.
                Err(fault) if fault.keeps_waiting() || fault.code.kind() == ErrorKind::Storage => {
                    done.note(fault);
                    return false;
                }
                // A refusal settles a request too; the person reads it at the purpose.
                Err(fault) => done.note(fault),
            }
        }
        true
    }

    fn next_row(&self, person: PersonId, urgency: Urgency) -> Option<i64> {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let now_ms = state.time.at(&reading).best_ms;
        let tasks = &state.person(person).ok()?.tasks;
        match next_task(tasks.iter().map(|(row, task)| (*row, task)), now_ms, urgency) {
            Next::Send(row) => Some(row),
            Next::Wait(_) | Next::Done => None,
        }
    }

    /// What the authority has for this phone; a phone without an account hears the time.
    async fn fetch_updates(&self, person: PersonId) -> Result<(), CoreError> {
        let registration = self.lock().person(person)?.registration.clone();
        let Registration::Registered { keys, holder, mark, .. } = registration else {
            return self.learn_time().await.map(|_| ());
        };
        let certified = self.certificate_of(&holder, &keys).map(|holder| holder.sub);
        let sub = (certified.as_ref() != Some(&mark)).then(|| mark.as_str().to_owned());
        let request = SyncRequest { seen: Seen { holder: Some(holder), sub } };
        let body = json(&request)?;
        let signers = [keys.dev.clone()];
        let reply = self.signed(crate::requests::Route::Sync, &body, &signers, None).await?;
        match reply.status {
            200 => {
                let reply: SyncReply = serde_json::from_slice(&reply.body)
                    .map_err(|_| CoreError::from(Code::AnswerUnusable))?;
                if reply.closed.is_some() || reply.key_closed.is_some() {
                    return Err(self.hear_of_end(person, reply.key_closed.as_deref()).await?);
                }
                let denied = self.proven(person, reply.denied.clone()).await;
                self.apply_updates(person, &keys, SyncReply { denied, ..reply })
            }
            403 if reply.problem().code == "key-closed" => {
                let word = reply.problem().key_closed;
                Err(self.hear_of_end(person, word.as_deref()).await?)
            }
            408 | 425 | 429 | 500..=599 => Err(CoreError::busy(reply.retry_after_s)),
            _ => Err(Code::AnswerUnusable.into()),
        }
    }

    fn apply_updates(
        &self,
        person: PersonId,
        keys: &Keys,
        reply: SyncReply,
    ) -> Result<(), CoreError> {
        // A renewed certificate is one for the same key that has the mark which is declared now, or
        // lasts longer.
        let held = self.lock().person(person)?.registration.clone();
        let (held, declared) = match &held {
            Registration::Registered { holder, mark, keys: ours, .. } if ours == keys => {
                (self.certificate_of(holder, keys), mark.clone())
            }
            // Erased, or another account, while the answer was on its way.
            _ => return Ok(()),
        };
        let worth = |holder: &HolderClaims| (holder.sub == declared, holder.exp);
        let renewed = reply.holder.filter(|holder| {
            let renewed = self.certificate_of(holder, keys);
            renewed.as_ref().map(worth) > held.as_ref().map(worth)
        });
        let mut state = self.lock();
        let mut changes = Changes::new();
        let owner = Owner::Person(person);
        let mut registration = state.person(person)?.registration.clone();
        match &mut registration {
            Registration::Registered { holder, keys: ours, .. } if ours == keys => {
                if let Some(renewed) = renewed {
                    *holder = renewed;
                    changes.put(owner, Fact::Registration, &registration);
                }
            }
            _ => return Ok(()),
        }
        if reply.claimed != state.person(person)?.claimed {
            changes.put(owner, Fact::Claimed, &reply.claimed);
        }
        let told = changed_passes(&state.person(person)?.passes, &reply.denied);
        for (row, pass) in &told {
            changes.put_row(Table::Passes, owner, *row, true, pass);
        }
        if changes.is_empty() {
            return Ok(());
        }
        state.commit(person, changes, |person_state| {
            person_state.registration = registration;
            person_state.claimed = reply.claimed;
            for (row, pass) in told {
                person_state.know_pass(row, pass);
            }
        })
    }

    /// Puts passes that have ended out of the way, and removes those that ended more than a day
    /// ago with their keys.
    fn drop_what_is_over(&self) -> Result<(), CoreError> {
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let now: Moment = state.time.at(&reading);
        let has_ended = |pass: &Pass| pass.state(&now, None) == PassState::Expired;
        let mut changes = Changes::new();
        let mut aliases = Vec::new();
        for (person, person_state) in &state.people {
            for (row, pass) in person_state.passes.iter().filter(|(_, pass)| has_ended(pass)) {
                changes.put_row(Table::Passes, Owner::Person(*person), *row, false, pass);
            }
            for (row, pass) in state.ended(*person)? {
                if pass.is_over(&now) {
                    changes.drop_row(Table::Passes, row);
                    aliases.push(pass.alias);
                }
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        state.store.apply(changes)?;
        for person_state in state.people.values_mut() {
            person_state.passes.retain(|(_, pass)| !has_ended(pass));
        }
        state.revision = state.revision.saturating_add(1);
        drop(state);
        for alias in aliases {
            if let Err(error) = self.ports.vault.delete(&alias) {
                log::warn!("key-not-deleted code={error}");
            }
        }
        Ok(())
    }

    /// Makes everything of a person on this phone unreadable for good, at once and offline; the
    /// authority hears of it when there is a network.
    ///
    /// # Errors
    /// [`ClientError`] of the store and the vault; asking again goes on where it stopped.
    pub fn erase(&self, person: PersonId) -> Result<(), ClientError> {
        let erased = self.erase_person(person);
        self.changed();
        erased.map_err(|fault| self.say(&fault))
    }

    fn erase_person(&self, person: PersonId) -> Result<(), CoreError> {
        let owner = Owner::Person(person);
        let idempotency = IdempotencyKey::new(self.ports.random.draw()?);
        let mut state = self.lock();
        let person_state = state.person(person)?;
        if person_state.registration == Registration::Erasing {
            return state.finish_erasing(self.ports.vault.as_ref());
        }
        // A code that was sent off may have made an account whose answer never came. Of whom the
        // authority knows nothing, it says so, and that is as good.
        let confirming =
            person_state.find(|task| matches!(task.what, RequestKind::Confirm(_))).is_some();
        let (after, task) = match &person_state.registration {
            Registration::Registered { keys, .. } => (Registration::Erasing, Some(keys)),
            Registration::CodeSent { keys, .. } if confirming => {
                (Registration::Erasing, Some(keys))
            }
            _ => (Registration::Nobody, None),
        };
        let task = task.map(|keys| {
            Task::new(RequestKind::Erase, idempotency, "{}".to_owned(), vec![keys.dev.clone()])
        });
        // An account that was erased before this one and has not been told of yet.
        let earlier =
            person_state.find(|task| task.what == RequestKind::Erase).map(|(_, task)| task.clone());
        let mut keys_to_delete: Vec<String> = state
            .ended(person)?
            .iter()
            .chain(&person_state.passes)
            .map(|(_, pass)| pass.alias.clone())
            .collect();
        let of_tasks = person_state.tasks.iter().flat_map(|(_, task)| &task.signers);
        let of_account =
            person_state.registration.keys().into_iter().flat_map(|keys| [&keys.dev, &keys.sos]);
        keys_to_delete.extend(of_tasks.chain(of_account).map(|signer| signer.alias.clone()));
        keys_to_delete.extend(person_state.keys_to_delete.iter().flatten().cloned());
        keys_to_delete.extend(
            person_state
                .previous_credential
                .iter()
                .map(|previous_credential| previous_credential.sos.clone()),
        );
        let tasks: Vec<Task> = task.into_iter().chain(earlier).collect();
        keys_to_delete.retain(|alias| {
            !tasks.iter().flat_map(|task| &task.signers).any(|signer| signer.alias == *alias)
        });
        let rows: Vec<(i64, Task)> = (state.draw_number(Table::Outbox)..).zip(tasks).collect();
        let changes = || {
            let mut changes = Changes::new();
            changes.put(owner, Fact::Registration, &after);
            changes.put(owner, Fact::KeysToDelete, &keys_to_delete);
            for (row, task) in &rows {
                changes.put_row(Table::Outbox, owner, *row, true, task);
            }
            changes
        };
        let vault = self.ports.vault.as_ref();
        match state.store.begin_epoch(owner, vault, changes()) {
            // Nobody has to make room first in order to be forgotten.
            Err(StoreError::Full) => {
                for alias in &keys_to_delete {
                    vault.delete(alias)?;
                }
                state.begin_epoch_on_a_full_disk(person, vault, changes)?;
            }
            begun => begun?,
        }
        let erased = Person {
            registration: after,
            tasks: rows,
            keys_to_delete: Some(keys_to_delete),
            ..Person::default()
        };
        state.people.insert(person, erased);
        state.revision = state.revision.saturating_add(1);
        state.finish_erasing(self.ports.vault.as_ref())
    }
}

/// Passes that last for days, where the authority tells something new of them.
fn changed_passes(passes: &[(i64, Pass)], denied: &[DeniedPass]) -> Vec<(i64, Pass)> {
    let now = |pass: &Pass| {
        let denied = denied.iter().find(|denied| denied.pass.parse() == Ok(pass.id));
        denied.map(|denied| denied.from)
    };
    passes
        .iter()
        .filter(|(_, pass)| pass.lasts_for_days && pass.denied_from != now(pass))
        .map(|(row, pass)| (*row, Pass { denied_from: now(pass), ..pass.clone() }))
        .collect()
}
