//! A move from one phone to another, on either of them.

use clap::Subcommand;

/// What is done with two phones in hand.
#[derive(Debug, Subcommand)]
pub enum MoveAction {
    /// Give this phone's account away: shows the code for the new phone; with the new phone's code shows the
    /// next one and six digits, and with the digits signs. Killed anywhere, the same goes on
    Give {
        /// The text of the new phone's code
        texts: Vec<String>,
        /// The digits as the new phone shows them: they are the same here
        #[arg(long, value_name = "DIGITS")]
        equal: Option<String>,
        /// As if the phone's lock had not been asked for; a phone at the terminal is its owner's otherwise
        #[arg(long)]
        unconfirmed: bool,
    },
    /// Take the codes of the old phone, in their order
    Take {
        /// The texts of its codes
        #[arg(required = true)]
        texts: Vec<String>,
    },
    /// Give up a move that is not signed yet
    Stop,
}
