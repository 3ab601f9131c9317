//! What is measured of a face, 128 pixels wide; of the middle of a picture where nobody knows where the face
//! is. Definitions as in ISO/IEC 29794-5 (OFIQ) where it has them.

use super::luma::Luma;
use super::scaling::{Piece, scaled};
use crate::model::{Face, Picture};

/// Pixels across, so that figures of large and small faces compare.
const WIDTH: u32 = 128;
/// Brightness up to which a pixel is dark, and from which it is bright, of 255.
const DARK: f64 = 25.0;
const BRIGHT: f64 = 247.0;
/// The part of each side that counts as the middle.
const MIDDLE: f64 = 0.6;

/// Shares are of a thousand or of a million.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Metrics {
    /// Of the direction that has least detail.
    pub sharpness_ppm: u32,
    /// Mean brightness.
    pub mean_permille: u32,
    /// Pixels in the dark.
    pub dark_permille: u32,
    /// Pixels that are burnt out.
    pub bright_permille: u32,
    /// Standard deviation of brightness.
    pub contrast_permille: u32,
    /// How many times as sharp it is in one direction as across it, in thousandths.
    pub unevenness_permille: u32,
}

impl Metrics {
    pub fn of_face(picture: &Picture, face: &Face) -> Self {
        let (left, top) = (face.x.into(), face.y.into());
        let (width, height) = (face.width.into(), face.height.into());
        Self::of(picture, Piece { left, top, width, height })
    }

    pub fn of_middle(picture: &Picture) -> Self {
        let whole = Piece::whole(picture);
        Self::of(
            picture,
            Piece {
                left: whole.width * (1.0 - MIDDLE) / 2.0,
                top: whole.height * (1.0 - MIDDLE) / 2.0,
                width: whole.width * MIDDLE,
                height: whole.height * MIDDLE,
            },
        )
    }

    fn of(picture: &Picture, piece: Piece) -> Self {
        let small = piece.inside(picture).and_then(|piece| {
            let height = (f64::from(WIDTH) * piece.height / piece.width).clamp(16.0, 512.0);
            scaled(picture, piece, WIDTH, height as u32)
        });
        small.map_or_else(Self::default, |small| Self::of_luma(&Luma::of(&small)))
    }

    fn of_luma(luma: &Luma) -> Self {
        let detail = luma.detail();
        let permille = |share: f64| (share * 1000.0).round() as u32;
        Self {
            sharpness_ppm: (detail.least() * 1e6).round() as u32,
            mean_permille: permille(luma.mean() / 255.0),
            dark_permille: permille(luma.share(|at| at <= DARK)),
            bright_permille: permille(luma.share(|at| at >= BRIGHT)),
            contrast_permille: permille(luma.variance().sqrt() / 255.0),
            unevenness_permille: permille(detail.unevenness().min(1000.0)),
        }
    }
}
