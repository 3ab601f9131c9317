//! What a patient does with `doorstep phone`, and what the world tells their phone.

use clap::{Args, Subcommand};
use doorstep::events::Activity;
use doorstep::model::patient::CannotReason;
use doorstep::quarantine::presence::Source;

/// What a patient does with an order.
#[derive(Debug, Subcommand)]
pub enum OrderAction {
    /// Every order of this phone, newest first
    List,
    /// Take the order on a paper, or the one that waits for this number
    Claim {
        /// The code on the paper, or the text of its QR code
        code: Option<String>,
        /// Whom the order is for, as its officer has it [default: as at registration]
        #[arg(long, value_name = "MARK")]
        sub: Option<String>,
    },
    /// Begin now, without waiting for the end of the grace
    Begin,
    /// That its newest version was read
    Seen,
    /// That the order is for somebody else
    Refuse,
    /// End it with the code that the officer has given
    Release {
        /// Twelve symbols
        code: String,
    },
}

/// What is done with text messages.
#[derive(Debug, Subcommand)]
pub enum SmsAction {
    /// Whether the authority has signed what a message says; changes nothing
    Check {
        /// The message, or - for standard input
        text: String,
    },
    /// The regions whose tables this phone has
    Regions,
    /// The exact message of a form, by this phone's tables, quotas and clock; written down as asked for
    Compose(super::ComposeOptions),
    /// What a reply says, held to the request that is open; a second one changes nothing
    Parse(super::ParseOptions),
    /// What was asked for in the last month, and what came of it
    List,
}

/// A place that the phone claims.
#[derive(Debug, Args)]
#[command(allow_negative_numbers = true)]
#[group(id = "where", required = true, multiple = true)]
pub struct FixOptions {
    /// Latitude and longitude in degrees
    #[arg(value_names = ["LAT", "LON"], num_args = 2, group = "where")]
    pub degrees: Option<Vec<f64>>,

    /// Metres east and north of the order's first place
    #[arg(long, value_names = ["EAST", "NORTH"], num_args = 2, group = "where", conflicts_with = "degrees")]
    pub enu: Option<Vec<f64>>,

    /// Radius of the circle that the phone claims, in metres [default: it claims none]
    #[arg(long, value_name = "M")]
    pub acc: Option<f64>,

    /// What it was made from: gnss, wifi, cell, fused or unknown
    #[arg(long, value_name = "S", default_value = "unknown", value_parser = source)]
    pub source: Source,

    /// Seconds from the fix to its delivery, by the elapsed clock
    #[arg(long, value_name = "S", default_value_t = 0.0)]
    pub age: f64,

    /// The system calls it simulated
    #[arg(long)]
    pub mock: bool,

    /// The phone sleeps deeply
    #[arg(long)]
    pub idle: bool,

    /// The person allows approximate places only
    #[arg(long)]
    pub coarse: bool,

    /// The time that the fix itself claims [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = super::moment)]
    pub time: Option<i64>,

    /// Steps since the fix before
    #[arg(long, value_name = "N")]
    pub steps: Option<u32>,

    /// How its owner moved since then: still, walk or vehicle
    #[arg(long, value_name = "A", value_parser = super::activity)]
    pub activity: Option<Activity>,
}

/// What a fix was made from.
pub fn source(text: &str) -> Result<Source, String> {
    match text {
        "gnss" => Ok(Source::Gnss),
        "wifi" => Ok(Source::Wifi),
        "cell" => Ok(Source::Cell),
        "fused" => Ok(Source::Fused),
        "unknown" => Ok(Source::Unknown),
        _ => Err("one of gnss, wifi, cell, fused, unknown".to_owned()),
    }
}

/// A reason, by its name.
pub fn cannot_reason(name: &str) -> Result<CannotReason, String> {
    let mut all = CannotReason::NAMES.iter();
    let known = all.find(|(_, known)| *known == name).map(|(reason, _)| *reason);
    known.ok_or_else(|| {
        let names: Vec<&str> = CannotReason::NAMES.iter().map(|(_, name)| *name).collect();
        format!("one of {}", names.join(", "))
    })
}
