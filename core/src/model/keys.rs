//! Public keys that sign what Doorstep reads.

use std::fmt;

/// A public key: P-256 for devices, passes and most issuers, Ed25519 for issuers that prefer it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// NIST P-256 with both coordinates, 32 bytes each, big-endian.
    P256 { x: [u8; 32], y: [u8; 32] },
    /// Ed25519 (RFC 8032), of issuers alone.
    Ed25519 {
        /// The point as RFC 8032 §5.1.2 encodes it.
        x: [u8; 32],
    },
}

/// What stands before the point of a P-256 key in its SubjectPublicKeyInfo (RFC 5480 §2).
const P256_SPKI: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

impl PublicKey {
    /// Reads a P-256 key from its SubjectPublicKeyInfo, DER (RFC 5480), as Java's key stores give
    /// it. The curve has one such form.
    pub fn from_p256_spki(der: &[u8]) -> Option<Self> {
        Self::from_x963(der.strip_prefix(&P256_SPKI)?)
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_p256_key_is_read_from_either_form() {
        let point = [[4; 1].as_slice(), &[7; 32], &[9; 32]].concat();
        let key = PublicKey::P256 { x: [7; 32], y: [9; 32] };
        let spki = [P256_SPKI.as_slice(), &point].concat();
        assert_eq!(PublicKey::from_x963(&point), Some(key.clone()));
        assert_eq!(PublicKey::from_p256_spki(&spki), Some(key));
        let mut another_curve = spki.clone();
        another_curve[22] = 8;
        let wrong =
            [&[][..], &point, &spki[..90], &[spki.as_slice(), &[0]].concat(), &another_curve];
        for bytes in wrong {
            assert_eq!(PublicKey::from_p256_spki(bytes), None);
        }
    }
}
