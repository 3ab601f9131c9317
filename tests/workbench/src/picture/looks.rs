//! Ways to look at a picture in which dark and light stand out: as it is, half as large, and in black
//! and white by one threshold for all of it or by one for each neighbourhood.

use super::decoding::Grey;

/// Pixels of the shorter side below which a picture is not made smaller: a live code has 61 modules a
/// side, and its reader wants two pixels of each.
const LEAST_SIDE: usize = 480;
/// A neighbourhood has this share of the longer side around each pixel, and at least so many pixels.
const NEAR: (usize, usize) = (24, 6);

impl Grey {
    /// The picture, and after it the same at half the size again and again: grain and stripes of a
    /// screen go, and large modules become small ones.
    pub fn sizes(self) -> Vec<Self> {
        let mut sizes = vec![self];
        while let Some(half) = sizes.last().and_then(Self::halved) {
            sizes.push(half);
        }
        sizes
    }

    fn halved(&self) -> Option<Self> {
        if self.width.min(self.height) < LEAST_SIDE * 2 {
            return None;
        }
        let (width, height) = (self.width / 2, self.height / 2);
        let mut luma = Vec::with_capacity(width * height);
        for two in self.luma.chunks_exact(2 * self.width).take(height) {
            let (upper, lower) = two.split_at(self.width);
            let pairs = upper.chunks_exact(2).zip(lower.chunks_exact(2)).take(width);
            luma.extend(pairs.map(|(upper, lower)| {
                let sum: u16 = upper.iter().chain(lower).map(|grey| u16::from(*grey)).sum();
                u8::try_from(sum / 4).unwrap_or(u8::MAX)
            }));
        }
        Some(Self { luma, width, height })
    }

    /// Dark where it is light.
    pub fn inverted(&self) -> Self {
        Self { luma: self.luma.iter().map(|grey| u8::MAX - grey).collect(), ..*self }
    }

    /// Black and white by the threshold that parts the picture best (Otsu 1979): for pale print.
    pub fn by_one_threshold(&self) -> Self {
        let mut counts = [0_u64; 256];
        for grey in &self.luma {
            if let Some(count) = counts.get_mut(usize::from(*grey)) {
                *count += 1;
            }
        }
        let threshold = best_threshold(&counts);
        self.parted(|_, grey| grey <= threshold)
    }

    /// Black and white by the mean of what is near: for pale print in uneven light.
    pub fn by_neighbourhood(&self) -> Self {
        let near = (self.width.max(self.height) / NEAR.0).max(NEAR.1);
        let sums = Sums::of(self);
        self.parted(|at, grey| {
            let mean = sums.mean(at % self.width, at / self.width, near);
            // A little darker than the mean, or the grain of an empty place would stand out.
            u64::from(grey) * 100 < mean * 98
        })
    }

    fn parted(&self, is_dark: impl Fn(usize, u8) -> bool) -> Self {
        let part = |(at, grey): (usize, &u8)| if is_dark(at, *grey) { 0 } else { u8::MAX };
        Self { luma: self.luma.iter().enumerate().map(part).collect(), ..*self }
    }
}

/// The brightest grey of the dark part, such that both parts differ most from each other.
fn best_threshold(counts: &[u64; 256]) -> u8 {
    let all: u64 = counts.iter().sum();
    let weighed = |(grey, count): (usize, &u64)| grey as f64 * *count as f64;
    let sum: f64 = counts.iter().enumerate().map(weighed).sum();
    let (mut dark, mut dark_sum, mut best) = (0, 0.0, (0.0, 0));
    for (grey, count) in (0..=u8::MAX).zip(counts) {
        dark += count;
        dark_sum += f64::from(grey) * *count as f64;
        let light = all - dark;
        if dark == 0 || light == 0 {
            continue;
        }
        let apart = dark_sum / dark as f64 - (sum - dark_sum) / light as f64;
        let score = dark as f64 * light as f64 * apart * apart;
        if score > best.0 {
            best = (score, grey);
        }
    }
    best.1
}

/// Sums of all greys above and to the left of each corner, from which the sum of any rectangle is told
/// by its four corners.
struct Sums {
    sums: Vec<u64>,
    width: usize,
    height: usize,
}

impl Sums {
    fn of(grey: &Grey) -> Self {
        let mut sums = Vec::with_capacity((grey.width + 1) * (grey.height + 1));
        sums.resize(grey.width + 1, 0);
        let mut above = sums.clone();
        for row in grey.luma.chunks_exact(grey.width) {
            let mut sum = 0;
            let mut left = row.iter();
            for total in above.iter_mut().skip(1) {
                sum += left.next().map_or(0, |grey| u64::from(*grey));
                *total += sum;
            }
            sums.extend(&above);
        }
        Self { sums, width: grey.width, height: grey.height }
    }

    fn at(&self, x: usize, y: usize) -> u64 {
        self.sums.get(y * (self.width + 1) + x).copied().unwrap_or_default()
    }

    /// The mean of the square of this radius around a pixel, as far as it is in the picture.
    fn mean(&self, x: usize, y: usize, radius: usize) -> u64 {
        let (left, top) = (x.saturating_sub(radius), y.saturating_sub(radius));
        let (right, bottom) = ((x + radius + 1).min(self.width), (y + radius + 1).min(self.height));
        let sum = self.at(right, bottom) + self.at(left, top)
            - self.at(left, bottom)
            - self.at(right, top);
        sum / ((right - left) * (bottom - top)).max(1) as u64
    }
}
