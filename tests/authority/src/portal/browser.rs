//! A browser: the secret in its cookie, and what is derived from it.
//!
//! Before anybody is signed in nothing is kept of a browser: the token of its forms follows from its
//! secret. At the database its name is an HMAC of the secret, so that a copy of the database is no
//! way in.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use doorstep::crypto::{SealingKey, same_bytes};
use doorstep::model::{from_base64url, to_base64url};

use crate::commands::{InternalError, Service, draw};
use crate::store::BrowserId;

/// The prefix binds the cookie to this host alone (RFC 6265bis §4.1.3.2).
const NAME: &str = "__Host-portal";
/// Sent with nothing that another site begins: no page elsewhere can act, or even look, for somebody
/// who is signed in. Gone when the browser is closed.
const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

/// A browser, by its secret of 256 bits.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Browser([u8; 32]);

impl Browser {
    /// A browser that was never here.
    pub(super) fn new() -> Result<Self, InternalError> {
        Ok(Self(draw()?))
    }

    /// The browser that sends these fields. A cookie that comes twice is nobody's.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut secrets = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|field| field.to_str().ok())
            .flat_map(|field| field.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == NAME);
        let (_, secret) = secrets.next()?;
        if secrets.next().is_some() {
            return None;
        }
        from_base64url(secret)?.try_into().ok().map(Self)
    }

    /// The browser after it was signed in with this code: another one, so that whoever had planted
    /// the secret of before has nothing. Derived and not drawn, so that a form that is sent again
    /// because its answer was lost is answered alike.
    pub(super) fn signed_in(&self, service: &Service, code: &str) -> Self {
        Self(self.derived(service, "signed-in", code.as_bytes()))
    }

    /// Its name at the database.
    pub(super) fn id(&self, service: &Service) -> BrowserId {
        self.derived(service, "browser", &[])
    }

    /// What stands in every form that it gets, and in no form of anybody else.
    pub(super) fn form_token(&self, service: &Service) -> String {
        to_base64url(&self.derived(service, "form", &[]))
    }

    /// Whether a form is one that it got, compared in constant time.
    pub(super) fn sent(&self, service: &Service, token: &str) -> bool {
        same_bytes(self.form_token(service).as_bytes(), token.as_bytes())
    }

    /// Closes what it may print again.
    pub(super) fn sealing_key(&self, service: &Service) -> Result<SealingKey, InternalError> {
        SealingKey::new(&self.derived(service, "print", &[])).map_err(|_| InternalError)
    }

    fn derived(&self, service: &Service, what: &str, more: &[u8]) -> [u8; 32] {
        let bytes = [b"portal-", what.as_bytes(), b":", &self.0, more].concat();
        service.server.mac(&bytes)
    }

    /// `Set-Cookie`.
    pub(super) fn cookie(&self) -> String {
        format!("{NAME}={}; {ATTRIBUTES}", to_base64url(&self.0))
    }

    /// `Set-Cookie` that takes the secret away.
    pub(super) fn no_cookie() -> String {
        format!("{NAME}=; {ATTRIBUTES}; Max-Age=0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(fields: &[&str]) -> Option<Browser> {
        let mut headers = HeaderMap::new();
        for field in fields {
            headers.append(COOKIE, field.parse().unwrap());
        }
        Browser::of(&headers)
    }

    #[test]
    fn a_cookie_is_read_once_and_whole() {
        let browser = Browser([7; 32]);
        let secret = to_base64url(&[7; 32]);
        assert!(of(&[&format!("a=b; {NAME}={secret}; c=d")]) == Some(browser.clone()));
        assert!(of(&["a=b", &format!("{NAME}={secret}")]) == Some(browser));
        for wrong in [
            "".to_owned(),
            NAME.to_owned(),
            format!("{NAME}="),
            format!("{NAME}={}", &secret[1..]),
            format!("{NAME}={secret}; {NAME}={secret}"),
            format!("portal={secret}"),
            format!("{NAME}=\"{secret}\""),
        ] {
            assert!(of(&[&wrong]).is_none(), "{wrong}");
        }
    }
}
