//! Answers on their way out.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use doorstep::requests::{JSON, SIGNED_OBJECT};

use crate::commands::{Code, Refusal, Reply};
use crate::online::Document;

/// Media type of refusals (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// The code of an answer, for the log.
#[derive(Debug, Clone, Copy)]
pub(super) struct LoggedCode(pub(super) Code);

impl IntoResponse for Reply {
    fn into_response(self) -> Response<Body> {
        let media_type = if self.code.is_some() { PROBLEM } else { JSON };
        let mut response = answer(self.status, media_type, self.body);
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(code) = self.code {
            response.extensions_mut().insert(LoggedCode(code));
        }
        response
    }
}

impl IntoResponse for Code {
    fn into_response(self) -> Response<Body> {
        Refusal::of(self).reply().into_response()
    }
}

/// A signed object that is the answer to one question.
pub(super) fn signed_object(bytes: Vec<u8>) -> Response<Body> {
    let mut response = answer(200, SIGNED_OBJECT, bytes);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A document, or 304 if the client has it.
pub(super) fn document(document: &Document, if_none_match: Option<&HeaderValue>) -> Response<Body> {
    let etag = document.etag();
    let known = if_none_match
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').map(str::trim).any(|tag| tag == "*" || tag == etag));
    let mut response = if known {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        answer(200, SIGNED_OBJECT, document.bytes.to_vec())
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(ETAG, etag);
    }
    response
}

/// JSON that anybody may read.
pub(super) fn public_json(body: Vec<u8>) -> Response<Body> {
    answer(200, JSON, body)
}

fn answer(status: u16, media_type: &'static str, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
