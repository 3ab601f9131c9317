//! A JPEG of pixels and nothing else (the only file that knows jpeg-encoder): what a camera wrote besides
//! them has no way into it.

use std::io::{self, Write};

use jpeg_encoder::{Encoder, ImageBuffer, JpegColorType, SamplingFactor, rgb_to_ycbcr};

use crate::COLOURS;

/// Writes the pixels as a JPEG of this quality (1 to 100), colours at half the resolution, behind what the
/// bytes hold already; into what was reserved for them and no further, so that they stand in one place.
/// Whether all of it fits.
pub fn encode(rgb: &[u8], (width, height): (u16, u16), quality: u8, into: &mut Vec<u8>) -> bool {
    let mut encoder = Encoder::new(Reserved(into), quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    encoder.encode_image(Rows { rgb, width, height }).is_ok()
}

/// What is never longer than it was made.
struct Reserved<'a>(&'a mut Vec<u8>);

impl Write for Reserved<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let rest = self.0.capacity() - self.0.len();
        if bytes.len() > rest {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One kind of pixel, so that the encoder is linked for no other.
struct Rows<'a> {
    rgb: &'a [u8],
    width: u16,
    height: u16,
}

impl ImageBuffer for Rows<'_> {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let [luma, blue, red, _] = buffers;
        let length = usize::from(self.width) * COLOURS;
        let row = self.rgb.chunks_exact(length.max(1)).nth(y.into()).unwrap_or_default();
        for pixel in row.chunks_exact(COLOURS) {
            let [r, g, b] = *pixel else { continue };
            let (y, cb, cr) = rgb_to_ycbcr(r, g, b);
            luma.push(y);
            blue.push(cb);
            red.push(cr);
        }
    }
}
