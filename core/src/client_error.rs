//! An error as it leaves the core: what happened, what a person can do, when to try again, in the
//! language that is set.

use crate::error::{Code, CoreError, ErrorKind};
use crate::model::{Language, MS, Sentence};
use crate::quarantine::order::Refusal;
use crate::words::{DatedError, ErrorText, Say as _};

/// An error as a screen or a terminal shows it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}", code = .code.name())]
pub struct ClientError {
    /// What a person can do.
    pub kind: ErrorKind,
    /// Stable: scripts and support staff go by it.
    pub code: Code,
    pub text: Sentence,
    /// What to do next.
    pub next: Sentence,
    /// When to try again, milliseconds since 1970, if that is known.
    pub retry_at_ms: Option<i64>,
    /// Of an order that is refused: the rule.
    pub rule: Option<Refusal>,
    /// Of an opening that failed: in how many seconds it is tried again by itself. Nothing where only
    /// a person, or a newer app, can mend it: then it is tried when somebody opens the app.
    pub reopen_in_s: Option<u16>,
}

/// How soon opening that failed is tried again, in seconds: a minute.
const REOPEN_FIRST_S: u16 = 60;
/// How long that gets, doubled each time: six hours.
const REOPEN_LONGEST_S: u16 = 6 * 3600;

impl ClientError {
    /// The same of an opening that was tried after waiting so long, 0 if it is the first try.
    pub(crate) fn of_opening(self, waited_s: u16, now_ms: i64) -> Self {
        let known_s = self.retry_at_ms.map(|at_ms| at_ms.saturating_sub(now_ms) / MS);
        let in_s = match known_s {
            Some(known_s) => u16::try_from(known_s.max(0)).unwrap_or(u16::MAX),
            None => waited_s.saturating_mul(2),
        };
        let reopen_in_s =
            self.code.may_heal().then(|| in_s.clamp(REOPEN_FIRST_S, REOPEN_LONGEST_S));
        Self { reopen_in_s, ..self }
    }
}

impl DatedError<'_> {
    /// The error in a language.
    pub fn say(&self, language: Language) -> ClientError {
        ClientError {
            kind: self.error.code.kind(),
            code: self.error.code,
            text: ErrorText::What(self).sentence(language),
            next: ErrorText::Next(self).sentence(language),
            retry_at_ms: self.error.details.at_ms,
            rule: match (self.error.code, &self.error.details.reference) {
                (Code::OrderRejected, Some(rule)) => Refusal::of_name(rule),
                _ => None,
            },
            reopen_in_s: None,
        }
    }
}

impl CoreError {
    /// The error in a language, its moments unsaid: where the region's clocks are not known.
    pub fn say(&self, language: Language) -> ClientError {
        DatedError { error: self, when: None, last: None }.say(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reopened(code: Code, waited_s: u16) -> Option<u16> {
        CoreError::from(code).say(Language::En).of_opening(waited_s, 0).reopen_in_s
    }

    #[test]
    fn what_only_a_person_can_mend_is_not_tried_again_by_itself() {
        for code in Code::ALL {
            let by_a_person =
                [ErrorKind::Correct, ErrorKind::Refused, ErrorKind::Register, ErrorKind::Update];
            if by_a_person.contains(&code.kind()) {
                assert_eq!(reopened(*code, 0), None, "{}", code.name());
            }
        }
        for shut in [Code::StoreNewer, Code::TrustFileInvalid, Code::VaultUnsupported] {
            assert_eq!(reopened(shut, 0), None, "{}", shut.name());
        }
    }

    #[test]
    fn what_heals_is_tried_ever_later_up_to_hours() {
        for heals in [Code::VaultBusy, Code::VaultLocked, Code::InUse, Code::StorageFull] {
            let mut waits = vec![0];
            while waits.len() < 40 {
                waits.extend(reopened(heals, waits[waits.len() - 1]));
            }
            assert_eq!(waits[..4], [0, 60, 120, 240]);
            assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
            assert_eq!(waits[39], 6 * 3600);
        }
        assert_eq!(reopened(Code::VaultBusy, u16::MAX), Some(6 * 3600));
    }

    #[test]
    fn a_time_that_is_known_is_kept_within_reason() {
        for (at_ms, in_s) in [(i64::MAX, 6 * 3600), (i64::MIN, 60), (90_000, 90)] {
            let error = CoreError::from(Code::Wait).say(Language::En);
            let error = ClientError { retry_at_ms: Some(at_ms), ..error };
            assert_eq!(error.of_opening(480, 0).reopen_in_s, Some(in_s));
        }
    }
}
