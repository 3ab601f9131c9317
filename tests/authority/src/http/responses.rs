//! Answers on their way out.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RETRY_AFTER,
};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use doorstep::model::{DEFLATE, deflate};
use doorstep::requests::MediaType;

use crate::commands::{ErrorCode, Refusal, Reply};
use crate::online::Document;

/// The code of an answer, for the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoggedCode(pub(crate) &'static str);

impl IntoResponse for Reply {
    fn into_response(self) -> Response<Body> {
        let media_type = if self.code.is_some() { MediaType::Problem } else { MediaType::Json };
        let mut response = answer(self.status, media_type, self.body);
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(code) = self.code {
            response.extensions_mut().insert(LoggedCode(code.name()));
        }
        response
    }
}

impl IntoResponse for ErrorCode {
    fn into_response(self) -> Response<Body> {
        Refusal::of(self).reply().into_response()
    }
}

/// A reply for whoever understands a deflated one: deflated where that is shorter.
pub(super) fn deflated(mut reply: Reply) -> Response<Body> {
    let Some(body) = deflate(&reply.body) else { return reply.into_response() };
    reply.body = body;
    let mut response = reply.into_response();
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(DEFLATE));
    response
}

/// A signed object that is the answer to one question.
pub(super) fn signed_object(bytes: Vec<u8>) -> Response<Body> {
    let mut response = answer(200, MediaType::SignedObject, bytes);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A document, or 304 if the client has it (RFC 9110 §13.1.2).
pub(super) fn document(
    document: &Document,
    media_type: MediaType,
    asked: &HeaderMap,
) -> Response<Body> {
    let etag = document.etag();
    let mut response = match is_known(asked, &etag) {
        None => return ErrorCode::Malformed.into_response(),
        Some(true) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response
        }
        Some(false) => answer(200, media_type, document.bytes.to_vec()),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    response
}

/// Whether `If-None-Match` names this tag; nothing if it is not of its form. Tags are compared
/// weakly, because a cache on the way may have weakened ours.
fn is_known(headers: &HeaderMap, etag: &str) -> Option<bool> {
    let mut known = false;
    for value in headers.get_all(IF_NONE_MATCH) {
        let mut rest = value.to_str().ok()?.trim();
        if rest == "*" {
            known = true;
            rest = "";
        }
        while !rest.is_empty() {
            let (tag, after) =
                rest.strip_prefix("W/").unwrap_or(rest).strip_prefix('"')?.split_once('"')?;
            tag.bytes().all(|byte| byte.is_ascii_graphic()).then_some(())?;
            known |= etag.trim_matches('"') == tag;
            rest = after.trim_start();
            // What stands between two tags; after the last one nothing.
            rest = if rest.is_empty() { rest } else { rest.strip_prefix(',')?.trim_start() };
        }
    }
    Some(known)
}

fn answer(status: u16, media_type: MediaType, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type.name()));
    response
}
