//! One handler for each kind of route. What may block is done off the runtime's threads.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, MatchedPath, RawPathParams, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Response};
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::routing::{MethodFilter, on};
use doorstep::documents::numbers::limit;
use doorstep::ports::Method;
use doorstep::requests::{MediaType, TimeRequest};

use super::host::require_single_host;
use super::openapi;
use super::responses::{deflated, document, signed_object};
use super::watch::watch;
use crate::commands::{
    CommandError, ErrorCode, ReceivedCommand, Refusal, Service, answer, look_up, parse,
    understands_deflated,
};
use crate::online::Published;
use crate::routes::{Command, DocumentKind, Endpoint, ServedRoute};

/// What the variables of a path are, if they are texts at all: what is none names nothing.
type Params = Result<RawPathParams, RawPathParamsRejection>;

/// The router of these routes, and of pages that are no part of the API.
pub(crate) fn router(
    service: Arc<Service>,
    routes: &[ServedRoute],
    pages: Router<Arc<Service>>,
) -> Router {
    let mut router = Router::new();
    for route in routes.iter().copied() {
        let method = filter(route.method);
        let handler = match route.endpoint {
            Endpoint::Time => on(method, time),
            Endpoint::Codes => on(method, codes),
            Endpoint::OpenApi => on(method, describe),
            Endpoint::Document(kind) => on(
                method,
                move |State(service): State<Arc<Service>>, params: Params, request: Request| {
                    fetch(service, kind, params, request)
                },
            ),
            Endpoint::Command(command) => on(
                method,
                move |State(service): State<Arc<Service>>,
                      ConnectInfo(peer): ConnectInfo<SocketAddr>,
                      params: Params,
                      request: Request| {
                    run_command(service, route, command, peer, params, request)
                },
            ),
        };
        router = router.route(route.template, handler);
    }
    let failing = axum::middleware::from_fn_with_state(service.clone(), fail_if_wanted);
    router = router.layer(failing);
    if service.clock.file().is_some() {
        let clock = axum::middleware::from_fn_with_state(service.clone(), require_clock);
        router = router.layer(clock);
    }
    router
        .merge(pages)
        .fallback(|request| refuse(request, ErrorCode::Unknown))
        .method_not_allowed_fallback(|request| refuse(request, ErrorCode::MethodNotAllowed))
        .layer(axum::middleware::from_fn(require_single_host))
        .layer(axum::middleware::from_fn(watch))
        .with_state(service)
}

fn filter(method: Method) -> MethodFilter {
    match method {
        // Whoever may fetch may ask for the head of it (RFC 9110 §9.3.2).
        Method::Get => MethodFilter::GET.or(MethodFilter::HEAD),
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
    }
}

/// Fails an answer that an operator wants to fail; nothing of the request is done.
async fn fail_if_wanted(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let route = request.extensions().get::<MatchedPath>();
    let Some(failure) = route.and_then(|route| service.failures.next(route.as_str())) else {
        return next.run(request).await;
    };
    discard_body(request).await;
    Refusal::reply_of_status(failure.status, failure.retry_after).into_response()
}

/// Answers nobody while nobody knows the time.
async fn require_clock(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    match service.clock.now() {
        Ok(_) => next.run(request).await,
        Err(_) => refuse(request, ErrorCode::ClockUnreadable).await.into_response(),
    }
}

/// `POST /v1/time`.
async fn time(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let body = match read_body(request, limit::JSON).await {
        Ok((_, body)) => body,
        Err(code) => return code.into_response(),
    };
    let nonce = match parse::<TimeRequest>(&body) {
        Ok(request) => request.nonce.parse(),
        Err(code) => return code.into_response(),
    };
    let Ok(nonce) = nonce else {
        return Refusal::in_field("nonce").reply().into_response();
    };
    let Ok(now) = service.clock.now() else { return ErrorCode::ClockUnreadable.into_response() };
    match service.publisher.last().keys.time_token(now, nonce) {
        Ok(token) => signed_object(token),
        Err(_) => ErrorCode::Failed.into_response(),
    }
}

/// `POST /v1/codes`.
async fn codes(
    State(service): State<Arc<Service>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response<Body> {
    let body = match read_body(request, limit::JSON).await {
        Ok((_, body)) => body,
        Err(code) => return code.into_response(),
    };
    let looked = tokio::task::spawn_blocking(move || look_up(&service, peer.ip(), &body)).await;
    match looked {
        Ok(Ok(answer)) => signed_object(answer),
        Ok(Err(CommandError::Refused(refusal))) => refusal.reply().into_response(),
        Ok(Err(CommandError::Failed)) | Err(_) => ErrorCode::Failed.into_response(),
    }
}

/// A document.
async fn fetch(
    service: Arc<Service>,
    kind: DocumentKind,
    params: Params,
    request: Request,
) -> Response<Body> {
    let headers = discard_body(request).await;
    let published = match current(service).await {
        Ok(published) => published,
        Err(code) => return code.into_response(),
    };
    let found = match kind {
        DocumentKind::Trust => Some(&published.trust),
        DocumentKind::Stamp => Some(&published.stamp),
        DocumentKind::Rules => Some(&published.rules),
        DocumentKind::Deny => Some(&published.deny),
        DocumentKind::Status => Some(&published.status),
        DocumentKind::Sms => published.sms.as_ref(),
        DocumentKind::Root => {
            let serial = param(&params, "serial").and_then(|text| text.parse::<u64>().ok());
            published.roots.iter().find(|root| Some(root.serial) == serial)
        }
    };
    match found {
        Some(found) => document(found, MediaType::SignedObject, &headers),
        None => ErrorCode::Unknown.into_response(),
    }
}

/// What is published; signing what became due writes to disk, so it is done elsewhere.
async fn current(service: Arc<Service>) -> Result<Arc<Published>, ErrorCode> {
    match service.publisher.fresh() {
        Ok(Some(published)) => return Ok(published),
        Ok(None) => {}
        Err(_) => return Err(ErrorCode::ClockUnreadable),
    }
    tokio::task::spawn_blocking(move || service.publisher.current())
        .await
        .map_err(|_| ErrorCode::Failed)?
        .map_err(|_| ErrorCode::Failed)
}

/// A signed command.
async fn run_command(
    service: Arc<Service>,
    route: ServedRoute,
    command: Command,
    peer: SocketAddr,
    params: Params,
    request: Request,
) -> Response<Body> {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str()).to_owned();
    let (headers, body) = match route.takes {
        Some(_) => match read_body(request, route.limit).await {
            Ok(read) => read,
            Err(code) => return code.into_response(),
        },
        None => (discard_body(request).await, Bytes::new()),
    };
    let named = ["reg", "id", "photo", "loan"].into_iter().find_map(|name| param(&params, name));
    let named = named.map(str::to_owned);
    let peer = peer.ip();
    let deflates = command.may_be_deflated() && understands_deflated(&headers);
    let arrived = ReceivedCommand { route, command, target, named, headers, body, peer };
    match tokio::task::spawn_blocking(move || answer(&service, &arrived)).await {
        Ok(reply) if deflates => deflated(reply),
        Ok(reply) => reply.into_response(),
        Err(_) => ErrorCode::Failed.into_response(),
    }
}

/// `GET /v1/openapi.json`.
async fn describe(request: Request) -> Response<Body> {
    let headers = discard_body(request).await;
    match openapi::document() {
        Ok(described) => document(described, MediaType::Json, &headers),
        Err(code) => code.into_response(),
    }
}

/// Most bytes of a body that is too large and is still let go by: 4 MiB.
const MAX_DRAINED: usize = 4 * 1024 * 1024;

/// The whole body, refused unread if it is announced to be too large.
pub(crate) async fn read_body(
    request: Request,
    limit: usize,
) -> Result<(HeaderMap, Bytes), ErrorCode> {
    let (head, body) = request.into_parts();
    let announced = head.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = announced.and_then(|text| text.parse::<usize>().ok());
    if length.is_some_and(|length| length > limit) {
        // Whoever is still sending would not hear the answer: what comes is let go by, within
        // reason, before it is given.
        if length.is_some_and(|length| length <= MAX_DRAINED) {
            drain(body).await;
        }
        return Err(ErrorCode::TooLarge);
    }
    match axum::body::to_bytes(body, limit).await {
        Ok(bytes) => Ok((head.headers, bytes)),
        // A connection that broke has nobody who could be told anything else.
        Err(_) => Err(ErrorCode::TooLarge),
    }
}

/// The head of a request whose body nobody asked for. A body that stays unread has the connection
/// dropped, and with it whatever is sent next on it.
async fn discard_body(request: Request) -> HeaderMap {
    let (head, body) = request.into_parts();
    drain(body).await;
    head.headers
}

/// A refusal that no body changes.
pub(super) async fn refuse(request: Request, code: ErrorCode) -> ErrorCode {
    discard_body(request).await;
    code
}

async fn drain(body: Body) {
    let _: Result<Bytes, _> = axum::body::to_bytes(body, MAX_DRAINED).await;
}

fn param<'p>(params: &'p Params, wanted: &str) -> Option<&'p str> {
    params.as_ref().ok()?.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
