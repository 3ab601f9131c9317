//! What was scanned or typed, told apart by its form alone (`PROTOCOL.md §15.3`).

use crate::documents::{CodeTextError, Malformed, PREFIX, decode_text};
use crate::model::{NextStep, Reason};

/// Beginnings by which things of others are known; compared without regard to case.
const KNOWN: [(&str, Reason); 12] = [
    ("HC1:", Reason::ForeignCertificate),
    ("NZCP:/", Reason::ForeignCertificate),
    ("SHC:/", Reason::ForeignCertificate),
    ("NL2:", Reason::ForeignCertificate),
    ("NL3:", Reason::ForeignCertificate),
    ("LT1:", Reason::ForeignCertificate),
    ("DGCI:", Reason::ForeignCertificate),
    ("HTTP://", Reason::Link),
    ("HTTPS://", Reason::Link),
    ("WWW.", Reason::Link),
    ("BEGIN:VCARD", Reason::Vcard),
    ("MECARD:", Reason::Vcard),
];

/// A text this long whose beginning is nearly ours is a code of ours with a slip in its beginning.
const LONG: usize = 64;

/// The bytes of a code of ours, or why it is none.
pub fn read(text: &str) -> Result<Vec<u8>, Reason> {
    let text = text.trim();
    // A text message is wrapped and copied by hand; no code has line breaks of its own.
    let whole: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    decode_text(&whole).map_err(|error| match error {
        CodeTextError::Empty => Reason::Empty,
        CodeTextError::Base45 => Reason::Base45,
        CodeTextError::TooLong if whole.starts_with(PREFIX) => Reason::TooLong,
        CodeTextError::TooLong | CodeTextError::Prefix => foreign(text),
    })
}

/// What to do about a text that cannot be read. Another look at something else makes no pass of it.
pub fn next(reason: Reason) -> NextStep {
    match reason {
        Reason::ForeignCertificate
        | Reason::Link
        | Reason::Vcard
        | Reason::Prefix
        | Reason::TooLong => NextStep::AskForLiveCode,
        _ => NextStep::ScanAgain,
    }
}

fn foreign(text: &str) -> Reason {
    KNOWN
        .iter()
        .find(|(beginning, _)| {
            text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        })
        .map_or_else(|| ours_or_not(text), |(_, reason)| *reason)
}

fn ours_or_not(text: &str) -> Reason {
    let same = text.bytes().zip(PREFIX.bytes()).filter(|(typed, ours)| typed == ours).count();
    // Another version is no slip.
    let other =
        text.strip_prefix("DS").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if text.contains(PREFIX) || (text.len() > LONG && same >= 2 && !other) {
        Reason::Base45
    } else {
        Reason::Prefix
    }
}

impl From<Malformed> for Reason {
    fn from(malformed: Malformed) -> Self {
        match malformed {
            Malformed::Truncated => Self::Truncated,
            Malformed::TooLarge => Self::TooLong,
            Malformed::DuplicateKey => Self::DuplicateKey,
            Malformed::NotCanonical => Self::NotCanonical,
            Malformed::Type => Self::Type,
            Malformed::Algorithm => Self::Algorithm,
        }
    }
}
