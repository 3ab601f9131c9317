//! A code as PNG: black on white, whole pixels.

use doorstep::qr::QrMatrix;

use super::{SCALE, is_dark, side};

/// The bytes of the picture; nothing if it could not be made.
pub fn png(qr: &QrMatrix) -> Option<Vec<u8>> {
    let width = side(qr).checked_mul(SCALE)?;
    let mut pixels = Vec::with_capacity(width.checked_mul(width)?);
    for y in 0..width {
        for x in 0..width {
            pixels.push(if is_dark(qr, x / SCALE, y / SCALE) { 0 } else { 255 });
        }
    }
    let length = u32::try_from(width).ok()?;
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, length, length);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
