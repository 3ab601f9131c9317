//! A JPEG's pixels (the only file that knows jpeg-decoder), scaled by an eighth, a quarter or half while
//! they are decoded: of 48 MP no more is ever kept than of 3.

use jpeg_decoder::{Decoder, Error, PixelFormat};

use crate::COLOURS;
use crate::ending::Ended;

/// Why there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodingError {
    /// Neither grey nor of three colours, or coded as no camera does.
    Unsupported,
    /// It was cut or changed.
    Damaged,
}

/// Pixels, as many as width and height say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub width: u16,
    pub height: u16,
    pub rgb: Vec<u8>,
}

/// Decodes a JPEG to the smallest of those sizes that is at least as wide or high as asked. The end has to
/// stand where its last scan is complete.
///
/// # Errors
/// [`DecodingError`]; [`DecodingError::Damaged`] too if the pixels have more bytes than `most`.
pub fn decode(
    jpeg: &[u8],
    (width, height): (u16, u16),
    most: usize,
) -> Result<Decoded, DecodingError> {
    let ended = Ended::of(jpeg).ok_or(DecodingError::Damaged)?;
    let mut decoder = Decoder::new(ended);
    decoder.set_max_decoding_buffer_size(most);
    let (width, height) = decoder.scale(width, height)?;
    let pixels = decoder.decode()?;
    let rgb = match decoder.info().map(|info| info.pixel_format) {
        Some(PixelFormat::RGB24) => pixels,
        Some(PixelFormat::L8) => pixels.into_iter().flat_map(|grey| [grey; COLOURS]).collect(),
        _ => return Err(DecodingError::Unsupported),
    };
    Ok(Decoded { width, height, rgb })
}

impl From<Error> for DecodingError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unsupported(_) => Self::Unsupported,
            Error::Format(_) | Error::Io(_) | Error::Internal(_) => Self::Damaged,
        }
    }
}
