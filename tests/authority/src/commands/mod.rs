//! What is decided on a signed request, in one transaction with the reply that goes out.

mod answering;
mod closing;
pub(crate) mod codes;
mod coding;
mod credentials;
mod erasing;
mod links;
mod loans;
mod messages;
mod orders;
pub(crate) mod papers;
pub(crate) mod passes;
mod photos;
mod place;
mod refusal;
mod registering;
mod reports;
pub(crate) mod sent_codes;
mod syncing;
mod volatile;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use doorstep::crypto::{SigningKeyError, SystemRandom};
use doorstep::model::{Nonce, to_base64url};
use doorstep::ports::{Random, RandomError};

pub(crate) use answering::{IdempotentRequest, ReceivedCommand, answer, parse, with_idempotency};
pub(crate) use codes::{LookupLimiter, look_up};
pub(crate) use coding::understands_deflated;
pub(crate) use messages::{CodeEntry, Messages, TextMessage};
pub(crate) use refusal::{CODES, ErrorCode, Refusal};
pub(crate) use registering::CONSENT;
pub(crate) use volatile::VolatileRequests;

use crate::clock::Clock;
use crate::failing::Failures;
use crate::online::{Published, Publisher, ServerKey};
use crate::sms::Gateway;
use crate::store::{Store, StoreError};

/// What every answer is made from.
pub(crate) struct Service {
    pub(crate) clock: Arc<Clock>,
    pub(crate) server: ServerKey,
    pub(crate) store: Arc<Store>,
    pub(crate) publisher: Publisher,
    pub(crate) messages: Messages,
    /// Scheme, host and port under which requests are signed; never taken from a request.
    pub(crate) origin: String,
    /// Whether budgets of sources count on loopback too.
    pub(crate) strict_budgets: bool,
    pub(crate) in_flight: InFlight,
    /// Who looked codes up.
    pub(crate) lookup_limiter: LookupLimiter,
    /// Requests that sent nothing.
    pub(crate) volatile: VolatileRequests,
    /// Answers that are to fail.
    pub(crate) failures: Failures,
    /// Regions' numbers, for tests.
    pub(crate) sms_gateway: Gateway,
}

/// One command while it is worked on.
pub(crate) struct CommandContext<'s> {
    pub(crate) service: &'s Service,
    pub(crate) published: Arc<Published>,
    pub(crate) now: u64,
    pub(crate) nonce: Nonce,
    pub(crate) peer: std::net::IpAddr,
    pub(crate) time_token: OnceCell<String>,
}

impl CommandContext<'_> {
    /// The time token of the reply, as JSON carries it; made once.
    fn time(&self) -> Result<String, SigningKeyError> {
        if let Some(made) = self.time_token.get() {
            return Ok(made.clone());
        }
        let token = self.published.keys.time_token(self.now, self.nonce)?;
        Ok(self.time_token.get_or_init(|| to_base64url(&token)).clone())
    }
}

/// What goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// The refusal, if it is one.
    pub(crate) code: Option<ErrorCode>,
    pub(crate) body: Vec<u8>,
    /// Seconds to wait before the next try.
    pub(crate) retry_after: Option<u64>,
    /// End of what it hands out: it is known for a day longer.
    content_expires_at: Option<u64>,
    /// What the person gets by text message once it is certain.
    pub(crate) message: Option<TextMessage>,
    /// Whether something stands in the database for it. Of whoever has no account, a reply to what left
    /// nothing is known in memory alone.
    pub(crate) is_durable: bool,
}

impl Reply {
    fn json(status: u16, body: &impl serde::Serialize) -> Result<Self, InternalError> {
        Ok(Self::written(status, serde_json::to_vec(body).map_err(|_| InternalError)?))
    }

    /// A reply whose body is written already.
    fn written(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            code: None,
            body,
            retry_after: None,
            content_expires_at: None,
            message: None,
            is_durable: true,
        }
    }

    /// The same reply to a request for a code: it lasts if a code was sent.
    fn about_code(self, message: Option<TextMessage>) -> Self {
        Self { is_durable: message.is_some(), message, ..self }
    }

    /// The page to go on to (303).
    pub(crate) fn redirect(path: &str) -> Self {
        Self::written(303, path.as_bytes().to_vec())
    }

    /// The page on which a code is waited for, and what the person gets by text message.
    pub(crate) fn wait_for_code(path: &str, message: Option<TextMessage>) -> Self {
        Self::redirect(path).about_code(message)
    }
}

/// The authority could not do its part; nothing has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InternalError;

impl From<StoreError> for InternalError {
    fn from(_: StoreError) -> Self {
        Self
    }
}

impl From<SigningKeyError> for InternalError {
    fn from(_: SigningKeyError) -> Self {
        Self
    }
}

impl From<RandomError> for InternalError {
    fn from(_: RandomError) -> Self {
        Self
    }
}

impl From<crate::error::AuthorityError> for InternalError {
    fn from(_: crate::error::AuthorityError) -> Self {
        Self
    }
}

/// Why a command ends early: refused, which is an answer with effects of its own, or failed.
#[derive(Debug)]
pub(crate) enum CommandError {
    Refused(Box<Refusal>),
    Failed,
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<ErrorCode> for CommandError {
    fn from(code: ErrorCode) -> Self {
        Refusal::of(code).into()
    }
}

impl<F: Into<InternalError>> From<F> for CommandError {
    fn from(_: F) -> Self {
        Self::Failed
    }
}

/// Random bytes of the operating system.
pub(crate) fn draw<const N: usize>() -> Result<[u8; N], RandomError> {
    let random: &dyn Random = &SystemRandom::default();
    random.draw()
}

/// Idempotency keys whose first request is still worked on.
#[derive(Default)]
pub(crate) struct InFlight(Mutex<HashSet<Vec<u8>>>);

impl InFlight {
    /// Enters; nothing if somebody is in under this name.
    fn enter(&self, name: Vec<u8>) -> Option<InFlightGuard<'_>> {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Only whoever got in may leave: an unneeded guard must never be made.
        names.insert(name.clone()).then(|| InFlightGuard { in_flight: self, name })
    }
}

/// Leaves when dropped.
struct InFlightGuard<'r> {
    in_flight: &'r InFlight,
    name: Vec<u8>,
}

impl Drop for InFlightGuard<'_> {
    fn drop(&mut self) {
        self.in_flight.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_in_under_a_name_until_it_leaves() {
        let in_flight = InFlight::default();
        let first = in_flight.enter(vec![1]);
        assert!(first.is_some());
        assert!(in_flight.enter(vec![1]).is_none());
        assert!(in_flight.enter(vec![2]).is_some());
        drop(first);
        assert!(in_flight.enter(vec![1]).is_some());
    }
}
