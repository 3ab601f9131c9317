//! What the phone's system is asked for: when to wake, and what to show although nobody looks.

use super::asked::AskedChecks;
use super::asking::Asking;
use crate::documents::CheckKind;
use crate::model::CheckId;
use crate::quarantine::schedule::{next_not_quiet, not_quiet_from, when_not_quiet_for};
use crate::quarantine::watch::Now;

/// A check is shown when it is asked, and again after so many minutes in which it could have been answered.
const REMINDED_AFTER_MIN: [u64; 4] = [0, 15, 30, 50];
/// So far ahead checks are handed over, in seconds: a system that does not run the app shows them all the
/// same.
const AHEAD_S: u64 = 3 * 86_400;

/// A notice of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reminder {
    pub check: CheckId,
    pub kind: CheckKind,
    /// Unix second at which it is shown; never in quiet hours.
    pub at: u64,
    /// From 0.
    pub number: usize,
    /// Unix second at which the window closes, if nothing makes it stand still.
    pub closes: u64,
}

impl AskedChecks {
    /// Whether a check may be asked at this second, by all that is known now.
    pub(super) fn may_ask(&self, asking: &Asking<'_>, at: u64) -> bool {
        asking.may_ask(at) && !self.elsewhere.covers(at)
    }

    /// What is shown of checks that are asked, and of agreed ones to come; nothing of what is answered.
    pub fn reminders(&self, asking: &Asking<'_>, now: &Now) -> Vec<Reminder> {
        if !asking.is_running() {
            return Vec::new();
        }
        let mut all = Vec::new();
        for window in &self.kept.windows {
            let Some(check) = self.known.get(&window.check) else { continue };
            if !check.answers.is_empty() {
                continue;
            }
            let passed_s = window.length_s.saturating_sub(window.left_s());
            let asked_at = check.asked_at().unwrap_or(now.best_s);
            let later = shown(check.id, check.kind, window.length_s, passed_s, now.best_s, asking);
            // What stands already was shown when it was asked, or since.
            all.extend(later.into_iter().map(|reminder| match reminder.at <= now.best_s {
                true => Reminder { at: asked_at.min(now.best_s), ..reminder },
                false => reminder,
            }));
        }
        let until = now.best_s.saturating_add(AHEAD_S);
        for check in asking.agreed.between(now.best_s, until) {
            if !self.known.contains_key(&check.id) && self.may_ask(asking, check.due) {
                let window_s = asking.window_s();
                all.extend(shown(check.id, asking.kind(), window_s, 0, check.due, asking));
            }
        }
        all
    }

    /// Agreed checks of this local day that were not asked yet and still may be; in the order of their
    /// names, so that it tells nothing of their times.
    pub fn waiting_today(&self, asking: &Asking<'_>, now: &Now) -> Vec<(CheckId, CheckKind)> {
        let day = asking.zone.day(i64::try_from(now.best_s).unwrap_or(i64::MAX));
        let second = |at: i64| u64::try_from(at).unwrap_or_default();
        let today = asking.agreed.between(second(day.from), second(day.until));
        let waits = today.filter(|check| {
            !self.known.contains_key(&check.id)
                && self.may_ask(asking, check.due)
                && !asking.is_over()
        });
        let mut waiting: Vec<_> = waits.map(|check| (check.id, asking.kind())).collect();
        waiting.sort_unstable_by_key(|(id, _)| *id);
        waiting
    }

    /// The second at which the window of a check closes, if nothing makes it stand still.
    pub fn closes_at(&self, check: CheckId, asking: &Asking<'_>, now: &Now) -> Option<u64> {
        let left_s = self.window(check)?.left_s();
        when_not_quiet_for(now.best_s, left_s, asking.in_force.quiet, asking.zone)
    }

    /// The next second at which time alone changes something.
    pub fn wakes_at(&self, asking: &Asking<'_>, now: &Now) -> Option<u64> {
        if !asking.is_running() {
            return None;
        }
        let quiet = asking.in_force.quiet;
        let open = self.kept.windows.iter();
        let closing = open.filter_map(|window| self.closes_at(window.check, asking, now));
        let awake = next_not_quiet(now.best_s, quiet, asking.zone);
        let held = awake.filter(|_| !self.kept.surprises.is_empty());
        let until = now.best_s.saturating_add(AHEAD_S);
        let from = now.best_s.saturating_add(1);
        let due = asking.agreed.between(from, until);
        let due = due.filter(|check| !self.known.contains_key(&check.id)).map(|check| check.due);
        closing.chain(held).chain(due.take(1)).filter(|at| *at > now.best_s).min()
    }
}

/// The notices of a window of which so many seconds have passed at this second.
fn shown(
    check: CheckId,
    kind: CheckKind,
    length_s: u64,
    passed_s: u64,
    at: u64,
    asking: &Asking<'_>,
) -> Vec<Reminder> {
    let quiet = asking.in_force.quiet;
    let after = not_quiet_from(at, quiet, asking.zone);
    let Some(closes) = after(length_s.saturating_sub(passed_s)) else { return Vec::new() };
    let numbered = REMINDED_AFTER_MIN.iter().enumerate();
    numbered
        .filter_map(|(number, minutes)| {
            let seconds = minutes.saturating_mul(60);
            // What was due is there already, until the next.
            let was_followed = REMINDED_AFTER_MIN
                .get(number.saturating_add(1))
                .is_some_and(|next| passed_s >= next.saturating_mul(60));
            if seconds >= length_s || was_followed {
                return None;
            }
            let at =
                if seconds <= passed_s { at } else { after(seconds.saturating_sub(passed_s))? };
            Some(Reminder { check, kind, at, number, closes })
        })
        .collect()
}
