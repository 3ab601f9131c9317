//! What holds for every request: a time limit, and a log line that names nobody.

use std::sync::Arc;

use axum::body::{Body, HttpBody as _};
use axum::extract::{MatchedPath, Request};
use axum::http::Response;
use axum::middleware::Next;
use axum::response::IntoResponse;

use super::REQUEST_TIMEOUT;
use super::responses::LoggedCode;
use crate::clock::Stopwatch;
use crate::commands::ErrorCode;

/// Answers within the time limit, and logs code, route, status, duration and size: never a path,
/// a query, an address or a body.
pub(super) async fn watch(request: Request, next: Next) -> Response<Body> {
    let stopwatch = Stopwatch::start();
    let route: Arc<str> = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| Arc::from("-"), |path| Arc::from(path.as_str()));
    let response = match tokio::time::timeout(REQUEST_TIMEOUT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => ErrorCode::Timeout.into_response(),
    };
    let code = response.extensions().get::<LoggedCode>().map_or("ok", |code| code.0);
    log::info!(
        "{code} {route} {} {} ms {} B",
        response.status().as_u16(),
        stopwatch.elapsed().as_millis(),
        response.body().size_hint().exact().unwrap_or_default(),
    );
    response
}
