//! `doorstep phone`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use doorstep::documents::Challenge;
use doorstep::events::{Activity, Cause, Moved};
use doorstep::model::PersonId;
use doorstep::model::patient::CannotReason;

use super::patient::{FixOptions, OrderAction, SmsAction};
use super::photo::PhotoTakenOptions;
use super::{DeviceOptions, LoanAction, MoveAction, PinAction};
use crate::device::facts::FactChange;

/// A resident's phone.
#[derive(Debug, Args)]
pub struct PhoneOptions {
    /// The device
    #[command(flatten)]
    pub device: DeviceOptions,

    /// Whose affairs, of the people on this phone, 1 to 8
    #[arg(long, value_name = "N", default_value_t = PersonId::FIRST)]
    pub person: PersonId,

    /// Opens that person's part first, if a PIN hides it
    #[arg(long, value_name = "DIGITS")]
    pub pin: Option<String>,

    /// What to do
    #[command(subcommand)]
    pub action: PhoneAction,
}

/// What a resident does.
#[derive(Debug, Subcommand)]
pub enum PhoneAction {
    /// Register a phone number, in any usual spelling; again: another code
    Register {
        /// The number
        phone: String,
        /// Up to three letters, shown in passes beside the document's characters
        #[arg(long, value_name = "I")]
        initials: Option<String>,
        /// The last four characters of the identity document
        #[arg(long, value_name = "LAST4")]
        document: Option<String>,
    },
    /// Confirm the code of the text message
    Confirm {
        /// Six digits
        code: String,
    },
    /// Change what inspectors compare with a document; passes that were issued keep what they have
    #[command(group = clap::ArgGroup::new("mark").required(true).multiple(true))]
    Holder {
        /// Up to three letters; left out or empty, none
        #[arg(long, value_name = "I", group = "mark")]
        initials: Option<String>,
        /// The last four characters of the identity document; left out or empty, none
        #[arg(long, value_name = "LAST4", group = "mark")]
        document: Option<String>,
    },
    /// The reasons to leave home, with what is used of them
    Purposes,
    /// Ask for passes, list them, show one
    Pass {
        /// What to do
        #[command(subcommand)]
        action: PassAction,
    },
    /// Declare an emergency and show its live code; never refused
    Emergency {
        /// The frame
        #[command(flatten)]
        frame: FrameOptions,
    },
    /// Read the receipt that an inspector has shown
    Receipt {
        /// Its text
        text: String,
    },
    /// Everything that a screen would show
    Snapshot,
    /// What the phone's system is to do next: wake, sync, notices
    Plan,
    /// Fetch the lists and send what waits
    Sync,
    /// What the phone says of itself; with KEY=VALUE, from this call on
    Facts {
        /// Such as `network=none` or `battery=12`; `facts` alone shows every key
        #[arg(value_name = "KEY=VALUE", value_parser = FactChange::read)]
        changes: Vec<FactChange>,
    },
    /// Wake the phone as its system would, and see what it is to do
    Wake {
        /// Why, such as `alarm`, `boot` or `network`; `boot` starts the device anew
        #[arg(value_parser = super::cause)]
        cause: Cause,
        /// How it was moved
        #[command(flatten)]
        moved: MovedOptions,
    },
    /// Wake the phone because its owner has moved
    #[command(mut_arg("steps", |steps| steps.required(true)))]
    Motion {
        /// How
        #[command(flatten)]
        moved: MovedOptions,
    },
    /// The quarantine order that speaks now; take, begin, refuse or end one
    Order {
        /// What to do [default: show it]
        #[command(subcommand)]
        action: Option<OrderAction>,
    },
    /// A place that the phone's system claims; says what it is, and what it changes
    Fix(FixOptions),
    /// What was asked today and is asked now, the one that ends first first
    Check {
        /// Of the last 14 days
        #[arg(long)]
        all: bool,
    },
    /// Say "I am here", asked or not
    Here,
    /// Answer a check with "I am here"
    Answer {
        /// Its name [default: the one that is asked now]
        #[arg(value_name = "CHECK-ID", allow_hyphen_values = true)]
        check: Option<String>,
        /// With this photo, if nothing in it should be better
        #[arg(long, value_name = "FILE")]
        photo: Option<PathBuf>,
    },
    /// Look at a photo for a check, and answer with it
    #[command(after_help = "\
Examples:
  doorstep phone photo me.jpg                     what to do better
  doorstep phone photo me.jpg --use               answer with it; `phone sync` sends it
  doorstep phone photo me.jpg --use --anyway      after three tries, whatever could be better
  doorstep phone photo list                       how far each has come, and what an officer said

Exit status: 0 no hint, or it answers; 1 hints, or refused; 2 wrong use; 3 file-unreadable.")]
    Photo(PhotoTakenOptions),
    /// Say why a check cannot be answered
    Cannot {
        /// ill, asleep, camera, blind, veil, child, phone, personal or other
        #[arg(value_parser = super::patient::cannot_reason)]
        reason: CannotReason,
        /// Its name [default: the one that is asked now]
        #[arg(value_name = "CHECK-ID", allow_hyphen_values = true)]
        check: Option<String>,
        /// In the person's own words; it stays on the phone
        #[arg(long, value_name = "T")]
        text: Option<String>,
    },
    /// Say that one is in hospital, until `back`
    Hospital,
    /// Say that one had to leave to be safe, for two hours
    Safety,
    /// Say that one is at home again
    Back,
    /// Say that the authority allowed one to leave
    Permission {
        /// For how long, 1 to 240
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=240))]
        minutes: u64,
        /// Who allowed it; it stays on the phone
        #[arg(long, value_name = "T")]
        text: Option<String>,
    },
    /// Say that the phone or the app does not work as it should
    Fault {
        /// In the person's own words; it stays on the phone
        text: String,
    },
    /// What the phone has written down of a quarantine
    Journal {
        /// The first number [default: the newest are shown]
        #[arg(long, value_name = "N")]
        from: Option<u64>,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: usize,
    },
    /// Write all that proves a quarantine into one file that any browser opens
    Evidence {
        /// Where it is written
        file: PathBuf,
        /// Also every place, and what was written in private
        #[arg(long)]
        full: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// Also the sealed photos that are on the phone
        #[arg(long)]
        photos: bool,
    },
    /// Notices of the authority, newest first
    Notices,
    /// Dispute a notice, a check or an entry of the journal; what is written goes to the authority
    Dispute {
        /// Name of a notice or a check, or number of an entry
        #[arg(value_name = "REF", allow_hyphen_values = true)]
        reference: String,
        /// In the person's own words
        text: String,
    },
    /// Text messages
    Sms {
        /// What to do
        #[command(subcommand)]
        action: SmsAction,
    },
    /// Live by a script, in one call and under virtual time
    Run(RunOptions),
    /// Every request that this phone has sent, in words; the last 1,000 are kept
    Sent {
        /// The first number [default: the newest are shown]
        #[arg(long, value_name = "N")]
        from: Option<u64>,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 100)]
        most: usize,
        /// The bytes of this one, as they left; kept of the last 50
        #[arg(long, value_name = "N", conflicts_with_all = ["from", "most"])]
        raw: Option<u64>,
    },
    /// This phone as a lent one: where the loan stands; take, hand over or return it
    Loan {
        /// What to do [default: show it]
        #[command(subcommand)]
        action: Option<LoanAction>,
    },
    /// A move to another phone, or to this one: how far it is; give, take or stop
    Move {
        /// What to do [default: show it]
        #[command(subcommand)]
        action: Option<MoveAction>,
    },
    /// Whose affairs this phone keeps, up to eight; add or remove somebody
    People {
        /// What to do [default: list them]
        #[command(subcommand)]
        action: Option<PeopleAction>,
    },
    /// What hides a person's part where somebody else uses the phone: set, remove or forget a PIN
    Pin {
        /// What to do [default: show how it stands]
        #[command(subcommand)]
        action: Option<PinAction>,
    },
    /// Make everything of a person on this phone unreadable for good and tell the authority
    Erase {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// Who comes and goes.
#[derive(Debug, Subcommand)]
pub enum PeopleAction {
    /// Make room for one more, who registers with `--person N`
    Add {
        /// Somebody else answers for them
        #[arg(long)]
        child: bool,
    },
    /// Erase a person whose orders are over, and tell the authority with the next `sync`
    Remove {
        /// Who
        #[arg(value_name = "N")]
        person: PersonId,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// How a phone lives by itself.
#[derive(Debug, Args)]
pub struct RunOptions {
    /// What happens when, one JSON object a line; - for standard input
    pub script: PathBuf,

    /// Add the errors that phones were recorded to make, drawn by this number
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,

    /// The home of an authority that is told the time before each sync [default: it shares --clock]
    #[arg(long, value_name = "DIR")]
    pub town: Option<PathBuf>,
}

/// How a phone was moved since it was awake last.
#[derive(Debug, Clone, Copy, Args)]
pub struct MovedOptions {
    /// Steps of its owner
    #[arg(long, value_name = "N")]
    pub steps: Option<u32>,

    /// How its owner moved: still, walk or vehicle
    #[arg(long, value_name = "A", value_parser = super::activity)]
    pub activity: Option<Activity>,
}

impl MovedOptions {
    /// What the motion sensors would have told, if anything.
    pub fn moved(self) -> Option<Moved> {
        let Self { steps, activity } = self;
        (steps.is_some() || activity.is_some())
            .then(|| Moved { steps: steps.unwrap_or_default(), activity })
    }
}

/// What a resident does with passes.
#[derive(Debug, Subcommand)]
pub enum PassAction {
    /// Ask for a pass
    Request {
        /// Its purpose, by the key that `purposes` shows
        #[arg(value_name = "PURPOSE-KEY")]
        purpose: String,
        /// When the exit begins, if not now
        #[arg(long, value_name = "RFC3339", value_parser = super::moment)]
        from: Option<i64>,
    },
    /// The passes on this phone, the one that ends last first
    List,
    /// One frame of a pass's live code
    Show {
        /// Which pass [default: the one that ends last]
        #[arg(allow_hyphen_values = true, value_parser = super::name)]
        id: Option<String>,
        /// The frame
        #[command(flatten)]
        frame: FrameOptions,
    },
    /// A pass for who goes without the phone, as a page to print (SVG)
    Paper {
        /// Where the page is written
        file: PathBuf,
        /// Which pass [default: the one that ends last]
        #[arg(long, value_name = "ID", allow_hyphen_values = true, value_parser = super::name)]
        id: Option<String>,
    },
    /// The same as a text message
    Text {
        /// Which pass [default: the one that ends last]
        #[arg(allow_hyphen_values = true, value_parser = super::name)]
        id: Option<String>,
    },
}

/// One frame of a live code.
#[derive(Debug, Args)]
pub struct FrameOptions {
    /// Write the code as a PNG picture
    #[arg(long, value_name = "F")]
    pub png: Option<PathBuf>,

    /// Write the code as an SVG picture
    #[arg(long, value_name = "F")]
    pub svg: Option<PathBuf>,

    /// Answer an inspector's number check: its eight digits as ASCII, in hex, or the text of its code
    #[arg(long, value_name = "HEX", value_parser = super::challenge)]
    pub challenge: Option<Challenge>,
}
