//! Bodies that are deflated on their way (RFC 9110 §8.4.1.2): those of reports may be (`PROTOCOL.md §8.3`).

use std::borrow::Cow;

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING};
use doorstep::model::{DEFLATE, InflateError, inflate};

use super::{ErrorCode, ReceivedCommand};

/// The body of a command whose signatures are good: never more than its route takes.
pub(super) fn plain(arrived: &ReceivedCommand) -> Result<Cow<'_, [u8]>, ErrorCode> {
    let Some(coding) = arrived.headers.get(CONTENT_ENCODING) else {
        return Ok(Cow::Borrowed(&arrived.body));
    };
    let is_deflated = coding.as_bytes().eq_ignore_ascii_case(DEFLATE.as_bytes());
    if !is_deflated || !arrived.command.may_be_deflated() {
        return Err(ErrorCode::MediaTypeUnsupported);
    }
    let inflated = inflate(&arrived.body, arrived.route.limit).map_err(|error| match error {
        InflateError::TooLong => ErrorCode::TooLarge,
        InflateError::Malformed => ErrorCode::Malformed,
    });
    inflated.map(Cow::Owned)
}

/// Whether whoever asks understands a deflated answer (RFC 9110 §12.5.3).
pub(crate) fn understands_deflated(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().to_ascii_lowercase().replace(' ', "");
        let is_refused = weight
            .strip_prefix("q=0")
            .is_some_and(|rest| rest.trim_start_matches('.').trim_start_matches('0').is_empty());
        name.trim().eq_ignore_ascii_case(DEFLATE) && !is_refused
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_deflated_answer_is_understood_by_whoever_says_so() {
        for (line, is_understood) in [
            ("deflate", true),
            ("Deflate ; Q=0.5", true),
            ("gzip, deflate", true),
            ("gzip", false),
            ("", false),
            ("deflate;q=0", false),
            ("deflate; q=0.00", false),
            ("deflate;q=0.01", true),
            ("*", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.append(ACCEPT_ENCODING, HeaderValue::from_static("br"));
            headers.append(ACCEPT_ENCODING, HeaderValue::from_static(line));
            assert_eq!(understands_deflated(&headers), is_understood, "{line}");
        }
        assert!(!understands_deflated(&HeaderMap::new()));
    }
}
