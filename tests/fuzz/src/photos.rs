//! What a camera wrote, or somebody else.

use doorstep::photo::{BUCKETS, LONG_SIDE, intake};

/// Every segment that may leave the phone: no place, no maker, no second picture.
const LEAVES: [u8; 7] = [0xd8, 0xe0, 0xdb, 0xc0, 0xc4, 0xda, 0xd9];

/// What is taken in leaves as a JPEG of pixels alone, in one of four lengths.
pub fn photo(bytes: &[u8]) {
    let Ok(taken) = intake(bytes, None, |_| {}) else { return };
    assert!(taken.output.width.max(taken.output.height) <= LONG_SIDE);
    let jpeg = taken.photo.jpeg();
    let mut at = 2;
    loop {
        assert!(jpeg[at] == 0xff && LEAVES.contains(&jpeg[at + 1]), "{:02x}", jpeg[at + 1]);
        if jpeg[at + 1] == 0xda {
            break;
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    let scan = &jpeg[at + 2..jpeg.len() - 2];
    let markers = scan.windows(2).filter(|pair| pair[0] == 0xff && pair[1] != 0);
    assert_eq!(markers.count(), 0, "nothing stands in or behind the scan");
    assert_eq!(jpeg[jpeg.len() - 2..], [0xff, 0xd9]);
    assert!(BUCKETS.contains(&taken.photo.into_plaintext().len()));
}
