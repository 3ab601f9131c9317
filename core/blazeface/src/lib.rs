//! BlazeFace, short range: a network of fixed shape that finds faces in a picture of 128 by 128 pixels,
//! trained on pictures that people take of themselves with a phone.
//!
//! A stem, sixteen blocks and two heads ([Bazarevsky et al., 2019](https://arxiv.org/abs/1907.05047)), with
//! the weights that `@mediapipe/face_detection` publishes (Apache-2.0; `pack.py` says which and how they
//! were laid out). A crate of its own, so that it is compiled for speed where the rest is compiled small.

mod candidates;
mod layers;
mod weights;

pub use candidates::Candidate;
use candidates::{best, read};
use layers::{Map, block, head, stem};
use weights::Weights;

/// Pixels a side of the picture that it sees.
pub const SIDE: usize = 128;
/// Red, green and blue.
const COLOURS: usize = 3;
/// Numbers of a picture: rows of pixels, each red, green and blue from −1 to 1.
pub const INPUTS: usize = SIDE * SIDE * COLOURS;

/// Channels of each block's output, and whether it halves the side.
const BLOCKS: [(usize, bool); 16] = [
    (24, false),
    (28, false),
    (32, true),
    (36, false),
    (42, false),
    (48, true),
    (56, false),
    (64, false),
    (72, false),
    (80, false),
    (88, false),
    (96, true),
    (96, false),
    (96, false),
    (96, false),
    (96, false),
];
/// After how many blocks the head for small faces looks: it has two anchors a cell, the other six.
const NEAR_AFTER: usize = 11;
const NEAR_ANCHORS: usize = 2;
const FAR_ANCHORS: usize = 6;

/// The network with its weights.
#[derive(Debug, Clone)]
pub struct Network {
    weights: Weights,
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}

impl Network {
    pub fn new() -> Self {
        Self { weights: Weights::read() }
    }

    /// Faces of at least this score (0 to 1), best first, one for each place. A picture of another size
    /// has none.
    pub fn find(&self, picture: &[f32], least: f32) -> Vec<Candidate> {
        if picture.len() != INPUTS {
            return Vec::new();
        }
        let mut weights = self.weights.reader();
        let mut map = stem(picture, &mut weights);
        let mut near = Map::default();
        for (index, (channels, halves)) in BLOCKS.into_iter().enumerate() {
            if index == NEAR_AFTER {
                near = map.clone();
            }
            map = block(&map, channels, halves, &mut weights);
        }
        let mut all = Vec::new();
        for (map, anchors) in [(&near, NEAR_ANCHORS), (&map, FAR_ANCHORS)] {
            let told = head(map, anchors, &mut weights);
            all.extend(read(&told, map.side, anchors).filter(|face| face.score >= least));
        }
        best(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_as_many_as_the_network_has() {
        let mut inputs = 24_usize;
        let mut count = 75 * inputs + inputs;
        for (outputs, _) in BLOCKS {
            count += 9 * inputs + inputs + inputs * outputs + outputs;
            inputs = outputs;
        }
        count += (88 + 1) * NEAR_ANCHORS * 5 + (96 + 1) * FAR_ANCHORS * 5;
        assert_eq!(weights::COUNT, count);
    }

    #[test]
    fn nothing_is_no_face() {
        let network = Network::new();
        for level in [-1.0, 0.0, 1.0] {
            assert_eq!(network.find(&vec![level; INPUTS], 0.5), []);
        }
        assert_eq!(network.find(&[0.0; 3], 0.0), []);
        assert_eq!(network.find(&vec![f32::NAN; INPUTS], 0.5), []);
    }
}
