//! Whatever bytes come, there is an answer.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::made::{Made, exif, taken};

static PHOTOS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let small =
        || Made { size: (320, 240), grain: 90, segments: vec![(1, exif(6))], ..Made::default() };
    vec![
        small().jpeg(),
        Made { progressive: true, ..small() }.jpeg(),
        Made { restart: 3, ..small() }.jpeg(),
        Made { colour: jpeg_encoder::ColorType::Luma, ..small() }.jpeg(),
    ]
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_panic(
        which in 0..4_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), any::<bool>()), 1..12),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut jpeg = PHOTOS[which].clone();
        for (at, byte, is_early) in changes {
            // What stands before the pixels is hit as often as they are.
            let length = if is_early { 700 } else { jpeg.len() };
            jpeg[at.index(length)] = byte;
        }
        if let Some(cut) = cut {
            let end = cut.index(jpeg.len());
            jpeg.truncate(end);
        }
        if let Ok(taken) = taken(&jpeg) {
            prop_assert!(taken.output.bytes <= 150_000);
            prop_assert!(taken.output.width <= 1024 && taken.output.height <= 1024);
        }
    }
}
