//! Pictures, and what can be wrong with them.

use doorstep::model::Picture;
use doorstep::photo::MIN_BYTES;
use doorstep_suite::data::data;
use image::{Rgb, RgbImage, imageops};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// The two people whose pictures are there; nobody if the folder is absent.
pub fn people() -> Vec<(&'static str, RgbImage)> {
    let open = |name: &'static str| {
        let path = data(&format!("faces/{name}"))?;
        Some((name, image::open(path).unwrap().to_rgb8()))
    };
    ["astronaut.png", "grace_hopper.jpg"].into_iter().filter_map(open).collect()
}

/// As a camera writes it; with something behind it, if it has fewer bytes than a photo.
pub fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, 92);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    let side = |side: u32| u16::try_from(side).unwrap();
    let (width, height) = (side(image.width()), side(image.height()));
    encoder.encode(image.as_raw(), width, height, ColorType::Rgb).unwrap();
    jpeg.resize(jpeg.len().max(MIN_BYTES), 0);
    jpeg
}

pub fn picture(image: &RgbImage) -> Picture {
    Picture::new(image.width(), image.height(), image.as_raw().clone()).unwrap()
}

fn mapped(image: &RgbImage, mut level: impl FnMut(f32) -> f32) -> RgbImage {
    let mut worn = image.clone();
    for byte in worn.as_flat_samples_mut().samples.iter_mut() {
        *byte = level(f32::from(*byte)).round().clamp(0.0, 255.0) as u8;
    }
    worn
}

/// More or less light, with what burns out.
pub fn gain(image: &RgbImage, times: f32) -> RgbImage {
    mapped(image, |level| level * times)
}

/// A sensor's noise, near enough normal.
pub fn noise(image: &RgbImage, sigma: f32) -> RgbImage {
    let mut state = 12_345_u64;
    let mut draw = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1_u64 << 24) as f32
    };
    mapped(image, |level| {
        let sum: f32 = (0..6).map(|_| draw()).sum();
        level + (sum - 3.0) * 1.414 * sigma
    })
}

pub fn blurred(image: &RgbImage, sigma: f32) -> RgbImage {
    imageops::fast_blur(image, sigma)
}

/// The camera went this far, at this angle, while it looked.
pub fn moved(image: &RgbImage, length: f32, degrees: f32) -> RgbImage {
    let steps = (length.ceil() as u16).max(1);
    let (sin, cos) = degrees.to_radians().sin_cos();
    let within = |at: f32, most: u32| (at.round().max(0.0) as u32).min(most - 1);
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let mut sums = [0.0_f32; 3];
        for step in 0..=steps {
            let along = (f32::from(step) / f32::from(steps) - 0.5) * length;
            let from_x = within(x as f32 + along * cos, image.width());
            let from_y = within(y as f32 + along * sin, image.height());
            for (sum, level) in sums.iter_mut().zip(image.get_pixel(from_x, from_y).0) {
                *sum += f32::from(level);
            }
        }
        Rgb(sums.map(|sum| (sum / f32::from(steps + 1)).round() as u8))
    })
}

/// Turned around its middle; what was outside is grey.
pub fn tilted(image: &RgbImage, degrees: f32) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle_x, middle_y) = (image.width() as f32 / 2.0, image.height() as f32 / 2.0);
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let (x, y) = (x as f32 - middle_x, y as f32 - middle_y);
        let from = (x * cos + y * sin + middle_x, y * cos - x * sin + middle_y);
        let is_inside = from.0 >= 0.0 && from.1 >= 0.0;
        let pixel = image.get_pixel_checked(from.0 as u32, from.1 as u32);
        pixel.copied().filter(|_| is_inside).unwrap_or(Rgb([120; 3]))
    })
}

/// The same farther away, before a plain wall.
pub fn farther(image: &RgbImage, times: f32) -> RgbImage {
    let side = |side: u32| (side as f32 * times) as u32;
    let (width, height) = (side(image.width()), side(image.height()));
    let small = imageops::resize(image, width, height, imageops::FilterType::Triangle);
    let mut wall = RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let level = 110 + x * 40 / image.width() + y * 30 / image.height();
        Rgb([level as u8, level as u8, level as u8 - 10])
    });
    let (x, y) = ((image.width() - width) / 2, (image.height() - height) / 2);
    imageops::overlay(&mut wall, &small, x.into(), y.into());
    noise(&wall, 2.0)
}

/// Two of them side by side.
pub fn twice(image: &RgbImage) -> RgbImage {
    let mut two = RgbImage::new(image.width() * 2, image.height());
    imageops::overlay(&mut two, image, 0, 0);
    imageops::overlay(&mut two, image, image.width().into(), 0);
    two
}

pub fn cropped(image: &RgbImage, x: u32, y: u32, width: u32, height: u32) -> RgbImage {
    let (width, height) = (width.min(image.width() - x), height.min(image.height() - y));
    imageops::crop_imm(image, x, y, width, height).to_image()
}
