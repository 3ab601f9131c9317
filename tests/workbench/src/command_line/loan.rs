//! What is done with lent phones, by whoever has one and whoever lends them.

use std::path::PathBuf;

use clap::Subcommand;

/// What whoever has a lent phone does.
#[derive(Debug, Subcommand)]
pub enum LoanAction {
    /// Take the code on the form: this phone is the lent one
    Take {
        /// The text of its QR code
        qr: String,
    },
    /// Sign that the phone is in its user's hands now; duties run from here on, never before
    Handover {
        /// Its battery, percent
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=100))]
        battery: Option<u8>,
        /// What comes with it
        #[arg(long, value_name = "PART", value_delimiter = ',')]
        parts: Vec<String>,
    },
    /// Send what waits, destroy everything that the phone knows, and show a certificate of that; killed
    /// anywhere, the same goes on
    Return {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// What whoever lends phones does.
#[derive(Debug, Subcommand)]
pub enum AdminLoanAction {
    /// Invite a phone under a number; again: another one in its place, with the same orders
    Make {
        /// The number on the form, at most 12 bytes
        number: String,
        /// Until when it may register [default: for a week]
        #[arg(long, value_name = "RFC3339", value_parser = super::moment)]
        until: Option<i64>,
        /// Write the code as a PNG picture
        #[arg(long, value_name = "F")]
        png: Option<PathBuf>,
    },
    /// Every loan, oldest first
    List,
    /// Say that the phone of a number is lost or broken: what is asked pauses until another comes
    Lost {
        /// The number on its form
        number: String,
    },
    /// Take a phone back that found no network, by the code of its certificate
    Returned {
        /// The text of the code
        certificate: String,
    },
}
