//! A code as SVG: one path of runs of dark modules.

use doorstep::qr::QrMatrix;

use super::{QUIET, SCALE, side};

/// The whole picture.
pub fn svg(qr: &QrMatrix) -> String {
    let side = side(qr);
    let pixels = side.saturating_mul(SCALE);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" \
         viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path fill=\"#000\" transform=\"translate({QUIET} {QUIET})\" d=\"{}\"/></svg>\n",
        qr.path()
    )
}
