//! `doorstep replay`.

use std::path::PathBuf;

use clap::Args;
use doorstep_recordings::Number;

/// A recorded trace.
#[derive(Debug, Args)]
#[command(after_help = "\
The columns go by the header: `t_s` (seconds from anything), then `x_east_m,y_north_m` (metres
from home) or `lat,lon` (degrees); if there are any, `accuracy_m`, `source` (gps, gnss, wifi,
cell; else fused), `platform_motion` (moving; else unknown) and `mock` (1, true, yes). Others are
passed over. An empty accuracy is none; if the column is missing or empty throughout,
--assume-accuracy stands in.

Every row counts as delivered when it was measured, in one boot, in the order of the file.

Examples:
  doorstep replay trace.csv
  doorstep replay trace.csv --radius 150 --fixes --json
  doorstep replay trace.csv --map trace.svg       why it is what it is, in one picture
  doorstep replay trace.csv --origin-lat 55.7887 --origin-lon 49.1221

Exit status: 0 replayed; 1 trace-unfit; 2 wrong use; 3 file-unreadable.")]
pub struct ReplayOptions {
    /// The trace: CSV with a header, one claimed place a line
    #[arg(value_name = "FILE.csv")]
    pub file: PathBuf,

    /// Whole metres around home that are home
    #[arg(long, value_name = "M", default_value_t = 100, value_parser = metres())]
    pub radius: u32,

    /// Whole metres of accuracy of every fix, for a trace in which none claims any
    #[arg(long, value_name = "M", default_value_t = 50, value_parser = metres())]
    pub assume_accuracy: u32,

    /// Where home is, degrees north, for a trace in degrees [default: the first row]
    #[arg(long, value_name = "D", requires = "origin_lon", allow_negative_numbers = true)]
    #[arg(value_parser = |text: &str| degrees(text, 90))]
    pub origin_lat: Option<i64>,

    /// The same, degrees east
    #[arg(long, value_name = "D", requires = "origin_lat", allow_negative_numbers = true)]
    #[arg(value_parser = |text: &str| degrees(text, 180))]
    pub origin_lon: Option<i64>,

    /// Tell of every fix what the rule says of it
    #[arg(long)]
    pub fixes: bool,

    /// Draw an SVG picture: the trace around home, its evidence, and the states along the time
    #[arg(long, value_name = "F.svg")]
    pub map: Option<PathBuf>,
}

fn metres() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..)
}

/// In units of 10⁻⁷ degrees.
fn degrees(text: &str, most: i64) -> Result<i64, String> {
    let degrees = Number::read(text.as_bytes()).and_then(|number| number.nearest(7));
    let in_range = |degrees: &i64| degrees.unsigned_abs() <= most.unsigned_abs() * 10_000_000;
    degrees.filter(in_range).ok_or_else(|| format!("degrees are a number from -{most} to {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_exact_and_of_the_globe() {
        for (text, most, wanted) in [
            ("55.7887", 90, 557_887_000),
            ("-90", 90, -900_000_000),
            ("180.0000000", 180, 1_800_000_000),
            ("1e1", 90, 100_000_000),
            ("0.00000005", 90, 1),
        ] {
            assert_eq!(degrees(text, most), Ok(wanted), "{text}");
        }
        for (text, most) in [("90.1", 90), ("-180.0001", 180), ("nan", 90), ("", 90), ("1e300", 90)]
        {
            assert!(degrees(text, most).is_err(), "{text}");
        }
    }
}
