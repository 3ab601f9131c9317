//! Refusals: RFC 9457 problems with a stable code. The codes and their statuses stand here alone
//! (`PROTOCOL.md §9.2`).

use doorstep::requests::Problem;
use serde::Serialize;

use super::Reply;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorCode {
    Malformed,
    IdempotencyKeyMissing,
    SignatureInvalid,
    ClockDiffers,
    Replayed,
    KeyClosed,
    CodeWrong,
    SubWrong,
    Unknown,
    MethodNotAllowed,
    Timeout,
    InProgress,
    CodeExpired,
    LoanOver,
    MoveOver,
    TooLarge,
    MediaTypeUnsupported,
    PhoneInvalid,
    SubInvalid,
    ConsentOld,
    TokenOld,
    IdempotencyMismatch,
    ItemInvalid,
    NotInForce,
    PurposeUnknown,
    PurposeOver,
    TooFarAhead,
    NoPassNeeded,
    QuotaUsed,
    OutsideHours,
    LeadTime,
    RulesOld,
    TooLate,
    HolderMarkMissing,
    NoPaper,
    PassOver,
    PermissionUnknown,
    Wait,
    Failed,
    ClockUnreadable,
}

/// Every code with its name, status and title.
pub(crate) const CODES: [(ErrorCode, &str, u16, &str); 40] = {
    use ErrorCode as E;
    [
        (E::Malformed, "malformed", 400, "The request is not of its form"),
        (E::IdempotencyKeyMissing, "idempotency-key-missing", 400, "Idempotency-Key is missing"),
        (E::SignatureInvalid, "signature-invalid", 401, "The signatures are not those asked for"),
        (E::ClockDiffers, "clock-differs", 401, "The request was signed at another time"),
        (E::Replayed, "replayed", 401, "The nonce was used before"),
        (E::KeyClosed, "key-closed", 403, "The key is closed"),
        (E::CodeWrong, "code-wrong", 403, "The code is another one"),
        (E::SubWrong, "sub-wrong", 403, "The order is for another holder's mark"),
        (E::Unknown, "unknown", 404, "There is nothing of this name"),
        (E::MethodNotAllowed, "method-not-allowed", 405, "Another method is needed here"),
        (E::Timeout, "timeout", 408, "The request took too long"),
        (E::InProgress, "in-progress", 409, "The same request is being worked on"),
        (E::CodeExpired, "code-expired", 410, "The code does not count any more"),
        (E::LoanOver, "loan-over", 410, "Nothing is lent by this any more"),
        (E::MoveOver, "move-over", 410, "The account goes on under another key already"),
        (E::TooLarge, "too-large", 413, "The body is too large"),
        (
            E::MediaTypeUnsupported,
            "media-type-unsupported",
            415,
            "Another media type is needed here",
        ),
        (E::PhoneInvalid, "phone-invalid", 422, "No text message can go to this number"),
        (E::SubInvalid, "sub-invalid", 422, "The holder's mark is not of its form"),
        (E::ConsentOld, "consent-old", 422, "The consent has a newer version"),
        (E::TokenOld, "token-old", 422, "The time token is too old"),
        (E::IdempotencyMismatch, "idempotency-mismatch", 422, "The key belongs to another request"),
        (E::ItemInvalid, "item-invalid", 422, "An item of the reports can't be read"),
        (E::NotInForce, "not-in-force", 422, "No act is in force"),
        (E::PurposeUnknown, "purpose-unknown", 422, "The rules have no such purpose"),
        (E::PurposeOver, "purpose-over", 422, "No pass for this can begin any more"),
        (E::TooFarAhead, "too-far-ahead", 422, "The rules do not reach that far"),
        (E::NoPassNeeded, "no-pass-needed", 422, "No pass is needed for this"),
        (E::QuotaUsed, "quota-used", 422, "The quota is used up"),
        (E::OutsideHours, "outside-hours", 422, "Outside the hours of this purpose"),
        (E::LeadTime, "lead-time", 422, "This purpose must be asked for earlier"),
        (E::RulesOld, "rules-old", 422, "The rules have another version"),
        (E::TooLate, "too-late", 422, "Nobody waits for this pass any more"),
        (E::HolderMarkMissing, "holder-mark-missing", 422, "The pass names no holder"),
        (E::NoPaper, "no-paper", 422, "This purpose has no passes on paper"),
        (E::PassOver, "pass-over", 422, "The pass does not count any more"),
        (E::PermissionUnknown, "permission-unknown", 422, "No order permits this exit now"),
        (E::Wait, "wait", 429, "Try again later"),
        (E::Failed, "failed", 500, "The authority could not do it"),
        (E::ClockUnreadable, "clock-unreadable", 503, "The authority does not know the time"),
    ]
};

impl ErrorCode {
    fn row(self) -> (&'static str, u16, &'static str) {
        CODES
            .iter()
            .find(|(code, ..)| *code == self)
            .map_or(("failed", 500, ""), |(_, name, status, title)| (name, *status, title))
    }

    /// The name on the wire.
    pub(crate) fn name(self) -> &'static str {
        self.row().0
    }

    /// The code of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        CODES.iter().find(|(_, known, ..)| *known == name).map(|(code, ..)| *code)
    }
}

/// A refusal with the figures that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    code: ErrorCode,
    /// The field of the body that it is about.
    field: Option<&'static str>,
    retry_after: Option<u64>,
    problem: RedactedProblem,
}

/// The core's problem has no `Debug`, so that figures stay out of logs; neither has this.
#[derive(Clone, PartialEq, Eq)]
struct RedactedProblem(Problem);

impl std::fmt::Debug for RedactedProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Figures(…)")
    }
}

#[derive(Serialize)]
struct Wire<'p> {
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'static str>,
    #[serde(flatten)]
    problem: &'p Problem,
}

impl Refusal {
    /// A refusal without figures.
    pub(crate) fn of(code: ErrorCode) -> Self {
        Self::with(code, Problem::default())
    }

    /// A refusal with figures; their `code` is put in here.
    pub(crate) fn with(code: ErrorCode, problem: Problem) -> Self {
        let problem = Problem { code: code.name().to_owned(), ..problem };
        Self { code, field: None, retry_after: None, problem: RedactedProblem(problem) }
    }

    /// `malformed`, for what stands in this field.
    pub(crate) fn in_field(field: &'static str) -> Self {
        Self { field: Some(field), ..Self::of(ErrorCode::Malformed) }
    }

    /// `wait`, for this many seconds.
    pub(crate) fn wait(seconds: u64) -> Self {
        Self { retry_after: Some(seconds.max(1)), ..Self::of(ErrorCode::Wait) }
    }

    /// `in-progress`: the other one will be done in a moment.
    pub(crate) fn in_progress() -> Self {
        Self { retry_after: Some(1), ..Self::of(ErrorCode::InProgress) }
    }

    /// An answer of this status, whatever was asked: the first code that has it, or `failed`.
    pub(crate) fn reply_of_status(status: u16, retry_after: Option<u64>) -> Reply {
        let code = CODES.iter().find(|(_, _, known, _)| *known == status);
        let code = code.map_or(ErrorCode::Failed, |(code, ..)| *code);
        Reply { status, ..Self { retry_after, ..Self::of(code) }.reply() }
    }

    /// The answer that says so.
    pub(crate) fn reply(&self) -> Reply {
        let (_, status, title) = self.code.row();
        let wire = Wire { title, status, field: self.field, problem: &self.problem.0 };
        Reply {
            status,
            code: Some(self.code),
            // A value of texts and numbers always has a JSON form.
            body: serde_json::to_vec(&wire).unwrap_or_default(),
            retry_after: self.retry_after,
            content_expires_at: None,
            message: None,
            is_durable: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_row() {
        for (code, name, status, _) in CODES {
            assert_eq!(ErrorCode::named(name), Some(code));
            assert_eq!(Refusal::of(code).reply().status, status);
        }
    }

    #[test]
    fn a_problem_carries_its_figures() {
        let refusal =
            Refusal::with(ErrorCode::CodeWrong, Problem { left: Some(3), ..Problem::default() });
        let body: serde_json::Value = serde_json::from_slice(&refusal.reply().body).unwrap();
        assert_eq!(body["code"], "code-wrong");
        assert_eq!(body["left"], 3);
        assert_eq!(body["status"], 403);
        assert!(body.get("next").is_none());
    }
}
