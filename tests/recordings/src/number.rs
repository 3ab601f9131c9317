//! Decimal numbers as whole units, exactly: a fraction of two would make 67.993 m one millimetre less
//! or more on some days.

use bigdecimal::{BigDecimal, RoundingMode};

/// A decimal number as people and programs write it: `-12`, `.5`, `3.`, `1e9`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(BigDecimal);

impl Number {
    /// More digits before the point than any quantity has here, and few enough to be written out.
    const MOST_DIGITS: i64 = 30;

    /// None if the text is no number. Infinity is none.
    pub fn read(text: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(text).ok()?;
        // The library reads `1_000` and `.-5` as well.
        is_decimal(text).then_some(())?;
        text.parse().ok().map(Self)
    }

    /// In units of 10^−`places`, halves away from zero. None beyond 64 bits.
    pub fn nearest(&self, places: i64) -> Option<i64> {
        self.whole(places, RoundingMode::HalfUp)
    }

    /// In units of 10^−`places`, upwards. None unless it is above 0; the largest there is beyond 64 bits.
    pub fn above_zero_up(&self, places: i64) -> Option<u64> {
        (self.0.sign() == bigdecimal::num_bigint::Sign::Plus).then_some(())?;
        let whole = self.whole(places, RoundingMode::Ceiling);
        Some(whole.map_or(u64::MAX, i64::unsigned_abs))
    }

    fn whole(&self, places: i64, rounding: RoundingMode) -> Option<i64> {
        // Written out, 1e999999999 would fill the memory.
        (self.0.order_of_magnitude() <= Self::MOST_DIGITS).then_some(())?;
        let (whole, _) = self.0.with_scale_round(places, rounding).into_bigint_and_scale();
        i64::try_from(whole).ok()
    }
}

fn is_decimal(text: &str) -> bool {
    let without_sign = |text: &str| text.strip_prefix(['+', '-']).unwrap_or(text).to_owned();
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(without_sign(exponent))),
        None => (text, None),
    };
    let digits = without_sign(mantissa).replacen('.', "", 1);
    let has_digits = |text: &str| !text.is_empty() && are_digits(text);
    has_digits(&digits) && exponent.is_none_or(|exponent| has_digits(&exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(text: &str, places: i64) -> Option<i64> {
        Number::read(text.as_bytes()).unwrap().nearest(places)
    }

    #[test]
    fn numbers_are_exact_and_halves_go_away_from_zero() {
        for (text, thousandths) in [
            ("67.993", 67_993),
            ("0", 0),
            ("-0.0", 0),
            ("+1", 1_000),
            (".5", 500),
            ("-.5", -500),
            ("5.", 5_000),
            ("0.0004999999999999999999999999999", 0),
            ("0.0005", 1),
            ("-0.0005", -1),
            ("0.0014999", 1),
            ("1.0015", 1_002),
            ("-1.0015", -1_002),
            ("2.0025", 2_003),
            ("0.9995", 1_000),
            ("1e9", 1_000_000_000_000),
            ("1E+3", 1_000_000),
            ("15e-4", 2),
            ("1e-400", 0),
            ("-1e-400", 0),
            ("0e999999999", 0),
            ("000000000000000000000000000000000000001.5", 1_500),
            ("9223372036854775.807", i64::MAX),
        ] {
            assert_eq!(nearest(text, 3), Some(thousandths), "{text}");
        }
        assert_eq!(nearest("55.7558264", 7), Some(557_558_264));
        assert_eq!(nearest("-0.00000005", 7), Some(-1));
        for far in ["9223372036854775.808", "1e30", "-1e31", "3.4028235e38", "1e999999999"] {
            assert_eq!(nearest(far, 3), None, "{far}");
        }
    }

    #[test]
    fn accuracies_go_up_and_none_is_none() {
        let up = |text: &str| Number::read(text.as_bytes()).unwrap().above_zero_up(3);
        for (text, millimetres) in [
            ("24.0", 24_000),
            ("67.993", 67_993),
            ("67.9930000000000000000000001", 67_994),
            ("0.0001", 1),
            ("1e-400", 1),
            ("1e9", 1_000_000_000_000),
            ("3.4028235e38", u64::MAX),
            ("1e999999999", u64::MAX),
        ] {
            assert_eq!(up(text), Some(millimetres), "{text}");
        }
        for none in ["0", "-0.0", "0e5", "-1", "-1e-400", "-1e999999999"] {
            assert_eq!(up(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for text in [
            "",
            "+",
            "-",
            ".",
            "-.",
            "e5",
            "1e",
            "1e+",
            "1e1.5",
            "1.2.3",
            "1,5",
            "1_000",
            ".-5",
            ".+5",
            "+-5",
            "--5",
            "0x10",
            "1 000",
            "NaN",
            "nan",
            "inf",
            "-Infinity",
            "１２",
            "١٢",
            "1e99999999999999999999999999999999999999999",
            "12m",
            "1d5",
            "½",
        ] {
            assert_eq!(Number::read(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Number::read(b"1\xff"), None);
    }
}
