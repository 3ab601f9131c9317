//! `doorstep admin phone …`: what becomes of phones that were lost.

use clap::Subcommand;

/// What an officer does for somebody who has lost a phone.
#[derive(Debug, Subcommand)]
pub enum LostPhoneAction {
    /// Say that the phone of a number is lost: what is asked pauses, and nothing else happens
    Lost {
        /// The number
        #[arg(value_name = "PHONE")]
        phone: String,
    },
    /// Go on on another phone, once you have seen the person and that phone
    Replace {
        /// The number
        #[arg(value_name = "PHONE")]
        phone: String,
        /// The account of that phone, as `admin accounts` names it
        #[arg(value_name = "ACCOUNT")]
        account: String,
    },
}
