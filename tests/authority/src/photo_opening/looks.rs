//! What a picture looks like, in 64 bits: whether each spot of a small grey copy is brighter than the one to
//! the left of it. Pictures that look alike differ in few of them.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{ImageFormat, ImageReader, Limits};

/// More than a photo has that a phone seals, in pixels a side.
const LONGEST_SIDE: u32 = 4096;
const SPOTS: u32 = 8;

/// The look of a JPEG; none of what can't be decoded.
pub(crate) fn look_of(jpeg: &[u8]) -> Option<u64> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    let mut reader = ImageReader::with_format(Cursor::new(jpeg), ImageFormat::Jpeg);
    reader.limits(limits);
    let grey = reader.decode().ok()?.into_luma8();
    let small = image::imageops::resize(&grey, SPOTS + 1, SPOTS, FilterType::Triangle);
    let mut look = 0;
    for row in small.rows() {
        let spots: Vec<u8> = row.map(|spot| spot.0[0]).collect();
        for (left, right) in spots.iter().zip(spots.iter().skip(1)) {
            look = (look << 1) | u64::from(left < right);
        }
    }
    Some(look)
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;
    use image::{GrayImage, Luma};

    use super::*;

    fn jpeg(quality: u8, grey: impl Fn(u32, u32) -> u8) -> Vec<u8> {
        let picture = GrayImage::from_fn(320, 240, |x, y| Luma([grey(x, y)]));
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&picture).unwrap();
        bytes
    }

    fn waves(x: u32, y: u32) -> u8 {
        (128.0 + 90.0 * (f64::from(x) / 37.0).sin() * (f64::from(y) / 29.0).cos()) as u8
    }

    #[test]
    fn the_same_picture_looks_alike_however_it_was_written() {
        let one = look_of(&jpeg(90, waves)).unwrap();
        let same = look_of(&jpeg(40, |x, y| waves(x, y).saturating_add(12))).unwrap();
        let other = look_of(&jpeg(90, |x, y| waves(y * 3, x / 2 + 90))).unwrap();
        assert!((one ^ same).count_ones() <= 3);
        assert!((one ^ other).count_ones() > 12);
    }

    #[test]
    fn what_is_no_picture_looks_like_nothing() {
        assert_eq!(look_of(b""), None);
        assert_eq!(look_of(&jpeg(90, waves)[..200]), None);
    }
}
