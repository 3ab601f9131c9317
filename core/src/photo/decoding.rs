//! A JPEG's pixels, scaled while they are decoded: of 48 MP no more is ever kept than of 3.

use doorstep_pixels::{DecodingError, decode as pixels};

use super::{Header, LONG_SIDE, PhotoError};
use crate::model::{COLOURS, Picture};

/// Most bytes of the pixels that are asked for: less than twice the long side in both directions.
const MAX_DECODED: usize = (2 * LONG_SIDE as usize).pow(2) * COLOURS;

/// The smallest of those sizes whose long side is at least [`LONG_SIDE`], not turned yet.
///
/// # Errors
/// [`PhotoError::Damaged`], and [`PhotoError::NotJpeg`] of what no camera writes.
pub fn decode(bytes: &[u8], header: &Header) -> Result<Picture, PhotoError> {
    let (width, height) = within(header.width.into(), header.height.into(), LONG_SIDE);
    let asked = |side: u32| u16::try_from(side).map_err(|_| PhotoError::Damaged);
    let decoded = pixels(bytes, (asked(width)?, asked(height)?), MAX_DECODED)?;
    Picture::new(decoded.width.into(), decoded.height.into(), decoded.rgb)
        .ok_or(PhotoError::Damaged)
}

impl From<DecodingError> for PhotoError {
    fn from(error: DecodingError) -> Self {
        match error {
            DecodingError::Unsupported => Self::NotJpeg,
            DecodingError::Damaged => Self::Damaged,
        }
    }
}

/// Sides in the same proportion, the longer of them at most so many pixels.
pub fn within(width: u32, height: u32, most: u32) -> (u32, u32) {
    let long = width.max(height).max(1);
    if long <= most {
        return (width, height);
    }
    let scaled = |side: u32| {
        let (side, most, long) = (u64::from(side), u64::from(most), u64::from(long));
        let rounded = side.saturating_mul(most).saturating_add(long / 2) / long.max(1);
        u32::try_from(rounded).unwrap_or(1).max(1)
    };
    (scaled(width), scaled(height))
}
