//! What was scanned or typed, told apart by its form alone.

use super::answer::Reason;
use crate::documents::{CodeTextError, Malformed, decode_text};

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

/// The bytes of a code of ours, or why it is none.
pub fn read(text: &str) -> Result<Vec<u8>, Reason> {
    let text = text.trim();
    // A text message is wrapped and copied by hand; no code has line breaks of its own.
    let whole: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    decode_text(&whole).map_err(|error| match error {
        CodeTextError::Empty => Reason::Empty,
        CodeTextError::TooLong => Reason::TooLong,
        CodeTextError::Base45 => Reason::Base45,
        CodeTextError::Prefix => foreign(text),
    })
}

fn foreign(text: &str) -> Reason {
    KNOWN
        .iter()
        .find(|(beginning, _)| {
            text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        })
        .map_or(Reason::Prefix, |(_, reason)| *reason)
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
