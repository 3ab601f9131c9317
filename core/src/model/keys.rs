//! Public keys that sign what Doorstep reads.

use std::fmt;

/// A public key: P-256 for devices, passes and most issuers, Ed25519 for issuers that prefer it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// NIST P-256 with both coordinates, 32 bytes each, big-endian.
    P256 {
        /// The x coordinate.
        x: [u8; 32],
        /// The y coordinate.
        y: [u8; 32],
    },
    /// Ed25519 (RFC 8032).
    Ed25519 {
        /// The encoded point.
        x: [u8; 32],
    },
}

impl PublicKey {
    /// Reads an uncompressed point (SEC 1 §2.3.3: `04 ‖ x ‖ y`, 65 bytes), as phones' key stores give it.
    pub fn from_x963(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<1>()?;
        let (x, y) = rest.split_first_chunk::<32>()?;
        (head == &[4]).then_some(())?;
        Some(Self::P256 { x: *x, y: y.try_into().ok()? })
    }

    /// The uncompressed point of a P-256 key; nothing for Ed25519.
    pub fn to_x963(&self) -> Option<[u8; 65]> {
        match self {
            Self::P256 { x, y } => {
                let mut point = [4; 65];
                let (_, rest) = point.split_first_mut()?;
                let (left, right) = rest.split_at_mut_checked(32)?;
                left.copy_from_slice(x);
                right.copy_from_slice(y);
                Some(point)
            }
            Self::Ed25519 { .. } => None,
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::P256 { .. } => "P256(…)",
            Self::Ed25519 { .. } => "Ed25519(…)",
        })
    }
}
