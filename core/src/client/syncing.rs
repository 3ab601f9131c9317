//! Background work: one conversation in which everything due is done. And erasing.

use super::Client;
use crate::error::{ClientError, Code, Fault};
use crate::model::PersonId;
use crate::outbox::{Next, Urgency, What, next_task};
use crate::registration::{Keys, Registration};
use crate::requests::{Seen, SyncReply, SyncRequest};
use crate::store::{Changes, Fact, Owner, Table};
use crate::time::Moment;

/// Most requests of one sync: more than a person can have open.
const MOST_SENT: usize = 16;

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

impl Client {
    /// Fetches the lists, sends what waits, and hears what the authority has for this phone.
    /// Never fails as a whole: what could not be done stands in the report and is done next time.
    pub async fn sync(&self, urgency: Urgency) -> SyncReport {
        let report = {
            let _gate = self.gate.lock().await;
            self.sync_all(urgency).await
        };
        self.changed();
        report
    }

    async fn sync_all(&self, urgency: Urgency) -> SyncReport {
        let mut problem: Option<Fault> = None;
        let mut note = |fault: Fault| {
            problem.get_or_insert(fault);
        };
        let lists_changed = match self.refresh().await {
            Ok(changed) => changed,
            Err(fault) => {
                note(fault);
                false
            }
        };
        if let Err(fault) = self.drop_what_is_over() {
            note(fault);
        }
        let mut settled = 0;
        for person in self.people() {
            let (count, trouble) = self.sync_person(person, urgency).await;
            settled += count;
            if let Some(fault) = trouble {
                note(fault);
            }
        }
        let reading = self.ports.clock.read();
        let state = self.lock();
        let waiting = state.people.values().map(|affairs| affairs.tasks.len() as u64).sum();
        let time_anchored = state.time.at(&reading).anchored;
        let problem = problem.map(|fault| state.with_local_time(&fault).say(state.language));
        SyncReport { lists_changed, settled, waiting, time_anchored, problem }
    }

    /// How many requests are over now, and the first thing that went wrong.
    async fn sync_person(&self, person: PersonId, urgency: Urgency) -> (u64, Option<Fault>) {
        let mut settled = 0;
        let mut trouble = None;
        let waits = {
            let state = self.lock();
            matches!(
                state.person(person).map(|affairs| &affairs.registration),
                Ok(Registration::Waiting { .. })
            )
        };
        if waits && let Err(fault) = self.prepare_registration(person).await {
            return (0, Some(fault));
        }
        for _ in 0..MOST_SENT {
            let Some(row) = self.next_row(person, urgency) else { break };
            match self.send_row(person, row, urgency).await {
                Ok(_) => settled += 1,
                Err(fault) if fault.keeps_waiting() => return (settled, Some(fault)),
                // A refusal settles a request too; the person reads it at the purpose.
                Err(fault) => {
                    trouble.get_or_insert(fault);
                }
            }
        }
        if let Err(fault) = self.hear(person).await {
            trouble.get_or_insert(fault);
        }
        (settled, trouble)
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
    async fn hear(&self, person: PersonId) -> Result<(), Fault> {
        let registration = self.lock().person(person)?.registration.clone();
        let Registration::Registered { keys, holder, .. } = registration else {
            return self.learn_time().await.map(|_| ());
        };
        let request = SyncRequest { seen: Seen { holder: Some(holder) } };
        let body =
            serde_json::to_string(&request).map_err(|_| Fault::from(Code::AnswerUnusable))?;
        let signers = [keys.dev.clone()];
        let reply = self.signed(crate::requests::Route::Sync, &body, &signers, None).await?;
        match reply.status {
            200 => {
                let reply: SyncReply = serde_json::from_slice(&reply.body)
                    .map_err(|_| Fault::from(Code::AnswerUnusable))?;
                self.heard(person, &keys, reply)
            }
            403 => {
                let reason = reply.problem().reason.unwrap_or_default();
                self.closed(person, reason)
            }
            408 | 425 | 429 | 500..=599 => Err(Code::AuthorityBusy.into()),
            _ => Err(Code::AnswerUnusable.into()),
        }
    }

    fn heard(&self, person: PersonId, keys: &Keys, reply: SyncReply) -> Result<(), Fault> {
        if let Some(reason) = reply.closed {
            return self.closed(person, reason);
        }
        let renewed = reply.holder.filter(|holder| self.holder_of(holder, keys).is_some());
        let mut state = self.lock();
        let mut changes = Changes::new();
        let owner = Owner::Person(person);
        let mut registration = state.person(person)?.registration.clone();
        if let (Some(renewed), Registration::Registered { holder, .. }) =
            (renewed, &mut registration)
        {
            *holder = renewed;
            changes.put(owner, Fact::Registration, &registration);
        }
        if reply.claimed != state.person(person)?.claimed {
            changes.put(owner, Fact::Claimed, &reply.claimed);
        }
        if changes.is_empty() {
            return Ok(());
        }
        state.commit(person, changes, |affairs| {
            affairs.registration = registration;
            affairs.claimed = reply.claimed;
        })
    }

    fn closed(&self, person: PersonId, reason: String) -> Result<(), Fault> {
        let mut changes = Changes::new();
        let closed = Registration::Closed { reason };
        changes.put(Owner::Person(person), Fact::Registration, &closed);
        self.lock().commit(person, changes, |affairs| affairs.registration = closed)
    }

    /// Removes passes that ended more than a day ago, with their keys.
    fn drop_what_is_over(&self) -> Result<(), Fault> {
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let now: Moment = state.time.at(&reading);
        let mut changes = Changes::new();
        let mut aliases = Vec::new();
        for affairs in state.people.values() {
            for (row, pass) in affairs.passes.iter().filter(|(_, pass)| pass.is_over(&now)) {
                changes.drop_row(Table::Passes, *row);
                aliases.push(pass.alias.clone());
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        state.store.apply(changes)?;
        for affairs in state.people.values_mut() {
            affairs.passes.retain(|(_, pass)| !pass.is_over(&now));
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

    fn erase_person(&self, person: PersonId) -> Result<(), Fault> {
        self.known(person)?;
        let owner = Owner::Person(person);
        let (registration, aliases) = {
            let state = self.lock();
            let affairs = state.person(person)?;
            let of_passes = affairs.passes.iter().map(|(_, pass)| pass.alias.clone());
            let of_tasks = affairs.tasks.iter().flat_map(|(_, task)| &task.signers);
            let unused = of_tasks.filter(|signer| signer.whose == crate::outbox::Whose::Pass);
            let aliases: Vec<String> =
                of_passes.chain(unused.map(|signer| signer.alias.clone())).collect();
            (affairs.registration.clone(), aliases)
        };
        // Only a confirmed account is known to the authority, and only its own key can end it.
        let (after, task) = match (&registration, registration.keys()) {
            (Registration::Registered { .. } | Registration::Erasing { .. }, Some(keys)) => {
                let request = serde_json::json!({});
                let task = self.task(What::Erase, &request, vec![keys.dev.clone()])?;
                (Registration::Erasing { keys: keys.clone() }, Some(task))
            }
            _ => (Registration::Nobody, None),
        };
        {
            let mut state = self.lock();
            let row = state.draw_number(person, "outbox")?;
            let mut changes = Changes::new();
            changes.put(owner, Fact::Registration, &after);
            if let Some(task) = &task {
                changes.put_row(Table::Outbox, owner, row, true, task);
            }
            state.store.begin_epoch(owner, self.ports.vault.as_ref(), changes)?;
            let affairs = super::state::Person {
                registration: after.clone(),
                tasks: task.into_iter().map(|task| (row, task)).collect(),
                ..Default::default()
            };
            state.people.insert(person, affairs);
            state.revision = state.revision.saturating_add(1);
            state.store.destroy_past(owner, self.ports.vault.as_ref())?;
        }
        for alias in aliases {
            self.ports.vault.delete(&alias)?;
        }
        if let Some(keys) = registration.keys() {
            self.ports.vault.delete(&keys.sos.alias)?;
            if matches!(after, Registration::Nobody) {
                self.ports.vault.delete(&keys.dev.alias)?;
            }
        }
        Ok(())
    }
}
