//! `doorstep sms`, and `doorstep phone sms`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Passes by text message.
#[derive(Debug, Args)]
pub struct SmsOptions {
    /// Language of what is said; no byte of a message depends on it [default: en]
    #[arg(long, value_parser = ["ru", "en", "tt"], global = true)]
    pub lang: Option<String>,

    /// The moment by which hours and versions are judged [default: now; a table that holds no more is used all
    /// the same, and says so]
    #[arg(long, value_name = "RFC3339", value_parser = super::moment, global = true)]
    pub at: Option<i64>,

    /// Tables that the authority of this trust file has signed and serves; its ca.pem stands beside it
    /// [default: those that come with the program]
    #[arg(long, value_name = "FILE", global = true)]
    pub trust: Option<PathBuf>,

    /// What to do
    #[command(subcommand)]
    pub action: SmsVerb,
}

/// What is done with text messages and no phone.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  doorstep sms regions
  doorstep sms sheet cy-8998 --lang ru
  doorstep sms compose ru-ta-2590 registration-v2 passport='92 19 632506'
  doorstep sms compose cy-8998 request purpose=2 id=123456 postcode=1010
  doorstep sms parse gr-13032 'Μετακίνηση σε εμπορικό κατάστημα' --from 13032

Exit status: 0 written, or approved; 1 field-refused, outside-hours, quota-used and other refusals, or any
other reply; 2 wrong use; 3 could not run.")]
pub enum SmsVerb {
    /// The regions, their numbers and forms, and whether each came out as its own examples say
    Regions,
    /// A region's table in words, as the portal prints it for whoever has no app
    Sheet(SheetOptions),
    /// The exact message of a form, checked before a word is sent
    Compose(ComposeOptions),
    /// What a reply says: approved, refused by name, or unknown
    Parse(ParseOptions),
}

/// A table that is read.
#[derive(Debug, Args)]
pub struct SheetOptions {
    /// The region, as `sms regions` lists it
    pub region: String,
}

/// A form that is filled in.
#[derive(Debug, Args)]
pub struct ComposeOptions {
    /// The region, as `sms regions` lists it
    pub region: String,
    /// One of its forms
    pub form: String,
    /// Fields: passport='92 19 632506'
    #[arg(value_name = "NAME=VALUE", value_parser = pair)]
    pub values: Vec<(String, String)>,
    /// Country code of the SIM's network (MCC), for numbers that not every network reaches
    #[arg(long, value_name = "MCC")]
    pub sim: Option<String>,
}

/// A reply that came.
#[derive(Debug, Args)]
pub struct ParseOptions {
    /// The region, as `sms regions` lists it
    pub region: String,
    /// The reply, or - for standard input
    pub text: String,
    /// What its sender calls itself
    #[arg(long, value_name = "SENDER")]
    pub from: Option<String>,
    /// The request that it is held to, as `compose` named it
    #[arg(long, value_name = "ID")]
    pub asked: Option<String>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let pair = pair.map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| "a field is NAME=VALUE".to_owned())
}
