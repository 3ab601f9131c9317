//! Answers that an operator wants to fail, so that a phone can be seen to come through it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// The next answers of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure {
    /// HTTP status, 400 to 599.
    pub(crate) status: u16,
    /// So many of them.
    pub(crate) times: u64,
    /// Seconds to wait.
    pub(crate) retry_after: Option<u64>,
}

/// What fails, by the template of its route.
#[derive(Default)]
pub(crate) struct Failures(Mutex<HashMap<String, Failure>>);

impl Failures {
    /// From now on these answers of a route fail, in place of what was said of it before.
    pub(crate) fn set(&self, route: &str, failure: Failure) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(route.to_owned(), failure);
    }

    /// How the next answer of this route fails, if it does.
    pub(crate) fn next(&self, route: &str) -> Option<Failure> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let failure = all.get_mut(route)?;
        failure.times = failure.times.checked_sub(1)?;
        Some(failure.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_answers_fail_as_were_asked_for() {
        let failures = Failures::default();
        failures.set("/v1/sync", Failure { status: 503, times: 2, retry_after: Some(7) });
        assert_eq!(failures.next("/v1/time"), None);
        assert_eq!(failures.next("/v1/sync").unwrap().status, 503);
        assert_eq!(failures.next("/v1/sync").unwrap().retry_after, Some(7));
        assert_eq!(failures.next("/v1/sync"), None);
    }
}
