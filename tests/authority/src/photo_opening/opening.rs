//! What is in a sealed photo, and which of the answers that might be meant it is for (`PROTOCOL.md §23.3`).

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, setup_receiver};

use super::keys::PhotoKeys;
use crate::photos::Candidates;
use crate::store::Opened;

/// What the keys are derived for.
const INFO: &[u8] = b"doorstep/photo/1";
/// Bytes of the ephemeral key.
const ENC: usize = 65;

/// A photo that opened.
pub(crate) struct Photo {
    /// Empty if what was sealed is none in its padding.
    pub(crate) jpeg: Vec<u8>,
}

/// Opens a photo by any of these keys, and says how.
pub(crate) fn open(
    keys: &PhotoKeys,
    sealed: &[u8],
    candidates: &Candidates,
) -> (Opened, Option<Photo>) {
    let ways = [
        (Opened::AsAnswered, &candidates.said),
        (Opened::OtherCheck, &candidates.other_checks),
        (Opened::OtherDevice, &candidates.other_devices),
    ];
    let nothing = (Opened::Not, None);
    let Some((enc, ciphertext)) = sealed.split_at_checked(ENC) else { return nothing };
    let Ok(enc) = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(enc) else { return nothing };
    for key in &keys.0 {
        let receiver = setup_receiver::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeR::Base,
            key,
            &enc,
            INFO,
        );
        let Ok(mut receiver) = receiver else { continue };
        for (way, all) in &ways {
            // What does not open leaves the receiver as it was (RFC 9180 §5.2).
            let opened = all.iter().find_map(|aad| receiver.open(ciphertext, aad).ok());
            if let Some(padded) = opened {
                return (
                    *way,
                    Some(Photo { jpeg: unpadded(&padded).unwrap_or_default().to_vec() }),
                );
            }
        }
    }
    nothing
}

/// The JPEG of a padded photo: as many bytes as the first four say.
fn unpadded(padded: &[u8]) -> Option<&[u8]> {
    let (length, rest) = padded.split_first_chunk::<4>()?;
    rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_padding_is_left_out() {
        assert_eq!(unpadded(&[0, 0, 0, 2, 7, 8, 0, 0]), Some(&[7, 8][..]));
        assert_eq!(unpadded(&[0, 0, 0, 0]), Some(&[][..]));
        assert_eq!(unpadded(&[0, 0, 0, 9, 7, 8]), None);
        assert_eq!(unpadded(&[255; 4]), None);
        assert_eq!(unpadded(&[0, 0]), None);
    }
}
