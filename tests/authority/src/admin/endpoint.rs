//! The loopback endpoint of the running authority. It answers whoever holds the token and has
//! reached it under its own name, and no browser page.

use std::os::unix::ffi::OsStrExt as _;
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
use doorstep::documents::{Covers, KeyUse, cose_key};
use doorstep::model::{PassId, PhoneNumber, from_base64url, to_base64url};
use doorstep::quarantine::order::Floor;
use doorstep::requests::MediaType;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::wire::{
    AccountEntry, ActOrder, ClockOrder, CodeOrder, DeskCode, FailOrder, HourEntry, KeyOrder,
    KeysMade, PublishOrder, RevokeOrder, RulesMade, RulesOrder, SignedNow, Sms, masked,
};
use crate::checks::CheckRefusal;
use crate::clock::possible;
use crate::commands::{Service, sent_codes};
use crate::error::AuthorityError;
use crate::http::{REQUEST_TIMEOUT, single_header};
use crate::online::{Change, missing_uses};
use crate::orders::rfc3339;
use crate::region::{ALL, Region};
use crate::routes::ROUTES;
use crate::store::Hour;
use crate::trust_list::active;

/// Most bytes of an order: tables of text messages are documents that people read.
const MOST: usize = 1024 * 1024;

/// What the endpoint is reached by.
struct AccessGuard {
    token: String,
    host: String,
}

/// The router of the admin endpoint at this host and port.
pub(crate) fn router(service: Arc<Service>, token: String, host: String) -> Router {
    let access = Arc::new(AccessGuard { token, host });
    Router::new()
        .route("/sms", get(sms))
        .route("/accounts", get(accounts))
        .route("/load", get(load))
        .route("/code", post(code))
        .route("/signed", get(signed))
        .route("/act/in-force", post(act_in_force))
        .route("/act/ended", post(act_ended))
        .route("/fail", post(fail))
        .route("/rules", post(rules))
        .route("/keys", post(keys))
        .route("/publish", post(publish))
        .route("/clock", post(clock))
        .route("/revoke", post(revoke))
        .merge(super::orders::router())
        .merge(super::checks::router())
        .merge(super::reports::router())
        .merge(super::photos::router())
        .merge(super::sms::router())
        .merge(super::loans::router())
        .merge(super::lost_phones::router())
        .layer(axum::middleware::from_fn_with_state(access, guard))
        .with_state(service)
}

/// Lets in who may; nobody else learns even which paths there are.
async fn guard(
    State(access): State<Arc<AccessGuard>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if !access.admits(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

impl AccessGuard {
    fn admits(&self, headers: &HeaderMap) -> bool {
        let text =
            |name: HeaderName| single_header(headers, name).and_then(|value| value.to_str().ok());
        let token = text(AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        // A page in a browser can reach loopback, but not without these two.
        let named = text(HOST) == Some(self.host.as_str()) && !headers.contains_key(ORIGIN);
        named && token.is_some_and(|token| same_bytes(token.as_bytes(), self.token.as_bytes()))
    }
}

/// Why an order was not carried out.
pub(super) enum AdminRefusal {
    Malformed,
    Unknown,
    Conflict,
    Full,
    /// No phone would obey the order.
    Beyond(Floor),
    /// No phone would ask it now.
    NotAsked(CheckRefusal),
    ClockUnreadable,
    Failed,
}

impl IntoResponse for AdminRefusal {
    fn into_response(self) -> Response<Body> {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Full => StatusCode::INSUFFICIENT_STORAGE,
            Self::Beyond(floor) => return super::orders::beyond(floor),
            Self::NotAsked(refusal) => return super::checks::not_asked(refusal),
            Self::ClockUnreadable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
        .into_response()
    }
}

impl From<AuthorityError> for AdminRefusal {
    fn from(error: AuthorityError) -> Self {
        match error {
            AuthorityError::RulesUnfit => Self::Conflict,
            AuthorityError::TimeOutOfRange => Self::Malformed,
            AuthorityError::ListFull => Self::Full,
            AuthorityError::ClockUnreadable(_) => Self::ClockUnreadable,
            _ => Self::Failed,
        }
    }
}

pub(super) type EndpointResult = Result<Response<Body>, AdminRefusal>;

async fn sms(State(service): State<Arc<Service>>) -> EndpointResult {
    let messages = service.messages.read(None, service.clock.now()?);
    let entries: Vec<Sms> = messages
        .into_iter()
        .map(|message| Sms { to: message.to, text: message.text, at: rfc3339(message.at) })
        .collect();
    json(&entries)
}

async fn accounts(State(service): State<Arc<Service>>) -> EndpointResult {
    let entries = elsewhere(move || {
        let countries = &service.publisher.last().trust_list.sms_countries;
        let accounts = service.store.accounts(service.clock.now()?)?;
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

async fn load(State(service): State<Arc<Service>>) -> EndpointResult {
    let hours = elsewhere(move || {
        let hours = service.store.in_transaction(service.clock.now()?, |tx| tx.hours());
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

async fn code(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let order: CodeOrder = read(request).await?;
    let phone = PhoneNumber::parse(&order.phone, "RU").map_err(|_| AdminRefusal::Malformed)?;
    let (code, until) = elsewhere(move || {
        sent_codes::issue_desk_code(&service, &phone).map_err(|_| AuthorityError::Database)
    })
    .await?;
    json(&DeskCode { code, until: rfc3339(until) })
}

async fn signed(State(service): State<Arc<Service>>) -> EndpointResult {
    let published = service.publisher.last();
    let root = published.roots.last().ok_or(AdminRefusal::Failed)?;
    json(&SignedNow {
        now: service.clock.now().ok(),
        clock_file: service
            .clock
            .file()
            .map(|file| to_base64url(file.path().as_os_str().as_bytes())),
        root: to_base64url(&root.bytes),
        trust: to_base64url(&published.trust.bytes),
    })
}

async fn act_in_force(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let of: ActOrder = read(request).await?;
    change(service, Change::ActInForce(of.covers()?)).await
}

async fn act_ended(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let of: ActOrder = read(request).await?;
    change(service, Change::ActEnded(of.covers()?)).await
}

impl ActOrder {
    fn covers(&self) -> Result<Covers, AdminRefusal> {
        match self.covers.as_deref() {
            None => Ok(ALL),
            Some("passes") => Ok(Covers { quarantine: false, ..ALL }),
            Some("quarantine") => Ok(Covers { passes: false, ..ALL }),
            Some(_) => Err(AdminRefusal::Malformed),
        }
    }
}

async fn fail(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let FailOrder { route, failure } = read(request).await?;
    if !ROUTES.iter().any(|known| known.template == route) {
        return Err(AdminRefusal::Unknown);
    }
    if !(400..600).contains(&failure.status) {
        return Err(AdminRefusal::Malformed);
    }
    service.failures.set(&route, failure);
    done()
}

async fn change(service: Arc<Service>, change: Change) -> EndpointResult {
    elsewhere(move || {
        service.publisher.change(change)?;
        Ok(())
    })
    .await?;
    done()
}

async fn rules(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let order: RulesOrder = read(request).await?;
    let region = Region::read(&order.document).map_err(|_| AdminRefusal::Malformed)?;
    let change = Change::Rules(Box::new(region.rules().clone()));
    let published = elsewhere(move || service.publisher.change(change)).await?;
    json(&RulesMade { serial: published.rules.serial })
}

async fn keys(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let order: KeyOrder = read(request).await?;
    let list = &service.publisher.last().trust_list;
    // What opens photos is never here.
    let is_used = |key_use: &KeyUse| {
        let is_known =
            active(list, *key_use).next().is_some() || missing_uses(list).contains(key_use);
        is_known && *key_use != KeyUse::Photo
    };
    let key_use =
        KeyUse::from_name(&order.key_use).filter(is_used).ok_or(AdminRefusal::Malformed)?;
    let made = elsewhere(move || service.publisher.make_keys(key_use)).await?;
    let keys = made.iter().map(|key| to_base64url(&cose_key::to_bytes(key))).collect();
    json(&KeysMade { keys })
}

async fn publish(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let order: PublishOrder = read(request).await?;
    let bytes = |text: &str| from_base64url(text).ok_or(AdminRefusal::Malformed);
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

async fn clock(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let order: ClockOrder = read(request).await?;
    let trust = match order.trust {
        Some(text) => Some(from_base64url(&text).ok_or(AdminRefusal::Malformed)?),
        None => None,
    };
    elsewhere(move || {
        let at = possible(i64::try_from(order.at).unwrap_or(i64::MAX))?;
        let before = service.clock.put(at)?;
        let published = match trust {
            Some(bytes) => service.publisher.change(Change::Trust(bytes)),
            None => service.publisher.current(),
        };
        if published.is_err() {
            service.clock.put_back(before);
        }
        published.map(drop)
    })
    .await?;
    done()
}

async fn revoke(State(service): State<Arc<Service>>, request: Request) -> EndpointResult {
    let order: RevokeOrder = read(request).await?;
    let pass: PassId = order.pass.parse().map_err(|_| AdminRefusal::Unknown)?;
    let known = elsewhere(move || {
        let now = service.clock.now()?;
        let known = service.store.in_transaction(now, |tx| {
            if !tx.may_deny(pass, now)? {
                return Err(AuthorityError::ListFull);
            }
            Ok(tx.deny(pass, now)?)
        })?;
        if known {
            service.publisher.change(Change::Denied)?;
        }
        Ok(known)
    })
    .await?;
    if known { done() } else { Err(AdminRefusal::Unknown) }
}

/// Does what writes to disk off the runtime's threads.
pub(super) async fn elsewhere<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AuthorityError> + Send + 'static,
) -> Result<T, AdminRefusal> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| AdminRefusal::Failed)?;
    Ok(done?)
}

pub(super) async fn read<T: DeserializeOwned>(request: Request) -> Result<T, AdminRefusal> {
    let body: Bytes = axum::body::to_bytes(request.into_body(), MOST)
        .await
        .map_err(|_| AdminRefusal::Malformed)?;
    serde_json::from_slice(&body).map_err(|_| AdminRefusal::Malformed)
}

pub(super) fn json(value: &impl Serialize) -> EndpointResult {
    let body = serde_json::to_vec(value).map_err(|_| AdminRefusal::Failed)?;
    let mut response = Response::new(Body::from(body));
    let media_type = HeaderValue::from_static(MediaType::Json.name());
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    Ok(response)
}

fn done() -> EndpointResult {
    Ok(StatusCode::NO_CONTENT.into_response())
}
