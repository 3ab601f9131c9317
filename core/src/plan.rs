//! What the shell does next: a pure projection of what is known and the time. Asking twice gives
//! the same; a shell that lost a command asks again.

use crate::model::{MS, PersonId, Sentence};
use crate::outbox::{Next, Urgency, next_task};
use crate::pass::PassState;
use crate::ports::Reading;
use crate::registration::Registration;
use crate::state::{Person, State, SyncSchedule};
use crate::time::{Moment, milliseconds};
use crate::words::Say;

/// How long before its end a pass is reminded of, in milliseconds.
const WARN_BEFORE_MS: i64 = 15 * 60 * MS;
/// How old the lists of a registration may get before the first sync, in milliseconds.
const LISTS_FRESH_MS: i64 = 6 * 3_600_000;
/// Spreads accounts over an hour after that: 65,536 steps, in milliseconds.
const SPREAD_STEP_MS: i64 = 55;
/// No sync_schedule is longer than a day: a clock that was set back must not silence a phone.
const LONGEST_PACE_MS: i64 = 24 * 3_600_000;
/// Most notices that stand at a time: iOS takes 64, and others need room.
const MOST_NOTICES: usize = 40;

/// The whole instruction.
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

/// A notice that the phone shows, now or later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The same notice keeps its name; the shell shows a name once.
    pub id: String,
    /// What it is about: each kind is a channel of its own, which a person may silence.
    pub kind: NoticeKind,
    /// Whom it concerns.
    pub person: PersonId,
    /// When to show it, milliseconds since 1970.
    pub at_ms: i64,
    /// When to take it down.
    pub until_ms: i64,
    /// Its text.
    pub text: Sentence,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// A pass ends soon.
    Reminder,
    /// The authority has revoked a pass.
    Revocation,
}

impl NoticeKind {
    /// The name that scripts see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Revocation => "revocation",
        }
    }
}

impl State {
    pub(crate) fn plan(&self, reading: &Reading) -> Plan {
        let now = self.time.at(reading);
        let mut due = Vec::new();
        let mut awaits_network = false;
        for person_state in self.people.values() {
            let tasks = person_state.tasks.iter().map(|(row, task)| (*row, task));
            match next_task(tasks, now.best_ms, Urgency::Background) {
                Next::Send(_) => due.push(now.best_ms),
                Next::Wait(until_ms) => due.push(until_ms),
                Next::Done => {}
            }
            awaits_network |= !person_state.tasks.is_empty()
                || matches!(person_state.registration, Registration::Waiting { .. });
            // A form that waits, and lists that age under an account, are the sync's own sync_schedule.
            let wants_sync = matches!(
                person_state.registration,
                Registration::Waiting { .. } | Registration::Registered { .. }
            );
            if wants_sync {
                due.push(
                    self.sync_at_ms(person_state).min(now.best_ms.saturating_add(LONGEST_PACE_MS)),
                );
            }
        }
        let wake_at_ms = due.into_iter().min();
        let mut notices: Vec<Notice> =
            self.people.keys().flat_map(|person| self.notices(*person, &now)).collect();
        notices.sort_by_key(|notice| notice.at_ms);
        notices.truncate(MOST_NOTICES);
        Plan {
            revision: self.revision,
            now_ms: now.best_ms,
            wake_at_ms: wake_at_ms.map(|at_ms| at_ms.max(now.best_ms)),
            sync_now: wake_at_ms.is_some_and(|at_ms| at_ms <= now.best_ms),
            awaits_network,
            notices,
        }
    }

    /// When a sync is due: by the sync_schedule of the last one, or before there was any, when the lists
    /// that came with registering are hours old, each account at a moment of its own.
    fn sync_at_ms(&self, person_state: &Person) -> i64 {
        if self.sync_schedule != SyncSchedule::default() {
            return self.sync_schedule.not_before_ms;
        }
        match (&person_state.registration, self.lists.stamp()) {
            (Registration::Registered { account, .. }, Some(stamp)) => {
                let [a, b, ..] = *account.bytes();
                let own = i64::from(u16::from_be_bytes([a, b])).saturating_mul(SPREAD_STEP_MS);
                milliseconds(stamp.iat).saturating_add(LISTS_FRESH_MS).saturating_add(own)
            }
            _ => 0,
        }
    }

    fn notices(&self, person: PersonId, now: &Moment) -> Vec<Notice> {
        let Some(person_state) = self.people.get(&person) else { return Vec::new() };
        let rules = self.lists.rules();
        let passes = person_state.passes.iter().map(|(_, pass)| pass);
        let mut notices = Vec::new();
        for pass in passes {
            let state = pass.state(now, rules);
            let until_ms = milliseconds(pass.exp);
            let counts =
                matches!(state, PassState::Valid | PassState::NotYetValid | PassState::TimeUnknown);
            if counts && pass.denied_from.is_none() {
                // A short pass is not reminded of before it has begun.
                let at_ms = until_ms.saturating_sub(WARN_BEFORE_MS).max(milliseconds(pass.nbf));
                let at = self.when_dated(until_ms, now);
                let text = Say::PassEndsSoon { at }.sentence(self.language);
                let (id, kind) = (format!("pass-ends-{}", pass.id), NoticeKind::Reminder);
                notices.push(Notice { id, kind, person, at_ms, until_ms, text });
            }
            if state == PassState::OtherAct {
                let until = self.when_dated(until_ms, now);
                let text = Say::Pass { state, from: until, until }.sentence(self.language);
                let (id, kind) = (format!("pass-other-act-{}", pass.id), NoticeKind::Revocation);
                let ended = rules.and_then(|rules| rules.act(pass.act)?.until);
                let at_ms = milliseconds(ended.unwrap_or(pass.nbf));
                notices.push(Notice { id, kind, person, at_ms, until_ms, text });
            }
            let over =
                matches!(state, PassState::Expired | PassState::NotInForce | PassState::OtherAct);
            if let Some(from) = pass.denied_from.filter(|_| !over) {
                let home_ms = pass.home_until().map(milliseconds);
                // It stands as long as the pass would have lasted, perhaps for days.
                let until = self.when_dated(home_ms.unwrap_or(until_ms), now);
                let say = match home_ms {
                    Some(_) => Say::PassRevoked { until },
                    None => Say::Pass { state: PassState::Revoked, from: until, until },
                };
                let text = say.sentence(self.language);
                let (id, kind) = (format!("pass-revoked-{}", pass.id), NoticeKind::Revocation);
                let at_ms = milliseconds(from);
                notices.push(Notice { id, kind, person, at_ms, until_ms, text });
            }
        }
        notices
    }
}
