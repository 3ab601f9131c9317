//! A photo as it is sealed: its length, its bytes, and nothing up to one of four lengths, so that its size
//! says little about what it shows.

use zeroize::Zeroizing;

use super::PhotoError;

/// Lengths before sealing, bytes.
pub const BUCKETS: [usize; 4] = [64 << 10, 96 << 10, 128 << 10, 160 << 10];
/// Bytes of the number that says how long the JPEG is, most significant first.
const LENGTH: usize = 4;
/// What sealing adds (HPKE, DHKEM(P-256) with AES-256-GCM): a key of its own, and a tag.
const SEAL: usize = 65 + 16;

/// A photo that is ready to be sealed. What it holds is the plaintext: it is not copied, not printed, and
/// overwritten when it is dropped.
pub struct PaddedPhoto {
    bytes: Zeroizing<Vec<u8>>,
    jpeg_length: usize,
}

impl PaddedPhoto {
    /// # Errors
    /// [`PhotoError::TooLarge`] if it fits none of [`BUCKETS`].
    pub fn new(jpeg: &[u8]) -> Result<Self, PhotoError> {
        let length = u32::try_from(jpeg.len()).map_err(|_| PhotoError::TooLarge)?;
        let needed = jpeg.len().saturating_add(LENGTH);
        let bucket = BUCKETS.into_iter().find(|bucket| *bucket >= needed);
        let bucket = bucket.ok_or(PhotoError::TooLarge)?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(bucket));
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(jpeg);
        bytes.resize(bucket, 0);
        Ok(Self { bytes, jpeg_length: jpeg.len() })
    }

    /// The JPEG alone, for whoever took it.
    pub fn jpeg(&self) -> &[u8] {
        self.bytes.get(LENGTH..).and_then(|rest| rest.get(..self.jpeg_length)).unwrap_or_default()
    }

    /// Bytes after sealing.
    pub fn sealed_len(&self) -> usize {
        self.bytes.len().saturating_add(SEAL)
    }

    /// All of it. Sealing alone calls this.
    pub fn into_plaintext(self) -> Zeroizing<Vec<u8>> {
        self.bytes
    }
}

impl std::fmt::Debug for PaddedPhoto {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PaddedPhoto({} bytes)", self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_fills_the_next_bucket() {
        let edges = BUCKETS.map(|bucket| (bucket - LENGTH, bucket));
        let over = [(64 << 10, 96 << 10), ((96 << 10) - 3, 128 << 10), (0, 64 << 10)];
        for (length, bucket) in edges.into_iter().chain(over) {
            let jpeg = vec![7; length];
            let padded = PaddedPhoto::new(&jpeg).unwrap();
            assert_eq!(padded.jpeg(), jpeg);
            assert_eq!(padded.sealed_len(), bucket + 81);
            let plain = padded.into_plaintext();
            assert_eq!(plain.len(), bucket);
            assert_eq!(plain[..4], u32::try_from(length).unwrap().to_be_bytes());
            assert!(plain[4 + length..].iter().all(|byte| *byte == 0));
        }
        let over = PaddedPhoto::new(&vec![7; (160 << 10) - 3]);
        assert_eq!(over.unwrap_err(), PhotoError::TooLarge);
    }
}
