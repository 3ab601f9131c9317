//! What could be better about a photo. A hint asks for another try; a warning says what to look at, and is
//! all that is said wherever skin, a veil, glasses, age or a hospital bed could be the cause. Neither
//! keeps anybody from sending.
//!
//! The bounds are those of the study of photos: measured on faces 128 pixels wide, on four people alone.

use super::Metrics;
use crate::model::{Face, PhotoHint, Picture};

/// Mean brightness below which nothing is told apart, whoever is shown. Low, because dark skin is no dark
/// room.
const DARKEST_PERMILLE: u32 = 110;
/// Below this mean, or above that share of dark pixels, a picture without contrast is dark.
const DARK_PERMILLE: u32 = 180;
const DARK_SHARE_PERMILLE: u32 = 500;
/// Contrast that a face in the light has, whatever its skin.
const LIT_CONTRAST_PERMILLE: u32 = 75;
/// Mean brightness, and share of burnt pixels, of which either makes a warning.
const BRIGHT_PERMILLE: u32 = 800;
const BURNT_SHARE_PERMILLE: u32 = 350;
/// Beyond that mean, a share of burnt pixels that makes a hint; and a mean that does by itself.
const MOST_BURNT_PERMILLE: u32 = 534;
const BRIGHTEST_PERMILLE: u32 = 930;
/// Contrast below which a face is hard to tell from another.
const LOW_CONTRAST_PERMILLE: u32 = 60;
/// Sharpness below which a face is blurred, and below which it may be.
const BLURRED_PPM: u32 = 2000;
const SOFT_PPM: u32 = 3000;
/// How much sharper in one direction than across it what was moved is.
const MOVED_PERMILLE: u32 = 4000;
/// Width of a face beside the longer side of its picture: too small, and small.
const SMALLEST_PERMILLE: u64 = 90;
const SMALL_PERMILLE: u64 = 130;
/// Of a face by the edge, how much of its side may lie beyond it; and how near to it is near.
const CUT_PERCENT: i64 = 10;
const NEAR_PERCENT: i64 = 5;
/// A second face is somebody else's if its area is more than this part of the first's.
const OTHER_PERCENT: u64 = 15;

/// In the order in which a person is told; none is in both.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgement {
    pub hints: Vec<PhotoHint>,
    pub warnings: Vec<PhotoHint>,
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    Warning,
    Hint,
}

/// Whether it is so dark that looking for a face is in vain.
pub fn is_unlit(middle: &Metrics) -> bool {
    middle.mean_permille < 15 || (middle.mean_permille < 40 && middle.contrast_permille < 10)
}

/// The face that a photo is of: the largest.
pub fn main_face(faces: &[Face]) -> Option<&Face> {
    // Of two that are as large, the surer.
    faces.iter().rev().max_by_key(|face| face.area())
}

/// Judges a picture by its faces, if anybody looked for them, and by what was measured of the main one or
/// of the middle.
pub fn judge(picture: &Picture, faces: Option<&[Face]>, metrics: &Metrics) -> Judgement {
    let light = light(metrics);
    let detail = detail(metrics);
    let main = faces.and_then(main_face);
    let mut found = Vec::new();
    match (faces, main) {
        (Some(faces), Some(main)) => {
            found.extend([light, detail]);
            found.extend([several(faces, main), size(picture, main), place(picture, main)]);
            found.push(contrast(metrics));
        }
        // What keeps faces from being found is said in place of that none was, or before it.
        (Some(_), None) => match light {
            Some((_, Weight::Hint)) => found.push(light),
            _ => {
                let light = light.map(|(hint, _)| (hint, Weight::Hint));
                found.extend([light, detail, Some((PhotoHint::NoFace, Weight::Hint))]);
            }
        },
        // Nobody looked: what is so of the middle need not be so of the face.
        (None, _) => {
            found.push(light);
            found.push(detail.map(|(hint, _)| (hint, Weight::Warning)));
        }
    }
    let mut judgement = Judgement::default();
    for (hint, weight) in found.into_iter().flatten() {
        match weight {
            Weight::Hint => judgement.hints.push(hint),
            Weight::Warning => judgement.warnings.push(hint),
        }
    }
    judgement.hints.sort_unstable();
    judgement.warnings.sort_unstable();
    judgement
}

type Found = Option<(PhotoHint, Weight)>;

fn light(metrics: &Metrics) -> Found {
    let Metrics { mean_permille, dark_permille, bright_permille, contrast_permille, .. } = *metrics;
    let is_dark = mean_permille < DARK_PERMILLE || dark_permille > DARK_SHARE_PERMILLE;
    if mean_permille < DARKEST_PERMILLE || (is_dark && contrast_permille < LIT_CONTRAST_PERMILLE) {
        return Some((PhotoHint::TooDark, Weight::Hint));
    }
    if is_dark {
        return Some((PhotoHint::TooDark, Weight::Warning));
    }
    let is_bright = mean_permille > BRIGHT_PERMILLE;
    if mean_permille > BRIGHTEST_PERMILLE || (is_bright && bright_permille > MOST_BURNT_PERMILLE) {
        return Some((PhotoHint::TooBright, Weight::Hint));
    }
    let is_burnt = bright_permille > BURNT_SHARE_PERMILLE;
    (is_bright || is_burnt).then_some((PhotoHint::TooBright, Weight::Warning))
}

fn detail(metrics: &Metrics) -> Found {
    let weight = match metrics.sharpness_ppm {
        0..BLURRED_PPM => Weight::Hint,
        BLURRED_PPM..SOFT_PPM => Weight::Warning,
        SOFT_PPM.. => return None,
    };
    let is_moved = metrics.unevenness_permille >= MOVED_PERMILLE;
    Some((if is_moved { PhotoHint::Moved } else { PhotoHint::Blurred }, weight))
}

fn contrast(metrics: &Metrics) -> Found {
    let is_low = metrics.contrast_permille < LOW_CONTRAST_PERMILLE;
    is_low.then_some((PhotoHint::LowContrast, Weight::Warning))
}

fn several(faces: &[Face], main: &Face) -> Found {
    let others = faces.iter().filter(|face| *face != main).map(Face::area).max()?;
    let is_somebody = others.saturating_mul(100) > main.area().saturating_mul(OTHER_PERCENT);
    let weight = if is_somebody { Weight::Hint } else { Weight::Warning };
    Some((PhotoHint::SeveralFaces, weight))
}

fn size(picture: &Picture, face: &Face) -> Found {
    let width = u64::from(face.width).saturating_mul(1000);
    let beside = |permille: u64| u64::from(picture.long_side()).saturating_mul(permille);
    if width < beside(SMALLEST_PERMILLE) {
        return Some((PhotoHint::FaceTooSmall, Weight::Hint));
    }
    (width < beside(SMALL_PERMILLE)).then_some((PhotoHint::FaceTooSmall, Weight::Warning))
}

fn place(picture: &Picture, face: &Face) -> Found {
    // How far inside the nearer edge it lies, in hundredths of its own side.
    let inside = |from: i32, length: u32, most: u32| {
        let (from, length, most) = (i64::from(from), i64::from(length), i64::from(most));
        let nearest = from.min(most.saturating_sub(from).saturating_sub(length));
        nearest.saturating_mul(100) / length.max(1)
    };
    let across = inside(face.x, face.width, picture.width());
    match across.min(inside(face.y, face.height, picture.height())) {
        inside if inside < -CUT_PERCENT => Some((PhotoHint::FaceCut, Weight::Hint)),
        inside if inside < NEAR_PERCENT => Some((PhotoHint::FaceCut, Weight::Warning)),
        _ => None,
    }
}
