//! Moments on the command line: RFC 3339, shown in UTC and whole seconds. Inside everything counts
//! milliseconds.

use chrono::{DateTime, SecondsFormat, Utc};

/// The moment as it stands in every answer. One that no calendar has is shown as its beginning.
pub fn rfc3339(at_ms: i64) -> String {
    let at: DateTime<Utc> = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The same of whole Unix seconds.
pub fn rfc3339_of_seconds(at_s: u64) -> String {
    rfc3339(doorstep::time::milliseconds(at_s))
}

/// Reads a moment that was typed.
///
/// # Errors
/// What to type, for a text that is none.
pub fn from_rfc3339(text: &str) -> Result<i64, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|at| at.timestamp_millis())
        .map_err(|_| "a moment is written like 2026-11-24T12:00:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_is_read_and_utc_is_shown() {
        let at_ms = from_rfc3339("2026-11-24T15:00:00.250+03:00").unwrap();
        assert_eq!(rfc3339(at_ms), "2026-11-24T12:00:00Z");
        assert!(from_rfc3339("2026-11-24").is_err());
        assert!(from_rfc3339("yesterday").is_err());
    }
}
