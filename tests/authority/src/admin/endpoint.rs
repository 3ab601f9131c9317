//! The loopback endpoint of the running authority. It answers whoever holds the token and has
//! reached it under its own name, and no browser page.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use doorstep::crypto::same_bytes;
use doorstep::documents::{KeyUse, cose_key};
use doorstep::model::{PassId, PhoneNumber, from_base64url, to_base64url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::wire::{
    AccountEntry, ClockOrder, CodeOrder, DeskCode, HourEntry, KeyOrder, KeysMade, PublishOrder,
    RevokeOrder, RulesMade, RulesOrder, SignedNow, Sms, masked, rfc3339,
};
use crate::clock::possible;
use crate::commands::{Service, sent_codes};
use crate::error::AuthorityError;
use crate::http::{PATIENCE, only};
use crate::online::Change;
use crate::region::Region;
use crate::store::Hour;
use crate::trust_list::active;

/// Most bytes of an order: a clock order carries a trust list.
const MOST: usize = 256 * 1024;

/// What the endpoint is reached by.
struct Gate {
    token: String,
    host: String,
}

/// The router of the admin endpoint at this host and port.
pub(crate) fn router(service: Arc<Service>, token: String, host: String) -> Router {
    let gate = Arc::new(Gate { token, host });
    Router::new()
        .route("/sms", get(sms))
        .route("/accounts", get(accounts))
        .route("/load", get(load))
        .route("/code", post(code))
        .route("/signed", get(signed))
        .route("/act/in-force", post(act_in_force))
        .route("/act/ended", post(act_ended))
        .route("/rules", post(rules))
        .route("/keys", post(keys))
        .route("/publish", post(publish))
        .route("/clock", post(clock))
        .route("/revoke", post(revoke))
        .layer(axum::middleware::from_fn_with_state(gate, guard))
        .with_state(service)
}

/// Lets in who may; nobody else learns even which paths there are.
async fn guard(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response<Body> {
    if !gate.opens_to(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

impl Gate {
    fn opens_to(&self, headers: &HeaderMap) -> bool {
        let text = |name: HeaderName| only(headers, name).and_then(|value| value.to_str().ok());
        let token = text(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        // A page in a browser can reach loopback, but not without these two.
        let named = text(HOST) == Some(self.host.as_str()) && !headers.contains_key(ORIGIN);
        named && token.is_some_and(|token| same_bytes(token.as_bytes(), self.token.as_bytes()))
    }
}

/// Why an order was not carried out.
enum Unfulfilled {
    Malformed,
    Unknown,
    Conflict,
    Full,
    Failed,
}

impl IntoResponse for Unfulfilled {
    fn into_response(self) -> Response<Body> {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
        .into_response()
    }
}

impl From<AuthorityError> for Unfulfilled {
    fn from(error: AuthorityError) -> Self {
        match error {
            AuthorityError::RulesUnfit => Self::Conflict,
            AuthorityError::TimeOutOfRange => Self::Malformed,
            AuthorityError::ListFull => Self::Full,
            _ => Self::Failed,
        }
    }
}

type Answer = Result<Response<Body>, Unfulfilled>;

async fn sms(State(service): State<Arc<Service>>) -> Answer {
    let messages = service.messages.read(None, service.clock.now());
    let entries: Vec<Sms> = messages
        .into_iter()
        .map(|message| Sms { to: message.to, text: message.text, at: rfc3339(message.at) })
        .collect();
    json(&entries)
}

async fn accounts(State(service): State<Arc<Service>>) -> Answer {
    let entries = elsewhere(move || {
        let countries = &service.publisher.last().trust_list.sms_countries;
        let accounts = service.store.accounts(service.clock.now())?;
        let entries = accounts.into_iter().map(|account| AccountEntry {
            id: account.id.to_string(),
            created_at: rfc3339(account.created_at),
            phone: account.phone.map(|phone| masked(&phone, countries)),
            passes: account.passes,
            closed: account.closed,
        });
        Ok(entries.collect::<Vec<_>>())
    })
    .await?;
    json(&entries)
}

async fn load(State(service): State<Arc<Service>>) -> Answer {
    let hours = elsewhere(move || {
        let hours = service.store.once(service.clock.now(), |work| work.hours());
        Ok(hours?)
    })
    .await?;
    let entry = |hour: Hour| HourEntry {
        from: rfc3339(hour.from),
        sent: hour.sent,
        withheld: hour.withheld,
        wrong: hour.wrong,
        alarms: hour.alarms().into_iter().map(|alarm| alarm.name().to_owned()).collect(),
    };
    json(&hours.into_iter().map(entry).collect::<Vec<_>>())
}

async fn code(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let order: CodeOrder = read(request).await?;
    let phone = PhoneNumber::parse(&order.phone, "RU").map_err(|_| Unfulfilled::Malformed)?;
    let (code, until) = elsewhere(move || {
        sent_codes::give_at_desk(&service, &phone).map_err(|_| AuthorityError::Database)
    })
    .await?;
    json(&DeskCode { code, until: rfc3339(until) })
}

async fn signed(State(service): State<Arc<Service>>) -> Answer {
    let published = service.publisher.last();
    let root = published.roots.last().ok_or(Unfulfilled::Failed)?;
    json(&SignedNow {
        now: service.clock.now(),
        root: to_base64url(&root.bytes),
        trust: to_base64url(&published.trust.bytes),
    })
}

async fn act_in_force(State(service): State<Arc<Service>>) -> Answer {
    change(service, Change::ActInForce).await
}

async fn act_ended(State(service): State<Arc<Service>>) -> Answer {
    change(service, Change::ActEnded).await
}

async fn change(service: Arc<Service>, change: Change) -> Answer {
    elsewhere(move || {
        service.publisher.change(change)?;
        Ok(())
    })
    .await?;
    done()
}

async fn rules(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let order: RulesOrder = read(request).await?;
    let region = Region::read(&order.document).map_err(|_| Unfulfilled::Malformed)?;
    let change = Change::Rules(Box::new(region.rules().clone()));
    let published = elsewhere(move || service.publisher.change(change)).await?;
    json(&RulesMade { serial: published.rules.serial })
}

async fn keys(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let order: KeyOrder = read(request).await?;
    let list = &service.publisher.last().trust_list;
    let is_used =
        |key_use: &KeyUse| *key_use == KeyUse::Order || active(list, *key_use).next().is_some();
    let key_use =
        KeyUse::from_name(&order.key_use).filter(is_used).ok_or(Unfulfilled::Malformed)?;
    let made = elsewhere(move || service.publisher.make_keys(key_use)).await?;
    let keys = made.iter().map(|key| to_base64url(&cose_key::to_bytes(key))).collect();
    json(&KeysMade { keys })
}

async fn publish(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let order: PublishOrder = read(request).await?;
    let bytes = |text: &str| from_base64url(text).ok_or(Unfulfilled::Malformed);
    let trust = bytes(&order.trust)?;
    change(
        service,
        match order.root {
            Some(root) => Change::Root(bytes(&root)?, trust),
            None => Change::Trust(trust),
        },
    )
    .await
}

async fn clock(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let order: ClockOrder = read(request).await?;
    let trust = match order.trust {
        Some(text) => Some(from_base64url(&text).ok_or(Unfulfilled::Malformed)?),
        None => None,
    };
    elsewhere(move || {
        let at = possible(i64::try_from(order.at).unwrap_or(i64::MAX))?;
        let before = service.clock.put(Some(at));
        let published = match trust {
            Some(bytes) => service.publisher.change(Change::Trust(bytes)),
            None => service.publisher.current(),
        };
        if published.is_err() {
            service.clock.put(before);
        }
        published.map(drop)
    })
    .await?;
    done()
}

async fn revoke(State(service): State<Arc<Service>>, request: Request) -> Answer {
    let order: RevokeOrder = read(request).await?;
    let pass: PassId = order.pass.parse().map_err(|_| Unfulfilled::Unknown)?;
    let known = elsewhere(move || {
        let now = service.clock.now();
        let known = service.store.once(now, |work| {
            if !work.may_deny(pass, now)? {
                return Err(AuthorityError::ListFull);
            }
            Ok(work.deny(pass, now)?)
        })?;
        if known {
            service.publisher.change(Change::Denied)?;
        }
        Ok(known)
    })
    .await?;
    if known { done() } else { Err(Unfulfilled::Unknown) }
}

/// Does what writes to disk off the runtime's threads.
async fn elsewhere<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AuthorityError> + Send + 'static,
) -> Result<T, Unfulfilled> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| Unfulfilled::Failed)?;
    Ok(done?)
}

async fn read<T: DeserializeOwned>(request: Request) -> Result<T, Unfulfilled> {
    let body: Bytes = axum::body::to_bytes(request.into_body(), MOST)
        .await
        .map_err(|_| Unfulfilled::Malformed)?;
    serde_json::from_slice(&body).map_err(|_| Unfulfilled::Malformed)
}

fn json(value: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(value).map_err(|_| Unfulfilled::Failed)?;
    let mut response = Response::new(Body::from(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(doorstep::requests::JSON));
    Ok(response)
}

fn done() -> Answer {
    Ok(StatusCode::NO_CONTENT.into_response())
}
