//! The weights, as 16-bit floats in the order in which they are used.

/// SHA-256 6da7e9dfbf50a92cf5f03af0afca3196a623e4504aabadc4e6fa846256e54da0; a test holds them to it.
static BYTES: &[u8; COUNT * 2] = include_bytes!("../weights.f16");

/// How many there are.
pub const COUNT: usize = 92_270;

#[derive(Debug, Clone)]
pub struct Weights(Vec<f32>);

impl Weights {
    pub fn read() -> Self {
        let halves = BYTES.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
        Self(halves.map(|pair| from_half(u16::from_le_bytes(pair))).collect())
    }

    pub fn reader(&self) -> Reader<'_> {
        Reader(&self.0)
    }
}

/// Hands out weights in order.
pub struct Reader<'a>(&'a [f32]);

impl<'a> Reader<'a> {
    /// The next ones; none if there are not as many.
    pub fn take(&mut self, count: usize) -> &'a [f32] {
        let (taken, rest) = self.0.split_at_checked(count).unwrap_or_default();
        self.0 = rest;
        taken
    }
}

/// A 16-bit float (IEEE 754) as one of 32 bits.
fn from_half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from((bits >> 10) & 0x1f);
    let fraction = f32::from(bits & 0x3ff) / 1024.0;
    match exponent {
        0 => sign * fraction * 2_f32.powi(-14),
        31 => 0.0, // Neither infinity nor NaN stands among weights.
        _ => sign * (1.0 + fraction) * 2_f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read() {
        let known = [(0x0000, 0.0), (0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95)];
        for (bits, value) in known {
            assert!((from_half(bits) - value).abs() < 1e-7, "{bits:x}");
        }
        assert!((from_half(0x0001) - 5.960_464_5e-8).abs() < 1e-12);
    }
}
