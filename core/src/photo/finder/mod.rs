//! Faces, found in the core by `doorstep-blazeface`: the same on every phone, and nothing is sent anywhere.
//! First in the whole picture; where none is there, in pieces of it, for a face that is far away, and with
//! room around it, for one that the edge cuts.

mod evening;

use doorstep_blazeface::{Candidate, Network, SIDE};

use super::decoding::within;
use super::scaling::{Piece, scaled};
use crate::model::{Face, Picture};
use crate::ports::{FaceFinder, FaceFinderError};

/// How sure the network has to be of the whole, and of what it is shown after it saw nothing there.
const LEAST_SCORE: f32 = 0.7;
const LEAST_SCORE_AGAIN: f32 = 0.8;
/// Side of a piece, beside the shorter side of the picture; of the one in the middle of all; and of the
/// picture with room around it, beside its longer side.
const PIECE: f64 = 0.6;
const SMALL_PIECE: f64 = 0.36;
const ROOM: f64 = 1.5;
/// Longest side of the picture that pieces are cut from.
const REDUCED_SIDE: u32 = 512;

/// Finds faces without a phone's system.
#[derive(Debug, Clone, Default)]
pub struct InCoreFinder {
    network: Network,
}

impl InCoreFinder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Faces of a square, which may reach beyond the picture.
    fn look(&self, picture: &Picture, square: &Square, least: f32) -> Option<Vec<Face>> {
        let Square { left, top, side } = *square;
        let visible = Piece { left, top, width: side, height: side }.inside(picture)?;
        let seen = u32::try_from(SIDE).ok()?;
        let scale = f64::from(seen) / side;
        let length = |length: f64| ((length * scale).round() as u32).clamp(1, seen);
        let small = scaled(picture, visible, length(visible.width), length(visible.height))?;
        let offset = |from: f64, to: f64| ((to - from) * scale).round() as usize;
        let place = (offset(left, visible.left), offset(top, visible.top));
        let found = self.network.find(&evening::inputs(&small, SIDE, place), least);
        Some(found.iter().filter_map(|face| square.face(face)).collect())
    }
}

impl FaceFinder for InCoreFinder {
    fn find(&self, picture: &Picture) -> Result<Vec<Face>, FaceFinderError> {
        let whole = Square::around(picture, 1.0);
        let faces = self.look(picture, &whole, LEAST_SCORE).ok_or(FaceFinderError)?;
        if !faces.is_empty() {
            return Ok(faces);
        }
        let reduced = Reduced::of(picture).ok_or(FaceFinderError)?;
        let again = |square| self.look(&reduced.picture, &square, LEAST_SCORE_AGAIN);
        let found = more_squares(&reduced.picture).into_iter().filter_map(again).flatten();
        let surest = found.max_by_key(|face| face.score_permille);
        Ok(surest.map(|face| reduced.in_whole(&face)).into_iter().collect())
    }
}

/// A picture as small as its smallest piece may be for the network: its pieces are cut from it faster.
struct Reduced {
    picture: Picture,
    /// Pixels of the whole for one of these.
    scale: f64,
}

impl Reduced {
    fn of(whole: &Picture) -> Option<Self> {
        let (width, height) = within(whole.width(), whole.height(), REDUCED_SIDE);
        let picture = scaled(whole, Piece::whole(whole), width, height)?;
        Some(Self { scale: f64::from(whole.width()) / f64::from(picture.width()), picture })
    }

    fn in_whole(&self, face: &Face) -> Face {
        let length = |length: u32| (f64::from(length) * self.scale).round() as u32;
        let place = |place: i32| (f64::from(place) * self.scale).round() as i32;
        let Face { x, y, width, height, score_permille } = *face;
        let (width, height) = (length(width), length(height));
        Face { x: place(x), y: place(y), width, height, score_permille }
    }
}

/// What the network is shown, in pixels of the picture.
#[derive(Debug, Clone, Copy)]
struct Square {
    left: f64,
    top: f64,
    side: f64,
}

impl Square {
    /// In the middle, with a side of so many times the longer one.
    fn around(picture: &Picture, times: f64) -> Self {
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let side = width.max(height) * times;
        Self { left: (width - side) / 2.0, top: (height - side) / 2.0, side }
    }

    fn face(&self, face: &Candidate) -> Option<Face> {
        let pixels = |share: f32| f64::from(share) * self.side;
        let length = |share: f32| Some(pixels(share).round() as u32).filter(|length| *length > 0);
        Some(Face {
            x: (self.left + pixels(face.left)).round() as i32,
            y: (self.top + pixels(face.top)).round() as i32,
            width: length(face.width)?,
            height: length(face.height)?,
            score_permille: (face.score * 1000.0).round() as u16,
        })
    }
}

/// With room around the whole, over the middle and the corners, and a small one in the middle.
fn more_squares(picture: &Picture) -> [Square; 7] {
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let square = |share: f64, across: f64, down: f64| {
        let side = width.min(height) * share;
        Square { left: (width - side) * across, top: (height - side) * down, side }
    };
    let [middle, smaller] = [PIECE, SMALL_PIECE].map(|share| square(share, 0.5, 0.5));
    let [a, b, c, d] = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
        .map(|(across, down)| square(PIECE, across, down));
    [Square::around(picture, ROOM), middle, smaller, a, b, c, d]
}

#[cfg(test)]
mod tests {
    use crate::crypto::sha256;

    #[test]
    fn the_weights_are_those_that_were_packed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/blazeface");
        let weights = std::fs::read(format!("{folder}/weights.f16")).unwrap();
        let readme = std::fs::read_to_string(format!("{folder}/README.md")).unwrap();
        let sum: String = sha256(&weights).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(readme.contains(&sum), "{sum}");
    }
}
