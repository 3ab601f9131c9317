//! Errors as phones see them: at most ten kinds, by what a person can do.

use doorstep::client_error;
use doorstep::error::{Code as ErrorCode, CoreError, ErrorKind};
use doorstep::model::{Language, Sentence};

/// What went wrong, as a screen shows it. Prints as its code alone: what is printed ends in a log.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Display)]
pub struct ErrorInfo {
    /// What a person can do.
    pub kind: ErrorKind,
    /// Stable: scripts and support staff go by it.
    pub code: ErrorCode,
    pub text: Sentence,
    /// What to do next.
    pub next: Sentence,
    /// When to try again, milliseconds since 1970, if that is known.
    pub retry_at_ms: Option<i64>,
    /// Of an opening that failed: in how many seconds it is tried again by itself. Nothing where only
    /// a person, or a newer app, can mend it: then it is tried when somebody opens the app.
    pub reopen_in_s: Option<u16>,
}

impl std::fmt::Display for ErrorInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.name())
    }
}

impl std::fmt::Debug for ErrorInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ErrorInfo({self})")
    }
}

impl From<client_error::ClientError> for ErrorInfo {
    fn from(error: client_error::ClientError) -> Self {
        let client_error::ClientError { kind, code, text, next, retry_at_ms, reopen_in_s, .. } =
            error;
        Self { kind, code, text, next, retry_at_ms, reopen_in_s }
    }
}

/// Why something was not done. Each kind is what a person can do about it; the code is stable and
/// the same in every language.
///
/// No field is called `message`: Kotlin's `Throwable` has one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
#[uniffi::export(Display)]
pub enum ClientError {
    /// Correct what was typed.
    #[error("{trouble}")]
    Correct {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Wait until the time given, or as long as one likes.
    #[error("{trouble}")]
    Wait {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Nothing: the rules say no, and why.
    #[error("{trouble}")]
    Refused {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// There is no network.
    #[error("{trouble}")]
    Network {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Use another network: this one is interfered with.
    #[error("{trouble}")]
    Interference {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Register, or register again.
    #[error("{trouble}")]
    Register {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Make room on the phone, or give the app its folder back.
    #[error("{trouble}")]
    Storage {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Unlock the phone, or try again in a minute.
    #[error("{trouble}")]
    Vault {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Install the newer version.
    #[error("{trouble}")]
    Update {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
    /// Report it: something is wrong on our side.
    #[error("{trouble}")]
    Report {
        /// What happened, and what next.
        trouble: ErrorInfo,
    },
}

#[uniffi::export]
impl ClientError {
    /// What happened and what next, whatever the kind.
    pub fn trouble(&self) -> ErrorInfo {
        self.what().clone()
    }

    /// The stable code, whatever the kind.
    pub fn code(&self) -> ErrorCode {
        self.what().code
    }
}

impl ClientError {
    fn what(&self) -> &ErrorInfo {
        match self {
            Self::Correct { trouble }
            | Self::Wait { trouble }
            | Self::Refused { trouble }
            | Self::Network { trouble }
            | Self::Interference { trouble }
            | Self::Register { trouble }
            | Self::Storage { trouble }
            | Self::Vault { trouble }
            | Self::Update { trouble }
            | Self::Report { trouble } => trouble,
        }
    }

    /// An error that the core never saw.
    pub(crate) fn of(code: ErrorCode, language: Language) -> Self {
        CoreError::from(code).say(language).into()
    }
}

impl From<client_error::ClientError> for ClientError {
    fn from(error: client_error::ClientError) -> Self {
        let trouble = ErrorInfo::from(error);
        match trouble.kind {
            ErrorKind::Correct => Self::Correct { trouble },
            ErrorKind::Wait => Self::Wait { trouble },
            ErrorKind::Refused => Self::Refused { trouble },
            ErrorKind::Network => Self::Network { trouble },
            ErrorKind::Interference => Self::Interference { trouble },
            ErrorKind::Register => Self::Register { trouble },
            ErrorKind::Storage => Self::Storage { trouble },
            ErrorKind::Vault => Self::Vault { trouble },
            ErrorKind::Update => Self::Update { trouble },
            ErrorKind::Report => Self::Report { trouble },
        }
    }
}
