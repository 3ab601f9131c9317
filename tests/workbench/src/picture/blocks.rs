//! A code in the terminal: two modules a character, one above the other.

use doorstep::qr::QrMatrix;

use super::{is_dark, side};
use crate::terminal::Paint;

/// Black on white whatever the terminal's own colours are.
const BLACK_ON_WHITE: &str = "\x1b[38;2;0;0;0;48;2;255;255;255m";
const AS_BEFORE: &str = "\x1b[0m";

/// The code in lines. Without colours dark modules are the blocks, as on paper.
pub fn blocks(qr: &QrMatrix, paint: Paint) -> String {
    let side = side(qr);
    let line = |y: usize| {
        let halves = (0..side).map(|x| match (is_dark(qr, x, y), is_dark(qr, x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        });
        let halves: String = halves.collect();
        if paint.colours() { format!("{BLACK_ON_WHITE}{halves}{AS_BEFORE}") } else { halves }
    };
    (0..side).step_by(2).map(line).collect::<Vec<_>>().join("\n")
}
