//! One handler for each kind of route. What may block is done off the runtime's threads.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, RawPathParams, Request, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Response};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use doorstep::documents::numbers::limit;
use doorstep::requests::{JSON, SIGNED_OBJECT, TimeRequest};

use super::answers::{document, signed_object};
use super::host::one_host;
use super::openapi;
use super::watch::watch;
use crate::commands::{Arrived, Code, Refusal, Service, Stop, answer, look_up, parse};
use crate::online::Published;
use crate::routes::{Behind, Command, Fetched, ROUTES};

/// What the variables of a path are, if they are texts at all: what is none names nothing.
type Params = Result<RawPathParams, RawPathParamsRejection>;

/// The router of the public routes, and of pages that are no part of the API.
pub(crate) fn router(service: Arc<Service>, pages: Router<Arc<Service>>) -> Router {
    let mut router = Router::new();
    for (template, behind) in ROUTES {
        let handler = match behind {
            Behind::Time => post(time),
            Behind::Codes => post(codes),
            Behind::OpenApi => get(describe),
            Behind::Document(fetched) => {
                get(move |State(service): State<Arc<Service>>, params: Params, request: Request| {
                    fetch(service, fetched, params, request)
                })
            }
            Behind::Command(command) => post(
                move |State(service): State<Arc<Service>>,
                      ConnectInfo(peer): ConnectInfo<SocketAddr>,
                      params: Params,
                      request: Request| {
                    obey(service, command, peer, params, request)
                },
            ),
        };
        router = router.route(template, handler);
    }
    router
        .merge(pages)
        .fallback(|request| refuse(request, Code::Unknown))
        .method_not_allowed_fallback(|request| refuse(request, Code::MethodNotAllowed))
        .layer(axum::middleware::from_fn(one_host))
        .layer(axum::middleware::from_fn(watch))
        .with_state(service)
}

/// `POST /v1/time`.
async fn time(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let body = match bounded(request).await {
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
    match service.publisher.last().keys.time_token(service.clock.now(), nonce) {
        Ok(token) => signed_object(token),
        Err(_) => Code::Failed.into_response(),
    }
}

/// `POST /v1/codes`.
async fn codes(
    State(service): State<Arc<Service>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response<Body> {
    let body = match bounded(request).await {
        Ok((_, body)) => body,
        Err(code) => return code.into_response(),
    };
    let looked = tokio::task::spawn_blocking(move || look_up(&service, peer.ip(), &body)).await;
    match looked {
        Ok(Ok(answer)) => signed_object(answer),
        Ok(Err(Stop::Refused(refusal))) => refusal.reply().into_response(),
        Ok(Err(Stop::Failed)) | Err(_) => Code::Failed.into_response(),
    }
}

/// A document.
async fn fetch(
    service: Arc<Service>,
    fetched: Fetched,
    params: Params,
    request: Request,
) -> Response<Body> {
    let headers = unread(request).await;
    let published = match current(service).await {
        Ok(published) => published,
        Err(code) => return code.into_response(),
    };
    let found = match fetched {
        Fetched::Trust => Some(&published.trust),
        Fetched::Stamp => Some(&published.stamp),
        Fetched::Rules => Some(&published.rules),
        Fetched::Deny => Some(&published.deny),
        Fetched::Status => Some(&published.status),
        Fetched::Root => {
            let serial = param(&params, "serial").and_then(|text| text.parse::<u64>().ok());
            published.roots.iter().find(|root| Some(root.serial) == serial)
        }
    };
    match found {
        Some(found) => document(found, SIGNED_OBJECT, &headers),
        None => Code::Unknown.into_response(),
    }
}

/// What is published; signing what became due writes to disk, so it is done elsewhere.
async fn current(service: Arc<Service>) -> Result<Arc<Published>, Code> {
    if let Some(published) = service.publisher.fresh() {
        return Ok(published);
    }
    tokio::task::spawn_blocking(move || service.publisher.current())
        .await
        .map_err(|_| Code::Failed)?
        .map_err(|_| Code::Failed)
}

/// A signed command.
async fn obey(
    service: Arc<Service>,
    command: Command,
    peer: SocketAddr,
    params: Params,
    request: Request,
) -> Response<Body> {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str()).to_owned();
    let (headers, body) = match bounded(request).await {
        Ok(read) => read,
        Err(code) => return code.into_response(),
    };
    let named = param(&params, "reg").or(param(&params, "id")).map(str::to_owned);
    let arrived = Arrived { command, target, named, headers, body, peer: peer.ip() };
    match tokio::task::spawn_blocking(move || answer(&service, &arrived)).await {
        Ok(reply) => reply.into_response(),
        Err(_) => Code::Failed.into_response(),
    }
}

/// `GET /v1/openapi.json`.
async fn describe(request: Request) -> Response<Body> {
    let headers = unread(request).await;
    match openapi::document() {
        Ok(described) => document(described, JSON, &headers),
        Err(code) => code.into_response(),
    }
}

/// Most bytes of a body that is too large and is still let go by: 4 MiB.
const LET_GO_BY: usize = 4 * 1024 * 1024;

/// The whole body, refused unread if it is announced to be too large.
pub(crate) async fn bounded(request: Request) -> Result<(HeaderMap, Bytes), Code> {
    let (head, body) = request.into_parts();
    let announced = head.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = announced.and_then(|text| text.parse::<usize>().ok());
    if length.is_some_and(|length| length > limit::JSON) {
        // Whoever is still sending would not hear the answer: what comes is let go by, within
        // reason, before it is given.
        if length.is_some_and(|length| length <= LET_GO_BY) {
            let_go_by(body).await;
        }
        return Err(Code::TooLarge);
    }
    match axum::body::to_bytes(body, limit::JSON).await {
        Ok(bytes) => Ok((head.headers, bytes)),
        // A connection that broke has nobody who could be told anything else.
        Err(_) => Err(Code::TooLarge),
    }
}

/// The head of a request whose body nobody asked for. A body that stays unread has the connection
/// dropped, and with it whatever is sent next on it.
async fn unread(request: Request) -> HeaderMap {
    let (head, body) = request.into_parts();
    let_go_by(body).await;
    head.headers
}

/// A refusal that no body changes.
pub(super) async fn refuse(request: Request, code: Code) -> Code {
    unread(request).await;
    code
}

async fn let_go_by(body: Body) {
    let _: Result<Bytes, _> = axum::body::to_bytes(body, LET_GO_BY).await;
}

fn param<'p>(params: &'p Params, wanted: &str) -> Option<&'p str> {
    params.as_ref().ok()?.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
