//! A photo's pixels: out of a JPEG, smaller, turned, and into a JPEG again. Nothing is decided here.
//!
//! A crate of its own, so that what passes over millions of numbers is compiled for speed where the rest
//! is compiled small. That holds for the JPEG libraries too: they are generic, so their loops are compiled
//! as the crate that calls them is.
//!
//! Pixels lie row by row, each red, green and blue.

mod decoding;
mod encoding;
mod ending;
mod scaling;
mod turning;

pub use decoding::{Decoded, DecodingError, decode};
pub use encoding::encode;
pub use scaling::{Span, scaled};
pub use turning::{Turn, turned};

/// Colours of a pixel.
const COLOURS: usize = 3;
