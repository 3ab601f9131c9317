//! Watching the snapshot: the current one first, then every change, until the subscription ends.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::snapshot::Snapshot;

/// Hears of every change. May call back into the client: no lock is held.
pub trait SnapshotListener: Send + Sync {
    /// The snapshot as it is now.
    fn on_snapshot(&self, snapshot: Snapshot);
}

/// Keeps a listener listening; dropping it ends that.
#[must_use = "dropping a subscription ends it"]
pub struct Subscription {
    _listener: Arc<Entry>,
}

struct Entry {
    listener: Arc<dyn SnapshotListener>,
}

/// Everybody who listens.
#[derive(Default)]
pub(crate) struct Observers(Mutex<Vec<Weak<Entry>>>);

impl Observers {
    pub(crate) fn add(&self, listener: Arc<dyn SnapshotListener>) -> Subscription {
        let entry = Arc::new(Entry { listener });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&entry));
        Subscription { _listener: entry }
    }

    pub(crate) fn is_empty(&self) -> bool {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.retain(|entry| entry.strong_count() > 0);
        entries.is_empty()
    }

    pub(crate) fn tell(&self, snapshot: &Snapshot) {
        let listening: Vec<Arc<Entry>> = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .filter_map(Weak::upgrade)
            .collect();
        for entry in listening {
            entry.listener.on_snapshot(snapshot.clone());
        }
    }
}
