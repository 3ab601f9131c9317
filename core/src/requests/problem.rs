//! What the authority refuses, and what that means to a person (`PROTOCOL.md §9.1`).

use serde::{Deserialize, Serialize};

use crate::error::{Code, CoreError, ErrorDetails};
use crate::model::Period;
use crate::time::milliseconds;

/// Any refusal: RFC 9457 with a stable `code`, and the figures that belong to it.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Problem {
    /// What a person or a program can act on, kebab-case.
    #[serde(default)]
    pub code: String,
    /// Tries that are left (`code-wrong`, `sub-wrong`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u64>,
    /// Legal reference of a purpose that needs no pass (`no-pass-needed`).
    #[serde(default, rename = "ref", skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Passes used in the stretch (`quota-used`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// Passes that the rules grant in it (`quota-used`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub m: Option<u64>,
    /// In which stretch (`quota-used`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Period>,
    /// When it becomes possible (`quota-used`, `outside-hours`, `lead-time`, `not-in-force`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
    /// When the last one ended, where there are none any more (`purpose-over`, `not-in-force`), or
    /// the latest beginning (`too-far-ahead`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<u64>,
    /// Number of the item (`item-invalid`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// The current serial (`rules-old`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<u64>,
    /// Why the key is closed (`key-closed`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The authority's signed word for it (`key-closed`): nothing else closes an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_closed: Option<String>,
    /// Time token over the request's nonce (`clock-differs`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}

impl Problem {
    /// The refusal as an error of ours. `retry_after_s` is the answer's `Retry-After`.
    pub fn error(&self, retry_after_s: Option<u64>, now_ms: i64) -> CoreError {
        let code = self.known();
        let waits = retry_after_s.map(|seconds| now_ms.saturating_add(milliseconds(seconds)));
        let reference = match code {
            Code::Refused => Some(self.code.clone()).filter(|code| is_code(code)),
            _ => self.reference.clone(),
        };
        let details = ErrorDetails {
            at_ms: self.next.map(milliseconds).or(waits),
            last_ms: self.last.map(milliseconds),
            n: self.left.or(self.n),
            m: self.m,
            per: self.per,
            reference,
            ..ErrorDetails::default()
        };
        CoreError::with(code, details)
    }

    fn known(&self) -> Code {
        match self.code.as_str() {
            // A number that was read here is one; messages do not go there.
            "phone-invalid" => Code::PhoneUnreachable,
            "sub-invalid" => Code::MarkInvalid,
            "code-wrong" => Code::CodeWrong,
            "code-expired" => Code::CodeExpired,
            "sub-wrong" => Code::SubWrong,
            "wait" => Code::Wait,
            "not-in-force" => Code::NotInForce,
            "purpose-unknown" => Code::PurposeUnknown,
            "purpose-over" => Code::PurposeOver,
            "too-far-ahead" => Code::TooFarAhead,
            "no-pass-needed" => Code::NoPassNeeded,
            "quota-used" => Code::QuotaUsed,
            "outside-hours" => Code::OutsideHours,
            "lead-time" => Code::LeadTime,
            "too-late" => Code::TooLate,
            "holder-mark-missing" => Code::HolderMarkMissing,
            "no-paper" => Code::NoPaper,
            "pass-over" => Code::PassOver,
            "loan-over" => Code::LoanOver,
            "move-over" => Code::MoveOver,
            _ => Code::Refused,
        }
    }
}

/// Only what looks like a code is repeated to a person: anything else may hold anything.
fn is_code(text: &str) -> bool {
    (1..40).contains(&text.len())
        && text.bytes().all(|part| part.is_ascii_lowercase() || part == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(problem: &str, retry_after_s: Option<u64>) -> CoreError {
        let problem: Problem = serde_json::from_str(problem).unwrap();
        problem.error(retry_after_s, 1_000)
    }

    #[test]
    fn a_known_code_keeps_its_figures() {
        let used = refused(r#"{"code":"quota-used","n":2,"m":2,"per":"local-day","next":9}"#, None);
        assert_eq!(used.code, Code::QuotaUsed);
        assert_eq!((used.details.n, used.details.m), (Some(2), Some(2)));
        assert_eq!((used.details.per, used.details.at_ms), (Some(Period::LocalDay), Some(9_000)));
        let wrong = refused(r#"{"code":"code-wrong","left":4}"#, None);
        assert_eq!((wrong.code, wrong.details.n), (Code::CodeWrong, Some(4)));
        let wait = refused(r#"{"code":"wait"}"#, Some(60));
        assert_eq!((wait.code, wait.details.at_ms), (Code::Wait, Some(61_000)));
    }

    #[test]
    fn an_unknown_code_is_repeated_only_if_it_looks_like_one() {
        let newer = refused(r#"{"code":"from-a-later-day","ref":"of no meaning here"}"#, None);
        assert_eq!(newer.code, Code::Refused);
        assert_eq!(newer.details.reference.as_deref(), Some("from-a-later-day"));
        for text in ["{}", r#"{"code":"Call +7 916 000-00-00"}"#, r#"{"code":"<b>"}"#] {
            assert_eq!(refused(text, None).details.reference, None, "{text}");
        }
    }
}
