//! What hides a person's part of a shared phone.

use clap::Subcommand;

/// What is done with a person's PIN.
#[derive(Debug, Subcommand)]
pub enum PinAction {
    /// Hide their part by these digits, in place of those of --pin
    Set {
        /// 4 to 8
        #[arg(value_name = "DIGITS")]
        pin: String,
    },
    /// Hide nothing any more
    Remove,
    /// They do not know it any more: it goes a day later, and says so meanwhile
    Forget,
}
