//! `doorstep clock`.

use std::path::PathBuf;

use clap::Args;
use doorstep::model::MS;

/// A clock that several processes share.
#[derive(Debug, Args)]
pub struct ClockOptions {
    /// The file: one line, RFC 3339
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Put it here: a moment, or so much later (+30s, +15m, +4h, +14d) [default: only say what it shows]
    #[arg(value_name = "AT", value_parser = step)]
    pub at: Option<ClockStep>,
}

/// Where a clock is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStep {
    /// To this moment, milliseconds since 1970.
    To(i64),
    /// So many milliseconds on.
    On(i64),
}

impl ClockStep {
    /// A moment, or `+` and how much later.
    ///
    /// # Errors
    /// How one is written.
    pub fn read(text: &str) -> Result<Self, String> {
        step(text)
    }
}

fn step(text: &str) -> Result<ClockStep, String> {
    match text.strip_prefix('+') {
        Some(later) => on(later).map(ClockStep::On).ok_or_else(|| {
            "a step is a whole number of s, m, h or d, such as +30s, +15m, +4h or +14d".to_owned()
        }),
        None => super::moment(text).map(ClockStep::To),
    }
}

fn on(text: &str) -> Option<i64> {
    let number = text.strip_suffix(['s', 'm', 'h', 'd'])?;
    let unit_s = match text.get(number.len()..)? {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => 86_400,
    };
    // A number is parsed with a sign of its own as well.
    number.bytes().all(|digit| digit.is_ascii_digit()).then_some(())?;
    number.parse::<i64>().ok()?.checked_mul(unit_s)?.checked_mul(MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_goes_on_by_a_whole_number_of_one_unit() {
        for (text, ms) in [
            ("+30s", 30_000),
            ("+15m", 900_000),
            ("+4h", 14_400_000),
            ("+14d", 1_209_600_000),
            ("+0s", 0),
            ("+007m", 420_000),
            ("+106751991167d", 9_223_372_036_828_800_000),
        ] {
            assert_eq!(step(text), Ok(ClockStep::On(ms)), "{text}");
        }
        assert_eq!(step("1970-01-01T00:00:01Z"), Ok(ClockStep::To(1000)));
    }

    #[test]
    fn what_goes_back_or_has_no_unit_of_ours_is_no_step() {
        for text in [
            "",
            "+",
            "+s",
            "+15",
            "15m",
            "-15m",
            "+-15m",
            "++15m",
            "+15M",
            "+3w",
            "+1y",
            "+1.5h",
            "+1e3s",
            "+ 15m",
            "+15m ",
            "+15m4h",
            "+15min",
            "+0x1s",
            "+١٥m",
            "+15м",
            "+106751991168d",
            "+9223372036854775807s",
            "+99999999999999999999999s",
        ] {
            assert!(step(text).is_err(), "{text}");
        }
    }
}
