//! Pictures as cameras, screens and messengers make them, drawn here from codes that another library
//! has made.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageEncoder as _, Luma, RgbaImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use qrcode::{EcLevel, QrCode};

use super::*;

/// Codes of each kind.
const EACH: u32 = 12;
/// Pixels of a module's side.
const MODULE: u32 = 5;
const WHITE: u32 = 4 * MODULE;

/// Numbers below a bound that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// The text of a live code of this number, as long as they are.
fn text(number: u32) -> String {
    let signs = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let mut dice = Dice(u64::from(number) + 1);
    let mut text = "DS1:".to_owned();
    for _ in 0..430 + dice.below(60) {
        text.push(char::from(signs[usize::try_from(dice.below(45)).unwrap()]));
    }
    text
}

/// A code, dark on light, with the white around it.
fn drawn(text: &str) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).unwrap();
    let side = u32::try_from(code.width()).unwrap();
    let modules = code.to_colors();
    let pixels = side * MODULE + 2 * WHITE;
    GrayImage::from_fn(pixels, pixels, |x, y| {
        let module = |at: u32| at.checked_sub(WHITE).map(|at| at / MODULE).filter(|at| *at < side);
        let at = module(x).zip(module(y)).map(|(x, y)| usize::try_from(y * side + x).unwrap());
        Luma([if at.is_some_and(|at| modules[at] == qrcode::Color::Dark) { 0 } else { 255 }])
    })
}

/// The same with every grey changed by where it is.
fn changed(picture: &GrayImage, change: impl Fn(u32, u32, f32) -> f32) -> GrayImage {
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        Luma([change(x, y, f32::from(picture.get_pixel(x, y)[0])).round().clamp(0.0, 255.0) as u8])
    })
}

fn grainy(picture: &GrayImage, most: u32) -> GrayImage {
    let mut dice = Dice(9);
    let grain: Vec<f32> =
        picture.pixels().map(|_| dice.below(2 * most + 1) as f32 - most as f32).collect();
    let width = picture.width();
    changed(picture, |x, y, grey| grey + grain[usize::try_from(y * width + x).unwrap()])
}

/// Dark and light this near to each other, around this grey.
fn pale(picture: &GrayImage, contrast: f32, middle: f32) -> GrayImage {
    changed(picture, |_, _, grey| middle + (grey / 255.0 - 0.5) * 255.0 * contrast)
}

/// On a larger ground of this grey, at this place.
fn placed(ground: u8, size: (u32, u32), pictures: &[(&GrayImage, u32, u32)]) -> GrayImage {
    let mut whole = GrayImage::from_pixel(size.0, size.1, Luma([ground]));
    for (picture, x, y) in pictures {
        image::imageops::overlay(&mut whole, *picture, i64::from(*x), i64::from(*y));
    }
    whole
}

fn inverted(picture: &GrayImage) -> GrayImage {
    changed(picture, |_, _, grey| 255.0 - grey)
}

/// A screenshot in the dark: a card with round corners, its code light on dark.
fn dark_screenshot(picture: &GrayImage) -> GrayImage {
    let side = picture.width();
    let card = changed(&inverted(picture), |x, y, grey| {
        let corner = |at: u32| 24.0 - (at.min(side - 1 - at) as f32).min(24.0);
        if corner(x).hypot(corner(y)) > 24.0 { 12.0 } else { 28.0 + grey * 0.75 }
    });
    placed(12, (side + 120, side * 2), &[(&card, 60, 300)])
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn jpeg(picture: &GrayImage, quality: u8, progressive: bool) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_progressive(progressive);
    let (width, height) = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
    encoder.encode(picture, width, height, ColorType::Luma).unwrap();
    bytes
}

fn webp(picture: &GrayImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::webp::WebPEncoder::new_lossless(&mut bytes)
        .write_image(picture, picture.width(), picture.height(), image::ExtendedColorType::L8)
        .unwrap();
    bytes
}

/// Which of the codes are not read from the picture that is made of each.
fn missed(make: impl Fn(&GrayImage) -> GrayImage) -> Vec<u32> {
    let is_missed = |number: &u32| {
        let text = text(*number);
        let picture = png(&DynamicImage::from(make(&drawn(&text))));
        read(&picture, ImageFormat::Png) != Ok(vec![text])
    };
    (0..EACH).filter(is_missed).collect()
}

#[test]
fn codes_are_read_light_on_dark_pale_and_turned() {
    let none: [u32; 0] = [];
    assert_eq!(missed(Clone::clone), none, "as drawn");
    assert_eq!(missed(inverted), none, "inverted");
    assert_eq!(missed(dark_screenshot), none, "a screenshot in the dark");
    assert_eq!(missed(image::imageops::rotate90), none, "turned by a quarter");
    assert_eq!(missed(image::imageops::rotate180), none, "turned by a half");
    assert_eq!(missed(image::imageops::flip_horizontal), none, "in a mirror");
    let faint = |code: &GrayImage| grainy(&pale(code, 0.15, 200.0), 3);
    assert_eq!(missed(faint), none, "a contrast of 15 %");
    assert_eq!(missed(|code| inverted(&faint(code))), none, "the same inverted");
    let fainter = |code: &GrayImage| grainy(&pale(code, 0.06, 215.0), 1);
    assert_eq!(missed(fainter), none, "a contrast of 6 %");
    let on_a_table = |code: &GrayImage| {
        let code = faint(code);
        grainy(&placed(60, (code.width() + 300, code.height() + 300), &[(&code, 170, 90)]), 3)
    };
    assert_eq!(missed(on_a_table), none, "pale, on a dark table");
}

#[test]
fn codes_are_read_in_uneven_light_and_from_photographs() {
    let none: [u32; 0] = [];
    let lit = |code: &GrayImage, darkest: f32| {
        let side = code.width() as f32;
        grainy(
            &changed(code, |x, y, grey| {
                let light = darkest + (1.0 - darkest) * (x as f32 + y as f32) / (2.0 * side);
                (30.0 + grey * 0.8) * light
            }),
            4,
        )
    };
    assert_eq!(missed(|code| lit(code, 0.2)), none, "from one side");
    assert_eq!(missed(|code| lit(&pale(code, 0.3, 200.0), 0.35)), none, "pale, from one side");
    assert_eq!(missed(|code| inverted(&lit(code, 0.3))), none, "the same inverted");
    // Large, with the grain and the softness of a camera's twelve million pixels.
    let large = |code: &GrayImage| {
        let code = image::imageops::resize(code, 1100, 1100, image::imageops::FilterType::Triangle);
        let soft = image::imageops::fast_blur(&code, 2.0);
        grainy(&placed(110, (2000, 1500), &[(&pale(&soft, 0.6, 150.0), 700, 250)]), 30)
    };
    let text = text(0);
    let photograph = jpeg(&large(&drawn(&text)), 60, false);
    assert_eq!(read(&photograph, ImageFormat::Jpeg), Ok(vec![text]));
}

#[test]
fn every_kind_of_file_is_read() {
    let text = text(1);
    let (code, all) = (drawn(&text), Ok(vec![text.clone()]));
    for (quality, progressive) in [(90, false), (30, false), (90, true), (30, true)] {
        let bytes = jpeg(&code, quality, progressive);
        assert_eq!(read(&bytes, ImageFormat::Jpeg), all, "{quality}, {progressive}");
    }
    let (width, height) = code.dimensions();
    let size = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
    let grey = || code.pixels().map(|grey| grey[0]);
    for (colours, samples) in [
        (ColorType::Rgb, grey().flat_map(|grey| [grey; 3]).collect::<Vec<_>>()),
        (ColorType::Cmyk, grey().flat_map(|grey| [0, 0, 0, 255 - grey]).collect()),
        (ColorType::CmykAsYcck, grey().flat_map(|grey| [0, 0, 0, 255 - grey]).collect()),
    ] {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 80);
        encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
        encoder.encode(&samples, size.0, size.1, colours).unwrap();
        assert_eq!(read(&bytes, ImageFormat::Jpeg), all, "{colours:?}");
    }
    assert_eq!(read(&webp(&code), ImageFormat::WebP), all);
    let whole = DynamicImage::from(code.clone());
    for picture in [
        DynamicImage::from(whole.to_luma16()),
        DynamicImage::from(whole.to_luma_alpha16()),
        DynamicImage::from(whole.to_rgb16()),
        DynamicImage::from(whole.to_rgba16()),
        DynamicImage::from(whole.to_luma_alpha8()),
        DynamicImage::from(whole.to_rgb8()),
    ] {
        assert_eq!(read(&png(&picture), ImageFormat::Png), all, "{:?}", picture.color());
    }
}

#[test]
fn a_code_on_a_transparent_ground_is_read_dark_or_light() {
    let text = text(2);
    let code = drawn(&text);
    for ink in [0, 255] {
        let picture = RgbaImage::from_fn(code.width(), code.height(), |x, y| {
            image::Rgba([ink, ink, ink, 255 - code.get_pixel(x, y)[0]])
        });
        let bytes = png(&DynamicImage::from(picture));
        assert_eq!(read(&bytes, ImageFormat::Png), Ok(vec![text.clone()]), "{ink}");
    }
}

/// A PNG of other depths and colours than `image` writes.
fn unusual(code: &GrayImage, colours: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let (width, height) = code.dimensions();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colours);
    encoder.set_depth(depth);
    if colours == png::ColorType::Indexed {
        encoder.set_palette(vec![0, 40, 80, 250, 250, 240]);
    }
    let row = |y: u32| {
        let light = (0..width).map(move |x| u8::from(code.get_pixel(x, y)[0] > 127));
        let light: Vec<u8> = light.collect();
        light
            .chunks(8)
            .map(|eight| eight.iter().enumerate().fold(0, |byte, (at, bit)| byte | bit << (7 - at)))
            .collect::<Vec<u8>>()
    };
    let rows: Vec<u8> = (0..height).flat_map(row).collect();
    encoder.write_header().unwrap().write_image_data(&rows).unwrap();
    bytes
}

#[test]
fn a_picture_of_one_bit_or_of_a_palette_is_read() {
    let text = text(3);
    for colours in [png::ColorType::Grayscale, png::ColorType::Indexed] {
        let bytes = unusual(&drawn(&text), colours, png::BitDepth::One);
        assert_eq!(read(&bytes, ImageFormat::Png), Ok(vec![text.clone()]), "{colours:?}");
    }
}

#[test]
fn two_codes_are_both_found_and_one_that_is_half_outside_is_not() {
    let (one, other) = (text(4), text(5));
    let (left, right) = (drawn(&one), drawn(&other));
    let side = left.width().max(right.width());
    let both = placed(200, (2 * side + 90, side + 60), &[(&left, 30, 30), (&right, side + 60, 30)]);
    let mut found = read(&png(&DynamicImage::from(both)), ImageFormat::Png).unwrap();
    found.sort();
    let mut expected = vec![one.clone(), other];
    expected.sort();
    assert_eq!(found, expected);
    let poster = drawn("HTTPS://EXAMPLE.ORG/NEWS");
    let beside = placed(255, (side + 400, side + 60), &[(&poster, 20, 20), (&left, 380, 30)]);
    let found = read(&png(&DynamicImage::from(beside)), ImageFormat::Png).unwrap();
    assert!(found.contains(&one), "{found:?}");
    let cut = placed(200, (side + 60, side + 60), &[(&left, 30, 30), (&right, side / 2, 40)]);
    assert!(read(&png(&DynamicImage::from(cut)), ImageFormat::Png).unwrap().len() <= 1);
}

#[test]
fn what_is_damaged_is_read_as_far_as_it_goes() {
    let text = text(6);
    let code = drawn(&text);
    let above = placed(255, (code.width(), 2 * code.height()), &[(&code, 0, 0)]);
    for (format, bytes) in [
        (ImageFormat::Png, png(&DynamicImage::from(grainy(&above, 20)))),
        (ImageFormat::Jpeg, jpeg(&grainy(&above, 20), 80, false)),
        (ImageFormat::WebP, webp(&above)),
    ] {
        assert_eq!(read(&bytes, format), Ok(vec![text.clone()]), "{format:?}");
        if format != ImageFormat::WebP {
            let most = &bytes[..bytes.len() * 3 / 4];
            assert_eq!(read(most, format), Ok(vec![text.clone()]), "{format:?}, three quarters");
        }
        for length in [0, 1, 8, 20, 40, 100, bytes.len() / 3] {
            let part = read(&bytes[..length], format).unwrap();
            assert_eq!(part, [""; 0], "{format:?}, {length} bytes");
        }
        let mut dice = Dice(3);
        for _ in 0..20 {
            let mut hit = bytes.clone();
            for _ in 0..8 {
                let at = usize::try_from(dice.below(u32::try_from(hit.len()).unwrap())).unwrap();
                hit[at] = u8::try_from(dice.below(256)).unwrap();
            }
            let read = read(&hit, format);
            assert!(read.is_err() || read.is_ok_and(|found| found.len() <= 1));
        }
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() {
    // Claims 60,000 × 60,000 pixels, of which it holds none.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\0\0\0\0".to_vec();
    png.extend(0xa5b9_2a9e_u32.to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    assert_eq!(read(&png, ImageFormat::Png), Err(TooLarge));
    let mut jpeg = jpeg(&GrayImage::new(16, 16), 90, false);
    let frame = jpeg.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
    assert_eq!(read(&jpeg, ImageFormat::Jpeg), Err(TooLarge));
}

#[test]
fn noise_and_patterns_hold_no_code_and_take_no_time() {
    let mut dice = Dice(5);
    let noise = GrayImage::from_fn(400, 300, |_, _| Luma([u8::try_from(dice.below(256)).unwrap()]));
    let empty = GrayImage::from_pixel(64, 48, Luma([255]));
    // The corners of codes, hundreds of them, and no code.
    let corner = |x: u32, y: u32| {
        let ring = (x % 27 / 3).abs_diff(4).max((y % 27 / 3).abs_diff(4));
        Luma([if matches!(ring, 2 | 4) { 255 } else { 0 }])
    };
    let corners = GrayImage::from_fn(810, 810, corner);
    let tiny = GrayImage::from_pixel(1, 1, Luma([0]));
    for picture in [noise, empty, corners, tiny] {
        let bytes = png(&DynamicImage::from(picture));
        assert_eq!(read(&bytes, ImageFormat::Png), Ok(Vec::new()));
    }
}
