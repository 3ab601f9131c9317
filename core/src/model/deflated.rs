//! Bytes as they travel: deflated where that makes them shorter (zlib, RFC 1950), which is what HTTP calls
//! `deflate` (RFC 9110 §8.4.1.2).

use miniz_oxide::deflate::core::{
    CompressionStrategy, CompressorOxide, TDEFLFlush, compress_to_output,
    create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

const BEST: i32 = 9;
/// zlib's own frame, and the whole window.
const ZLIB: i32 = 15;
/// Bytes that it takes to say that bytes are deflated, in the head that stands before them.
const SAYING_SO: usize = 48;

/// Name of the coding on the wire.
pub const DEFLATE: &str = "deflate";

/// Why nothing was inflated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InflateError {
    /// It would be longer than it may be. No more memory than that was taken.
    #[error("longer than it may be")]
    TooLong,
    #[error("not deflated bytes, whole")]
    Malformed,
}

/// These bytes deflated; none if saying so takes more than it saves.
pub fn deflate(bytes: &[u8]) -> Option<Vec<u8>> {
    // A table of codes is dear where bytes are few and mostly hashes.
    let with_table = compressed(bytes, CompressionStrategy::Default);
    let without = compressed(bytes, CompressionStrategy::Fixed);
    let deflated = if without.len() < with_table.len() { without } else { with_table };
    (deflated.len().saturating_add(SAYING_SO) < bytes.len()).then_some(deflated)
}

fn compressed(bytes: &[u8], strategy: CompressionStrategy) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(BEST, ZLIB, strategy.into());
    let mut made = Vec::new();
    compress_to_output(&mut CompressorOxide::new(flags), bytes, TDEFLFlush::Finish, |part| {
        made.extend_from_slice(part);
        true
    });
    made
}

/// The bytes that were deflated, at most so many.
///
/// # Errors
/// [`InflateError`] for anything else; memory is taken for what may come out, never for what would.
pub fn inflate(deflated: &[u8], most: usize) -> Result<Vec<u8>, InflateError> {
    decompress_to_vec_zlib_with_limit(deflated, most).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => InflateError::TooLong,
        _ => InflateError::Malformed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deflated_comes_back_and_only_where_that_is_shorter() {
        let long = b"the same again, ".repeat(50);
        let short = deflate(&long).unwrap();
        assert!(short.len() < 50, "{}", short.len());
        assert_eq!(inflate(&short, long.len()), Ok(long.clone()));
        assert_eq!(deflate(b"the same again, "), None);
        assert_eq!(deflate(b""), None);
        assert_eq!(inflate(&short, long.len() - 1), Err(InflateError::TooLong));
    }

    #[test]
    fn few_bytes_are_deflated_without_a_table_of_codes() {
        let like_hashes: Vec<u8> = (0..300_u32).map(|n| ((n * n * 40_503) >> 7) as u8).collect();
        let bytes = [&like_hashes[..], &[b'a'; 100]].concat();
        let deflated = deflate(&bytes).unwrap();
        assert_eq!(inflate(&deflated, bytes.len()), Ok(bytes.clone()));
        assert!(deflated.len() < compressed(&bytes, CompressionStrategy::Default).len());
    }

    #[test]
    fn a_bomb_or_a_part_or_a_change_is_nothing() {
        let bomb = compressed(&vec![0; 64 << 20], CompressionStrategy::Default);
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        assert_eq!(inflate(&bomb, 1 << 16), Err(InflateError::TooLong));
        let deflated = deflate(&b"the same again, ".repeat(50)).unwrap();
        for at in 0..deflated.len() {
            assert_eq!(inflate(&deflated[..at], 1 << 16), Err(InflateError::Malformed), "{at}");
            let mut other = deflated.clone();
            other[at] ^= 0x10;
            assert!(inflate(&other, 1 << 16).is_err(), "{at}");
        }
    }
}
