//! How the time of a window passes: only where the person could have answered. What is in doubt does not
//! count.

use super::asking::Asking;
use super::kept::OpenWindow;
use crate::model::MS;
use crate::quarantine::presence::Milliseconds;
use crate::quarantine::schedule::{is_quiet, not_quiet_between};
use crate::quarantine::watch::Now;

/// Why the time of a window stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingStill {
    QuietHours,
    Paused,
    /// Notices are not allowed, and the app is not in front.
    NoNotices,
}

impl StandingStill {
    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::QuietHours => "quiet-hours",
            Self::Paused => "paused",
            Self::NoNotices => "no-notices",
        }
    }
}

impl Asking<'_> {
    /// Why no time passes now in which a check may be answered.
    pub fn standing_still(&self, at: u64) -> Option<StandingStill> {
        if !self.is_running() || !self.may_ask(at) {
            Some(StandingStill::Paused)
        } else if is_quiet(at, self.in_force.quiet, self.zone) {
            Some(StandingStill::QuietHours)
        } else if !self.can_show {
            Some(StandingStill::NoNotices)
        } else {
            None
        }
    }
}

impl OpenWindow {
    /// Counts the time that has passed since it was counted last. How long the phone was off, or could not
    /// show anything, nobody knows exactly: none of it counts.
    pub(super) fn pass_time(&mut self, asking: &Asking<'_>, now: &Now) {
        let elapsed = now.moment.elapsed;
        let is_of_this_boot = self.boot == now.moment.boot;
        let can_answer = asking.is_running() && asking.can_show && asking.may_ask(now.best_s);
        if is_of_this_boot && self.is_counting && can_answer {
            let since = elapsed.0.saturating_sub(self.counted_to.0).max(0);
            let seconds = u64::try_from(since / MS).unwrap_or_default();
            let from = now.best_s.saturating_sub(seconds);
            let open = not_quiet_between(from, now.best_s, asking.in_force.quiet, asking.zone);
            let is_whole = open == seconds;
            let passed = if is_whole { since } else { signed(open).saturating_mul(MS).min(since) };
            self.passed = Milliseconds(self.passed.0.saturating_add(passed));
        }
        self.length_s = self.length_s.max(asking.window_s());
        self.counted_to = elapsed;
        self.boot = now.moment.boot;
        self.is_counting = can_answer;
    }

    pub(super) fn is_closed(&self) -> bool {
        self.left_s() == 0
    }

    /// How much of it is left, in seconds.
    pub fn left_s(&self) -> u64 {
        let passed = u64::try_from(self.passed.0.div_euclid(MS)).unwrap_or_default();
        self.length_s.saturating_sub(passed)
    }
}

fn signed(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
