//! What is refused, and by which code.

use jpeg_encoder::ColorType;

use super::made::{Made, markers, taken};
use crate::error::{Code, CoreError};
use crate::photo::{BUCKETS, MAX_BYTES, PhotoError, preview};

fn refusal(jpeg: &[u8]) -> PhotoError {
    taken(jpeg).map(|taken| taken.output).unwrap_err()
}

/// Where the frame of a JPEG begins: its marker.
fn frame(jpeg: &[u8]) -> usize {
    markers(jpeg).iter().find(|(_, marker)| (0xc0..=0xc2).contains(marker)).unwrap().0
}

/// With other numbers in its frame: bits, height, width.
fn framed(bits: u8, height: u16, width: u16) -> Vec<u8> {
    let mut jpeg = Made::default().jpeg();
    let at = frame(&jpeg) + 4;
    jpeg[at] = bits;
    jpeg[at + 1..at + 3].copy_from_slice(&height.to_be_bytes());
    jpeg[at + 3..at + 5].copy_from_slice(&width.to_be_bytes());
    jpeg
}

#[test]
fn each_refusal_has_its_code() {
    let codes = [
        (PhotoError::NotJpeg, Code::PhotoNotJpeg),
        (PhotoError::Damaged, Code::PhotoDamaged),
        (PhotoError::TooLarge, Code::PhotoTooLarge),
        (PhotoError::TooSmall, Code::PhotoTooSmall),
    ];
    for (error, code) in codes {
        assert_eq!(CoreError::from(error).code, code);
    }
}

#[test]
fn what_is_no_jpeg_is_none_however_long_it_is() {
    assert_eq!(refusal(b""), PhotoError::NotJpeg);
    assert_eq!(refusal(b"\xff"), PhotoError::NotJpeg);
    assert_eq!(refusal(&[0x89; 50_000]), PhotoError::NotJpeg);
}

#[test]
fn bytes_are_counted_first() {
    assert_eq!(refusal(&vec![0; MAX_BYTES + 1]), PhotoError::TooLarge);
    let mut jpeg = Made::default().jpeg();
    jpeg.resize(MAX_BYTES, 0);
    assert!(taken(&jpeg).is_ok(), "what follows the end is nothing to anybody");
    jpeg.push(0);
    assert_eq!(refusal(&jpeg), PhotoError::TooLarge);
    let plain = Made { grain: 1, ..Made::default() }.jpeg();
    assert!(plain.len() < 20_000, "{}", plain.len());
    assert_eq!(refusal(&plain), PhotoError::TooSmall);
    assert!(preview(&plain, None).is_ok(), "a frame of a preview may be plain");
}

#[test]
fn sides_and_pixels_are_bounded_before_anything_is_decoded() {
    for (height, width) in [(10_001, 300), (300, 10_001), (7_072, 7_072), (65_535, 65_535)] {
        assert_eq!(refusal(&framed(8, height, width)), PhotoError::TooLarge);
    }
    for (height, width) in [(239, 640), (480, 239), (1, 1)] {
        assert_eq!(refusal(&framed(8, height, width)), PhotoError::TooSmall);
    }
    assert_eq!(refusal(&framed(8, 0, 640)), PhotoError::Damaged);
    assert_eq!(refusal(&framed(8, 480, 0)), PhotoError::Damaged);
}

#[test]
fn other_sides_than_there_are_pixels_for_panic_nowhere() {
    for (height, width) in [(300, 640), (480, 1_000), (240, 240)] {
        let _either = taken(&framed(8, height, width));
    }
    assert_eq!(refusal(&framed(8, 4_800, 640)), PhotoError::Damaged, "most pixels are missing");
}

#[test]
fn an_end_before_the_last_pixel_is_damage() {
    let filling = (15, vec![0x5a; 30_000]);
    for made in [
        Made::default(),
        Made { colour: ColorType::Luma, ..Made::default() },
        Made { progressive: true, ..Made::default() },
        Made { restart: 20, ..Made::default() },
    ] {
        let jpeg = Made { segments: vec![filling.clone()], ..made }.jpeg();
        let ended = |at: usize| [&jpeg[..at], &[0xff, 0xd9]].concat();
        assert!(taken(&ended(jpeg.len() - 2)).is_ok());
        // More ones may stand before the end.
        let ones = [&jpeg[..jpeg.len() - 2], &[0xff, 0xff, 0xff, 0xd9]].concat();
        assert!(taken(&ones).is_ok());
        let scan = markers(&jpeg).iter().rev().find(|(_, marker)| *marker == 0xda).unwrap().0 + 16;
        let length = jpeg.len() - scan;
        for cut in 0..60 {
            let at = scan + length * cut / 61;
            assert_eq!(refusal(&ended(at)), PhotoError::Damaged, "at {at} of {}", jpeg.len());
        }
        for last in 5..40 {
            assert_eq!(
                refusal(&ended(jpeg.len() - last)),
                PhotoError::Damaged,
                "{last} of {}",
                jpeg.len()
            );
        }
    }
}

#[test]
fn kinds_that_no_camera_writes_are_refused() {
    assert_eq!(refusal(&framed(12, 480, 640)), PhotoError::NotJpeg);
    let cmyk = Made { colour: ColorType::Cmyk, ..Made::default() }.jpeg();
    assert_eq!(refusal(&cmyk), PhotoError::NotJpeg);
    // Lossless, in layers, arithmetic.
    for marker in [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf] {
        let mut jpeg = Made::default().jpeg();
        let at = frame(&jpeg) + 1;
        jpeg[at] = marker;
        assert_eq!(refusal(&jpeg), PhotoError::NotJpeg, "{marker:x}");
    }
}

#[test]
fn grey_and_progressive_photos_are_taken() {
    for made in [
        Made { colour: ColorType::Luma, ..Made::default() },
        Made { progressive: true, ..Made::default() },
        Made { progressive: true, size: (2048, 1536), grain: 12, ..Made::default() },
        Made { restart: 4, ..Made::default() },
    ] {
        let taken = taken(&made.jpeg()).unwrap();
        assert!(taken.output.bytes <= 150_000 && taken.output.width <= 1024);
        assert!(BUCKETS.contains(&(taken.photo.sealed_len() - 81)));
    }
}

#[test]
fn several_passes_over_too_many_pixels_are_refused() {
    let mut jpeg = Made { progressive: true, ..Made::default() }.jpeg();
    let at = frame(&jpeg) + 5;
    jpeg[at..at + 2].copy_from_slice(&6_000_u16.to_be_bytes());
    jpeg[at + 2..at + 4].copy_from_slice(&8_000_u16.to_be_bytes());
    assert_eq!(refusal(&jpeg), PhotoError::TooLarge);
}

#[test]
fn what_is_cut_at_any_marker_is_damaged() {
    // Something that is not read stands first, so that no cut is refused for its length.
    let filling = (15, vec![0x5a; 30_000]);
    for progressive in [false, true] {
        let restart = if progressive { 0 } else { 20 };
        let made =
            Made { progressive, restart, segments: vec![filling.clone()], ..Made::default() };
        let jpeg = made.jpeg();
        let found = markers(&jpeg);
        assert!(found.len() > 10);
        for (at, marker) in found.into_iter().skip_while(|(at, _)| *at < 20_000) {
            for end in at..at + 4 {
                // But for the last two bytes, which say that it ends.
                if end < jpeg.len() {
                    assert_eq!(refusal(&jpeg[..end]), PhotoError::Damaged, "{marker:x} at {at}");
                }
            }
        }
        assert!(taken(&jpeg).is_ok());
        assert_eq!(refusal(&jpeg[..jpeg.len() - jpeg.len() / 3]), PhotoError::Damaged);
    }
}

#[test]
fn headers_that_contradict_themselves_are_damaged() {
    let jpeg = Made::default().jpeg();
    let at = frame(&jpeg);
    let twice = [&jpeg[..at], &jpeg[at..at + 19], &jpeg[at..]].concat();
    assert_eq!(refusal(&twice), PhotoError::Damaged);
    let none = [&jpeg[..at], &jpeg[at + 19..]].concat();
    assert_eq!(refusal(&none), PhotoError::Damaged);
    let mut factor = jpeg.clone();
    factor[at + 11] = 0x50;
    assert_eq!(refusal(&factor), PhotoError::Damaged);
    let mut count = jpeg.clone();
    count[at + 9] = 1;
    assert_eq!(refusal(&count), PhotoError::Damaged);
    let mut length = jpeg;
    length[4..6].copy_from_slice(&[0, 1]);
    assert_eq!(refusal(&length), PhotoError::Damaged);
}
