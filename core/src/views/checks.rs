//! A check, as a person reads it.

use super::Viewed;
use crate::documents::CheckKind;
use crate::events::Facts;
use crate::model::patient::{AnswerMode, CannotReason, CheckOutcome, Declared};
use crate::model::{CheckId, PersonId, Sentence, to_base64url};
use crate::ports::Reading;
use crate::quarantine::checks::{AskedChecks, Asking, KnownCheck, StandingStill};
use crate::quarantine::declarations::Declarations;
use crate::quarantine::journal::Interval;
use crate::quarantine::watch::Now;
use crate::state::{Quarantine, State};
use crate::store::StoreError;
use crate::time::milliseconds;
use crate::words::CheckText;

/// A check. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckView {
    /// Base64url.
    pub id: String,
    pub kind: CheckKind,
    /// Asked at a time that no order tells.
    pub is_surprise: bool,
    /// When an agreed check was due; never told beforehand.
    pub due_ms: Option<i64>,
    pub delivered_at_ms: Option<i64>,
    /// When its window closed, or will if nothing makes it stand still.
    pub closes_at_ms: Option<i64>,
    /// Seconds in which it may still be answered.
    pub open_left_s: Option<u64>,
    /// Why no time passes: a stable kebab-case name.
    pub standing_still: Option<String>,
    pub outcome: CheckOutcome,
    pub answer: Option<CheckAnswerView>,
    pub text: Sentence,
}

/// The answer that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAnswerView {
    pub earliest_ms: i64,
    /// None while no clock vouches for it.
    pub latest_ms: Option<i64>,
    pub how: AnswerMode,
    pub reason: Option<CannotReason>,
    /// SHA-256 of the sealed photo, base64url.
    pub photo: Option<String>,
    /// Whether the authority has signed for it.
    pub receipt: bool,
}

/// What a person declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredView {
    pub what: Declared,
    /// Until when it counts, milliseconds since 1970; none if until the person says that it is over, or if
    /// nothing is made of it.
    pub until_ms: Option<i64>,
    pub text: Sentence,
}

/// Which checks that are over are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownSince {
    Today,
    Days14,
}

impl State {
    /// Checks that were asked, or could not be, oldest first; open ones in any case; and those that wait
    /// today, whose times nobody is told beforehand.
    pub(crate) fn check_views(
        &self,
        person: PersonId,
        quarantine: &Quarantine,
        reading: &Reading,
        facts: &Facts,
        since: ShownSince,
    ) -> Result<Vec<CheckView>, StoreError> {
        let viewed = self.viewed(self.time.at(reading));
        let delivery = quarantine.delivery.as_ref();
        let confirmed = delivery.map_or(0, |delivery| delivery.confirmed().reports.seq);
        let can_show = facts.can_show();
        let looked =
            self.look_at_checks(person, quarantine, reading, can_show, |checks, asking, now| {
                let day = self.zone().day(i64::try_from(now.best_s).unwrap_or(i64::MAX));
                let from = match since {
                    ShownSince::Today => u64::try_from(day.from).unwrap_or_default(),
                    ShownSince::Days14 => now.best_s.saturating_sub(DAYS_14_S),
                };
                let known = checks.known().into_iter();
                let shown = known.filter(|check| {
                    checks.window(check.id).is_some()
                        || check.asked_at().is_some_and(|at| at >= from)
                });
                let shown = shown.map(|check| viewed.check(check, checks, asking, now, confirmed));
                let waiting = checks.waiting_today(asking, now).into_iter();
                shown.chain(waiting.map(|(id, kind)| viewed.waiting_check(id, kind))).collect()
            });
        Ok(looked?.unwrap_or_default())
    }
}

/// 14 days, in seconds.
const DAYS_14_S: u64 = 14 * 86_400;

impl Viewed<'_> {
    /// What a person has declared and still counts.
    pub fn declared(&self, declarations: &Declarations) -> Option<DeclaredView> {
        let lasting = declarations.covering(self.now.best_s())?;
        let what = lasting.what.written();
        let until_ms = lasting.until.map(milliseconds);
        let end = until_ms.map(|until_ms| self.when(until_ms));
        let text = self.say(&CheckText::Declared { what, until: end });
        Some(DeclaredView { what, until_ms, text })
    }

    fn waiting_check(&self, id: CheckId, kind: CheckKind) -> CheckView {
        CheckView {
            id: id.to_string(),
            kind,
            is_surprise: false,
            due_ms: None,
            delivered_at_ms: None,
            closes_at_ms: None,
            open_left_s: None,
            standing_still: None,
            outcome: CheckOutcome::Waiting,
            answer: None,
            text: self.say(&CheckText::Over(CheckOutcome::Waiting)),
        }
    }

    /// A check with what came of it; `checks` are those of now, of whose reports the authority has signed
    /// for all up to `confirmed`.
    pub fn check(
        &self,
        check: &KnownCheck,
        checks: &AskedChecks,
        asking: &Asking<'_>,
        now: &Now,
        confirmed: u64,
    ) -> CheckView {
        let outcome = checks.outcome(check, &asking.known());
        let window = checks.window(check.id).filter(|_| outcome == CheckOutcome::Asking);
        let left_s = window.map(|window| window.left_s());
        let still = window.and_then(|_| asking.standing_still(now.best_s));
        let ends = checks.closes_at(check.id, asking, now).filter(|_| window.is_some());
        let closed = check.closes.map(best_ms);
        let answer = check.counting_answer();
        let is_photo = check.kind == CheckKind::Photo;
        let say = match (outcome, still, left_s) {
            (CheckOutcome::Asking, Some(StandingStill::QuietHours), _) => CheckText::QuietHours,
            (CheckOutcome::Asking, Some(StandingStill::Paused), _) => CheckText::Paused,
            (CheckOutcome::Asking, Some(StandingStill::NoNotices), _) => CheckText::NoNotices,
            (CheckOutcome::Asking, None, Some(left_s)) => {
                CheckText::Asking { left_s, photo: is_photo }
            }
            (CheckOutcome::Cannot, ..) => match answer.and_then(|answer| answer.reason) {
                Some(reason) => CheckText::Cannot(reason),
                None => CheckText::Over(outcome),
            },
            _ => CheckText::Over(outcome),
        };
        CheckView {
            id: check.id.to_string(),
            kind: check.kind,
            is_surprise: check.digest.is_some(),
            due_ms: check.due.map(milliseconds),
            delivered_at_ms: check.delivered.map(best_ms),
            closes_at_ms: closed.or(ends.map(milliseconds)),
            open_left_s: left_s,
            standing_still: still.map(|still| still.name().to_owned()),
            outcome,
            answer: answer.map(|answer| CheckAnswerView {
                earliest_ms: milliseconds(answer.at.earliest()),
                latest_ms: answer.at.latest().map(milliseconds),
                how: answer.how,
                reason: answer.reason,
                photo: answer.photo.map(|photo| to_base64url(&photo)),
                receipt: answer.seq.is_some_and(|seq| seq <= confirmed),
            }),
            text: self.say(&say),
        }
    }
}

fn best_ms(within: Interval) -> i64 {
    milliseconds(within.latest().unwrap_or(within.earliest()))
}
