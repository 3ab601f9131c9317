//! What a JPEG says of itself before its pixels (ITU-T T.81, annex B), held to bounds before anything is
//! decoded.

use super::PhotoError;
use super::exif::{Orientation, orientation};

/// Fewest and most bytes of a photo.
pub const MIN_BYTES: usize = 20_000;
pub const MAX_BYTES: usize = 12 << 20;
/// Shortest and longest side, pixels.
pub const MIN_SIDE: u16 = 240;
pub const MAX_SIDE: u16 = 10_000;
pub const MAX_PIXELS: u64 = 50_000_000;
/// Most bytes of the coefficients of a photo in several passes, all of which are kept until the last.
const MAX_COEFFICIENT_BYTES: u64 = 64 << 20;
/// Bytes of the coefficients of a block of eight by eight.
const BLOCK_BYTES: u64 = 128;

const START: [u8; 2] = [0xff, 0xd8];
const EXIF: &[u8] = b"Exif\0\0";

/// What a photo says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Pixels as they are stored, before they are turned.
    pub width: u16,
    pub height: u16,
    pub orientation: Orientation,
}

/// A component as its frame describes it: how many samples across and down stand for the same place.
struct Component {
    across: u64,
    down: u64,
}

struct Frame {
    width: u16,
    height: u16,
    progressive: bool,
    components: Vec<Component>,
}

impl Header {
    /// Reads it.
    ///
    /// # Errors
    /// [`PhotoError`] of whatever is no photo within the bounds.
    pub fn read(bytes: &[u8]) -> Result<Self, PhotoError> {
        match bytes.starts_with(&START) && bytes.len() < MIN_BYTES {
            true => Err(PhotoError::TooSmall),
            false => Self::of_preview(bytes),
        }
    }

    /// The same of a frame of a preview: a dark one has few bytes.
    ///
    /// # Errors
    /// [`PhotoError`].
    pub fn of_preview(bytes: &[u8]) -> Result<Self, PhotoError> {
        if bytes.len() > MAX_BYTES {
            return Err(PhotoError::TooLarge);
        }
        let rest = bytes.strip_prefix(&START).ok_or(PhotoError::NotJpeg)?;
        let (frame, orientation) = walk(rest)?;
        frame.check()?;
        Ok(Self { width: frame.width, height: frame.height, orientation })
    }
}

/// Segment by segment to the first scan.
fn walk(mut rest: &[u8]) -> Result<(Frame, Orientation), PhotoError> {
    let mut frame = None;
    let mut turned = None;
    loop {
        let (marker, after) = marker(rest)?;
        match marker {
            // Stands alone.
            0x01 => rest = after,
            0xda => {
                let frame = frame.ok_or(PhotoError::Damaged)?;
                return Ok((frame, turned.unwrap_or_default()));
            }
            // Another beginning, an end, or a place in a scan before there is one.
            0x00 | 0xd0..=0xd9 => return Err(PhotoError::Damaged),
            _ => {
                let (segment, next) = segment(after).ok_or(PhotoError::Damaged)?;
                rest = next;
                match marker {
                    0xc0..=0xc2 if frame.is_some() => return Err(PhotoError::Damaged),
                    0xc0..=0xc2 => frame = Some(Frame::read(segment, marker == 0xc2)?),
                    // Lossless, in layers or arithmetically coded: no camera writes those.
                    0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                        return Err(PhotoError::NotJpeg);
                    }
                    0xe1 if turned.is_none() => {
                        turned = segment.strip_prefix(EXIF).map(orientation);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The next marker, and what follows it. It may be preceded by any number of 0xff.
fn marker(bytes: &[u8]) -> Result<(u8, &[u8]), PhotoError> {
    let after = bytes.strip_prefix(&[0xff]).ok_or(PhotoError::Damaged)?;
    let fill = after.iter().take_while(|byte| **byte == 0xff).count();
    let (marker, rest) =
        after.get(fill..).and_then(<[u8]>::split_first).ok_or(PhotoError::Damaged)?;
    Ok((*marker, rest))
}

/// A segment without its length, and what follows it.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
    rest.split_at_checked(length)
}

impl Frame {
    fn read(segment: &[u8], progressive: bool) -> Result<Self, PhotoError> {
        let ([bits, h1, h0, w1, w0, count], rest) =
            segment.split_first_chunk().ok_or(PhotoError::Damaged)?;
        if *bits != 8 || !matches!(*count, 1 | 3) {
            return Err(PhotoError::NotJpeg);
        }
        if rest.len() != usize::from(*count).saturating_mul(3) {
            return Err(PhotoError::Damaged);
        }
        let component = |three: &[u8]| {
            let factors = *three.get(1)?;
            let (across, down) = (factors >> 4, factors & 0x0f);
            let fits = (1..=4).contains(&across) && (1..=4).contains(&down);
            fits.then(|| Component { across: across.into(), down: down.into() })
        };
        let components: Option<Vec<Component>> = rest.chunks_exact(3).map(component).collect();
        Ok(Self {
            width: u16::from_be_bytes([*w1, *w0]),
            height: u16::from_be_bytes([*h1, *h0]),
            progressive,
            components: components.ok_or(PhotoError::Damaged)?,
        })
    }

    fn check(&self) -> Result<(), PhotoError> {
        let (short, long) = (self.width.min(self.height), self.width.max(self.height));
        // A height of nothing is told after the pixels: no camera does so.
        if short == 0 {
            return Err(PhotoError::Damaged);
        }
        let pixels = u64::from(self.width).saturating_mul(self.height.into());
        let kept = if self.progressive { self.coefficient_bytes() } else { 0 };
        if long > MAX_SIDE || pixels > MAX_PIXELS || kept > MAX_COEFFICIENT_BYTES {
            return Err(PhotoError::TooLarge);
        }
        if short < MIN_SIDE { Err(PhotoError::TooSmall) } else { Ok(()) }
    }

    fn coefficient_bytes(&self) -> u64 {
        let most = |of: fn(&Component) -> u64| self.components.iter().map(of).max().unwrap_or(1);
        let (across, down) = (most(|component| component.across), most(|component| component.down));
        // Whole units of all components, each of eight times eight samples.
        let units =
            |pixels: u16, most: u64| u64::from(pixels).div_ceil(most.saturating_mul(8).max(1));
        let units = units(self.width, across).saturating_mul(units(self.height, down));
        let blocks: u64 =
            self.components.iter().map(|one| one.across.saturating_mul(one.down)).sum();
        units.saturating_mul(blocks).saturating_mul(BLOCK_BYTES)
    }
}
