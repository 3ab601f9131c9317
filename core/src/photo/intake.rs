//! All of it, in order.

use super::decoding::{decode, leaving};
use super::encoding::encode;
use super::judging::{Judgement, is_unlit, judge, main_face};
use super::scaling::{Piece, scaled};
use super::turning::turned;
use super::{Header, Metrics, PaddedPhoto, PhotoError};
use crate::model::{Face, Picture};
use crate::ports::FaceFinder;

/// What was just done, for whoever measures how long each takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Decoded,
    Resized,
    FacesFound,
    Measured,
    Encoded,
    Padded,
}

/// What leaves the phone, before it is padded and sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output {
    pub bytes: usize,
    pub width: u32,
    pub height: u32,
    pub quality: u8,
}

/// A photo that was taken in.
#[derive(Debug)]
pub struct Intake {
    pub input: Header,
    /// Surest first, in pixels of what leaves the phone, after turning; nothing where nobody looked.
    pub faces: Option<Vec<Face>>,
    /// Of the face, or of the middle.
    pub metrics: Metrics,
    pub judgement: Judgement,
    pub output: Output,
    pub photo: PaddedPhoto,
}

impl Intake {
    /// The face that the photo is of.
    pub fn main_face(&self) -> Option<&Face> {
        self.faces.as_deref().and_then(main_face)
    }
}

/// Takes in what a camera wrote. `after` hears of each step; a finder that fails has not looked.
///
/// # Errors
/// [`PhotoError`] of what is no photo; hints are no errors.
pub fn intake(
    bytes: &[u8],
    finder: Option<&dyn FaceFinder>,
    mut after: impl FnMut(Step),
) -> Result<Intake, PhotoError> {
    let input = Header::read(bytes)?;
    let Looked { picture, faces, metrics, judgement } = look(bytes, &input, finder, &mut after)?;
    let encoded = encode(&picture)?;
    after(Step::Encoded);
    let photo = PaddedPhoto::new(&encoded.jpeg)?;
    after(Step::Padded);
    let output = Output {
        bytes: encoded.jpeg.len(),
        width: encoded.width,
        height: encoded.height,
        quality: encoded.quality,
    };
    Ok(Intake { input, faces, metrics, judgement, output, photo })
}

/// What could be better about a frame of a preview, which goes nowhere.
///
/// # Errors
/// [`PhotoError`] of what is no picture.
pub fn preview(bytes: &[u8], finder: Option<&dyn FaceFinder>) -> Result<Judgement, PhotoError> {
    let input = Header::of_preview(bytes)?;
    Ok(look(bytes, &input, finder, &mut |_| {})?.judgement)
}

struct Looked {
    picture: Picture,
    faces: Option<Vec<Face>>,
    metrics: Metrics,
    judgement: Judgement,
}

fn look(
    bytes: &[u8],
    input: &Header,
    finder: Option<&dyn FaceFinder>,
    after: &mut impl FnMut(Step),
) -> Result<Looked, PhotoError> {
    let decoded = decode(bytes, input)?;
    after(Step::Decoded);
    let picture = upright(decoded, input)?;
    after(Step::Resized);
    let middle = Metrics::of_middle(&picture);
    // Whoever stands in the dark is told so, and not that they have no face.
    let faces = match finder {
        Some(_) if is_unlit(&middle) => Some(Vec::new()),
        Some(finder) => finder.find(&picture).ok(),
        None => None,
    };
    after(Step::FacesFound);
    let face = faces.as_deref().and_then(main_face);
    let metrics = face.map_or(middle, |face| Metrics::of_face(&picture, face));
    let judgement = judge(&picture, faces.as_deref(), &metrics);
    after(Step::Measured);
    Ok(Looked { picture, faces, metrics, judgement })
}

/// Of the size that leaves the phone, and the way up that it was taken.
fn upright(decoded: Picture, input: &Header) -> Result<Picture, PhotoError> {
    let (width, height) = leaving(input);
    let sized = if (width, height) == (decoded.width(), decoded.height()) {
        decoded
    } else {
        let whole = Piece::whole(&decoded);
        scaled(&decoded, whole, width, height).ok_or(PhotoError::Damaged)?
    };
    Ok(turned(sized, input.orientation))
}
