//! A code as SVG: one path of runs of dark modules.

use std::fmt::Write as _;

use doorstep::qr::QrMatrix;

use super::{SCALE, is_dark, side};

/// The whole picture.
pub fn svg(qr: &QrMatrix) -> String {
    let side = side(qr);
    let pixels = side.saturating_mul(SCALE);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" \
         viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" d=\"{}\"/></svg>\n",
        path(qr)
    )
}

/// The dark modules as path data, counted with the white around the code.
pub fn path(qr: &QrMatrix) -> String {
    let side = side(qr);
    let mut data = String::new();
    for y in 0..side {
        let mut x = 0;
        while x < side {
            let run = (x..side).take_while(|x| is_dark(qr, *x, y)).count();
            if run > 0 {
                // Writing to a string does not fail.
                let _ = write!(data, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    data
}
