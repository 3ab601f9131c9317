//! What the network is made of. Maps lie row by row, the channels of a place beside each other; edges are
//! as TensorFlow's `SAME` has them.

use crate::weights::Reader;
use crate::{COLOURS, SIDE};

const STEM_KERNEL: usize = 5;
const STEM_CHANNELS: usize = 24;
/// Places of a depthwise kernel: three by three.
const KERNEL: usize = 3;
/// What a head says of an anchor: score, middle across and down, width, height.
pub const TOLD: usize = 5;

/// A square of places with as many channels each.
#[derive(Debug, Clone, Default)]
pub struct Map {
    pub side: usize,
    channels: usize,
    values: Vec<f32>,
}

impl Map {
    fn row(&self, y: usize) -> &[f32] {
        let length = self.side * self.channels;
        self.values.get(y * length..(y + 1) * length).unwrap_or_default()
    }

    /// The same with places of nothing around it: so many before and after, in each direction.
    fn padded(&self, before: usize, after: usize) -> Self {
        let side = self.side + before + after;
        let mut values = vec![0.0; side * side * self.channels];
        let rows = values.chunks_exact_mut(side * self.channels).skip(before);
        for (y, row) in rows.take(self.side).enumerate() {
            for (to, from) in row.iter_mut().skip(before * self.channels).zip(self.row(y)) {
                *to = *from;
            }
        }
        Self { side, values, ..*self }
    }

    /// The largest of each two by two places.
    fn pooled(&self) -> Self {
        let side = self.side / 2;
        let mut values = Vec::with_capacity(side * side * self.channels);
        for y in 0..side {
            let pairs = |row| self.row(row).chunks_exact(2 * self.channels);
            for (upper, lower) in pairs(2 * y).zip(pairs(2 * y + 1)) {
                let (a, b) = upper.split_at(self.channels);
                let (c, d) = lower.split_at(self.channels);
                let four = a.iter().zip(b).zip(c.iter().zip(d));
                values.extend(four.map(|((a, b), (c, d))| a.max(*b).max(c.max(*d))));
            }
        }
        Self { side, values, ..*self }
    }
}

/// Adds what each input weighs for all outputs; of four inputs at once, so that sums are read and written a
/// quarter as often. Almost all of the work is here.
fn add_weighted(sums: &mut [f32], inputs: &[f32], kernel: &[f32]) {
    let outputs = sums.len();
    let fours = inputs.chunks_exact(4);
    let (all, rest) = kernel.split_at_checked(fours.len() * 4 * outputs).unwrap_or_default();
    let last = fours.remainder();
    for (four, weights) in fours.zip(all.chunks_exact(4 * outputs)) {
        let [a, b, c, d] = *four else { continue };
        let (first, second) = weights.split_at(2 * outputs);
        let ((of_a, of_b), (of_c, of_d)) = (first.split_at(outputs), second.split_at(outputs));
        let weights = of_a.iter().zip(of_b).zip(of_c.iter().zip(of_d));
        for (sum, ((of_a, of_b), (of_c, of_d))) in sums.iter_mut().zip(weights) {
            *sum += (a * of_a + b * of_b) + (c * of_c + d * of_d);
        }
    }
    for (input, weights) in last.iter().zip(rest.chunks_exact(outputs)) {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += input * weight;
        }
    }
}

/// The first convolution: five by five, every other place.
pub fn stem(picture: &[f32], weights: &mut Reader<'_>) -> Map {
    let row_of_kernel = STEM_KERNEL * COLOURS;
    let kernel = weights.take(STEM_KERNEL * row_of_kernel * STEM_CHANNELS);
    let bias = weights.take(STEM_CHANNELS);
    let picture = Map { side: SIDE, channels: COLOURS, values: picture.to_vec() }.padded(1, 2);
    let side = SIDE / 2;
    let mut values = Vec::with_capacity(side * side * STEM_CHANNELS);
    let mut sums = [0.0; STEM_CHANNELS];
    for y in 0..side {
        for x in 0..side {
            sums.copy_from_slice(bias);
            for (dy, kernel) in kernel.chunks_exact(row_of_kernel * STEM_CHANNELS).enumerate() {
                let from = 2 * x * COLOURS;
                let near = picture.row(2 * y + dy).get(from..from + row_of_kernel);
                add_weighted(&mut sums, near.unwrap_or_default(), kernel);
            }
            values.extend(sums.iter().map(|sum| sum.max(0.0)));
        }
    }
    Map { side, channels: STEM_CHANNELS, values }
}

/// A block: each channel by itself with its neighbours, then all channels of a place, then what came in
/// is added.
pub fn block(input: &Map, outputs: usize, halves: bool, weights: &mut Reader<'_>) -> Map {
    let channels = input.channels;
    let kernel = weights.take(KERNEL * KERNEL * channels);
    let kernel_bias = weights.take(channels);
    let mixing = weights.take(channels * outputs);
    let mixing_bias = weights.take(outputs);
    let pooled = halves.then(|| input.pooled());
    let past = pooled.as_ref().unwrap_or(input);
    let (step, padded) = if halves { (2, input.padded(0, 1)) } else { (1, input.padded(1, 1)) };
    let mut values = Vec::with_capacity(past.side * past.side * outputs);
    let mut near = kernel_bias.to_vec();
    let mut sums = mixing_bias.to_vec();
    for y in 0..past.side {
        for (x, came_in) in past.row(y).chunks_exact(channels).enumerate() {
            near.copy_from_slice(kernel_bias);
            for (dy, kernel) in kernel.chunks_exact(KERNEL * channels).enumerate() {
                let from = step * x * channels;
                let places = padded.row(step * y + dy).get(from..from + KERNEL * channels);
                let places = places.unwrap_or_default().chunks_exact(channels);
                for (place, weights) in places.zip(kernel.chunks_exact(channels)) {
                    for (sum, (value, weight)) in near.iter_mut().zip(place.iter().zip(weights)) {
                        *sum += value * weight;
                    }
                }
            }
            sums.copy_from_slice(mixing_bias);
            add_weighted(&mut sums, &near, mixing);
            for (sum, value) in sums.iter_mut().zip(came_in) {
                *sum += value;
            }
            values.extend(sums.iter().map(|sum| sum.max(0.0)));
        }
    }
    Map { side: past.side, channels: outputs, values }
}

/// What is said of each place's anchors.
pub fn head(map: &Map, anchors: usize, weights: &mut Reader<'_>) -> Vec<f32> {
    let outputs = anchors * TOLD;
    let kernel = weights.take(map.channels * outputs);
    let bias = weights.take(outputs);
    let mut told = Vec::with_capacity(map.side * map.side * outputs);
    for place in map.values.chunks_exact(map.channels.max(1)) {
        let mut sums = bias.to_vec();
        add_weighted(&mut sums, place, kernel);
        told.extend(sums);
    }
    told
}
