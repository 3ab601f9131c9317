//! What leaves the phone: pixels, and nothing else that went in.

use super::made::{Made, exif, markers, taken};

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// As phones write it: EXIF with a place, XMP, a colour profile, IPTC, a second picture, a film behind.
fn written_by_a_phone() -> Vec<u8> {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta MotionPhoto=1/>".to_vec();
    let icc = [b"ICC_PROFILE\0\x01\x01".as_slice(), &[0x11; 600]].concat();
    let mpf = b"MPF\0MM\0*\0\0\0\x08\0\0".to_vec();
    let iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0 a name".to_vec();
    let segments = vec![(1, exif(1)), (1, xmp), (2, icc), (2, mpf), (13, iptc)];
    let mut jpeg = Made { segments, ..Made::default() }.jpeg();
    jpeg.extend(Made::default().jpeg());
    jpeg.extend(b"\0\0\0\x18ftypmp42 a film of the room");
    jpeg
}

#[test]
fn nothing_but_pixels_leaves() {
    let written = written_by_a_phone();
    let marks = ["Exif", "GPSLatitude", "xmpmeta", "ICC_PROFILE", "MPF", "8BIM", "ftyp", "film"];
    assert!(marks.iter().all(|mark| holds(&written, mark)));
    let taken = taken(&written).unwrap();
    let left = taken.photo.jpeg();
    assert!(marks.iter().all(|mark| !holds(left, mark)));
    let found: Vec<u8> = markers(left).into_iter().map(|(_, marker)| marker).collect();
    let may = [0xd8, 0xe0, 0xdb, 0xc0, 0xc4, 0xda, 0xd9];
    assert!(found.iter().all(|marker| may.contains(marker)), "{found:x?}");
    assert_eq!((found.first(), found.last()), (Some(&0xd8), Some(&0xd9)));
    // Two by two of the colours stand for one.
    let frame = markers(left).iter().find(|(_, marker)| *marker == 0xc0).unwrap().0;
    assert_eq!([left[frame + 11], left[frame + 14], left[frame + 17]], [0x22, 0x11, 0x11]);
}

#[test]
fn large_photos_become_small_and_small_ones_stay() {
    for (size, left) in [
        ((2000, 1500), (1000, 750)),
        ((1500, 2000), (750, 1000)),
        ((1920, 1440), (960, 720)),
        ((1918, 1440), (1024, 769)),
        ((2048, 1536), (1024, 768)),
        ((2049, 1537), (1024, 768)),
        ((4032, 3024), (1008, 756)),
        ((7999, 600), (1000, 75)),
        ((4100, 600), (1024, 150)),
        ((640, 480), (640, 480)),
        ((1024, 768), (1024, 768)),
        ((1025, 769), (1024, 768)),
    ] {
        let made = Made { size, grain: 20, ..Made::default() };
        let output = taken(&made.jpeg()).unwrap().output;
        assert_eq!((output.width, output.height), left, "{size:?}");
    }
}

#[test]
fn the_finer_a_photo_the_lower_its_quality_and_never_more_bytes() {
    let mut seen = Vec::new();
    for grain in [6, 60, 120, 250] {
        let made = Made { size: (1024, 1024), grain, ..Made::default() };
        let output = taken(&made.jpeg()).unwrap().output;
        assert!(output.bytes <= 150_000, "{output:?}");
        seen.push((output.width, output.quality));
    }
    assert_eq!(seen[0], (1024, 80));
    assert!(seen.is_sorted_by(|a, b| a >= b), "{seen:?}");
    assert!(seen.last().unwrap().0 < 1024, "{seen:?}");
}
