//! Light evened out before anybody looks, so that a dim room or a window is no obstacle.

use crate::model::{COLOURS, Picture};

/// Shares of pixels that may become black and white.
const TAIL: f64 = 0.02;
/// The brightness that half of the pixels should have, 0 to 1, and how far the light may be bent for it.
const MIDDLE: f64 = 0.45;
const MOST_BENT: f64 = 2.5;
/// Levels that are stretched to all there are; fewer are noise.
const LEAST_RANGE: f64 = 16.0;

/// Numbers from −1 to 1, row by row, of a square with this side and the picture at this place in it; what
/// it does not fill is grey.
pub fn inputs(picture: &Picture, side: usize, (left, top): (usize, usize)) -> Vec<f32> {
    let curve = Curve::of(picture);
    let row_length = side.saturating_mul(COLOURS);
    let mut inputs = vec![0.0; side.saturating_mul(row_length)];
    let rows = inputs.chunks_exact_mut(row_length.max(1)).skip(top);
    for (to, from) in rows.zip(picture.rows()) {
        for (number, byte) in to.iter_mut().skip(left.saturating_mul(COLOURS)).zip(from) {
            *number = curve.bend(*byte);
        }
    }
    inputs
}

/// What each brightness becomes.
struct Curve([f32; 256]);

impl Curve {
    fn of(picture: &Picture) -> Self {
        let mut counts = [0_u32; 256];
        for pixel in picture.rgb().chunks_exact(COLOURS) {
            let brightest = pixel.iter().max().copied().unwrap_or_default();
            if let Some(count) = counts.get_mut(usize::from(brightest)) {
                *count = count.saturating_add(1);
            }
        }
        let pixels: f64 = counts.iter().copied().map(f64::from).sum();
        let level = |share: f64| {
            let mut below = 0.0;
            let at = counts.iter().position(|count| {
                below += f64::from(*count);
                below >= share * pixels
            });
            at.unwrap_or(255) as f64
        };
        let (black, half, white) = (level(TAIL), level(0.5), level(1.0 - TAIL));
        let black = black.min(64.0);
        let range = (white - black).max(LEAST_RANGE);
        let middle = ((half - black) / range).clamp(0.02, 0.98);
        let gamma = (MIDDLE.ln() / middle.ln()).clamp(1.0 / MOST_BENT, MOST_BENT);
        let mut curve = [0.0; 256];
        for (level, to) in curve.iter_mut().enumerate() {
            let share = ((level as f64 - black) / range).clamp(0.0, 1.0);
            *to = (2.0 * share.powf(gamma) - 1.0) as f32;
        }
        Self(curve)
    }

    fn bend(&self, byte: u8) -> f32 {
        self.0.get(usize::from(byte)).copied().unwrap_or_default()
    }
}
