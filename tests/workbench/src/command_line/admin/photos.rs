//! `doorstep admin photo`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use doorstep::documents::PhotoMatch;

use super::orders::order_id;

/// What an officer does with photos.
#[derive(Debug, Subcommand)]
pub enum PhotoAction {
    /// The photos that answers name, in the order in which they were named, and what is in them as far as
    /// this home has their keys. Marks are for people to look at; nothing is judged
    #[command(after_help = "\
binding: good         it answers what its answer says
         late         the same, surely after the check's window closed
         wrong-check  it answers another check, or another time
         other-device it is of another phone of the account
         unopenable   no key of this home opens it for anything of the account
A photo that came before with the same bytes, or that looks like it, is named in same_bytes_as and
looks_like.

Examples:
  doorstep admin photo list
  doorstep admin photo list 3jJ0mYkqQH6mK9m0t5Uq1g --json")]
    List {
        /// Only those of this order
        #[arg(value_name = "ORDER", allow_hyphen_values = true, value_parser = order_id)]
        order: Option<String>,
    },
    /// Open a photo, and write the picture to a file that only you may read
    #[command(after_help = "\
Example:
  doorstep admin photo open 1p0kq3rqzjJ0mYkqQH6mK9m0t5Uq1gYkqQH6mK9m0t4 face.jpg")]
    Open {
        /// Its name
        #[arg(value_name = "PHOTO", allow_hyphen_values = true, value_parser = photo_name)]
        photo: String,
        /// Where to write it
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Say what a photo shows, signed, for the phone that it is of
    #[command(after_help = "\
After match the photo is deleted in a week, else a month after the order's end.

Examples:
  doorstep admin photo verdict 1p0kq3rqzjJ0mYkqQH6mK9m0t5Uq1gYkqQH6mK9m0t4 match
  doorstep admin photo verdict 1p0kq3rqzjJ0mYkqQH6mK9m0t5Uq1gYkqQH6mK9m0t4 needs-human")]
    Verdict {
        /// Its name
        #[arg(value_name = "PHOTO", allow_hyphen_values = true, value_parser = photo_name)]
        photo: String,
        /// What it shows
        #[arg(value_name = "VERDICT")]
        verdict: Verdict,
    },
}

/// All that can be said of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Verdict {
    /// It shows whom it should.
    Match,
    /// People look at it, and talk with the patient.
    NeedsHuman,
}

impl Verdict {
    /// As it is signed.
    pub fn signed(self) -> PhotoMatch {
        match self {
            Self::Match => PhotoMatch::Match,
            Self::NeedsHuman => PhotoMatch::NeedsHuman,
        }
    }
}

fn photo_name(text: &str) -> Result<String, String> {
    if text.starts_with("--") || text.is_empty() {
        return Err("a photo is named as `admin photo list` shows it".to_owned());
    }
    Ok(text.to_owned())
}
