//! The `Host` field: one, and a host. What stands twice may mean one thing to us and another to
//! whoever has passed the request on.

use axum::extract::Request;
use axum::http::header::{HOST, HeaderName};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::handlers::refuse;
use crate::commands::ErrorCode;

/// Lets by what names one host (RFC 9112 §3.2). Which one does not matter: what is signed names ours.
pub(super) async fn require_single_host(request: Request, next: Next) -> Response {
    let named = single_header(request.headers(), HOST);
    // A whole URL in the request line names it too (§3.2.2).
    let in_line = request.uri().authority().map(Authority::as_str);
    let is_same = in_line.is_none_or(|host| named.is_some_and(|named| named == host));
    if is_same && is_host(named) {
        next.run(request).await
    } else {
        refuse(request, ErrorCode::Malformed).await.into_response()
    }
}

/// The only value of a field.
pub(crate) fn single_header(headers: &HeaderMap, name: HeaderName) -> Option<&HeaderValue> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none())
}

fn is_host(value: Option<&HeaderValue>) -> bool {
    let text = value.and_then(|value| value.to_str().ok());
    text.is_some_and(|text| text.parse::<Authority>().is_ok() && !text.contains('@'))
}
