//! A JPEG of pixels and nothing else, within its ceiling.

use zeroize::Zeroizing;

use super::decoding::within;
use super::scaling::{Piece, scaled};
use super::{LONG_SIDE, PhotoError};
use crate::model::Picture;

/// Most bytes of what leaves the phone.
const CEILING: usize = 150_000;
/// Longest side and quality, tried in turn until the bytes are few enough. The last is for pictures in which
/// nothing is like anything else; no camera makes those.
const LADDER: [(u32, u8); 6] =
    [(LONG_SIDE, 80), (LONG_SIDE, 70), (LONG_SIDE, 60), (800, 60), (800, 40), (480, 30)];

/// A picture as a JPEG.
pub struct Encoded {
    pub jpeg: Zeroizing<Vec<u8>>,
    pub width: u32,
    pub height: u32,
    pub quality: u8,
}

/// The best that the ceiling allows.
///
/// # Errors
/// [`PhotoError::TooLarge`] if nothing does.
pub fn encode(picture: &Picture) -> Result<Encoded, PhotoError> {
    let side = |side: u32| u16::try_from(side).map_err(|_| PhotoError::TooLarge);
    let mut jpeg = Zeroizing::new(Vec::with_capacity(CEILING));
    let mut smaller = None;
    for (most, quality) in LADDER {
        let (width, height) = within(picture.width(), picture.height(), most);
        if (width, height) != (picture.width(), picture.height()) {
            smaller = scaled(picture, Piece::whole(picture), width, height);
        }
        let picture = smaller.as_ref().unwrap_or(picture);
        let size = (side(picture.width())?, side(picture.height())?);
        jpeg.clear();
        // Whoever writes it stops at the ceiling, so that nothing of it is left where it was moved from.
        if doorstep_pixels::encode(picture.rgb(), size, quality, &mut jpeg) {
            return Ok(Encoded { jpeg, width, height, quality });
        }
    }
    Err(PhotoError::TooLarge)
}
