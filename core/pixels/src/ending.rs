//! Where a JPEG ends. A decoder that meets the end in the middle of a scan fills up with zeros, which are
//! codes too, and shows grey for what was cut. So it is handed ones before the end: no code is all ones
//! (ITU-T T.81, C.2), and a scan that is not complete meets one that cannot be read. One that is complete
//! reads no further.

use std::io::{self, Read};

const END: u8 = 0xd9;
/// 128 ones, each eight followed by the zero that says that they are no marker, and the end. The longest
/// code and the longest number after it have 32 bits together, and a decoder reads up to 64 ahead.
const TAIL: &[u8; 34] = b"\xff\0\xff\0\xff\0\xff\0\xff\0\xff\0\xff\0\xff\0\
                          \xff\0\xff\0\xff\0\xff\0\xff\0\xff\0\xff\0\xff\0\xff\xd9";
/// Bytes that are looked through at once.
const STRIDE: usize = 32;

/// A JPEG up to its end, and what stands there in its place.
pub struct Ended<'a> {
    now: &'a [u8],
    then: &'a [u8],
}

impl<'a> Ended<'a> {
    /// Nothing of what has no end.
    pub fn of(jpeg: &'a [u8]) -> Option<Self> {
        Some(Self { now: jpeg.get(..end(jpeg)?)?, then: TAIL })
    }
}

impl Read for Ended<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.now.is_empty() {
            self.now = std::mem::take(&mut self.then);
        }
        self.now.read(buffer)
    }
}

/// Where the first end stands that is one: not within a segment, nor within what follows the picture.
fn end(jpeg: &[u8]) -> Option<usize> {
    // After the start, whose two bytes whoever decodes it reads.
    let mut at = 2;
    loop {
        // Between segments stands what nobody reads, and in a scan what a marker ends.
        at += next(jpeg.get(at..)?)?;
        // Any number of bytes that are all ones may stand before a marker.
        let rest = jpeg.get(at..)?;
        let ones = rest.iter().take_while(|byte| **byte == 0xff).count();
        match *rest.get(ones)? {
            END => return Some(at),
            // No marker but a byte, what stands alone, or a place in a scan.
            0x00 | 0x01 | 0xd0..=0xd8 => at += ones + 1,
            _ => {
                let length = rest.get(ones + 1..)?.first_chunk()?;
                at += ones + 1 + usize::from(u16::from_be_bytes(*length)).max(2);
            }
        }
    }
}

/// The next byte that is all ones. Many are looked at together: in a scan it is one of some hundred.
fn next(bytes: &[u8]) -> Option<usize> {
    let is_there = |stride: &&[u8]| stride.iter().fold(false, |any, byte| any | (*byte == 0xff));
    let before = bytes.chunks(STRIDE).take_while(|stride| !is_there(stride)).count() * STRIDE;
    let rest = bytes.get(before..)?;
    rest.iter().position(|byte| *byte == 0xff).map(|here| before + here)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(after: &[u8]) -> Option<usize> {
        end(&[b"\xff\xd8", after].concat()).map(|at| at - 2)
    }

    #[test]
    fn the_end_is_the_first_that_is_one() {
        assert_eq!(found(b"\xff\xd9"), Some(0));
        // In a segment and after the end are others.
        assert_eq!(found(b"\xff\xe1\0\x06\xff\xd9\xff\xd9\xff\xd9"), Some(8));
        // In a scan there are bytes of ones, places, and segments between two scans.
        let scan = b"\xff\xda\0\x02abc\xff\0d\xff\xd0e\xff\xc4\0\x04\xff\xd9f\xff\xd9";
        assert_eq!(found(scan), Some(scan.len() - 2));
        // More ones before it belong to it.
        assert_eq!(found(b"a\xff\xff\xff\xd9"), Some(1));
        let far = [&[7; 1000][..], b"\xff\xd9"].concat();
        assert_eq!(found(&far), Some(1000));
    }

    #[test]
    fn what_is_cut_has_none() {
        for cut in [
            &b""[..],
            b"\xff",
            b"\xff\xff",
            b"\xff\xe1",
            b"\xff\xe1\0",
            b"\xff\xe1\0\x09\xff\xd9",
            b"\xff\xda\0\x02abc",
        ] {
            assert_eq!(found(cut), None, "{cut:x?}");
        }
        assert_eq!(end(b"\xff"), None);
    }

    #[test]
    fn ones_stand_in_place_of_the_end() {
        let mut read = Vec::new();
        Ended::of(b"\xff\xd8abc\xff\xd9def").unwrap().read_to_end(&mut read).unwrap();
        assert_eq!(read, [b"\xff\xd8abc", &TAIL[..]].concat());
    }
}
