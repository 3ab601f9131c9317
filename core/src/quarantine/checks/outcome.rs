//! What came of a check. There is no word here for guilt (`PROTOCOL.md §21.4`).

use super::asked::AskedChecks;
use super::asking::KnownTimes;
use super::known::{KnownCheck, SUPERSEDED};
use crate::model::patient::{AnswerMode, CheckOutcome};

impl AskedChecks {
    /// What came of a check, by all that is known now: what is learned later can only be in the person's
    /// favour.
    pub fn outcome(&self, check: &KnownCheck, times: &KnownTimes<'_>) -> CheckOutcome {
        let excuse = self.excuse(check, times);
        if let Some(answer) = check.counting_answer() {
            return match answer.how {
                _ if answer.in_pause => CheckOutcome::Paused,
                AnswerMode::Early => CheckOutcome::AnsweredEarly,
                _ if check.is_late(answer) => excuse.unwrap_or(CheckOutcome::AnsweredLate),
                AnswerMode::Cannot => excuse.unwrap_or(CheckOutcome::Cannot),
                _ => CheckOutcome::Answered,
            };
        }
        if let Some(excuse) = excuse {
            return excuse;
        }
        if check.delivered.is_none() {
            return CheckOutcome::NotDelivered;
        }
        if self.window(check.id).is_some() {
            return CheckOutcome::Asking;
        }
        // A window that did not close by its own time was ended by something else.
        if check.closes.is_some() { CheckOutcome::Unanswered } else { CheckOutcome::Superseded }
    }

    /// Why nothing may be made of it that the person did not answer.
    fn excuse(&self, check: &KnownCheck, times: &KnownTimes<'_>) -> Option<CheckOutcome> {
        match check.refused.as_ref().map(crate::quarantine::journal::Word::as_str) {
            Some(SUPERSEDED) => return Some(CheckOutcome::Superseded),
            Some("after-end") => return Some(CheckOutcome::AfterEnd),
            Some("paused") => return Some(CheckOutcome::Paused),
            Some(_) => return Some(CheckOutcome::NotDelivered),
            None => {}
        }
        let from = check.asked_at()?;
        let until =
            check.closes.map_or(from, |closes| closes.latest().unwrap_or(closes.earliest()));
        let released = times.order.released().is_some_and(|released| released.at <= until);
        if released {
            return Some(CheckOutcome::Superseded);
        }
        if times.order.end() <= from {
            return Some(CheckOutcome::AfterEnd);
        }
        // A pause that covers any part of it, whoever said so and whenever it was learned.
        let covers = |at: u64| !times.may_ask(at) || self.elsewhere.covers(at);
        let step = usize::try_from(SAMPLE_S).unwrap_or(1);
        let is_paused = (from..=until).step_by(step).chain([until]).any(covers);
        is_paused.then_some(CheckOutcome::Paused)
    }
}

/// Pauses are looked for so often within a window, in seconds: they are told in minutes.
const SAMPLE_S: u64 = 60;
