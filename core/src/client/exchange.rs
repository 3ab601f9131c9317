//! One exchange with the authority: signed, sent, and its time token taken.

use super::Client;
use crate::error::{Code, CoreError};
use crate::model::{IdempotencyKey, Nonce, from_base64url};
use crate::outbox::Signer;
use crate::ports::{Arrived, Header, Method, Outgoing, Reading};
use crate::requests::{Covered, JSON, Parameters, Problem, Route, SIGNED_OBJECT};
use crate::store::{Changes, Fact, Owner};

/// An answer of the authority itself; pages of others never become one.
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// `Retry-After`, seconds.
    pub retry_after_s: Option<u64>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The refusal in this answer; empty if it is none that can be read.
    pub fn problem(&self) -> Problem {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Media type of refusals (RFC 9457).
const PROBLEM: &str = "application/problem+json";

impl Client {
    /// Fetches a document. Nothing for 404.
    pub(super) async fn fetch(&self, route: Route) -> Result<Option<Vec<u8>>, CoreError> {
        let outgoing = self.outgoing(route, Vec::new(), Vec::new());
        let arrived = self.send(outgoing).await?;
        match arrived.status {
            200 if arrived.content_type == SIGNED_OBJECT => Ok(Some(arrived.body)),
            404 if arrived.content_type == PROBLEM => Ok(None),
            _ => Err(not_an_answer(&arrived)),
        }
    }

    /// Sends an unsigned command whose answer is a signed object.
    pub(super) async fn command(&self, route: Route, body: String) -> Result<Vec<u8>, CoreError> {
        let headers = vec![Header { name: "content-type", value: JSON.into() }];
        let arrived = self.send(self.outgoing(route, headers, body.into_bytes())).await?;
        match arrived.status {
            200 if arrived.content_type == SIGNED_OBJECT => Ok(arrived.body),
            _ => Err(not_an_answer(&arrived)),
        }
    }

    /// Sends a signed command. If the authority's clock differs, takes its word for the time and
    /// tries once more; every attempt has a nonce and signatures of its own.
    pub(super) async fn signed(
        &self,
        route: Route,
        body: &str,
        signers: &[Signer],
        idempotency: Option<&IdempotencyKey>,
    ) -> Result<Reply, CoreError> {
        let reply = self.signed_once(route, body, signers, idempotency).await?;
        if reply.status == 401 && reply.problem().code == "clock-differs" {
            return self.signed_once(route, body, signers, idempotency).await;
        }
        Ok(reply)
    }

    async fn signed_once(
        &self,
        route: Route,
        body: &str,
        signers: &[Signer],
        idempotency: Option<&IdempotencyKey>,
    ) -> Result<Reply, CoreError> {
        let nonce = Nonce::new(self.ports.random.draw()?);
        let created = {
            let reading = self.ports.clock.read();
            self.lock().time.request_second(&reading)
        };
        let url = format!("{}{}", self.setup.url, route.path());
        let covered = Covered::new(Method::Post, &url, Some((JSON, body.as_bytes())), idempotency);
        let mut inputs = Vec::new();
        let mut signatures = Vec::new();
        for signer in signers {
            let label = signer.whose.label();
            let parameters = Parameters { created, nonce, key: signer.key };
            let signature = self.sign(&signer.alias, &covered.base(&parameters))?;
            inputs.push(covered.input(label, &parameters));
            signatures.push(label.member(&signature));
        }
        let mut headers: Vec<Header> = covered
            .components()
            .iter()
            .filter(|(name, _)| !name.starts_with('@'))
            .map(|(name, value)| Header { name, value: value.clone() })
            .collect();
        headers.push(Header { name: "signature-input", value: inputs.join(", ") });
        headers.push(Header { name: "signature", value: signatures.join(", ") });
        let sent = self.ports.clock.read();
        let arrived = self.send(self.outgoing(route, headers, body.as_bytes().to_vec())).await?;
        let received = self.ports.clock.read();
        // Whoever stands before the authority and is overrun may say so in words of its own.
        if is_busy(arrived.status) && arrived.content_type != PROBLEM {
            let Arrived { status, retry_after_s, .. } = arrived;
            return Ok(Reply { status, retry_after_s, body: Vec::new() });
        }
        if ![JSON, PROBLEM].contains(&arrived.content_type.as_str()) {
            return Err(not_an_answer(&arrived));
        }
        self.take_time_of(&arrived.body, nonce, &sent, &received);
        Ok(Reply {
            status: arrived.status,
            retry_after_s: arrived.retry_after_s,
            body: arrived.body,
        })
    }

    /// Takes the time token of a reply. One over another nonce, as in a reply that is played
    /// again, tells nothing and is no error.
    fn take_time_of(&self, body: &[u8], nonce: Nonce, sent: &Reading, received: &Reading) {
        #[derive(serde::Deserialize)]
        struct Timed {
            time: Option<String>,
        }
        let token = serde_json::from_slice::<Timed>(body)
            .ok()
            .and_then(|timed| from_base64url(&timed.time?));
        if let Some(token) = token {
            self.take_token(&token, nonce, sent, received);
        }
    }

    /// Takes a time token over a nonce of ours; whether it was one.
    pub(super) fn take_token(
        &self,
        token: &[u8],
        nonce: Nonce,
        sent: &Reading,
        received: &Reading,
    ) -> bool {
        let mut state = self.lock();
        let Ok(token) = state.lists.time_token(token) else { return false };
        if token.nonce != nonce {
            return false;
        }
        state.time.take_token(token.iat, sent, received);
        state.revision = state.revision.saturating_add(1);
        let mut changes = Changes::new();
        changes.put(Owner::Phone, Fact::Time, &state.time);
        // The time is known all the same; after a restart on a full disk it is learnt again.
        if let Err(error) = state.store.apply(changes) {
            log::warn!("time-not-kept code={error}");
        }
        true
    }

    fn outgoing(&self, route: Route, headers: Vec<Header>, body: Vec<u8>) -> Outgoing {
        Outgoing {
            method: route.method(),
            url: format!("{}{}", self.setup.url, route.path()),
            route: route.template(),
            headers,
            body,
            limit: route.limit(),
        }
    }

    async fn send(&self, outgoing: Outgoing) -> Result<Arrived, CoreError> {
        let route = outgoing.route;
        let trust = {
            let reading = self.ports.clock.read();
            let state = self.lock();
            state.lists.server_trust(
                &self.setup.trust_file,
                host_of(&self.setup.url),
                &self.setup.shipped_roots,
                &state.time.at(&reading),
            )
        };
        let answer = self.ports.transport.send(outgoing, &trust).await;
        match &answer {
            Ok(arrived) => {
                log::debug!(
                    "answer route={route} status={} size={}",
                    arrived.status,
                    arrived.body.len()
                );
            }
            Err(error) => log::debug!("no-answer route={route} code={error}"),
        }
        Ok(answer?)
    }
}

/// A request as the JSON that is sent.
pub(super) fn json(request: &impl serde::Serialize) -> Result<String, CoreError> {
    serde_json::to_string(request).map_err(|_| Code::AnswerUnusable.into())
}

/// What an answer means that is not of a kind the authority gives here.
fn not_an_answer(arrived: &Arrived) -> CoreError {
    match arrived.status {
        // Only the authority's key gets this far, but something before it may speak for it.
        status if is_busy(status) => CoreError::busy(arrived.retry_after_s),
        400..=499 if arrived.content_type == PROBLEM => Code::AnswerUnusable.into(),
        _ => Code::NetworkInterfered.into(),
    }
}

fn is_busy(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599)
}

/// The host of an address, without port and brackets.
pub(super) fn host_of(url: &str) -> &str {
    let rest = url.strip_prefix("https://").unwrap_or(url);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.strip_prefix('[') {
        Some(literal) => literal.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}
