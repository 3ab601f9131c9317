//! Smaller pictures. Each new pixel is the weighed mean of those beneath it and around them, first down and
//! then across, in whole numbers, and weights come from a polynomial: it is the same on every phone.

use crate::COLOURS;

/// A piece of a picture along one side, in pixels of that picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    pub from: f64,
    pub length: f64,
}

/// Weights are of so many; a sum of them times 255 fits 32 bits.
const ONE: i32 = 1 << SHIFT;
const SHIFT: u32 = 14;
/// How many new pixels away an old one still counts.
const REACH: f64 = 2.0;

/// What a pixel at this distance counts: the cubic of Catmull and Rom (Keys, 1981), which keeps edges
/// sharp, as the bounds of what is blurred want it. Means over triangles are softer by a third.
fn kernel(distance: f64) -> f64 {
    let x = distance.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < REACH {
        ((2.5 - 0.5 * x) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

/// What a new pixel is made of.
struct Taps {
    /// The first pixel.
    from: usize,
    /// Of that one and of those that follow; [`ONE`] together.
    weights: Vec<i16>,
}

/// So many new pixels from a span of a side; where there is no pixel beyond the edge, the others count for
/// more.
fn taps(span: Span, side: usize, count: usize) -> Vec<Taps> {
    let scale = span.length / count as f64;
    // Where it becomes larger, old pixels count by their own distances.
    let unit = scale.max(1.0);
    let reach = unit * REACH;
    let last = side.saturating_sub(1);
    let one = |index: usize| {
        let middle = span.from + (index as f64 + 0.5) * scale;
        let from = ((middle - reach).floor().max(0.0) as usize).min(last);
        let to = ((middle + reach).ceil().max(0.0) as usize).clamp(from + 1, side.max(1));
        let share = |at: usize| kernel((at as f64 + 0.5 - middle) / unit);
        let shares: Vec<f64> = (from..to).map(share).collect();
        Taps { from, weights: whole(&shares) }
    };
    (0..count).map(one).collect()
}

/// Shares as whole numbers that are [`ONE`] together: what is lost by rounding one goes to the next.
fn whole(shares: &[f64]) -> Vec<i16> {
    let sum: f64 = shares.iter().sum();
    let (mut so_far, mut given) = (0.0, 0);
    let weights = shares.iter().map(|share| {
        so_far += if sum > 0.0 { share / sum } else { 1.0 / shares.len() as f64 };
        let until = (so_far * f64::from(ONE)).round() as i32;
        let weight = until - given;
        given = until;
        weight as i16
    });
    weights.collect()
}

/// A piece of a picture with so many pixels across and down as one with so many others. Nothing if there
/// are not as many pixels as the first size says, or none in either.
pub fn scaled(
    rgb: &[u8],
    (width, height): (usize, usize),
    (across, down): (Span, Span),
    (to_width, to_height): (usize, usize),
) -> Option<Vec<u8>> {
    let length = width.checked_mul(COLOURS)?;
    let is_whole = length > 0 && height > 0 && length.checked_mul(height)? == rgb.len();
    let bytes = to_width.checked_mul(to_height)?.checked_mul(COLOURS)?;
    if !is_whole || bytes == 0 {
        return None;
    }
    let columns = taps(across, width, to_width);
    let rows = taps(down, height, to_height);
    // No more of each row is looked at than is of the piece.
    let first = columns.first()?.from;
    let end = columns.last().map(|last| last.from + last.weights.len())?;
    let mut sums = vec![0; (end - first) * COLOURS];
    let mut row = vec![0; sums.len()];
    let mut pixels = vec![0; bytes];
    for (to, taps) in pixels.chunks_exact_mut(to_width * COLOURS).zip(&rows) {
        sums.fill(ONE / 2);
        let beneath = rgb.chunks_exact(length).skip(taps.from);
        let mut beneath = beneath
            .filter_map(|row| row.get(first * COLOURS..end * COLOURS))
            .zip(taps.weights.iter().copied());
        while let Some(one) = beneath.next() {
            // A row of no weight beside the last, if they are odd.
            add(&mut sums, one, beneath.next().unwrap_or((one.0, 0)));
        }
        round(&mut row, &sums);
        gather(to, &row, first, &columns);
    }
    Some(pixels)
}

/// Adds two rows that weigh so much; both at once, so that sums are read and written half as often. None of
/// them leaves 32 bits.
fn add(sums: &mut [i32], (one, of_one): (&[u8], i16), (other, of_other): (&[u8], i16)) {
    let weigh = |byte: u8, weight: i16| i32::from(byte).wrapping_mul(weight.into());
    for (sum, (one, other)) in sums.iter_mut().zip(one.iter().zip(other)) {
        let two = weigh(*one, of_one).wrapping_add(weigh(*other, of_other));
        *sum = sum.wrapping_add(two);
    }
}

fn round(row: &mut [u8], sums: &[i32]) {
    for (byte, sum) in row.iter_mut().zip(sums) {
        *byte = byte_of(*sum);
    }
}

/// An edge that is kept sharp may go beyond black and white.
fn byte_of(sum: i32) -> u8 {
    (sum >> SHIFT).clamp(0, 255) as u8
}

/// Makes new pixels of a row that begins with this pixel.
fn gather(to: &mut [u8], row: &[u8], first: usize, columns: &[Taps]) {
    for (pixel, taps) in to.chunks_exact_mut(COLOURS).zip(columns) {
        let from = row.get((taps.from - first) * COLOURS..).unwrap_or_default();
        let mut sums = [ONE / 2; COLOURS];
        for (near, weight) in from.chunks_exact(COLOURS).zip(&taps.weights) {
            for (sum, byte) in sums.iter_mut().zip(near) {
                *sum = sum.wrapping_add(i32::from(*byte).wrapping_mul((*weight).into()));
            }
        }
        for (byte, sum) in pixel.iter_mut().zip(sums) {
            *byte = byte_of(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same in floating point, each new pixel from all old ones.
    fn reference(
        rgb: &[u8],
        (width, height): (usize, usize),
        (across, down): (Span, Span),
        (to_width, to_height): (usize, usize),
    ) -> Vec<f64> {
        let weights = |span: Span, side: usize, count: usize, index: usize| -> Vec<f64> {
            let scale = span.length / count as f64;
            let middle = span.from + (index as f64 + 0.5) * scale;
            let share = |at: usize| kernel((at as f64 + 0.5 - middle) / scale.max(1.0));
            let all: Vec<f64> = (0..side).map(share).collect();
            let sum: f64 = all.iter().sum();
            all.iter().map(|one| one / sum).collect()
        };
        let mut pixels = Vec::new();
        for y in 0..to_height {
            let rows = weights(down, height, to_height, y);
            let at = |column: usize| {
                let row = |(row, weight): (usize, &f64)| {
                    weight * f64::from(rgb[row * width * COLOURS + column])
                };
                rows.iter().enumerate().map(row).sum::<f64>().clamp(0.0, 255.0)
            };
            let made: Vec<f64> = (0..width * COLOURS).map(at).collect();
            for x in 0..to_width {
                let columns = weights(across, width, to_width, x);
                for colour in 0..COLOURS {
                    let column =
                        |(column, weight): (usize, &f64)| weight * made[column * COLOURS + colour];
                    let sum: f64 = columns.iter().enumerate().map(column).sum();
                    pixels.push(sum.clamp(0.0, 255.0));
                }
            }
        }
        pixels
    }

    fn whole_of(width: usize, height: usize) -> (Span, Span) {
        let span = |side: usize| Span { from: 0.0, length: side as f64 };
        (span(width), span(height))
    }

    fn noise(count: usize, seed: u32) -> Vec<u8> {
        let mut state = seed;
        let mut draw = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..count).map(|_| draw()).collect()
    }

    fn mean(bytes: &[u8]) -> f64 {
        bytes.iter().map(|byte| f64::from(*byte)).sum::<f64>() / bytes.len() as f64
    }

    proptest! {
        #[test]
        fn it_is_what_floating_point_says(
            size in (1_usize..40, 1_usize..40),
            to in (1_usize..40, 1_usize..40),
            share in (0.0..0.9, 0.0..0.9),
            seed: u32,
        ) {
            let rgb = noise(size.0 * size.1 * COLOURS, seed);
            let piece = |side: usize, share: f64| Span {
                from: side as f64 * share,
                length: side as f64 * (1.0 - share) / 2.0 + 0.01,
            };
            let piece = (piece(size.0, share.0), piece(size.1, share.1));
            let made = scaled(&rgb, size, piece, to).unwrap();
            let expected = reference(&rgb, size, piece, to);
            prop_assert_eq!(made.len(), expected.len());
            for (byte, exact) in made.iter().zip(expected) {
                // Rounded twice: down and across, and by what weights are rounded.
                prop_assert!((f64::from(*byte) - exact).abs() < 1.5, "{} is not {}", byte, exact);
            }
        }

        #[test]
        fn what_is_of_one_colour_stays_so(
            size in (1_usize..70, 1_usize..70),
            to in (1_usize..70, 1_usize..70),
            level: u8,
        ) {
            let rgb = vec![level; size.0 * size.1 * COLOURS];
            let made = scaled(&rgb, size, whole_of(size.0, size.1), to).unwrap();
            prop_assert!(made.iter().all(|byte| *byte == level));
        }

        #[test]
        fn the_mean_stays_where_a_picture_becomes_smaller(
            to in (8_usize..40, 8_usize..40),
            times in 1_u32..200,
            seed: u32,
        ) {
            // Sides that are a multiple of the new ones, and more of them than an edge is.
            let times = 1.0 + f64::from(times) / 100.0;
            let side = |side: usize| (side as f64 * times).round() as usize;
            let (width, height) = (side(to.0), side(to.1));
            // A slope, so that a shift would show.
            let rgb: Vec<u8> = (0..width * height)
                .flat_map(|at| {
                    let level = 40 + (at % width) * 120 / width + (at / width) * 50 / height;
                    [level as u8 + (seed % 30) as u8; COLOURS]
                })
                .collect();
            let made = scaled(&rgb, (width, height), whole_of(width, height), to).unwrap();
            let (before, after) = (mean(&rgb), mean(&made));
            prop_assert!((before - after).abs() <= 1.0, "{} became {}", before, after);
        }
    }

    #[test]
    fn the_same_size_is_the_same_picture() {
        for (width, height) in [(1, 1), (1, 7), (7, 1), (13, 11)] {
            let rgb = noise(width * height * COLOURS, 5);
            let made = scaled(&rgb, (width, height), whole_of(width, height), (width, height));
            assert_eq!(made.unwrap(), rgb);
        }
    }

    #[test]
    fn half_of_a_picture_keeps_its_edge() {
        let rgb: Vec<u8> = [40, 40, 40, 40, 200, 200, 200, 200]
            .into_iter()
            .flat_map(|byte| [byte; COLOURS])
            .collect();
        let made = scaled(&rgb, (8, 1), whole_of(8, 1), (4, 1)).unwrap();
        // By hand: 111, 29, -9 and -3 of 256 to either side; across the edge lie the last one or three.
        assert_eq!(made.iter().step_by(COLOURS).copied().collect::<Vec<_>>(), [38, 50, 190, 202]);
    }

    #[test]
    fn black_and_white_stay_what_they_are() {
        let rgb: Vec<u8> =
            (0..64 * 64).flat_map(|at| [if at % 64 < 32 { 0 } else { 255 }; COLOURS]).collect();
        let made = scaled(&rgb, (64, 64), whole_of(64, 64), (17, 17)).unwrap();
        assert_eq!((made.first(), made.last()), (Some(&0), Some(&255)));
    }

    #[test]
    fn sizes_that_are_none_make_nothing() {
        let rgb = vec![0; 27];
        let whole = whole_of(3, 3);
        assert!(scaled(&rgb, (3, 3), whole, (2, 2)).is_some());
        for (size, to) in [((3, 3), (0, 2)), ((3, 3), (2, 0)), ((0, 3), (2, 2)), ((3, 4), (2, 2))] {
            assert_eq!(scaled(&rgb, size, whole, to), None);
        }
        assert_eq!(scaled(&rgb, (3, usize::MAX), whole, (2, 2)), None);
        assert_eq!(scaled(&rgb, (3, 3), whole, (usize::MAX, 2)), None);
    }

    #[test]
    fn a_piece_beyond_the_edge_is_the_edge() {
        let rgb = noise(9 * COLOURS, 3);
        for (from, length) in [(-20.0, 5.0), (20.0, 5.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            let span = Span { from, length };
            assert_eq!(scaled(&rgb, (3, 3), (span, span), (4, 4)).map(|made| made.len()), Some(48));
        }
    }
}
