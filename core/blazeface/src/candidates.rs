//! From what the heads say to faces.

use crate::SIDE;
use crate::layers::TOLD;

/// Of two boxes that share more of their union than this, one is of the same face.
const SAME_FACE: f32 = 0.3;

/// A face, or what looks like one. Lengths are shares of the picture's side; a face that the edge cuts
/// has a box that reaches beyond it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
    /// 0 to 1.
    pub score: f32,
}

impl Candidate {
    fn area(&self) -> f32 {
        self.width * self.height
    }

    /// Which share of their union two boxes have in common.
    fn overlap(&self, other: &Self) -> f32 {
        let common = |a: f32, a_length: f32, b: f32, b_length: f32| {
            ((a + a_length).min(b + b_length) - a.max(b)).max(0.0)
        };
        let across = common(self.left, self.width, other.left, other.width);
        let shared = across * common(self.top, self.height, other.top, other.height);
        shared / (self.area() + other.area() - shared).max(f32::EPSILON)
    }
}

/// What is said of each anchor of a map, whose anchors stand in the middle of its places.
pub fn read(told: &[f32], side: usize, anchors: usize) -> impl Iterator<Item = Candidate> + '_ {
    let cell = 1.0 / side.max(1) as f32;
    told.chunks_exact(TOLD).enumerate().filter_map(move |(index, said)| {
        let place = index / anchors.max(1);
        let [score, x, y, width, height] = *<&[f32; TOLD]>::try_from(said).ok()?;
        let [x, y, width, height] = [x, y, width, height].map(|pixels| pixels / SIDE as f32);
        let middle = |place: usize| (place as f32 + 0.5) * cell;
        let score = 1.0 / (1.0 + (-score.clamp(-100.0, 100.0)).exp());
        let is_box = width > 0.0 && height > 0.0 && x.is_finite() && y.is_finite();
        is_box.then(|| Candidate {
            left: middle(place % side.max(1)) + x - width / 2.0,
            top: middle(place / side.max(1)) + y - height / 2.0,
            width,
            height,
            score,
        })
    })
}

/// One for each face, best first.
pub fn best(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Candidate> = Vec::new();
    for face in all {
        if kept.iter().all(|other| face.overlap(other) <= SAME_FACE) {
            kept.push(face);
        }
    }
    kept
}
