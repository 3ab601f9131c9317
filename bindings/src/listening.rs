//! Watching the snapshot from a phone.

use std::sync::{Arc, Mutex, PoisonError};

use doorstep::observe;
use doorstep::views::Snapshot;

use crate::platform::{ShellFailure, guarded};

/// Hears the current snapshot first, then every change.
///
/// One at a time, in order, each once; on whichever thread has made the change. It may call back
/// into the client what is not `async`: no lock is held. It never waits for what is `async`, nor
/// for a thread that does: that work may need the very thread that it is told on. What it throws is
/// logged and ends nothing.
#[uniffi::export(callback_interface)]
pub trait SnapshotListener: Send + Sync {
    /// The snapshot as it is now.
    ///
    /// # Errors
    /// Whatever the shell throws.
    fn on_snapshot(&self, snapshot: Snapshot) -> Result<(), ShellFailure>;
}

/// Keeps a listener listening. It ends with [`Subscription::cancel`], or when it is let go of: an
/// app that wants to hear keeps it.
#[derive(uniffi::Object)]
pub struct Subscription(Mutex<Option<observe::Subscription>>);

#[uniffi::export]
impl Subscription {
    /// Ends it; the snapshot that is being told is the last. Twice is as good as once.
    pub fn cancel(&self) {
        // Taken out first: what the listener held is let go of without a lock.
        let ended = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(ended);
    }
}

impl Subscription {
    pub(crate) fn of(subscription: observe::Subscription) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Some(subscription))))
    }
}

/// A shell's listener as the core calls it.
pub(crate) struct ListenerAdapter(pub Box<dyn SnapshotListener>);

impl observe::SnapshotListener for ListenerAdapter {
    fn on_snapshot(&self, snapshot: Snapshot) {
        if guarded(ShellFailure::Failed, || self.0.on_snapshot(snapshot)).is_err() {
            log::warn!("listener-failed");
        }
    }
}
