//! What the bytes of a body are, by the names that `Content-Type` carries.

/// A media type of the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// A command or its answer.
    Json,
    /// A command in deterministic CBOR: where bytes and runs of numbers are most of it.
    Cbor,
    /// Bytes that mean nothing to whoever carries them, such as what is sealed.
    OctetStream,
    /// A signed object alone.
    SignedObject,
    /// A refusal (RFC 9457).
    Problem,
}

impl MediaType {
    pub const ALL: [Self; 5] =
        [Self::Json, Self::Cbor, Self::OctetStream, Self::SignedObject, Self::Problem];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Cbor => "application/cbor",
            Self::OctetStream => "application/octet-stream",
            Self::SignedObject => "application/cose",
            Self::Problem => "application/problem+json",
        }
    }

    /// What the value of a `Content-Type` field names, whatever its parameters (RFC 9110 §8.3.1).
    pub fn of(field: &str) -> Option<Self> {
        let name = field.split(';').next()?.trim();
        Self::ALL.into_iter().find(|known| name.eq_ignore_ascii_case(known.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_read_by_its_name_whatever_its_case_and_parameters() {
        for known in MediaType::ALL {
            for field in [
                known.name().to_owned(),
                known.name().to_uppercase(),
                format!(" {} ; charset=utf-8", known.name()),
            ] {
                assert_eq!(MediaType::of(&field), Some(known), "{field}");
            }
        }
        for other in ["", "json", "application/jso", "application/json5", "text/plain", ";"] {
            assert_eq!(MediaType::of(other), None, "{other}");
        }
    }
}
