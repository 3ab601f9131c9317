//! The routes. What may block is done off the runtime's threads.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, RawPathParams, Request, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Response};
use axum::routing::{get, post};
use doorstep::model::Language;

use super::answers::{Answer, stylesheet};
use super::desk::Act;
use super::gate::{NotCounted, posted};
use super::pages::{Ended, ended};
use super::submitting::submit;
use super::viewing::{View, view};
use super::{PATH, words};
use crate::commands::{Fault, Service};

/// The pages that are looked at, by what stands after the language.
const VIEWS: [(&str, View); 11] = [
    ("", View::Start),
    ("/number", View::Number),
    ("/code", View::Code),
    ("/ask", View::Ask),
    ("/passes/{n}", View::Print),
    ("/erase", View::Erase),
    ("/left", View::Left),
    ("/erased", View::Erased),
    // Where a form was sent and is looked at afterwards.
    ("/code/again", View::Code),
    ("/leave", View::Start),
    ("/passes/{n}/again", View::Print),
];

/// The forms that are sent.
const ACTS: [Act; 7] =
    [Act::Number, Act::Code, Act::Again, Act::Ask, Act::Renew, Act::Erase, Act::Leave];

/// The router of the portal.
pub(crate) fn router() -> Router<Arc<Service>> {
    let mut router = Router::new()
        .route(PATH, get(choose))
        .route("/portal/style.css", get(|| async { stylesheet() }))
        .route("/portal/{lang}/{*rest}", get(nowhere).post(nowhere));
    for (page, shown) in VIEWS {
        let template = format!("{PATH}/{{lang}}{page}");
        router = router.route(
            &template,
            get(
                move |State(service): State<Arc<Service>>,
                      params: RawPathParams,
                      headers: HeaderMap| look(service, shown, params, headers),
            ),
        );
    }
    for act in ACTS {
        router = router.route(
            act.template(),
            post(
                move |State(service): State<Arc<Service>>,
                      ConnectInfo(peer): ConnectInfo<SocketAddr>,
                      params: RawPathParams,
                      request: Request| send(service, act, peer, params, request),
            ),
        );
    }
    router
}

/// The portal in the language that the browser asks for.
async fn choose(headers: HeaderMap) -> Response<Body> {
    let language = preferred(&headers);
    Answer::go_on(format!("{PATH}/{}", language.tag())).response()
}

async fn nowhere(headers: HeaderMap) -> Response<Body> {
    over(preferred(&headers), Ended::Unknown).response()
}

async fn look(
    service: Arc<Service>,
    shown: View,
    params: RawPathParams,
    headers: HeaderMap,
) -> Response<Body> {
    let Some(language) = language(&params) else {
        return over(preferred(&headers), Ended::Unknown).response();
    };
    let n = place(&params);
    elsewhere(language, move || view(&service, language, shown, n, &headers)).await
}

async fn send(
    service: Arc<Service>,
    act: Act,
    peer: SocketAddr,
    params: RawPathParams,
    request: Request,
) -> Response<Body> {
    let preferred = preferred(request.headers());
    let Some(language) = language(&params) else {
        return over(preferred, Ended::Unknown).response();
    };
    let n = place(&params);
    match posted(&service, request).await {
        Ok(posted) => {
            let submitted = move || submit(&service, language, act, n, peer.ip(), &posted);
            elsewhere(language, submitted).await
        }
        Err(why) => not_counted(language, why).response(),
    }
}

/// Does what reads or writes the disk off the runtime's threads.
async fn elsewhere(
    language: Language,
    work: impl FnOnce() -> Result<Answer, Fault> + Send + 'static,
) -> Response<Body> {
    let answer = tokio::task::spawn_blocking(work).await;
    match answer {
        Ok(Ok(answer)) => answer.response(),
        Ok(Err(Fault)) | Err(_) => over(language, Ended::Failed).response(),
    }
}

fn not_counted(language: Language, why: NotCounted) -> Answer {
    let (status, code) = match why {
        NotCounted::TooLarge => (413, "too-large"),
        NotCounted::MediaType => (415, "media-type-unsupported"),
        NotCounted::NotOurs => (403, "form-not-ours"),
    };
    Answer::Page { status, code, html: ended(language, Ended::NotCounted), cookie: None }
}

/// A page that leads to the beginning.
pub(super) fn over(language: Language, why: Ended) -> Answer {
    let (status, code) = match why {
        Ended::Left | Ended::Erased => (200, "ok"),
        Ended::NotCounted => (403, "form-not-ours"),
        Ended::Unknown => (404, "unknown"),
        Ended::Failed => (500, "failed"),
    };
    Answer::Page { status, code, html: ended(language, why), cookie: None }
}

fn language(params: &RawPathParams) -> Option<Language> {
    words::language(param(params, "lang")?)
}

fn preferred(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    words::preferred(accepted.unwrap_or_default())
}

/// Which of the passes of a session an address names.
fn place(params: &RawPathParams) -> u64 {
    param(params, "n").and_then(|n| n.parse().ok()).unwrap_or_default()
}

fn param<'p>(params: &'p RawPathParams, wanted: &str) -> Option<&'p str> {
    params.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value)
}
