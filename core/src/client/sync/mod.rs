//! Background work: one conversation in which everything due is done.

mod came;
mod denials;
mod ended;
mod report;
mod schedule;
mod updates;

use std::time::Duration;

use super::Client;
use super::account::{Account, send_confirmation, send_erase, send_registration};
use super::core::{Conversation, Core};
use super::loan::{send_handover, send_invitation};
use super::moving::{hear_of_link, send_link};
use super::open_request::OpenRequest;
use super::passes::{OpenPass, Passes};
use super::quarantine::{Extent, Patient, Reported, send_claim};
use crate::error::{Code, CoreError, ErrorKind};
use crate::model::PersonId;
use crate::outbox::{Next, RequestKind, Urgency, next_task};
use came::{Before, Came};
pub use report::SyncReport;

/// Most requests of one sync: more than a person can have open.
const MOST_SENT: usize = 16;

/// How far a sync has come.
#[derive(Default)]
struct Done {
    began: bool,
    lists_changed: bool,
    settled: u64,
    items_sent: u64,
    photos_received: u64,
    came: Came,
    problem: Option<CoreError>,
}

impl Done {
    fn note(&mut self, error: CoreError) {
        self.problem.get_or_insert(error);
    }

    fn reported(&mut self, reported: Reported) {
        self.items_sent = self.items_sent.saturating_add(reported.sent);
    }

    fn note_of(&mut self, done: Result<(), CoreError>) {
        if let Err(error) = done {
            self.note(error);
        }
    }
}

impl Client {
    /// Fetches the lists, sends what waits, and hears what the authority has for this phone, within
    /// the time that the phone's system gives, if that is limited. Never fails as a whole: what
    /// could not be done stands in the report and is done next time.
    pub async fn sync(&self, urgency: Urgency, budget: Option<Duration>) -> SyncReport {
        let _told = self.core.tell_at_end();
        let _running = self.sync_runs();
        let mut done = Done::default();
        if self.core.is_suspended() {
            done.note(Code::Suspended.into());
            return self.core.report(&done);
        }
        let before = Before::of(&self.core.lock());
        let work = sync_all(&self.core, urgency, &mut done);
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
                self.core.schedule_next_sync(Some(&stopped));
            }
            done.note(stopped);
        }
        done.came = before.came_since(&self.core.lock());
        self.core.report(&done)
    }
}

impl Core {
    /// Whether reports are due, and nothing else is or will be before the next of them.
    fn has_reports_alone(&self) -> bool {
        let reading = self.ports.clock.read();
        let state = self.lock();
        // By the same facts as the plan that asked for this sync.
        let requests = self.sync_requests();
        let facts = requests.facts();
        let need = state.sync_need(&reading, facts);
        let is_due = |at_ms: Option<i64>| at_ms.is_some_and(|at_ms| at_ms <= need.now_ms);
        let Some(reach_ms) = state.reports_reach_ms(&reading, facts) else { return false };
        // Who waits to try again, waits.
        let reach_ms = if need.failures == 0 { reach_ms } else { 0 };
        let lists_due_ms = need.lists_due_ms.map(|due_ms| due_ms.saturating_sub(reach_ms));
        !is_due(lists_due_ms) && !need.waits
    }
}

async fn sync_all(core: &Core, urgency: Urgency, done: &mut Done) {
    let conversation = core.converse().await;
    done.began = true;
    // A report brings all that is new for its person: one request is a wake's, where nothing else is due.
    let is_for_reports = urgency == Urgency::Background && core.has_reports_alone();
    if !is_for_reports {
        match conversation.refresh().await {
            Ok(changed) => done.lists_changed = changed,
            Err(error) => done.note(error),
        }
    }
    let erased = core.lock().finish_erasing(core.ports.vault.as_ref());
    done.note_of(erased);
    done.note_of(core.drop_what_is_over());
    let people: Vec<PersonId> = core.lock().people.keys().copied().collect();
    for person in people {
        Turn { conversation: &conversation, person, urgency, is_for_reports }.take(done).await;
    }
    let left = core.lock().let_go(core.ports.vault.as_ref());
    done.note_of(left);
    if !is_for_reports {
        core.schedule_next_sync(done.problem.as_ref());
    }
}

/// A person's turn in a sync.
struct Turn<'c> {
    conversation: &'c Conversation<'c>,
    person: PersonId,
    urgency: Urgency,
    /// Nothing is due but reports.
    is_for_reports: bool,
}

impl Turn<'_> {
    async fn take(&self, done: &mut Done) {
        let core = self.conversation.core;
        let account = Account::of(core, self.person);
        if account.is_waiting_to_register() {
            done.note_of(account.prepare(self.conversation).await.map(|_| ()));
        }
        // A reply that was long on its way may bring a pass whose key was withdrawn meanwhile: that
        // is replaced at once.
        for _ in 0..2 {
            done.note_of(Passes::of(core, self.person).ask_replacements());
            if !self.send_due(done).await {
                return;
            }
        }
        let Some(is_up_to_date) = self.report(done).await else { return };
        if !self.send_photos(done).await {
            return;
        }
        done.note_of(hear_of_link(self.conversation, self.person).await);
        if self.is_for_reports && is_up_to_date {
            return;
        }
        if !is_up_to_date || account.needs_sync() {
            done.note_of(account.fetch_updates(self.conversation).await);
            done.note_of(Patient::of(core, self.person).tick_household());
        }
        // That an order came is told at once.
        self.report(done).await;
    }

    /// Tells what waits of the person's journal; whether an answer brought all that is new. None if the
    /// network or the authority is not to be asked again now.
    async fn report(&self, done: &mut Done) -> Option<bool> {
        let core = self.conversation.core;
        let extent = if self.is_for_reports { Extent::Short } else { Extent::Whole };
        match Patient::of(core, self.person).report(self.conversation, extent).await {
            Ok(reported) => {
                done.reported(reported);
                Some(reported.is_up_to_date)
            }
            Err(error) => {
                let goes_on = !error.keeps_waiting();
                done.note(error);
                goes_on.then_some(false)
            }
        }
    }

    /// Sends what is due of photos. False if the network or the authority is not to be asked again now.
    async fn send_photos(&self, done: &mut Done) -> bool {
        let patient = Patient::of(self.conversation.core, self.person);
        match patient.send_photos(self.conversation).await {
            Ok(came) => {
                done.photos_received = done.photos_received.saturating_add(came);
                true
            }
            Err(error) => {
                let goes_on = !error.keeps_waiting();
                done.note(error);
                goes_on
            }
        }
    }

    /// Sends every row that is due. False if the network, the authority or the store is not to be
    /// asked again now.
    async fn send_due(&self, done: &mut Done) -> bool {
        for _ in 0..MOST_SENT {
            let Some(row) = self.next_row() else { break };
            match self.send_row(row).await {
                Ok(()) => done.settled += 1,
                // What cannot be kept is not asked for again and again.
                Err(error) if error.keeps_waiting() || error.code.kind() == ErrorKind::Storage => {
                    done.note(error);
                    return false;
                }
                // A refusal settles a request too; the person reads it at the purpose.
                Err(error) => done.note(error),
            }
        }
        true
    }

    fn next_row(&self) -> Option<i64> {
        let now_ms = self.conversation.core.now_ms();
        let state = self.conversation.core.lock();
        let tasks = &state.person(self.person).ok()?.tasks;
        match next_task(tasks.iter().map(|(row, task)| (*row, task)), now_ms, self.urgency) {
            Next::Send(row) => Some(row),
            Next::Wait(_) | Next::Done => None,
        }
    }

    /// Sends a request. What becomes of it stands in the room of its kind, and here alone kinds part.
    async fn send_row(&self, row: i64) -> Result<(), CoreError> {
        let found = OpenRequest::of_row(self.conversation, self.person, row)?;
        let Some(request) = found else { return Ok(()) };
        let urgency = self.urgency;
        match request.task.what.clone() {
            RequestKind::Register | RequestKind::Resend(_) => {
                send_registration(&request, urgency).await.map(|_| ())
            }
            RequestKind::Confirm(_) => send_confirmation(&request, urgency).await.map(|_| ()),
            RequestKind::Pass(wish) => OpenPass { request, wish }.send(urgency).await.map(|_| ()),
            RequestKind::Erase => send_erase(&request, urgency).await,
            RequestKind::ClaimOrder => send_claim(&request, urgency).await,
            RequestKind::TakeLoan => send_invitation(&request, urgency).await,
            RequestKind::HandOver(_) => send_handover(&request, urgency).await,
            RequestKind::Link => send_link(&request, urgency).await,
        }
    }
}
