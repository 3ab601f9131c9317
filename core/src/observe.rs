//! Watching the snapshot: the current one first, then every change, until the subscription ends.
//!
//! A listener hears one snapshot at a time, in order, each once. What changes while it is being
//! told, it is told afterwards, the newest alone; so it may call back into the client, also into
//! what changes something.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::views::Snapshot;

/// Hears of every change. May call back into the client: no lock is held.
pub trait SnapshotListener: Send + Sync {
    /// The snapshot as it is now.
    fn on_snapshot(&self, snapshot: Snapshot);
}

/// Keeps a listener listening; dropping it ends that, also for changes that wait to be told.
#[must_use = "dropping a subscription ends it"]
pub struct Subscription {
    listener: Arc<ListenerEntry>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let waiting = {
            let mut delivery =
                self.listener.delivery.lock().unwrap_or_else(PoisonError::into_inner);
            delivery.ended = true;
            delivery.next.take()
        };
        drop(waiting);
    }
}

/// A listener, and what was delivered to it.
pub(crate) struct ListenerEntry {
    listener: Arc<dyn SnapshotListener>,
    delivery: Mutex<Delivery>,
}

#[derive(Default)]
struct Delivery {
    last: Option<Snapshot>,
    next: Option<Snapshot>,
    delivering: bool,
    ended: bool,
}

impl ListenerEntry {
    /// Tells the listener, or leaves it to whoever is telling it now.
    pub fn tell(&self, snapshot: &Snapshot) {
        let mut next = Some(snapshot.clone());
        loop {
            let snapshot = {
                let mut delivery = self.delivery.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(newer) = next.take()
                    && delivery.is_news(&newer)
                {
                    delivery.next = Some(newer);
                }
                if delivery.delivering {
                    return;
                }
                let Some(snapshot) = delivery.next.take() else { return };
                delivery.last = Some(snapshot.clone());
                delivery.delivering = true;
                snapshot
            };
            // Also when a listener panics, the next change is told.
            let _ends = DeliveryEnds(&self.delivery);
            self.listener.on_snapshot(snapshot);
        }
    }
}

impl Delivery {
    /// Whether a snapshot is neither older than what was told nor the same again.
    fn is_news(&self, snapshot: &Snapshot) -> bool {
        let newest = self.next.as_ref().or(self.last.as_ref());
        !self.ended
            && newest
                .is_none_or(|newest| snapshot.revision >= newest.revision && snapshot != newest)
    }
}

struct DeliveryEnds<'t>(&'t Mutex<Delivery>);

impl Drop for DeliveryEnds<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).delivering = false;
    }
}

/// The listeners of a client, for as long as each subscription lives.
#[derive(Default)]
pub(crate) struct Observers(Mutex<Vec<Weak<ListenerEntry>>>);

impl Observers {
    pub(crate) fn add(
        &self,
        listener: Arc<dyn SnapshotListener>,
    ) -> (Subscription, Arc<ListenerEntry>) {
        let entry = Arc::new(ListenerEntry { listener, delivery: Mutex::default() });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&entry));
        (Subscription { listener: Arc::clone(&entry) }, entry)
    }

    pub(crate) fn is_empty(&self) -> bool {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|entry| entry.strong_count() > 0);
        entries.is_empty()
    }

    pub(crate) fn tell(&self, snapshot: &Snapshot) {
        let listening: Vec<Arc<ListenerEntry>> = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .filter_map(Weak::upgrade)
            .collect();
        for entry in listening {
            entry.tell(snapshot);
        }
    }
}
