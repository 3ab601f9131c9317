//! `doorstep evidence`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Evidence of a quarantine.
#[derive(Debug, Args)]
pub struct EvidenceOptions {
    /// What to do
    #[command(subcommand)]
    pub action: EvidenceAction,
}

/// What is done with evidence.
#[derive(Debug, Subcommand)]
pub enum EvidenceAction {
    /// Whether a file is what a phone and its authority signed; needs neither a home nor a network
    #[command(after_help = "\
Examples:
  doorstep phone evidence mine.html               the file, from the patient's phone
  doorstep evidence verify mine.html --trust city/trust.json

Exit status: 0 genuine, and by the authority of --trust if that is given; 1 altered, of another
authority, or no evidence at all; 2 wrong use; 3 file-unreadable.")]
    Verify {
        /// The file, as `phone evidence` wrote it
        file: PathBuf,
        /// The trust file of the authority [default: the file's own root is shown, and not compared]
        #[arg(long, value_name = "FILE")]
        trust: Option<PathBuf>,
    },
}
