//! A JPEG's pixels, scaled while they are decoded: of 48 MP no more is ever kept than of 3.

use std::ops::RangeInclusive;

use doorstep_pixels::{DecodingError, decode as pixels};

use super::{Header, LONG_SIDE, PhotoError};
use crate::model::{COLOURS, Picture};

/// Most bytes of the pixels that are asked for: less than twice the long side in both directions.
const MAX_DECODED: usize = (2 * LONG_SIDE as usize).pow(2) * COLOURS;

/// A long side of this size that a JPEG is scaled to while it is decoded stays: whoever scales once more takes
/// as long as for all the rest, for pixels that nobody tells apart. Most cameras' photos have one (1,000 of
/// 4,000, 1,008 of 4,032, 1,020 of 4,080, 960 of 3,840).
const STAYS: RangeInclusive<u32> = 960..=LONG_SIDE;
/// What a JPEG can be divided by while it is decoded.
const DIVISORS: [u32; 3] = [8, 4, 2];

/// Width and height of what leaves the phone, not turned yet: a long side of at most [`LONG_SIDE`].
pub fn leaving(header: &Header) -> (u32, u32) {
    let (width, height) = (u32::from(header.width), u32::from(header.height));
    DIVISORS
        .map(|divisor| (width.div_ceil(divisor), height.div_ceil(divisor)))
        .into_iter()
        .find(|(width, height)| STAYS.contains(width.max(height)))
        .unwrap_or_else(|| within(width, height, LONG_SIDE))
}

/// The smallest of a JPEG's sizes that is at least as wide or high as what leaves, not turned yet.
///
/// # Errors
/// [`PhotoError::Damaged`], and [`PhotoError::NotJpeg`] of what no camera writes.
pub fn decode(bytes: &[u8], header: &Header) -> Result<Picture, PhotoError> {
    let (width, height) = leaving(header);
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
