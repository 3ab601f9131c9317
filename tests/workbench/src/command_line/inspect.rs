//! `doorstep inspect`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use doorstep::documents::Challenge;

use super::DeviceOptions;

/// An inspector's device.
#[derive(Debug, Args)]
#[command(after_help = "\
`refresh` fetches the lists and the time. `group` inspects one code a line from standard input, as
they come, and ends with counts; a line is never the name of a file. `challenge` draws eight digits that the holder types;
they stay open for two minutes and serve one inspection. A typed code is looked up; everything else
opens no network.

With `--at` or `--clock` the time counts as known. With `--clock-error` or `--reboot` beside it the device goes by
what it knows itself: its last contact in the same boot, else a wall clock that nobody vouches for.

Exit status: 0 valid, return-home-only, self-declared-emergency; 1 any other answer; 2 wrong use;
3 could not run.")]
pub struct InspectOptions {
    /// The device
    #[command(flatten)]
    pub device: DeviceOptions,

    /// Open this challenge for this call: eight digits as ASCII, in hex
    #[arg(long, value_name = "HEX", value_parser = super::challenge)]
    pub challenge: Option<Challenge>,

    /// What to inspect: - for standard input, a file (a JPEG, PNG or WebP picture, or a text), else
    /// the text of a code
    #[arg(value_name = "refresh|challenge|group|ITEM")]
    pub item: OsString,

    /// Write the receipt of this inspection as an SVG picture, for the person to scan
    #[arg(long, value_name = "F")]
    pub receipt: Option<PathBuf>,

    /// The same code a few seconds later, which tells a wrong clock from a picture
    #[arg(value_name = "ITEM2", requires = "gap")]
    pub second: Option<OsString>,

    /// How many seconds after the first the second item was seen
    #[arg(long, value_name = "SECONDS", requires = "second", value_parser = clap::value_parser!(u32).range(..=3600))]
    pub gap: Option<u32>,
}

impl InspectOptions {
    /// Whether anything is given that belongs to the inspection of an item.
    pub fn is_about_an_item(&self) -> bool {
        self.challenge.is_some() || self.receipt.is_some() || self.second.is_some()
    }
}
