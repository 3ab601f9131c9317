//! How bright pixels are, and how sharp what they show is.

use crate::model::{COLOURS, Picture};

/// Weights of red, green and blue (ITU-R BT.601).
const WEIGHTS: [f64; COLOURS] = [0.299, 0.587, 0.114];
/// A Gaussian whose σ is one pixel, cut at three.
const SMOOTHING: [f64; 7] =
    [0.004_433, 0.054_006, 0.242_036, 0.399_05, 0.242_036, 0.054_006, 0.004_433];

/// Brightness of each pixel, 0 to 255, row by row.
pub struct Luma {
    rows: Vec<Vec<f64>>,
}

/// How much what is shown changes from pixel to pixel, in each of four directions: across, down, and along
/// both diagonals. The variance of the second derivative, smoothed against the noise of a sensor, divided
/// by the variance of brightness, so that it is the same in whatever light.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Detail(pub [f64; 4]);

impl Luma {
    pub fn of(picture: &Picture) -> Self {
        let bright = |pixel: &[u8]| {
            pixel.iter().zip(WEIGHTS).map(|(byte, weight)| f64::from(*byte) * weight).sum()
        };
        let row = |row: &[u8]| row.chunks_exact(COLOURS).map(bright).collect();
        Self { rows: picture.rows().map(row).collect() }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.rows.iter().flatten().copied()
    }

    fn mean_of(&self, value: impl Fn(f64) -> f64) -> f64 {
        let (sum, count) =
            self.values().fold((0.0, 0_u32), |(sum, count), at| (sum + value(at), count + 1));
        sum / f64::from(count.max(1))
    }

    pub fn mean(&self) -> f64 {
        self.mean_of(|at| at)
    }

    /// The share of pixels of this brightness.
    pub fn share(&self, is_so: impl Fn(f64) -> bool) -> f64 {
        self.mean_of(|at| if is_so(at) { 1.0 } else { 0.0 })
    }

    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        self.mean_of(|at| (at - mean).powi(2))
    }

    /// None of a picture that shows nothing at all.
    pub fn detail(&self) -> Detail {
        let variance = self.variance();
        if variance < 1.0 {
            return Detail::default();
        }
        let smooth = self.smoothed();
        let mut directions = [Spread::default(); 4];
        for three in smooth.rows.windows(3) {
            let [above, here, below] = three else { continue };
            let places = above.windows(3).zip(here.windows(3)).zip(below.windows(3));
            for ((above, here), below) in places {
                let ([a, b, c], [d, e, f], [g, h, i]) = (above, here, below) else { continue };
                let [across, down, falling, rising] =
                    [d + f, b + h, a + i, c + g].map(|two| two - 2.0 * e);
                // Along a diagonal the next pixel is farther away by the root of two.
                let changes = [across, down, falling / 2.0, rising / 2.0];
                for (direction, change) in directions.iter_mut().zip(changes) {
                    direction.add(change);
                }
            }
        }
        Detail(directions.map(|direction| direction.variance() / variance))
    }

    fn smoothed(&self) -> Self {
        let weighed = |near: &[f64]| -> f64 {
            near.iter().zip(SMOOTHING).map(|(value, weight)| value * weight).sum()
        };
        let across = |row: &Vec<f64>| row.windows(SMOOTHING.len()).map(weighed).collect();
        let rows: Vec<Vec<f64>> = self.rows.iter().map(across).collect();
        let down = |near: &[Vec<f64>]| {
            let mut sums = vec![0.0; near.first().map_or(0, Vec::len)];
            for (row, weight) in near.iter().zip(SMOOTHING) {
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += value * weight;
                }
            }
            sums
        };
        Self { rows: rows.windows(SMOOTHING.len()).map(down).collect() }
    }
}

/// Mean and variance of numbers that are told one by one.
#[derive(Debug, Clone, Copy, Default)]
struct Spread {
    count: u32,
    sum: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, value: f64) {
        self.count += 1;
        self.sum += value;
        self.squares += value * value;
    }

    fn variance(self) -> f64 {
        let count = f64::from(self.count.max(1));
        (self.squares / count - (self.sum / count).powi(2)).max(0.0)
    }
}

impl Detail {
    /// In the direction that has least: what was moved is sharp across its way, and not along it.
    pub fn least(self) -> f64 {
        self.0.into_iter().fold(f64::INFINITY, f64::min)
    }

    /// How many times as much one direction has as the one at a right angle to it.
    pub fn unevenness(self) -> f64 {
        let [across, down, falling, rising] = self.0;
        let ratio = |a: f64, b: f64| a.max(b) / a.min(b).max(1e-9);
        ratio(across, down).max(ratio(falling, rising))
    }
}
