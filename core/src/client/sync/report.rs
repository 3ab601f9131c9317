//! What a sync has done, for whoever asked for it.

use std::sync::Arc;

use super::Done;
use crate::client::core::Core;
use crate::client_error::ClientError;
use crate::quarantine::delivery::Delivery;

/// What a sync has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// Whether the lists are newer now.
    pub lists_changed: bool,
    /// Requests that are over.
    pub settled: u64,
    /// Requests that still wait.
    pub waiting: u64,
    /// Items of journals that were sent.
    pub items_sent: u64,
    /// Items of journals that the authority has confirmed by now.
    pub items_confirmed: u64,
    /// Items of journals that it would not take, and that go without what they say.
    pub items_aside: u64,
    /// Whether a version of an order came, also one that does not count.
    pub orders_changed: bool,
    /// Surprise checks that came.
    pub checks: u64,
    /// Notices of the authority that came.
    pub notices: u64,
    /// Photos for which a receipt came.
    pub photos_received: u64,
    /// Photos that wait for one.
    pub photos_waiting: u64,
    /// Whether the time is anchored now.
    pub time_anchored: bool,
    /// The first thing that went wrong; what comes after it was done all the same if it could.
    pub problem: Option<ClientError>,
}

impl Core {
    pub(super) fn report(&self, done: &Done) -> SyncReport {
        let reading = self.ports.clock.read();
        let state = self.lock();
        let waiting =
            state.people.values().map(|person_state| person_state.tasks.len() as u64).sum();
        let now = state.time.at(&reading);
        let time_anchored = now.anchored;
        let problem = done.problem.as_ref().map(|error| state.viewed(now).error(error));
        let Done { lists_changed, settled, items_sent, photos_received, came, .. } = *done;
        let photos = state.people.values().filter_map(|known| known.quarantine.as_ref());
        let photos = photos.flat_map(|known| known.photos.iter());
        let photos_waiting = photos.filter(|(_, kept)| kept.upload().is_some()).count();
        let deliveries = || {
            let known = state.people.values().filter_map(|known| known.quarantine.as_ref());
            known.filter_map(|known| known.delivery.as_ref())
        };
        let aside =
            |delivery: &Arc<Delivery>| u64::try_from(delivery.aside().len()).unwrap_or(u64::MAX);
        SyncReport {
            lists_changed,
            settled,
            waiting,
            items_sent,
            items_confirmed: deliveries().map(|one| one.confirmed().reports.seq).sum(),
            items_aside: deliveries().map(aside).sum(),
            orders_changed: came.orders > 0,
            checks: came.checks,
            notices: came.notices,
            photos_received,
            photos_waiting: u64::try_from(photos_waiting).unwrap_or(u64::MAX),
            time_anchored,
            problem,
        }
    }
}
