//! Reading the code in a PNG, as a camera would.

use std::io::Cursor;

use ::png::{ColorType, Decoder, Limits, Transformations};
use rxing::BarcodeFormat;

/// Memory that a picture may take once it is unpacked.
const MOST_BYTES: usize = 128 << 20;
/// Pixels per side above which nobody photographs a code.
const MOST_SIDE: u32 = 12_000;

/// The text of the code in the picture; nothing if there is none, or no picture.
pub fn read(png: &[u8]) -> Option<String> {
    let (grey, width, height) = grey(png)?;
    let found = rxing::helpers::detect_in_luma(grey, width, height, Some(BarcodeFormat::QR_CODE));
    Some(found.ok()?.getText().to_owned())
}

/// The brightness of every pixel, on white where it is transparent.
fn grey(png: &[u8]) -> Option<(Vec<u8>, u32, u32)> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(png), Limits { bytes: MOST_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width, reader.info().height);
    if width > MOST_SIDE || height > MOST_SIDE {
        return None;
    }
    let size = reader.output_buffer_size().filter(|size| *size <= MOST_BYTES)?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).ok()?;
    let grey = match frame.color_type {
        ColorType::Grayscale => pixels,
        ColorType::GrayscaleAlpha => pixels.chunks_exact(2).map(brightness).collect(),
        ColorType::Rgb => pixels.chunks_exact(3).map(brightness).collect(),
        ColorType::Rgba => pixels.chunks_exact(4).map(brightness).collect(),
        ColorType::Indexed => return None,
    };
    Some((grey, width, height))
}

fn brightness(pixel: &[u8]) -> u8 {
    let (colour, alpha) = match pixel {
        [grey, alpha] => (u32::from(*grey), *alpha),
        [red, green, blue, alpha] => (luma(*red, *green, *blue), *alpha),
        [red, green, blue] => (luma(*red, *green, *blue), 255),
        _ => (255, 255),
    };
    let alpha = u32::from(alpha);
    u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
}

/// Rec. 601, in 256ths.
fn luma(red: u8, green: u8, blue: u8) -> u32 {
    (77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)) / 256
}
