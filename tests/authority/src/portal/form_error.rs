//! A no in words: what was wrong, where, and what to do.

use doorstep::documents::Rules;
use doorstep::error::{Code, CoreError, ErrorDetails};
use doorstep::model::{HolderHintError, Language, When};
use doorstep::requests::Problem;
use doorstep::words::DatedError;

use super::words;
use crate::commands::{ErrorCode, Reply};

/// A field that can be wrong. Its name is that of its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Number,
    Code,
    Purpose,
    Initials,
    Document,
}

impl Field {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Code => "code",
            Self::Purpose => "purpose",
            Self::Initials => "initials",
            Self::Document => "document",
        }
    }
}

/// Why a form was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FormError {
    /// HTTP status.
    pub(super) status: u16,
    /// For the log.
    pub(super) code: &'static str,
    pub(super) what: String,
    pub(super) next: String,
    /// Which field it is about.
    pub(super) field: Option<Field>,
}

impl FormError {
    /// What was typed is not of its form.
    pub(super) fn typed(fault: &CoreError, field: Field, language: Language) -> Self {
        let said = fault.say(language);
        let next = match fault.code {
            // The app would say that it may be left out.
            Code::MarkInvalid => words::of(language).mark_next.to_owned(),
            _ => said.next.text,
        };
        Self {
            status: 422,
            code: fault.code.name(),
            what: said.text.text,
            next,
            field: Some(field),
        }
    }

    /// A mark that is none.
    pub(super) fn mark(error: HolderHintError, language: Language) -> Self {
        let field = match error {
            HolderHintError::Document(_) | HolderHintError::DocumentLength => Field::Document,
            _ => Field::Initials,
        };
        Self::typed(&error.into(), field, language)
    }

    /// Something is missing.
    pub(super) fn missing(what: &str, field: Field, language: Language) -> Self {
        Self {
            status: 422,
            code: Code::MarkInvalid.name(),
            what: what.to_owned(),
            next: words::of(language).mark_next.to_owned(),
            field: Some(field),
        }
    }

    /// The refusal in a reply.
    pub(super) fn of(reply: &Reply, rules: &Rules, now: u64, language: Language) -> Self {
        let words = words::of(language);
        let code = reply.code.unwrap_or(ErrorCode::Failed);
        let problem: Problem = serde_json::from_slice(&reply.body).unwrap_or_default();
        let at = problem.next.or_else(|| Some(now.saturating_add(reply.retry_after?)));
        let second = |at: u64| i64::try_from(at).unwrap_or(i64::MAX);
        let told = |at| When::told(&rules.zone, second(at), second(now));
        let details = ErrorDetails {
            per: problem.per,
            n: problem.n.or(problem.left),
            m: problem.m,
            reference: problem.reference,
            ..ErrorDetails::default()
        };
        let (known, field) = match code {
            ErrorCode::PhoneInvalid => (Code::PhoneUnreachable, Some(Field::Number)),
            ErrorCode::CodeWrong => (Code::CodeWrong, Some(Field::Code)),
            ErrorCode::CodeExpired => (Code::CodeExpired, None),
            ErrorCode::Wait => (Code::Wait, None),
            ErrorCode::QuotaUsed => (Code::QuotaUsed, Some(Field::Purpose)),
            ErrorCode::OutsideHours => (Code::OutsideHours, Some(Field::Purpose)),
            ErrorCode::LeadTime => (Code::LeadTime, Some(Field::Purpose)),
            ErrorCode::NoPassNeeded => (Code::NoPassNeeded, Some(Field::Purpose)),
            ErrorCode::NoPaper => (Code::NoPaper, Some(Field::Purpose)),
            ErrorCode::PurposeUnknown => (Code::PurposeUnknown, Some(Field::Purpose)),
            ErrorCode::PurposeOver => (Code::PurposeOver, Some(Field::Purpose)),
            ErrorCode::NotInForce => (Code::NotInForce, None),
            ErrorCode::IdempotencyMismatch => {
                return Self::ours(reply.status, code, words.sent_before, words.look_again);
            }
            ErrorCode::RulesOld | ErrorCode::ConsentOld | ErrorCode::Malformed => {
                return Self::ours(reply.status, code, words.not_counted, words.look_again);
            }
            _ => return Self::ours(reply.status, code, words.failed_title, words.failed),
        };
        let error = CoreError::with(known, details);
        let (when, last) = (at.map(told), problem.last.map(told));
        let said = DatedError { error: &error, when, last }.say(language);
        // Where the app's words would not do: a person who has no app.
        let (what, next) = match code {
            ErrorCode::NoPaper => (said.text.text, words.live_only.to_owned()),
            _ => (said.text.text, said.next.text),
        };
        Self { status: reply.status, code: code.name(), what, next, field }
    }

    fn ours(status: u16, code: ErrorCode, what: &str, next: &str) -> Self {
        let (what, next) = (what.to_owned(), next.to_owned());
        Self { status, code: code.name(), what, next, field: None }
    }
}
