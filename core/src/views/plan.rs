//! What the shell does next: a pure projection of what is known and the time. Asking twice gives
//! the same; a shell that lost a command asks again.

use super::{Notice, Viewed};
use crate::events::{Renew, SyncNeed, SyncRequests};
use crate::model::PersonId;
use crate::outbox::{Next, Urgency, next_task};
use crate::ports::Reading;
use crate::registration::Registration;
use crate::state::{Person, State};

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
}

impl State {
    /// What there is to sync.
    pub(crate) fn sync_need(&self, reading: &Reading) -> SyncNeed {
        let viewed = self.viewed(self.time.at(reading));
        let now_ms = viewed.now.best_ms;
        let people = || self.people.values();
        let lists_due_ms =
            |person| viewed.sync_due_ms(person, &self.sync_schedule, self.lists.stamp());
        SyncNeed {
            reading: reading.clone(),
            now_ms,
            request_due_ms: people().filter_map(|person| request_due_ms(person, now_ms)).min(),
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
        let viewed = self.viewed(self.time.at(&need.reading));
        let mut notices: Vec<Notice> =
            self.people.iter().flat_map(|(id, person)| viewed.notices(*id, person)).collect();
        notices.sort_by_key(|notice| notice.at_ms);
        notices.truncate(MOST_NOTICES);
        Plan {
            revision: self.revision,
            now_ms: need.now_ms,
            wake_at_ms: requests.wake_at_ms(need, sync),
            sync,
            awaits_network: requests.awaits_network(need),
            notices,
            renew: Renew::Nothing,
        }
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
    match next_task(tasks, now_ms, Urgency::Background) {
        Next::Send(_) => Some(now_ms),
        Next::Wait(until_ms) => Some(until_ms),
        Next::Done => None,
    }
}

fn awaits_network(person: &Person) -> bool {
    !person.tasks.is_empty() || matches!(person.registration, Registration::Waiting { .. })
}
