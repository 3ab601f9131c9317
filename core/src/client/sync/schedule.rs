//! When the phone goes to the network by itself again (`PROTOCOL.md §12.1`).

use crate::client::core::Core;
use crate::error::{Code, CoreError};
use crate::lists::FRESH_MS;
use crate::outbox::policy::{backoff_ms, retry_after_ms};
use crate::state::SyncSchedule;

/// How long after a sync lists are fetched again while reports bring all else that is new: a day, in
/// milliseconds.
const BESIDE_REPORTS_MS: i64 = 24 * 3_600_000;
/// Over how long phones spread themselves after that, in milliseconds: an hour.
const SPREAD_MS: u64 = 3_600_000;

impl Core {
    /// Hours after a sync that was answered, each phone at a moment of its own; by the retry policy
    /// after one that was not.
    pub fn schedule_next_sync(&self, problem: Option<&CoreError>) {
        // Put to sleep in its middle, it has found out nothing.
        if problem.is_some_and(|error| error.code == Code::Suspended) {
            return;
        }
        let random = self.ports.random.draw().map(u64::from_be_bytes).unwrap_or_default();
        let now_ms = self.now_ms();
        let reading = self.ports.clock.read();
        let mut state = self.lock();
        let failures = state.sync_schedule.failures;
        let (wait_ms, failures) = match problem.filter(|error| error.keeps_waiting()) {
            None if state.reports_run(&reading) => {
                // Earlier, not later: a schedule reaches no further than a day.
                (BESIDE_REPORTS_MS.unsigned_abs() - random % SPREAD_MS, 0)
            }
            None => (FRESH_MS.unsigned_abs() + random % SPREAD_MS, 0),
            Some(error) => {
                let asked = error.retry_after_s.map(|seconds| retry_after_ms(seconds, random));
                (asked.unwrap_or(backoff_ms(failures, random)), failures.saturating_add(1))
            }
        };
        let not_before_ms = now_ms.saturating_add(i64::try_from(wait_ms).unwrap_or(i64::MAX));
        let mut edit = state.edit();
        edit.set_sync_schedule(SyncSchedule { not_before_ms, failures });
        state.commit_or_know(edit, "schedule");
    }
}
