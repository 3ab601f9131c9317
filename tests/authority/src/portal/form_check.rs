//! What comes in: which forms count, and what stands in them.

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_TYPE, ORIGIN};

use doorstep::documents::numbers::limit;

use super::browser::Browser;
use crate::commands::{ErrorCode, Service};
use crate::http::read_body;

const FORM: &str = "application/x-www-form-urlencoded";
/// Where a request was begun (Fetch Metadata).
const SITE: &str = "sec-fetch-site";

/// Why a form does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormRejection {
    TooLarge,
    /// Not a form of HTML.
    MediaType,
    /// Without cookie or token, or begun on another site: nothing of it was looked at.
    NotOurs,
}

/// A form of ours that came back.
pub(super) struct SubmittedForm {
    pub(super) browser: Browser,
    pub(super) fields: FormFields,
    /// As it came in: what a repetition is known by.
    pub(super) body: Bytes,
}

/// The fields of a form, each once.
pub(super) struct FormFields(Vec<(String, String)>);

impl FormFields {
    fn read(body: &[u8]) -> Option<Self> {
        let fields: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let twice = fields.iter().enumerate().any(|(at, (name, _))| {
            fields.iter().skip(at.saturating_add(1)).any(|(other, _)| other == name)
        });
        (!twice && fields.len() <= MOST_FIELDS).then_some(Self(fields))
    }

    /// What was typed; nothing where there is no such field.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }
}

/// More fields than any form has.
const MOST_FIELDS: usize = 16;

/// Lets in a form that this browser got from here.
pub(super) async fn receive_form(
    service: &Service,
    request: Request,
) -> Result<SubmittedForm, FormRejection> {
    let (headers, body) = read_body(request, limit::JSON).await.map_err(|code| match code {
        ErrorCode::TooLarge => FormRejection::TooLarge,
        _ => FormRejection::NotOurs,
    })?;
    if !is_form(&headers) {
        return Err(FormRejection::MediaType);
    }
    if !begins_here(&headers, &service.origin) {
        return Err(FormRejection::NotOurs);
    }
    let browser = Browser::of(&headers).ok_or(FormRejection::NotOurs)?;
    let fields = FormFields::read(&body).ok_or(FormRejection::NotOurs)?;
    if !browser.sent(service, fields.get("token")) {
        return Err(FormRejection::NotOurs);
    }
    Ok(SubmittedForm { browser, fields, body })
}

fn is_form(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split(';').next()).unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(FORM)
}

/// Whether a form was sent from a page of ours. Browsers that are older than either field, and those
/// that show text alone, say neither: for them the token decides.
fn begins_here(headers: &HeaderMap, origin: &str) -> bool {
    let says = |name: &str, good: &str| {
        headers.get_all(name).iter().all(|value| value.as_bytes() == good.as_bytes())
    };
    says(SITE, "same-origin") && says(ORIGIN.as_str(), origin)
}

/// Whether a page is asked for from elsewhere, so that the browser has kept its cookie back.
pub(super) fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let is_ours = |site: &[u8]| site == b"same-origin" || site == b"none";
    !headers.get_all(SITE).iter().all(|site| is_ours(site.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_stands_twice_is_no_form_of_ours() {
        let fields = FormFields::read(b"a=1&b=%D0%98+%D0%9F&c=").unwrap();
        assert_eq!((fields.get("a"), fields.get("b"), fields.get("d")), ("1", "И П", ""));
        assert!(FormFields::read(b"a=1&a=1").is_none());
        assert!(FormFields::read("a&".repeat(20).as_bytes()).is_none());
        // Bytes that are no text become characters that nothing takes.
        assert_eq!(FormFields::read(b"a=%FF%00").unwrap().get("a"), "\u{fffd}\u{0}");
    }

    #[test]
    fn a_form_of_another_site_is_known_by_either_field() {
        let origin = "https://pass.example:8443";
        let with = |fields: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in fields {
                headers.append(*name, value.parse().unwrap());
            }
            begins_here(&headers, origin)
        };
        assert!(with(&[]));
        assert!(with(&[("origin", origin), (SITE, "same-origin")]));
        assert!(with(&[("origin", origin)]));
        for (name, value) in [
            ("origin", "null"),
            ("origin", "https://pass.example"),
            ("origin", "http://pass.example:8443"),
            (SITE, "same-site"),
            (SITE, "cross-site"),
            (SITE, "none"),
        ] {
            assert!(!with(&[(name, value)]), "{name}: {value}");
        }
        assert!(!with(&[("origin", origin), (SITE, "cross-site")]));
        assert!(!with(&[("origin", origin), ("origin", "https://elsewhere.example")]));
    }
}
