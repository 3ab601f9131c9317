//! What the shell does next: a pure projection of what is known and the time. Asking twice gives
//! the same; a shell that lost a command asks again.

use super::{Notice, Viewed};
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
    /// When the phone should wake up and call `sync`, milliseconds since 1970.
    pub wake_at_ms: Option<i64>,
    /// Whether `sync` should run now.
    pub sync_now: bool,
    /// Whether something waits for a network, so that the phone should also wake up, and call
    /// `sync` for the person who waits, when there is one.
    pub awaits_network: bool,
    /// Every notice that should stand, nearest first; what is not listed is taken down.
    pub notices: Vec<Notice>,
}

impl State {
    pub(crate) fn plan(&self, reading: &Reading) -> Plan {
        let viewed = self.viewed(self.time.at(reading));
        let now_ms = viewed.now.best_ms;
        let due = |person: &Person| {
            let synced = viewed.sync_due_ms(person, &self.sync_schedule, self.lists.stamp());
            request_due_ms(person, now_ms).into_iter().chain(synced)
        };
        let wake_at_ms = self.people.values().flat_map(due).min();
        let mut notices: Vec<Notice> =
            self.people.iter().flat_map(|(id, person)| viewed.notices(*id, person)).collect();
        notices.sort_by_key(|notice| notice.at_ms);
        notices.truncate(MOST_NOTICES);
        Plan {
            revision: self.revision,
            now_ms,
            wake_at_ms: wake_at_ms.map(|at_ms| at_ms.max(now_ms)),
            sync_now: wake_at_ms.is_some_and(|at_ms| at_ms <= now_ms),
            awaits_network: self.people.values().any(awaits_network),
            notices,
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
