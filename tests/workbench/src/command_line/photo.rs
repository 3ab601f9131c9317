//! `doorstep photo`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

/// Photos.
#[derive(Debug, Args)]
pub struct PhotoOptions {
    /// What to do
    #[command(subcommand)]
    pub action: PhotoAction,
}

/// Who looks for faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FinderOption {
    /// The core by itself
    InCore,
    /// Nobody: light and sharpness are those of the middle
    None,
}

/// What is done with a photo.
#[derive(Debug, Subcommand)]
pub enum PhotoAction {
    /// What a phone makes of a photo before it is sealed: hints, measures, and the JPEG that would leave it;
    /// needs neither a home nor a network
    #[command(after_help = "\
Examples:
  doorstep photo check me.jpg                     what to do better
  doorstep photo check me.jpg --out small.jpg     and the JPEG that would leave the phone

Exit status: 0 no hint; 1 hints, or photo-not-jpeg, photo-damaged, photo-too-large, photo-too-small;
2 wrong use; 3 file-unreadable, file-not-written.")]
    Check {
        /// The JPEG, as a camera wrote it
        file: PathBuf,
        /// Who looks for faces
        #[arg(long, value_enum, default_value_t = FinderOption::InCore)]
        finder: FinderOption,
        /// Write the JPEG that would leave the phone
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// A photo that answers a check.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct PhotoTakenOptions {
    /// What else to do
    #[command(subcommand)]
    pub verb: Option<PhotoVerb>,
    /// The JPEG, as the camera wrote it; it stays where it is [default: those that were taken are listed]
    pub file: Option<PathBuf>,
    /// The check that it answers [default: the one that is asked now]
    #[arg(long, value_name = "ID", allow_hyphen_values = true, requires = "file")]
    pub check: Option<String>,
    /// Seal it and answer with it, unless something should be better
    #[arg(long = "use", requires = "file")]
    pub send: bool,
    /// After three tries answer with it whatever could be better
    #[arg(long, requires = "send")]
    pub anyway: bool,
}

/// What else is done with photos.
#[derive(Debug, Subcommand)]
pub enum PhotoVerb {
    /// The photo that others are compared with, once an order
    Reference {
        /// The JPEG, as the camera wrote it
        file: PathBuf,
        /// Seal it and send it, unless something should be better
        #[arg(long = "use")]
        send: bool,
        /// After three tries send it whatever could be better
        #[arg(long, requires = "send")]
        anyway: bool,
    },
    /// Those that were taken, oldest first
    List,
    /// Keep them on the phone, sealed, when they have come, so that `evidence --photos` can hold them; or let
    /// them go, also those that were kept so far
    Keep {
        /// Whether they stay
        #[arg(value_enum)]
        keeps: Switch,
    },
}
