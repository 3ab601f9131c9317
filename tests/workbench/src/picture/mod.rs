//! Pictures of a code: drawn in the terminal, as PNG and as SVG, and read back from a picture.

mod blocks;
mod decoding;
mod kind;
mod looks;
mod png;
mod reading;
mod svg;

pub use blocks::blocks;
use doorstep::qr::QrMatrix;
pub use kind::{Kind, kind};
pub use png::png;
pub use reading::read;
pub use svg::svg;

/// White around a code, in modules (ISO/IEC 18004).
pub const QUIET: usize = 4;
/// Pixels of a module's side: whole, so that every edge is sharp.
const SCALE: usize = 8;

/// Modules per side with the white around them.
pub fn side(qr: &QrMatrix) -> usize {
    qr.size.saturating_add(2 * QUIET)
}

/// Whether the module is dark; counted with the white around the code.
fn is_dark(qr: &QrMatrix, x: usize, y: usize) -> bool {
    let (Some(x), Some(y)) = (x.checked_sub(QUIET), y.checked_sub(QUIET)) else { return false };
    qr.is_dark(x, y)
}

#[cfg(test)]
mod tests {
    use doorstep::qr::{Correction, encode};

    use super::*;
    use crate::terminal::Paint;

    const TEXT: &str = "DS1:A LIVE CODE HAS NOTHING BUT CHARACTERS LIKE THESE 0123456789 $%*+-./:";

    #[test]
    fn every_module_stands_in_the_terminal_and_in_the_svg() {
        let qr = encode(TEXT, Correction::Low).unwrap();
        let drawn = blocks(&qr, Paint::of_stdout());
        let rows: Vec<Vec<char>> = drawn.lines().map(|line| line.chars().collect()).collect();
        assert_eq!(rows.len(), side(&qr).div_ceil(2));
        for (y, row) in rows.iter().enumerate() {
            assert_eq!(row.len(), side(&qr));
            for (x, half) in row.iter().enumerate() {
                let upper = matches!(half, '█' | '▀');
                let lower = matches!(half, '█' | '▄');
                assert_eq!((upper, lower), (is_dark(&qr, x, 2 * y), is_dark(&qr, x, 2 * y + 1)));
            }
        }
        let dark: usize = svg(&qr)
            .split('h')
            .skip(1)
            .filter_map(|run| run.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(dark, qr.modules.iter().filter(|module| **module).count());
    }
}
