//! What a patient does with `doorstep phone`, and what the world tells their phone.

use clap::Subcommand;

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
