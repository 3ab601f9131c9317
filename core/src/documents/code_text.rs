//! The text in a QR code: `DS1:` and Base45 (RFC 9285), all of it in QR's alphanumeric mode; and the
//! texts that go the other way, from an inspector to a holder, each under a beginning of its own
//! (`PROTOCOL.md §7.1`).

use crate::crypto::sha256;
use crate::model::ALPHABET;

/// What our codes begin with; the digit is the version of the format.
pub const PREFIX: &str = "DS1:";
/// What a challenge of an inspector begins with.
pub const CHALLENGE_PREFIX: &str = "DS1C:";
/// What the receipt of an inspection begins with.
pub const RECEIPT_PREFIX: &str = "DS1R:";
/// What the code of an order on paper begins with; its typed symbols follow.
pub const ORDER_PREFIX: &str = "DSO1:";
/// What the invitation of a device that is lent begins with.
pub const LOAN_PREFIX: &str = "DSL1:";
/// What the certificate of a lent device begins with that has destroyed what it knew.
pub const WIPE_PREFIX: &str = "DSW1:";
/// What the codes begin with by which an account moves to another phone.
pub const MOVE_PREFIX: &str = "DSM1:";
/// Between a code and its check in a text message; it stands in no code.
pub const CHECK: char = '#';
/// Symbols of a check: one damaged text in forty million fits by chance.
pub const CHECK_SYMBOLS: usize = 6;
/// Most characters of a code.
pub const MAX_CHARACTERS: usize = 1024;
/// Most characters of a code by which an account moves.
pub const MAX_MOVE_CHARACTERS: usize = 2560;

/// Why a text is no code of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeTextError {
    #[error("empty")]
    Empty,
    /// More characters than such a code has.
    #[error("too long")]
    TooLong,
    #[error("another prefix")]
    Prefix,
    #[error("not Base45")]
    Base45,
}

/// The check of a code that goes by text message: whether it was damaged on the way is known by this,
/// before any signature is judged. Its symbols are those of typed codes.
pub fn check_of(text: &str) -> String {
    let digest = sha256(text.as_bytes());
    let start = digest.first_chunk().map_or(0, |start| u64::from_be_bytes(*start));
    let symbols = ALPHABET.len() as u64;
    let places = std::iter::successors(Some(start), |rest| Some(rest / symbols));
    let symbol = |rest: u64| {
        let at = usize::try_from(rest % symbols).unwrap_or_default();
        ALPHABET.get(at).copied()
    };
    places.take(CHECK_SYMBOLS).filter_map(symbol).collect()
}

/// A code as it goes by text message: with its check.
pub fn message(text: &str) -> String {
    format!("{text}{CHECK}{}", check_of(text))
}

/// The text of these bytes.
pub fn encode(bytes: &[u8]) -> String {
    encode_under(PREFIX, bytes)
}

/// The text of these bytes under this beginning.
pub fn encode_under(prefix: &str, bytes: &[u8]) -> String {
    format!("{prefix}{}", base45::encode(bytes))
}

/// The bytes of this text.
pub fn decode(text: &str) -> Result<Vec<u8>, CodeTextError> {
    decode_under(PREFIX, text)
}

/// The bytes of this text under this beginning.
pub fn decode_under(prefix: &str, text: &str) -> Result<Vec<u8>, CodeTextError> {
    decode_up_to(MAX_CHARACTERS, prefix, text)
}

/// The bytes of a text of at most so many characters under this beginning.
pub fn decode_up_to(most: usize, prefix: &str, text: &str) -> Result<Vec<u8>, CodeTextError> {
    if text.is_empty() {
        return Err(CodeTextError::Empty);
    }
    if text.len() > most {
        return Err(CodeTextError::TooLong);
    }
    let body = text.strip_prefix(prefix).ok_or(CodeTextError::Prefix)?;
    let bytes = base45::decode(body).map_err(|_| CodeTextError::Base45)?;
    // The library takes a last pair beyond 255, which no encoder writes.
    if base45::encode(&bytes) == body { Ok(bytes) } else { Err(CodeTextError::Base45) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_beyond_two_bytes_and_small_letters_are_refused() {
        assert_eq!(decode("DS1:GGW"), Err(CodeTextError::Base45));
        assert_eq!(decode("DS1:::::"), Err(CodeTextError::Base45));
        assert_eq!(decode("DS1:bb8"), Err(CodeTextError::Base45));
        assert_eq!(decode("DS1:A"), Err(CodeTextError::Base45));
        assert_eq!(decode("DS1:::"), Err(CodeTextError::Base45));
        assert_eq!(decode("ds1:BB8"), Err(CodeTextError::Prefix));
        assert_eq!(decode("DS1:BB8").unwrap(), b"AB");
    }

    proptest::proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
            assert_eq!(decode(&encode(&bytes)).unwrap(), bytes);
        }
    }
}
