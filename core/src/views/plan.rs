//! What the shell does next: a pure projection of what is known and the time. Asking twice gives
//! the same; a shell that lost a command asks again.

use super::alarms::each_once;
use super::{Notice, Viewed};
use crate::events::{Facts, Renew, SyncNeed, SyncRequests};
use crate::model::{PersonId, in_order};
use crate::moving::Move;
use crate::outbox::{Next, Urgency, next_task};
use crate::ports::Reading;
use crate::quarantine::photos::Upload;
use crate::quarantine::watch::{Fence, Mode};
use crate::registration::Registration;
use crate::state::{Person, State};
use crate::time::milliseconds;

/// Most notices that stand at a time: iOS takes 64, and others need room.
const MOST_NOTICES: usize = 40;

/// All that the shell does next; what is not in it is undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The snapshot revision that this plan belongs to.
    pub revision: u64,
    /// When it was made, milliseconds since 1970, as the other times: a shell uses the differences,
    /// because the phone's own clock may be wrong.
    pub now_ms: i64,
    /// When the phone should wake up, milliseconds since 1970.
    pub wake_at_ms: Option<i64>,
    /// Whether `sync` should run now, and for whom.
    pub sync: Option<Urgency>,
    /// Whether something waits for a network, so that the phone should also wake up when there
    /// is one.
    pub awaits_network: bool,
    /// Every notice that should stand, nearest first; what is not listed is taken down.
    pub notices: Vec<Notice>,
    /// What the phone's system must be asked for again.
    pub renew: Renew,
    /// How the phone looks where it is.
    pub location: Mode,
    /// Seconds between fixes; none if none is asked for.
    pub fix_every_s: Option<u64>,
    /// For how many seconds that holds; none if until the next plan.
    pub fix_for_s: Option<u64>,
    /// Circles whose borders the system watches.
    pub fences: Vec<FenceView>,
    /// Whether the app must not be put to sleep.
    pub keep_alive: bool,
}

/// A circle whose border the phone's system watches: whoever crosses it wakes the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FenceView {
    pub id: String,
    /// In units of 10⁻⁷ degrees.
    pub latitude: i64,
    /// In units of 10⁻⁷ degrees.
    pub longitude: i64,
    pub radius_m: u64,
}

impl State {
    /// What there is to sync.
    pub(crate) fn sync_need(&self, reading: &Reading, facts: Option<&Facts>) -> SyncNeed {
        let viewed = self.viewed(self.time.at(reading));
        let now_ms = viewed.now.best_ms;
        let people = || self.people.values();
        let lists_due_ms =
            |person| viewed.sync_due_ms(person, &self.sync_schedule, self.lists.stamp());
        SyncNeed {
            reading: reading.clone(),
            now_ms,
            request_due_ms: people()
                .filter_map(|person| request_due_ms(person, now_ms))
                .chain(
                    self.people
                        .keys()
                        .filter_map(|person| self.reports_due_ms(*person, reading, facts)),
                )
                .min(),
            lists_due_ms: people().filter_map(lists_due_ms).min(),
            waits: people().any(awaits_network),
            failures: self.sync_schedule.failures,
            suspended: self.store.is_suspended(),
        }
    }

    pub(crate) fn plan(
        &self,
        need: &SyncNeed,
        requests: &SyncRequests,
        sync: Option<Urgency>,
    ) -> Plan {
        let looking = self.location(&need.reading, requests.facts());
        let viewed = self.viewed(self.time.at(&need.reading));
        let mut notices: Vec<Notice> =
            self.people.iter().flat_map(|(id, person)| viewed.notices(*id, person)).collect();
        let (mut alarms, mut wakes) = (Vec::new(), Vec::<i64>::new());
        let unheard = Facts::default();
        for (id, person) in &self.people {
            let Some(quarantine) = &person.quarantine else { continue };
            let facts = requests.facts().unwrap_or(&unheard);
            let duties = self.duty_plan(*id, quarantine, &need.reading, facts);
            notices.extend(duties.notices);
            notices.extend(self.return_reminders(*id, &need.reading));
            alarms.extend(duties.alarms);
            wakes.extend(duties.wake_at.map(milliseconds));
        }
        notices.extend(viewed.alarms(alarms));
        let mut notices = each_once(in_order::by_key(notices, |notice| notice.at_ms));
        notices.truncate(MOST_NOTICES);
        for notice in &mut notices {
            if self.pin_of(notice.person, &need.reading).is_some() {
                viewed.hide(notice);
            }
        }
        wakes.extend(looking.wake_in.map(|wait| need.now_ms.saturating_add(wait.0)));
        wakes.extend(requests.wake_at_ms(need, sync));
        Plan {
            revision: self.revision,
            now_ms: need.now_ms,
            wake_at_ms: wakes.into_iter().min(),
            sync,
            awaits_network: requests.awaits_network(need),
            notices,
            renew: Renew::Nothing,
            location: looking.mode,
            fix_every_s: looking.every_s,
            fix_for_s: looking.for_s,
            fences: looking.fences.into_iter().map(fence).collect(),
            keep_alive: looking.keep_alive,
        }
    }
}

fn fence(fence: Fence) -> FenceView {
    FenceView {
        id: fence.id,
        latitude: fence.at.latitude().into(),
        longitude: fence.at.longitude().into(),
        radius_m: fence.radius_m,
    }
}

impl Viewed<'_> {
    /// What every domain would tell this person while nobody looks.
    fn notices(&self, id: PersonId, person: &Person) -> Vec<Notice> {
        person.passes.iter().flat_map(|(_, pass)| self.pass_notices(id, pass)).collect()
    }
}

/// When the next request that waits is tried again.
fn request_due_ms(person: &Person, now_ms: i64) -> Option<i64> {
    let tasks = person.tasks.iter().map(|(row, task)| (*row, task));
    let task_due_ms = match next_task(tasks, now_ms, Urgency::Background) {
        Next::Send(_) => Some(now_ms),
        Next::Wait(until_ms) => Some(until_ms),
        Next::Done => None,
    };
    let photos_due_ms = uploads(person).map(|upload| upload.due_ms(now_ms).max(now_ms));
    task_due_ms.into_iter().chain(photos_due_ms).min()
}

/// Photos that may still go: not those of an account that is closed.
fn uploads(person: &Person) -> impl Iterator<Item = &Upload> {
    let has_account = person.registration.speaker().is_some();
    let quarantine = person.quarantine.as_ref().filter(|_| has_account);
    let photos = quarantine.into_iter().flat_map(|known| known.photos.iter());
    photos.filter_map(|(_, kept)| kept.upload())
}

fn awaits_network(person: &Person) -> bool {
    !person.tasks.is_empty()
        || matches!(person.registration, Registration::Waiting { .. })
        || uploads(person).next().is_some()
        || matches!(person.moving.readable(), Some(Move::Given { is_taken: false, .. }))
}
