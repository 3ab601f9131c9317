//! Faults at chosen calls.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Counts the calls of a port or of the store and makes one of them, or all from one on, fail.
///
/// A clone counts together with its original.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<FaultCounts>);

#[derive(Default)]
struct FaultCounts {
    seen: AtomicI64,
    /// The call that fails, from 1; 0 for none.
    at: AtomicI64,
    /// Whether later calls fail too.
    lasting: AtomicI64,
    hook: Mutex<Option<Hook>>,
}

type Hook = Arc<dyn Fn() -> bool + Send + Sync>;

impl fmt::Debug for FaultCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FaultCounts({:?})", self.seen)
    }
}

impl Faults {
    /// Calls this at every call, which fails if it says so. It may unwind: then the call is never made.
    pub fn ask(&self, hook: impl Fn() -> bool + Send + Sync + 'static) {
        *self.0.hook.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hook));
    }

    /// The n-th call from now, counted from 1, fails; with `lasting` all after it too.
    pub fn fail_at(&self, n: i64, lasting: bool) {
        self.0.seen.store(0, Ordering::SeqCst);
        self.0.at.store(n, Ordering::SeqCst);
        self.0.lasting.store(i64::from(lasting), Ordering::SeqCst);
    }

    /// No call fails any more.
    pub fn heal(&self) {
        self.fail_at(0, false);
    }

    /// Calls since the last [`Faults::fail_at`].
    pub fn seen(&self) -> i64 {
        self.0.seen.load(Ordering::SeqCst)
    }

    /// Counts a call; whether it fails.
    pub fn strikes(&self) -> bool {
        let now = self.0.seen.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        let hook = self.0.hook.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if hook.is_some_and(|hook| hook()) {
            return true;
        }
        let at = self.0.at.load(Ordering::SeqCst);
        at > 0 && (now == at || (now > at && self.0.lasting.load(Ordering::SeqCst) == 1))
    }
}
