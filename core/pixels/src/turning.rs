//! Pixels in another order.

use crate::COLOURS;

/// How pixels are turned: mirrored first, then along the diagonal from the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// Right becomes left.
    pub flips_x: bool,
    /// Bottom becomes top.
    pub flips_y: bool,
    /// Rows become columns.
    pub swaps: bool,
}

/// The pixels of a picture so many pixels wide, turned.
pub fn turned(rgb: &[u8], width: usize, turn: Turn) -> Vec<u8> {
    let mut turned = Vec::with_capacity(rgb.len());
    let length = (width * COLOURS).max(1);
    let mut push = |pixel: &[u8]| turned.extend_from_slice(pixel);
    if turn.swaps {
        for x in 0..width {
            let x = if turn.flips_x { width - 1 - x } else { x };
            let here = x * COLOURS..(x + 1) * COLOURS;
            let column = rgb.chunks_exact(length).filter_map(|row| row.get(here.clone()));
            if turn.flips_y { column.rev().for_each(&mut push) } else { column.for_each(&mut push) }
        }
        return turned;
    }
    let row = |row: &[u8]| {
        let pixels = row.chunks_exact(COLOURS);
        if turn.flips_x { pixels.rev().for_each(&mut push) } else { push(row) }
    };
    let rows = rgb.chunks_exact(length);
    if turn.flips_y {
        rows.rev().for_each(row)
    } else {
        rows.for_each(row)
    }
    turned
}
