//! Options that a phone and an inspector's device share.

use std::path::PathBuf;

use clap::Args;

/// A device: its folder, its authority and its clocks.
#[derive(Debug, Args)]
pub struct DeviceOptions {
    /// Its folder [default: doorstep/phone or doorstep/inspector in the user's data]
    #[arg(long, value_name = "DIR", global = true)]
    pub home: Option<PathBuf>,

    /// The authority's address; kept in the home at first use
    #[arg(long, value_name = "URL", value_parser = super::origin, global = true)]
    pub authority: Option<String>,

    /// Certificate of the authority's CA, PEM; kept in the home
    #[arg(long, value_name = "FILE", global = true)]
    pub ca: Option<PathBuf>,

    /// What the app ships with; kept in the home [default: trust.json beside the CA]
    #[arg(long, value_name = "FILE", global = true)]
    pub trust: Option<PathBuf>,

    /// No network
    #[arg(long, global = true)]
    pub offline: bool,

    /// Language of what is said in this call [default: en]
    #[arg(long, value_parser = ["ru", "en", "tt"], global = true)]
    pub lang: Option<String>,

    /// True time of this call; earlier than the last call is a new boot
    #[arg(long, value_name = "RFC3339", value_parser = super::moment, global = true)]
    pub at: Option<i64>,

    /// True time of this call from this file, in place of --at; `doorstep clock` moves it
    #[arg(long, value_name = "FILE", global = true)]
    pub clock: Option<PathBuf>,

    /// Set the wall clock wrong by this much, for this call
    #[arg(long, value_name = "SECONDS", default_value_t = 0, allow_negative_numbers = true)]
    #[arg(hide_default_value = true, global = true)]
    pub clock_error: i64,

    /// Start the device anew before this call
    #[arg(long, global = true)]
    pub reboot: bool,
}
