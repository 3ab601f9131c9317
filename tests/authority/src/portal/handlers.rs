//! The routes. What may block is done off the runtime's threads.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, RawPathParams, Request, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Response};
use axum::middleware::Next;
use axum::routing::{get, post};
use doorstep::model::Language;

use super::actions::FormAction;
use super::form_check::{FormRejection, receive_form};
use super::pages::{EndPage, ended};
use super::responses::{PageResponse, stylesheet};
use super::submitting::submit;
use super::tables::{regions, sheet};
use super::viewing::{View, view};
use super::{PATH, words};
use crate::commands::{InternalError, Service};

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
const ACTIONS: [FormAction; 7] = [
    FormAction::Number,
    FormAction::Code,
    FormAction::Again,
    FormAction::Ask,
    FormAction::Renew,
    FormAction::Erase,
    FormAction::Leave,
];

/// The router of the portal.
pub(crate) fn router(service: &Arc<Service>) -> Router<Arc<Service>> {
    let mut router = Router::new()
        .route(PATH, get(choose))
        .route("/portal/style.css", get(|| async { stylesheet() }))
        .route("/portal/{lang}/sms", get(tables))
        .route("/portal/{lang}/sms/{region}", get(tables))
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
    for action in ACTIONS {
        router = router.route(
            action.template(),
            post(
                move |State(service): State<Arc<Service>>,
                      ConnectInfo(peer): ConnectInfo<SocketAddr>,
                      params: RawPathParams,
                      request: Request| {
                    send(service, action, peer, params, request)
                },
            ),
        );
    }
    if service.clock.file().is_some() {
        let clock = axum::middleware::from_fn_with_state(service.clone(), require_clock);
        router = router.layer(clock);
    }
    router
}

/// A page that says so while nobody knows the time.
async fn require_clock(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let code = match service.clock.now() {
        Ok(_) => return next.run(request).await,
        Err(error) => error.code(),
    };
    let html = ended(preferred(request.headers()), EndPage::Failed);
    PageResponse::Page { status: 503, code, html, cookie: None }.response()
}

/// The portal in the language that the browser asks for.
async fn choose(headers: HeaderMap) -> Response<Body> {
    let language = preferred(&headers);
    PageResponse::redirect(format!("{PATH}/{}", language.tag())).response()
}

async fn nowhere(headers: HeaderMap) -> Response<Body> {
    end_page(preferred(&headers), EndPage::Unknown).response()
}

async fn look(
    service: Arc<Service>,
    shown: View,
    params: RawPathParams,
    headers: HeaderMap,
) -> Response<Body> {
    let Some(language) = language(&params) else {
        return end_page(preferred(&headers), EndPage::Unknown).response();
    };
    let n = place(&params);
    elsewhere(language, move || view(&service, language, shown, n, &headers)).await
}

/// The regions that have a table of text messages, or the sheet of one of them.
async fn tables(
    State(service): State<Arc<Service>>,
    params: RawPathParams,
    headers: HeaderMap,
) -> Response<Body> {
    let Some(language) = language(&params) else {
        return end_page(preferred(&headers), EndPage::Unknown).response();
    };
    let region = param(&params, "region").map(str::to_owned);
    let shown = move || match region {
        None => regions(&service, language),
        Some(region) => sheet(&service, language, &region),
    };
    elsewhere(language, shown).await
}

async fn send(
    service: Arc<Service>,
    action: FormAction,
    peer: SocketAddr,
    params: RawPathParams,
    request: Request,
) -> Response<Body> {
    let preferred = preferred(request.headers());
    let Some(language) = language(&params) else {
        return end_page(preferred, EndPage::Unknown).response();
    };
    let n = place(&params);
    match receive_form(&service, request).await {
        Ok(form) => {
            let submitted = move || submit(&service, language, action, n, peer.ip(), &form);
            elsewhere(language, submitted).await
        }
        Err(why) => not_counted(language, why).response(),
    }
}

/// Does what reads or writes the disk off the runtime's threads.
async fn elsewhere(
    language: Language,
    work: impl FnOnce() -> Result<PageResponse, InternalError> + Send + 'static,
) -> Response<Body> {
    let answer = tokio::task::spawn_blocking(work).await;
    match answer {
        Ok(Ok(answer)) => answer.response(),
        Ok(Err(InternalError)) | Err(_) => end_page(language, EndPage::Failed).response(),
    }
}

fn not_counted(language: Language, why: FormRejection) -> PageResponse {
    let (status, code) = match why {
        FormRejection::TooLarge => (413, "too-large"),
        FormRejection::MediaType => (415, "media-type-unsupported"),
        FormRejection::NotOurs => (403, "form-not-ours"),
    };
    PageResponse::Page { status, code, html: ended(language, EndPage::NotCounted), cookie: None }
}

/// A page that leads to the beginning.
pub(super) fn end_page(language: Language, why: EndPage) -> PageResponse {
    let (status, code) = match why {
        EndPage::Left | EndPage::Erased => (200, "ok"),
        EndPage::NotCounted => (403, "form-not-ours"),
        EndPage::Unknown | EndPage::NoTable => (404, "unknown"),
        EndPage::Failed => (500, "failed"),
    };
    PageResponse::Page { status, code, html: ended(language, why), cookie: None }
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
