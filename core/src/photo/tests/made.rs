//! JPEGs made here: a picture with grain, so that it has as many bytes as a photo.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::model::{COLOURS, Picture};
use crate::photo::{Intake, PhotoError, intake};

/// Grain of so many levels around slopes, red in the upper left.
pub fn pixels(width: u16, height: u16, grain: u32) -> Vec<u8> {
    let mut state = 7_u32;
    let mut draw = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % grain.max(1)
    };
    let mut rgb = Vec::new();
    for y in 0..u32::from(height) {
        for x in 0..u32::from(width) {
            let slope = 40 + (x * 70 / u32::from(width)) + (y * 50 / u32::from(height));
            let is_marked = x * 4 < u32::from(width) && y * 4 < u32::from(height);
            let level = u8::try_from((slope + draw()).min(255)).unwrap();
            rgb.extend(if is_marked { [230, level / 4, level / 4] } else { [level; COLOURS] });
        }
    }
    rgb
}

/// What an encoder is told; see [`Default`] for what most tests want.
pub struct Made {
    pub size: (u16, u16),
    pub grain: u32,
    pub colour: ColorType,
    pub progressive: bool,
    pub restart: u16,
    /// Segments that stand after the beginning.
    pub segments: Vec<(u8, Vec<u8>)>,
}

impl Default for Made {
    fn default() -> Self {
        Self {
            size: (640, 480),
            grain: 40,
            colour: ColorType::Rgb,
            progressive: false,
            restart: 0,
            segments: Vec::new(),
        }
    }
}

impl Made {
    pub fn jpeg(&self) -> Vec<u8> {
        let (width, height) = self.size;
        let rgb = pixels(width, height, self.grain);
        let pixels = match self.colour {
            ColorType::Luma => rgb.iter().skip(1).step_by(COLOURS).copied().collect(),
            ColorType::Cmyk => {
                rgb.chunks(COLOURS).flat_map(|p| [255 - p[0], 255 - p[1], 255 - p[2], 0]).collect()
            }
            _ => rgb,
        };
        let mut jpeg = Vec::new();
        let mut encoder = Encoder::new(&mut jpeg, 90);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.set_progressive(self.progressive);
        if self.restart > 0 {
            encoder.set_restart_interval(self.restart);
        }
        for (number, data) in &self.segments {
            encoder.add_app_segment(*number, data.clone()).unwrap();
        }
        encoder.encode(&pixels, width, height, self.colour).unwrap();
        jpeg
    }
}

/// An EXIF with this orientation, and a place on earth.
pub fn exif(orientation: u16) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    for (tag, kind, value) in [(0x0112_u16, 3_u16, orientation), (0x8825, 4, 38)] {
        exif.extend(tag.to_be_bytes());
        exif.extend(kind.to_be_bytes());
        exif.extend(1_u32.to_be_bytes());
        exif.extend(
            if kind == 3 { [value.to_be_bytes(), [0; 2]] } else { [[0; 2], value.to_be_bytes()] }
                .concat(),
        );
    }
    exif.extend(b"\0\0\0\0GPSLatitude 55.7558 GPSLongitude 37.6173");
    exif
}

pub fn taken(jpeg: &[u8]) -> Result<Intake, PhotoError> {
    intake(jpeg, None, |_| {})
}

/// What a JPEG shows, decoded without scaling.
pub fn shown(jpeg: &[u8]) -> Picture {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let rgb = decoder.decode().unwrap();
    let info = decoder.info().unwrap();
    Picture::new(info.width.into(), info.height.into(), rgb).unwrap()
}

/// Where each marker stands, and which; in scans too, but for zeros that are stuffed there.
pub fn markers(jpeg: &[u8]) -> Vec<(usize, u8)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut is_scan = false;
    while at + 1 < jpeg.len() {
        let (byte, marker) = (jpeg[at], jpeg[at + 1]);
        if byte != 0xff || marker == 0 || marker == 0xff {
            assert!(is_scan, "no marker at {at}");
            at += 1;
            continue;
        }
        found.push((at, marker));
        is_scan = marker == 0xda || (0xd0..=0xd7).contains(&marker);
        at += 2;
        if !matches!(marker, 0xd0..=0xd9) {
            at += usize::from(u16::from_be_bytes([jpeg[at], jpeg[at + 1]]));
        }
        if marker == 0xd9 {
            assert_eq!(at, jpeg.len(), "something follows the end");
        }
    }
    found
}
