//! Smaller pictures, and pieces of them.

use doorstep_pixels::Span;

use crate::model::Picture;

/// A piece of a picture, in pixels; within its edges.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Piece {
    pub fn whole(picture: &Picture) -> Self {
        let (width, height) = (picture.width().into(), picture.height().into());
        Self { left: 0.0, top: 0.0, width, height }
    }

    /// What of it lies within a picture; nothing if that is less than a pixel.
    pub fn inside(self, picture: &Picture) -> Option<Self> {
        let cut = |from: f64, length: f64, most: u32| {
            let begins = from.clamp(0.0, most.into());
            let ends = (from + length).clamp(0.0, most.into());
            (begins, ends - begins)
        };
        let (left, width) = cut(self.left, self.width, picture.width());
        let (top, height) = cut(self.top, self.height, picture.height());
        (width >= 1.0 && height >= 1.0).then_some(Self { left, top, width, height })
    }
}

/// A piece as a picture of this size.
pub fn scaled(picture: &Picture, piece: Piece, width: u32, height: u32) -> Option<Picture> {
    let size = |width: u32, height: u32| {
        Some((usize::try_from(width).ok()?, usize::try_from(height).ok()?))
    };
    let across = Span { from: piece.left, length: piece.width };
    let down = Span { from: piece.top, length: piece.height };
    let from = size(picture.width(), picture.height())?;
    let rgb = doorstep_pixels::scaled(picture.rgb(), from, (across, down), size(width, height)?)?;
    Picture::new(width, height, rgb)
}
