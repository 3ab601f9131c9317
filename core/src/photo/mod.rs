//! The intake of a photo: from a camera's JPEG to the JPEG that may leave the phone, with what could be
//! better about it. Pure: bytes and pixels in, bytes and hints out.
//!
//! ```text
//! header      bounds, kind and size, before anything is decoded
//! exif        which way up the camera was held: all that is read of what a camera writes besides pixels
//! decoding    pixels, scaled while they are decoded; what passes over them is `doorstep-pixels`
//! scaling     smaller pictures, and pieces of them
//! turning     the way up
//! luma        how bright, and how sharp
//! measures    of a face or, where none was looked for, of the middle
//! judging     hints and warnings
//! encoding    a JPEG of pixels and nothing else, within its ceiling
//! padding     one of four lengths, for whoever seals it
//! intake      all of it, in order
//! finder      faces, found in the core (feature `face`)
//! ```

mod decoding;
mod encoding;
mod exif;
#[cfg(feature = "face")]
mod finder;
mod header;
mod intake;
mod judging;
mod luma;
mod measures;
mod padding;
mod scaling;
#[cfg(test)]
mod tests;
mod turning;

pub use exif::Orientation;
#[cfg(feature = "face")]
pub use finder::InCoreFinder;
pub use header::{Header, MAX_BYTES, MAX_PIXELS, MAX_SIDE, MIN_BYTES, MIN_SIDE};
pub use intake::{Intake, Output, Step, intake, preview};
pub use judging::Judgement;
pub use measures::Metrics;
pub use padding::{BUCKETS, PaddedPhoto};

use crate::error::{Code, CoreError};

/// Longest side of what leaves the phone, pixels.
pub const LONG_SIDE: u32 = 1024;

/// Why a file is no photo to go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// No JPEG, or none of a kind that cameras write: 8 bits, grey or colour, Huffman-coded.
    #[error("no photo of a camera")]
    NotJpeg,
    /// A JPEG that was cut or changed.
    #[error("the photo is damaged")]
    Damaged,
    /// Too many bytes or pixels.
    #[error("the photo is too large")]
    TooLarge,
    /// Too few of them.
    #[error("the photo is too small")]
    TooSmall,
}

impl From<PhotoError> for CoreError {
    fn from(error: PhotoError) -> Self {
        match error {
            PhotoError::NotJpeg => Code::PhotoNotJpeg.into(),
            PhotoError::Damaged => Code::PhotoDamaged.into(),
            PhotoError::TooLarge => Code::PhotoTooLarge.into(),
            PhotoError::TooSmall => Code::PhotoTooSmall.into(),
        }
    }
}
