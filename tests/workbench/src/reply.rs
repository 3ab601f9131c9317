//! What a command gives back: one value for scripts, the same in words for people, and the exit
//! status.

use doorstep::client_error::ClientError;
use doorstep::error::{Code, CoreError, ErrorKind};
use doorstep::model::Language;
use doorstep::quarantine::order::Refusal;
use serde_json::{Map, Value, json};

use crate::moments::rfc3339;

/// Exit status of every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Done, or kept and waiting; of an inspection: the person may go on.
    Done = 0,
    /// Refused; of an inspection: any other answer.
    Refused = 1,
    /// Used in a way that cannot work.
    WrongUse = 2,
    /// Could not run.
    CouldNotRun = 3,
}

/// How a command ended that gave an answer.
#[derive(Debug)]
pub enum Ended {
    /// With this, which is to be printed.
    Answer(Reply),
    /// Having printed all of it.
    Printed(Status),
}

/// The answer of a command.
#[derive(Debug)]
pub struct Reply {
    /// For scripts.
    pub value: Value,
    /// For people.
    pub text: String,
    /// How it ends.
    pub status: Status,
}

impl Reply {
    /// An answer after which nothing is left to do.
    pub fn done(value: Value, text: impl Into<String>) -> Self {
        Self { value, text: text.into(), status: Status::Done }
    }
}

/// Why a command gave no answer.
#[derive(Debug)]
pub struct ErrorInfo {
    /// The stable code.
    pub code: String,
    /// What happened.
    pub text: String,
    /// What to do next.
    pub next: String,
    /// When to try again, milliseconds since 1970, if that is known.
    pub retry_at_ms: Option<i64>,
    /// Of a file that was given, the line that is wrong, from 1.
    pub line: Option<u64>,
    /// The floor that an order is beyond.
    pub rule: Option<Refusal>,
    /// What else belongs to it, by name.
    pub more: Option<Box<Map<String, Value>>>,
    /// How it ends.
    pub status: Status,
}

impl ErrorInfo {
    /// A trouble of the workbench itself.
    pub fn new(
        status: Status,
        code: &str,
        text: impl Into<String>,
        next: impl Into<String>,
    ) -> Self {
        let (text, next) = (text.into(), next.into());
        Self {
            code: code.to_owned(),
            text,
            next,
            retry_at_ms: None,
            line: None,
            rule: None,
            more: None,
            status,
        }
    }

    /// A trouble for which the core has the words.
    pub fn known(code: Code, language: &str) -> Self {
        CoreError::from(code).say(Language::from_tag(language)).into()
    }

    /// The value that stands for it.
    pub fn value(&self) -> Value {
        json!({ "error": self.error() })
    }

    /// The same beside an answer.
    pub fn error(&self) -> Value {
        let mut error = json!({ "code": self.code, "text": self.text, "next": self.next });
        let retry_at = self.retry_at_ms.map(|at_ms| ("retry_at", json!(rfc3339(at_ms))));
        let line = self.line.map(|line| ("line", json!(line)));
        if let Some(fields) = error.as_object_mut() {
            let rule = self.rule.map(|rule| ("rule", json!(rule.name())));
            let more = [retry_at, line, rule].into_iter().flatten();
            fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
            fields.extend(self.more.iter().flat_map(|more| more.as_ref().clone()));
        }
        error
    }

    /// The same for people.
    pub fn words(&self) -> String {
        format!("{} [{}]\n{}", self.text, self.code, self.next)
    }
}

impl From<Reply> for Ended {
    fn from(reply: Reply) -> Self {
        Self::Answer(reply)
    }
}

impl From<ClientError> for ErrorInfo {
    fn from(error: ClientError) -> Self {
        let status = match error.kind {
            ErrorKind::Correct | ErrorKind::Wait | ErrorKind::Refused | ErrorKind::Register => {
                Status::Refused
            }
            ErrorKind::Network
            | ErrorKind::Interference
            | ErrorKind::Storage
            | ErrorKind::Vault
            | ErrorKind::Update
            | ErrorKind::Report => Status::CouldNotRun,
        };
        Self {
            code: error.code.name().to_owned(),
            text: error.text.text,
            next: error.next.text,
            retry_at_ms: error.retry_at_ms,
            line: None,
            rule: error.rule,
            more: None,
            status,
        }
    }
}
