//! The phone wakes up: what it says of itself goes in, and what to do next comes out.

use std::sync::MutexGuard;

use super::Client;
use super::quarantine::Patient;
use crate::error::CoreError;
use crate::events::{Cause, Facts, Renew, SyncNeed, SyncRequests, Wake};
use crate::model::{MS, PersonId};
use crate::outbox::Urgency;
use crate::store::Decoded;
use crate::views::{NoticeKind, Plan};

/// Whoever is asked within so many seconds finds the app running.
const ASKED_SOON_S: i64 = 30 * 60;

impl Client {
    /// Takes a wake of the phone, and says what to do: sync or not and how urgently, when to wake up
    /// next, which notices stand. The one entry for whatever wakes an app; also one that has been
    /// suspended, whose plan asks for no sync. Opens no network.
    pub fn woken(&self, wake: Wake) -> Plan {
        self.telling(|| {
            self.each_patient(|patient| patient.woken(&wake));
            let Wake { cause, facts, moved: _ } = wake;
            self.hear(facts, Renew::after(cause), |requests, need| requests.woken(cause, need))
        })
    }

    /// The same where nothing has woken the phone, and something it says of itself is another.
    pub fn facts_changed(&self, facts: Facts) -> Plan {
        self.telling(|| {
            let wake = Wake { cause: Cause::Job, facts: facts.clone(), moved: None };
            self.each_patient(|patient| patient.woken(&wake));
            self.hear(facts, Renew::Nothing, |requests, need| requests.due(need))
        })
    }

    /// Does this, and tells the listeners if another snapshot follows from it.
    fn telling(&self, happens: impl FnOnce() -> Plan) -> Plan {
        let heard = || {
            let revision = self.lock().revision;
            (revision, self.sync_requests().facts().cloned())
        };
        let before = heard();
        let plan = happens();
        if heard() != before {
            self.core.changed();
        }
        plan
    }

    /// What the shell does next.
    pub fn plan(&self) -> Plan {
        let reading = self.core.ports.clock.read();
        let state = self.lock();
        let requests = self.sync_requests();
        let need = state.sync_need(&reading, requests.facts());
        state.plan(&need, &requests, requests.due(&need))
    }

    /// Whether a newer version of the app may take this one's place, which ends it for some seconds: nobody
    /// looks at it, and nobody is asked now or in the next half hour. Not before the phone has said in a wake
    /// what it says of itself.
    pub fn may_be_updated(&self) -> bool {
        let is_idle = self.sync_requests().facts().is_some_and(|facts| !facts.in_front);
        let plan = self.plan();
        let soon_ms = plan.now_ms.saturating_add(ASKED_SOON_S * MS);
        let mut checks = plan.notices.iter().filter(|notice| notice.kind == NoticeKind::Check);
        is_idle && !checks.any(|check| check.at_ms < soon_ms && check.until_ms > plan.now_ms)
    }

    /// Lets something happen to everybody who is under quarantine. What cannot be kept now is made up
    /// for at the next event.
    fn each_patient(&self, happens: impl Fn(Patient<'_>) -> Result<(), CoreError>) {
        let people: Vec<PersonId> = {
            let state = self.lock();
            let patients = state.people.iter().filter(|(_, known)| known.quarantine.is_some());
            patients.map(|(person, _)| *person).collect()
        };
        for person in people {
            if let Err(error) = happens(Patient::of(&self.core, person)) {
                log::warn!("watch-not-told code={}", error.code.name());
            }
        }
    }

    fn hear(
        &self,
        facts: Facts,
        renew: Renew,
        sync: impl FnOnce(&mut SyncRequests, &SyncNeed) -> Option<Urgency>,
    ) -> Plan {
        let reading = self.core.ports.clock.read();
        let mut state = self.lock();
        let allowed = facts.notices
            && match state.notices_allowed {
                Decoded::Value(were_allowed) => !were_allowed,
                Decoded::Absent => false,
                // They may stand or not: what is asked for twice is asked for once.
                Decoded::Unreadable => true,
            };
        if state.notices_allowed != Decoded::Value(facts.notices) {
            let mut edit = state.edit();
            edit.set_notices_allowed(facts.notices);
            // Kept so that the next process notices a change, too; this one knows it anyway.
            state.commit_or_know(edit, "notices-allowed");
        }
        let mut requests = self.sync_requests();
        requests.hear(facts, &reading);
        let need = state.sync_need(&reading, requests.facts());
        let sync = sync(&mut requests, &need);
        let plan = state.plan(&need, &requests, sync);
        Plan { renew: if allowed { Renew::Everything } else { renew }, ..plan }
    }

    /// Says that a sync runs until what is returned is dropped: no plan asks for another meanwhile.
    pub(super) fn sync_runs(&self) -> RunningSync<'_> {
        self.sync_requests().begin();
        RunningSync(self)
    }

    fn sync_requests(&self) -> MutexGuard<'_, SyncRequests> {
        self.core.sync_requests()
    }
}

/// A sync that runs.
pub(super) struct RunningSync<'c>(&'c Client);

impl Drop for RunningSync<'_> {
    fn drop(&mut self) {
        self.0.sync_requests().end();
    }
}
