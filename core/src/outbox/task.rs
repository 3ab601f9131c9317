//! One request that waits for its answer, with the bytes it will be sent as every time.

use super::Urgency;
use super::policy::{
    BUDGET, BUDGET_WINDOW_MS, CAP_MS, RETRY_AFTER_CAP_MS, backoff_ms, retry_after_ms,
};
use crate::model::{IdempotencyKey, LoanId, PassId, RegistrationId, Thumbprint};
use crate::requests::{Label, Route};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestKind {
    Register,
    /// Another code for this registration.
    Resend(RegistrationId),
    /// That the code is right.
    Confirm(RegistrationId),
    Pass(PassWish),
    /// The end of the account.
    Erase,
    /// That an order on paper joins the account.
    ClaimOrder,
    /// That this phone is the device of an invitation.
    TakeLoan,
    /// That the lent device is in somebody's hands.
    HandOver(LoanId),
    /// That an account goes on under this phone's key.
    Link,
}

/// A tap on a purpose, or a pass that the phone replaces by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassWish {
    /// Number of the purpose.
    pub purpose: u64,
    /// Name of the purpose.
    pub key: String,
    /// After this second nobody wants it any more.
    pub give_up_at: u64,
    /// The tap that it answers, even if newer rules made another request of it.
    pub tap: IdempotencyKey,
    /// Whether newer rules were already fetched for it once.
    pub again: bool,
    /// The pass in whose place it comes, if the key that signed that one was withdrawn.
    pub replaces: Option<PassId>,
}

impl RequestKind {
    /// Whether it is still sent when the account has ended in whose name it was written.
    pub fn outlives_account(&self) -> bool {
        match self {
            Self::Erase => true,
            Self::Register
            | Self::Resend(_)
            | Self::Confirm(_)
            | Self::Pass(_)
            | Self::ClaimOrder
            | Self::TakeLoan
            | Self::HandOver(_)
            | Self::Link => false,
        }
    }
}

/// Whose signature a request carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRole {
    Dev,
    Sos,
    Pass,
}

impl KeyRole {
    /// The label on the wire.
    pub fn label(self) -> Label {
        match self {
            Self::Dev => Label::Dev,
            Self::Sos => Label::Sos,
            Self::Pass => Label::Pass,
        }
    }
}

/// A key that signs requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Which label its signature has.
    pub whose: KeyRole,
    /// Its name in the vault.
    pub alias: String,
    /// Its name at the authority.
    pub key: Thumbprint,
}

/// A request, written down before it is first sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Task {
    /// What is asked for.
    pub what: RequestKind,
    /// Drawn before the first attempt and never changed.
    pub idempotency: IdempotencyKey,
    /// The body, the same bytes at every attempt.
    pub body: String,
    /// The keys that sign, in the order of their labels.
    pub signers: Vec<Signer>,
    /// Answers that were no answer, in a row.
    pub failures: u32,
    /// When it may be tried again.
    pub not_before_ms: i64,
    /// Whether the authority itself asked to wait.
    pub told_to_wait: bool,
    /// When it was tried, newest last, at most [`BUDGET`].
    pub tries_ms: Vec<i64>,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptResult {
    /// An answer of the authority.
    Status {
        status: u16,
        /// `Retry-After` in seconds, if the authority named any.
        retry_after_s: Option<u64>,
    },
    /// No answer, or one of somebody else.
    NoResponse,
}

/// What an attempt means for the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It has had its effect.
    Done,
    /// The authority will never take it.
    Refused,
    /// It is tried again later.
    Again,
}

impl Verdict {
    /// What an attempt means (`PROTOCOL.md §8.8`): only a clear no sets a request aside.
    pub fn of(came: AttemptResult) -> Self {
        match came {
            AttemptResult::Status { status: 200..=299, .. } => Self::Done,
            AttemptResult::Status { status: 400 | 404 | 410 | 413 | 415 | 422, .. } => {
                Self::Refused
            }
            AttemptResult::Status { .. } | AttemptResult::NoResponse => Self::Again,
        }
    }
}

impl Task {
    /// A request that was never tried.
    pub fn new(
        what: RequestKind,
        idempotency: IdempotencyKey,
        body: String,
        signers: Vec<Signer>,
    ) -> Self {
        Self {
            what,
            idempotency,
            body,
            signers,
            failures: 0,
            not_before_ms: 0,
            told_to_wait: false,
            tries_ms: Vec::new(),
        }
    }

    pub fn route(&self) -> Route {
        match self.what {
            RequestKind::Register => Route::Registrations,
            RequestKind::Resend(reg) => Route::Resend(reg),
            RequestKind::Confirm(reg) => Route::Confirm(reg),
            RequestKind::Pass(_) => Route::Passes,
            RequestKind::Erase => Route::Erase,
            RequestKind::ClaimOrder => Route::ClaimOrder,
            RequestKind::TakeLoan => Route::Loans,
            RequestKind::HandOver(loan) => Route::LoanHandover(loan),
            RequestKind::Link => Route::Links,
        }
    }

    /// From when on it may be sent.
    pub fn due_ms(&self, now_ms: i64, urgency: Urgency) -> i64 {
        let wait = if urgency == Urgency::Person && !self.told_to_wait {
            now_ms
        } else {
            // A clock that was set back must not keep a request for longer than any wait lasts.
            self.not_before_ms.min(now_ms.saturating_add(self.longest_wait_ms()))
        };
        let budget = match (self.tries_ms.first(), self.tries_ms.len()) {
            (Some(oldest), BUDGET..) if *oldest <= now_ms => {
                oldest.saturating_add(BUDGET_WINDOW_MS)
            }
            _ => now_ms,
        };
        wait.max(budget)
    }

    fn longest_wait_ms(&self) -> i64 {
        let longest = if self.told_to_wait { RETRY_AFTER_CAP_MS } else { CAP_MS };
        i64::try_from(longest).unwrap_or(i64::MAX)
    }

    /// Takes what came of an attempt. `random` is 64 random bits.
    pub fn complete(&mut self, came: AttemptResult, now_ms: i64, random: u64) -> Verdict {
        self.tries_ms
            .retain(|tried| *tried <= now_ms && now_ms.saturating_sub(*tried) < BUDGET_WINDOW_MS);
        // What never left the phone was no load to anybody.
        if came != AttemptResult::NoResponse {
            self.tries_ms.push(now_ms);
        }
        let verdict = Verdict::of(came);
        if verdict == Verdict::Again {
            let asked = match came {
                AttemptResult::Status { retry_after_s, .. } => retry_after_s,
                AttemptResult::NoResponse => None,
            };
            self.told_to_wait = asked.is_some();
            let wait = match asked {
                Some(seconds) => retry_after_ms(seconds, random),
                None => backoff_ms(self.failures, random),
            };
            self.failures = self.failures.saturating_add(1);
            self.not_before_ms = now_ms.saturating_add(i64::try_from(wait).unwrap_or(i64::MAX));
        }
        verdict
    }
}

// A body holds a phone number or a code: it must not reach a log through `{:?}`.
impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Task")
            .field("route", &self.route().template())
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}
