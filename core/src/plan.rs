//! What the shell does next: a pure projection of what is known and the time. Asking twice gives
//! the same; a shell that lost a command asks again.

use crate::client::State;
use crate::model::{MS, PersonId, Sentence};
use crate::outbox::{Next, Urgency, next_task};
use crate::pass::PassState;
use crate::ports::Reading;
use crate::registration::Registration;
use crate::time::{Moment, milliseconds, seconds};
use crate::words::Say;

/// How long before its end a pass is reminded of, in milliseconds.
const WARN_BEFORE_MS: i64 = 15 * 60 * MS;
/// Lists older than this are fetched when the phone is awake anyway, in milliseconds.
const LISTS_FRESH_MS: i64 = 6 * 3_600_000;
/// Most notices that stand at a time: iOS takes 64, and others need room.
const MOST_NOTICES: usize = 40;

/// The whole instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The snapshot revision that this plan belongs to.
    pub revision: u64,
    /// When the phone should wake up and call `sync`, milliseconds since 1970.
    pub wake_at_ms: Option<i64>,
    /// Whether `sync` should run now.
    pub sync_now: bool,
    /// Every notice that should stand, nearest first; what is not listed is taken down.
    pub notices: Vec<Notice>,
}

/// A notice that the phone shows, now or later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The same notice keeps its name; the shell shows a name once.
    pub id: String,
    /// Whom it concerns.
    pub person: PersonId,
    /// When to show it, milliseconds since 1970.
    pub at_ms: i64,
    /// When to take it down.
    pub until_ms: i64,
    /// Its text.
    pub text: Sentence,
}

impl State {
    pub(crate) fn plan(&self, reading: &Reading) -> Plan {
        let now = self.time.at(reading);
        let mut due = Vec::new();
        for affairs in self.people.values() {
            let tasks = affairs.tasks.iter().map(|(row, task)| (*row, task));
            match next_task(tasks, now.best_ms, Urgency::Background) {
                Next::Send(_) => due.push(now.best_ms),
                Next::Wait(until_ms) => due.push(until_ms),
                Next::Done => {}
            }
            if matches!(affairs.registration, Registration::Waiting { .. }) {
                due.push(now.best_ms);
            }
        }
        // Lists matter to a phone that has or wants passes; another keeps still.
        let registered = self
            .people
            .values()
            .any(|affairs| matches!(affairs.registration, Registration::Registered { .. }));
        if registered {
            let stamp_at_ms = self.lists.stamp().map_or(0, |stamp| milliseconds(stamp.iat));
            due.push(stamp_at_ms.saturating_add(LISTS_FRESH_MS));
        }
        let wake_at_ms = due.into_iter().min();
        let mut notices: Vec<Notice> =
            self.people.keys().flat_map(|person| self.notices(*person, &now)).collect();
        notices.sort_by_key(|notice| notice.at_ms);
        notices.truncate(MOST_NOTICES);
        Plan {
            revision: self.revision,
            wake_at_ms: wake_at_ms.map(|at_ms| at_ms.max(now.best_ms)),
            sync_now: wake_at_ms.is_some_and(|at_ms| at_ms <= now.best_ms),
            notices,
        }
    }

    fn notices(&self, person: PersonId, now: &Moment) -> Vec<Notice> {
        let Some(affairs) = self.people.get(&person) else { return Vec::new() };
        let rules = self.lists.rules();
        affairs
            .passes
            .iter()
            .filter_map(|(_, pass)| match pass.state(now, rules) {
                PassState::Valid | PassState::NotYetValid | PassState::TimeUnknown => {
                    let until_ms = milliseconds(pass.exp);
                    // A short pass is not reminded of before it has begun.
                    let at_ms = until_ms.saturating_sub(WARN_BEFORE_MS).max(milliseconds(pass.nbf));
                    let until = self.local(until_ms);
                    let text = Say::PassEndsSoon { until: &until }.sentence(self.language);
                    let id = format!("pass-ends-{}", pass.id);
                    Some(Notice { id, person, at_ms, until_ms, text })
                }
                PassState::ReturnHomeOnly => {
                    let home_ms = milliseconds(pass.home_until()?);
                    let at_ms = milliseconds(pass.denied_from.unwrap_or(seconds(now.best_ms)));
                    let until = self.local(home_ms);
                    let text = Say::PassRevoked { until: &until }.sentence(self.language);
                    let id = format!("pass-revoked-{}", pass.id);
                    Some(Notice { id, person, at_ms, until_ms: home_ms, text })
                }
                _ => None,
            })
            .collect()
    }
}
