//! One exchange with the authority: signed, sent, and its time token taken (`PROTOCOL.md §8`).

use super::core::{Conversation, Core};
use crate::error::{Code, CoreError};
use crate::model::{DEFLATE, IdempotencyKey, Nonce, PersonId};
use crate::outbox::Signer;
use crate::ports::{Arrived, HttpHeader, Outgoing};
use crate::requests::{Covered, MediaType, Parameters, Problem, RequestSignature, Route, read};
use crate::store::Owner;

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
        read(&self.body).unwrap_or_default()
    }
}

/// A body as it is sent.
#[derive(Clone, Copy)]
pub struct Body<'b> {
    pub bytes: &'b [u8],
    pub is_deflated: bool,
    /// Of a part: the byte of the whole at which it begins.
    pub offset: Option<u32>,
}

impl<'b> From<&'b [u8]> for Body<'b> {
    fn from(bytes: &'b [u8]) -> Self {
        Self { bytes, is_deflated: false, offset: None }
    }
}

/// The nonce of a signed request.
pub struct RequestNonce {
    pub value: Nonce,
    /// The head that it is made of, and what was drawn for it.
    pub head: Option<([u8; 32], [u8; 16])>,
}

const JSON: &str = MediaType::Json.name();
const SIGNED_OBJECT: &str = MediaType::SignedObject.name();
const PROBLEM: &str = MediaType::Problem.name();

impl Conversation<'_> {
    /// Fetches a document. Nothing for 404.
    pub async fn fetch(&self, route: Route) -> Result<Option<Vec<u8>>, CoreError> {
        let arrived = self.send(Owner::Phone, route, Vec::new(), Vec::new()).await?;
        match arrived.status {
            200 if arrived.content_type == SIGNED_OBJECT => Ok(Some(arrived.body)),
            404 if arrived.content_type == PROBLEM => Ok(None),
            _ => Err(not_an_answer(&arrived)),
        }
    }

    /// Sends an unsigned command whose answer is a signed object.
    pub async fn command(&self, route: Route, body: String) -> Result<Vec<u8>, CoreError> {
        let media_type = route.takes().map(|media_type| media_type.name().to_owned());
        let headers = media_type.map(|value| HttpHeader { name: "content-type", value });
        let headers = headers.into_iter().collect();
        let arrived = self.send(Owner::Phone, route, headers, body.into_bytes()).await?;
        match arrived.status {
            200 if arrived.content_type == SIGNED_OBJECT => Ok(arrived.body),
            _ => Err(not_an_answer(&arrived)),
        }
    }

    /// Sends a signed command. If the authority's clock differs, takes its word for the time and
    /// tries once more; every attempt has a nonce and signatures of its own.
    pub async fn signed(
        &self,
        person: PersonId,
        route: Route,
        body: impl Into<Body<'_>>,
        signers: &[Signer],
        idempotency: Option<&IdempotencyKey>,
    ) -> Result<Reply, CoreError> {
        let body = body.into();
        let reply = self.signed_once(person, route, body, signers, idempotency).await?;
        if reply.status == 401 && reply.problem().code == "clock-differs" {
            return self.signed_once(person, route, body, signers, idempotency).await;
        }
        Ok(reply)
    }

    async fn signed_once(
        &self,
        person: PersonId,
        route: Route,
        body: Body<'_>,
        signers: &[Signer],
        idempotency: Option<&IdempotencyKey>,
    ) -> Result<Reply, CoreError> {
        let core = self.core;
        let nonce = self.nonce(person)?;
        let created = {
            let reading = core.ports.clock.read();
            core.lock().time.request_second(&reading)
        };
        let url = core.url_of(route);
        let body_of = route.takes().map(|media_type| (media_type, body.bytes));
        let mut covered = Covered::new(route.method(), &url, body_of, idempotency);
        if body.is_deflated {
            covered = covered.in_coding(DEFLATE);
        }
        if let Some(offset) = body.offset {
            covered = covered.at_offset(offset);
        }
        let mut signatures = Vec::new();
        for signer in signers {
            let parameters = Parameters { created, nonce: nonce.value, key: signer.key };
            let signature = core.sign(&signer.alias, &covered.base(&parameters))?;
            let label = signer.whose.label();
            signatures.push(RequestSignature { label, parameters, signature });
        }
        let mut headers = covered.headers(&signatures);
        if route.accepts_deflated() {
            headers.push(HttpHeader { name: "accept-encoding", value: DEFLATE.to_owned() });
        }
        let sent = core.ports.clock.read();
        let arrived = self.send(Owner::Person(person), route, headers, body.bytes.to_vec()).await?;
        let received = core.ports.clock.read();
        // Whoever stands before the authority and is overrun may say so in words of its own.
        if is_busy(arrived.status) && arrived.content_type != PROBLEM {
            let Arrived { status, retry_after_s, .. } = arrived;
            return Ok(Reply { status, retry_after_s, body: Vec::new() });
        }
        if ![JSON, PROBLEM].contains(&arrived.content_type.as_str()) {
            return Err(not_an_answer(&arrived));
        }
        core.take_time_of(&arrived.body, person, &nonce, &sent, &received);
        Ok(Reply {
            status: arrived.status,
            retry_after_s: arrived.retry_after_s,
            body: arrived.body,
        })
    }

    /// What a request is answered over: drawn, and while a journal runs made of its newest head, so that
    /// each time token proves that the head was there.
    fn nonce(&self, person: PersonId) -> Result<RequestNonce, CoreError> {
        let random: [u8; 16] = self.core.ports.random.draw()?;
        let state = self.core.lock();
        let known = state.people.get(&person).and_then(|known| known.quarantine.as_ref());
        let over = known.and_then(|known| known.delivery.as_ref()?.nonce(&random));
        Ok(match over {
            Some((head, value)) => RequestNonce { value, head: Some((head, random)) },
            None => RequestNonce { value: Nonce::new(random), head: None },
        })
    }

    /// The one place where a request leaves the core: it is written down first.
    async fn send(
        &self,
        owner: Owner,
        route: Route,
        headers: Vec<HttpHeader>,
        body: Vec<u8>,
    ) -> Result<Arrived, CoreError> {
        let core = self.core;
        let outgoing = Outgoing {
            method: route.method(),
            url: core.url_of(route),
            route: route.template(),
            headers,
            body,
            limit: route.limit(),
        };
        let trust = {
            let reading = core.ports.clock.read();
            let state = core.lock();
            state.lists.server_trust(
                &core.setup.trust_file,
                outgoing.host(),
                &core.setup.shipped_roots,
                &state.time.at(&reading),
            )
        };
        core.note_sending(owner, route, &outgoing)?;
        let route = route.template();
        let answer = core.ports.transport.send(outgoing, &trust).await;
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

impl Core {
    fn url_of(&self, route: Route) -> String {
        format!("{}{}", self.setup.url, route.path())
    }
}

/// A request as the JSON that is sent.
pub fn json(request: &impl serde::Serialize) -> Result<String, CoreError> {
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
