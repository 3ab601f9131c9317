//! What calls over the network answer. Written out, because an error in them is an [`ErrorInfo`] here.

use doorstep::client;
use doorstep::views::{LoanView, PassEntry};

use crate::trouble::ErrorInfo;

/// How a step of the registration ended.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum RegistrationResult {
    /// A code is on its way; another can be asked for in so many seconds.
    CodeSent {
        /// Seconds until another can be asked for.
        resend_after_s: u64,
    },
    /// All is kept and goes by itself once the cause is over.
    WaitingToSend {
        /// Why it was not sent.
        why: ErrorInfo,
    },
    Registered,
}

impl From<client::RegistrationResult> for RegistrationResult {
    fn from(step: client::RegistrationResult) -> Self {
        match step {
            client::RegistrationResult::CodeSent { resend_after_s } => {
                Self::CodeSent { resend_after_s }
            }
            client::RegistrationResult::WaitingToSend { why } => {
                Self::WaitingToSend { why: why.into() }
            }
            client::RegistrationResult::Registered => Self::Registered,
        }
    }
}

/// What came of a step of a loan.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum LoanStep {
    Done {
        loan: LoanView,
    },
    /// The request is kept and goes by itself.
    WaitingToSend {
        /// Why it was not sent.
        why: ErrorInfo,
        /// Where the loan stands meanwhile; none before the authority knows of this device.
        loan: Option<LoanView>,
    },
}

impl From<client::LoanStep> for LoanStep {
    fn from(step: client::LoanStep) -> Self {
        match step {
            client::LoanStep::Done(loan) => Self::Done { loan: *loan },
            client::LoanStep::WaitingToSend { why, loan } => {
                Self::WaitingToSend { why: why.into(), loan: loan.map(|loan| *loan) }
            }
        }
    }
}

/// What came of asking for a pass.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum PassRequestResult {
    Pass {
        pass: PassEntry,
    },
    /// The request is kept and goes by itself, until it is given up.
    WaitingToSend {
        /// Name of the purpose.
        purpose: String,
        /// When it is given up, milliseconds since 1970.
        give_up_at_ms: i64,
        /// Why it was not sent.
        why: ErrorInfo,
    },
}

impl From<client::PassRequestResult> for PassRequestResult {
    fn from(asked: client::PassRequestResult) -> Self {
        match asked {
            client::PassRequestResult::Pass(pass) => Self::Pass { pass },
            client::PassRequestResult::WaitingToSend { purpose, give_up_at_ms, why } => {
                Self::WaitingToSend { purpose, give_up_at_ms, why: why.into() }
            }
        }
    }
}

/// What a sync has done.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SyncReport {
    /// Whether the lists are newer now.
    pub lists_changed: bool,
    /// Requests that are over.
    pub settled: u64,
    /// Requests that still wait.
    pub waiting: u64,
    /// Items of journals that were sent.
    pub items_sent: u64,
    /// Items of journals that the authority has confirmed by now.
    pub items_confirmed: u64,
    /// Items of journals that it would not take, and that go without what they say.
    pub items_aside: u64,
    /// Whether a version of an order came, also one that does not count.
    pub orders_changed: bool,
    /// Surprise checks that came.
    pub checks: u64,
    /// Notices of the authority that came.
    pub notices: u64,
    /// Photos for which a receipt came.
    pub photos_received: u64,
    /// Photos that wait for one.
    pub photos_waiting: u64,
    /// Whether the time is anchored now.
    pub time_anchored: bool,
    /// The first thing that went wrong; what comes after it was done all the same if it could.
    pub problem: Option<ErrorInfo>,
}

impl From<client::SyncReport> for SyncReport {
    fn from(report: client::SyncReport) -> Self {
        let client::SyncReport {
            lists_changed,
            settled,
            waiting,
            items_sent,
            items_confirmed,
            items_aside,
            orders_changed,
            checks,
            notices,
            photos_received,
            photos_waiting,
            time_anchored,
            problem,
        } = report;
        Self {
            lists_changed,
            settled,
            waiting,
            items_sent,
            items_confirmed,
            items_aside,
            orders_changed,
            checks,
            notices,
            photos_received,
            photos_waiting,
            time_anchored,
            problem: problem.map(ErrorInfo::from),
        }
    }
}
