//! `doorstep admin`.

pub mod orders;
pub mod photos;
pub mod reports;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{AdminLoanAction, LostPhoneAction};
use orders::OrderAction;
use photos::PhotoAction;
use reports::{DisputeAction, NoticeAction, ReceiptAction, ReportAction};

/// Whom to talk to, and about what.
#[derive(Debug, Args)]
pub struct AdminOptions {
    /// The home of the running authority [default: doorstep/authority in the user's data]
    #[arg(long, value_name = "DIR", global = true)]
    pub home: Option<PathBuf>,

    /// What to do
    #[command(subcommand)]
    pub action: AdminAction,
}

/// What an operator does.
#[derive(Debug, Subcommand)]
pub enum AdminAction {
    /// Text messages that were sent, newest last
    Sms {
        /// Only those to this number
        #[arg(long, value_name = "PHONE")]
        to: Option<String>,
    },
    /// Put an act into force, or end the one that is
    Act {
        /// in-force or ended
        force: Force,
        /// Only for this [default: for all that acts cover]
        #[arg(long, value_name = "WHAT")]
        covers: Option<Covers>,
    },
    /// Publish the rules of a newer document of the region, signed anew; phones follow when they
    /// next refresh, and passes stay as they are
    Rules {
        /// A document that comes with the program (RU-TA-2020-04-04), or a file
        #[arg(value_name = "NAME|FILE")]
        document: OsString,
    },
    /// Sign tables of passes by text message and serve them with the lists: those that come with the program,
    /// or those in files
    SmsTables {
        /// Documents as tests/authority/regions/sms has them [default: all that come with the program]
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Send a text message to a region's number, which answers as the real one is documented to, and in words of
    /// its own where that is not established
    SmsGateway {
        /// The region, as `sms regions` lists it
        region: String,
        /// The message, as `sms compose` wrote it
        text: String,
        /// Who sends it
        #[arg(long, value_name = "PHONE", default_value = "+79120000000")]
        from: String,
    },
    /// Stop the authority's clock at a moment of the years 2020 to 2049; the file of `authority --clock` is
    /// moved there, for all that go by it
    Clock {
        /// The moment
        #[arg(value_name = "RFC3339", value_parser = super::moment)]
        at: i64,
    },
    /// Revoke a pass
    Revoke {
        /// Its id
        #[arg(value_name = "PASS-ID", allow_hyphen_values = true, value_parser = super::name)]
        pass: String,
    },
    /// Quarantine orders
    Order {
        /// What to do
        #[command(subcommand)]
        action: OrderAction,
    },
    /// What phones have reported under an order
    Report {
        /// What to do
        #[command(subcommand)]
        action: ReportAction,
    },
    /// Receipts for reports
    Receipt {
        /// What to do
        #[command(subcommand)]
        action: ReceiptAction,
    },
    /// Warnings, decisions and information to people under an order
    Notice {
        /// What to do
        #[command(subcommand)]
        action: NoticeAction,
    },
    /// What people under an order dispute
    Dispute {
        /// What to do
        #[command(subcommand)]
        action: DisputeAction,
    },
    /// Photos that answer checks: list them, open one, say what it shows
    Photo {
        /// What to do
        #[command(subcommand)]
        action: PhotoAction,
    },
    /// Phones that are lent: invite, list, say that one is lost, take one back
    Loan {
        /// What to do
        #[command(subcommand)]
        action: AdminLoanAction,
    },
    /// Phones that were lost: pause what is asked, go on on another one
    Phone {
        /// What to do
        #[command(subcommand)]
        action: LostPhoneAction,
    },
    /// Let the next answers of a route fail, for tests of phones
    Fail {
        /// Its path, as the API's document prints it: /v1/reports
        #[arg(value_name = "ROUTE")]
        route: String,
        /// HTTP status of the answers
        #[arg(value_name = "STATUS", value_parser = clap::value_parser!(u16).range(400..600))]
        status: u16,
        /// How many answers
        #[arg(long, value_name = "N", default_value_t = 1)]
        times: u64,
        /// After how many seconds the phone is to try again
        #[arg(long, value_name = "SECONDS")]
        retry_after: Option<u64>,
    },
    /// Give a person whom you have seen a code for their number: twelve digits for one hour, whatever
    /// others have done to it
    Code {
        /// The number
        #[arg(value_name = "PHONE")]
        phone: String,
    },
    /// What the hours have seen of codes, and what was alarming, newest first
    Load,
    /// The accounts, without anything that names a person
    Accounts,
    /// Change an online key for another
    RotateKey {
        /// What it signs
        #[arg(long = "use", value_name = "USE", default_value = "pass")]
        key_use: Use,
        /// Somebody else may have it: nothing that it has signed counts any more
        #[arg(long)]
        leaked: bool,
    },
    /// Withdraw a key that leaked, also one that signs no more
    WithdrawKey {
        /// Its name as `keys` shows it, or the beginning of it
        #[arg(value_name = "KEY", allow_hyphen_values = true)]
        key: String,
    },
    /// The online keys, and how each stands
    Keys,
    /// Change the root keys for others and destroy the old ones
    RotateRoot,
}

/// What an online key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Use {
    /// Passes and holder certificates.
    Pass,
    /// Rules; two keys sign together.
    Rules,
    /// Stamps.
    Stamp,
    /// Deny lists, status lists and answers to typed codes.
    Status,
    /// Time tokens.
    Time,
    /// Quarantine orders, and the word that a phone's key is closed. A home that has no such key yet
    /// gets one.
    Order,
    /// Receipts of reports and photos.
    Receipt,
    /// Nothing: photos are sealed to it.
    Photo,
}

/// What an act puts into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Covers {
    /// Exit passes.
    Passes,
    /// Home quarantine.
    Quarantine,
}

impl Covers {
    /// Its name in rules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Quarantine => "quarantine",
        }
    }
}

/// Whether an act is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Force {
    /// Passes are required.
    InForce,
    /// They are not any more.
    Ended,
}
