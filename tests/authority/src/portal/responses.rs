//! What goes out: pages, and ways to the next one, under strict headers.

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, LOCATION, REFERRER_POLICY,
    SET_COOKIE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Response, StatusCode};
use maud::Markup;

use crate::http::LoggedCode;

/// Our stylesheet and our forms, and nothing else: no script, picture, font or frame from anywhere.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// An answer.
pub(super) enum PageResponse {
    Page {
        status: u16,
        /// For the log.
        code: &'static str,
        html: Markup,
        /// `Set-Cookie`.
        cookie: Option<String>,
    },
    /// On to this page with GET.
    Redirect {
        path: String,
        /// `Set-Cookie`.
        cookie: Option<String>,
    },
}

impl PageResponse {
    /// A page that says what was asked for.
    pub(super) fn page(html: Markup) -> Self {
        Self::Page { status: 200, code: "ok", html, cookie: None }
    }

    /// On to this page.
    pub(super) fn redirect(path: String) -> Self {
        Self::Redirect { path, cookie: None }
    }

    /// The same with this `Set-Cookie`.
    pub(super) fn with_cookie(mut self, set: String) -> Self {
        match &mut self {
            Self::Page { cookie, .. } | Self::Redirect { cookie, .. } => *cookie = Some(set),
        }
        self
    }

    /// The response.
    pub(super) fn response(self) -> Response<Body> {
        let (mut response, cookie) = match self {
            Self::Page { status, code, html, cookie } => {
                let mut response = Response::new(Body::from(html.into_string()));
                *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
                response.extensions_mut().insert(LoggedCode(code));
                (response, cookie)
            }
            Self::Redirect { path, cookie } => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::SEE_OTHER;
                if let Ok(path) = HeaderValue::from_str(&path) {
                    response.headers_mut().insert(LOCATION, path);
                }
                (response, cookie)
            }
        };
        let headers = response.headers_mut();
        for (name, value) in [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            // Nobody else is told anything. `no-referrer` would also keep `Origin` from us, and with
            // it the only field by which older browsers say where a form was begun.
            (REFERRER_POLICY, "same-origin"),
            (CACHE_CONTROL, "no-store"),
            (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
            (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
            (VARY, "Accept-Language, Cookie"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
            headers.insert(SET_COOKIE, cookie);
        }
        response
    }
}

/// The one stylesheet.
pub(super) fn stylesheet() -> Response<Body> {
    let mut response = Response::new(Body::from(include_str!("style.css")));
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "max-age=300"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
