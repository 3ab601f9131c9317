//! The command line: what can be typed. What it does stands in the room of the same name.

mod admin;
mod authority;
mod clock;
mod device;
mod evidence;
mod inspect;
mod loan;
mod lost_phones;
mod moving;
mod patient;
mod phone;
mod photo;
mod pin;
mod replay;
mod sms;

use std::path::PathBuf;

pub use admin::{AdminAction, AdminOptions, Covers, Force, Use, orders, photos, reports};
pub use authority::AuthorityOptions;
use clap::{Parser, Subcommand};
pub use clock::{ClockOptions, ClockStep};
pub use device::DeviceOptions;
use doorstep::documents::{Challenge, challenge_of};
use doorstep::events::{Activity, Cause};
pub use evidence::{EvidenceAction, EvidenceOptions};
pub use inspect::InspectOptions;
pub use loan::{AdminLoanAction, LoanAction};
pub use lost_phones::LostPhoneAction;
pub use moving::MoveAction;
pub use patient::{FixOptions, OrderAction, SmsAction, cannot_reason, source};
pub use phone::{FrameOptions, PassAction, PeopleAction, PhoneAction, PhoneOptions, RunOptions};
pub use photo::{FinderOption, PhotoAction, PhotoOptions, PhotoTakenOptions, PhotoVerb, Switch};
pub use pin::PinAction;
pub use replay::ReplayOptions;
pub use sms::{ComposeOptions, ParseOptions, SmsOptions, SmsVerb};

use crate::device::facts::named;

/// A city's exit passes at the terminal: the authority, a resident's phone and an inspector, each
/// the real thing. Without a command it starts the tour.
#[derive(Debug, Parser)]
#[command(
    name = "doorstep",
    version,
    max_term_width = 100,
    propagate_version = true,
    disable_help_subcommand = true,
    after_help = AFTER
)]
pub struct CommandLine {
    /// Print exactly one JSON value on standard output, for errors too
    #[arg(long, global = true)]
    pub json: bool,

    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the reference authority until SIGTERM; prints one JSON line when it is ready
    Authority(AuthorityOptions),
    /// Talk to the running authority of a home: text messages, acts, clock, revoking
    Admin(AdminOptions),
    /// A resident's phone: register, ask for a pass, show it with no network
    Phone(PhoneOptions),
    /// An inspector's device: refresh the lists once, then inspect with no network
    Inspect(InspectOptions),
    /// A clock in a file, for an authority and devices that are started with --clock: show it, or put
    /// it elsewhere for all of them
    Clock(ClockOptions),
    /// Evidence of a quarantine: whether a file is what was signed
    Evidence(EvidenceOptions),
    /// A photo: what could be better about it, and what of it would leave the phone
    Photo(PhotoOptions),
    /// What the rule of presence makes of a recorded trace: states, counts, and why
    Replay(ReplayOptions),
    /// Passes by text message: the exact text, checked before it is sent, and what a reply says
    Sms(SmsOptions),
    /// The whole story in one go, with a report in target/tour
    Tour,
}

const AFTER: &str = "\
Examples:
  doorstep                                        the tour
  doorstep authority --home city                  an authority on a free port of this machine
  doorstep phone --authority https://127.0.0.1:PORT --ca city/ca.pem register '8 912 345-67-89'
  doorstep admin --home city sms                  read the code that was sent
  doorstep phone confirm 123456
  doorstep phone pass request groceries
  doorstep phone --offline pass show              the live code, with no network
  doorstep inspect --authority https://127.0.0.1:PORT --ca city/ca.pem refresh
  doorstep inspect code.png                       no network; a text or - does as well
  doorstep clock now 2026-11-24T12:00:00Z         a clock for who is started with --clock now
  doorstep clock now +15m                         a quarter of an hour later for all of them
  doorstep evidence verify mine.html --trust city/trust.json
  doorstep photo check me.jpg                     what to do better about a photo of yourself
  doorstep sms compose cy-8998 request purpose=2 id=123456 postcode=1010
  doorstep replay trace.csv --fixes               what is said of each place that a phone claimed

Exit status:
  0  done, or kept and waiting for a network; inspect: the person may go on
  1  refused; inspect: any other answer
  2  wrong use
  3  could not run

Every moment is RFC 3339. DOORSTEP_LOG=info tells on standard error what happens.";

impl CommandLine {
    /// What words say that stand after `doorstep phone`, with those two before them.
    ///
    /// # Errors
    /// What does not fit.
    pub fn phone_action<'w>(words: impl Iterator<Item = &'w str>) -> Result<PhoneAction, String> {
        let line = Self::try_parse_from(words).map_err(|error| error.to_string())?;
        match line.command {
            Some(Command::Phone(options)) => Ok(options.action),
            _ => Err("it is no verb of `doorstep phone`".to_owned()),
        }
    }
}

/// Why a phone is woken.
fn cause(text: &str) -> Result<Cause, String> {
    named(text, Cause::ALL, Cause::name)
}

/// How somebody moves.
pub fn activity(text: &str) -> Result<Activity, String> {
    named(text, Activity::ALL, Activity::name)
}

/// A moment, as milliseconds since 1970.
fn moment(text: &str) -> Result<i64, String> {
    crate::moments::from_rfc3339(text)
}

/// An address without a path: everything below it is the protocol's.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").map(|rest| rest.trim_end_matches('/'));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(format!("https://{host}"))
        }
        _ => Err("an address is https://HOST:PORT, without a path".to_owned()),
    }
}

/// The eight bytes of a challenge, as sixteen hex digits.
fn challenge(text: &str) -> Result<Challenge, String> {
    let wrong =
        || "a challenge is 16 hex digits, such as 3132333435363738 for 1234 5678".to_owned();
    if let Some(scanned) = text.starts_with("DS1C:").then(|| challenge_of(text)) {
        return scanned.ok_or_else(wrong);
    }
    if text.len() != 16 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    u64::from_str_radix(text, 16).map(u64::to_be_bytes).map_err(|_| wrong())
}

/// A name of eight bytes. One of another form names nothing that exists, which is for the phone or
/// the authority to say; only what was meant as an option is wrong use.
fn name(text: &str) -> Result<String, String> {
    if text.starts_with("--") || text.is_empty() {
        return Err("a pass is named by its id, as `pass list` shows it".to_owned());
    }
    Ok(text.to_owned())
}

/// The folder of a role when none is given.
pub fn default_home(role: &str) -> Option<PathBuf> {
    let given = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = given("XDG_DATA_HOME").or_else(|| Some(given("HOME")?.join(".local/share")))?;
    Some(data.join("doorstep").join(role))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn options_stand_before_and_after_the_action() {
        for line in [
            "doorstep phone --home h --at 2026-11-24T12:00:00Z --json pass show --png f",
            "doorstep --json phone pass --home h show --png f --at 2026-11-24T12:00:00Z",
            "doorstep phone pass show --png f --home h --json --at 2026-11-24T12:00:00Z",
        ] {
            let read = CommandLine::try_parse_from(line.split(' ')).unwrap();
            assert!(read.json, "{line}");
            let Some(Command::Phone(phone)) = read.command else { panic!("{line}") };
            assert_eq!(phone.device.home, Some(PathBuf::from("h")), "{line}");
            assert!(phone.device.at.is_some(), "{line}");
        }
    }

    #[test]
    fn ids_may_begin_with_a_dash() {
        let read =
            CommandLine::try_parse_from(["doorstep", "phone", "pass", "show", "-Ab_9xYz012"]);
        let Some(Command::Phone(phone)) = read.unwrap().command else { panic!() };
        let PhoneAction::Pass { action: PassAction::Show { id, .. } } = phone.action else {
            panic!()
        };
        assert_eq!(id.as_deref(), Some("-Ab_9xYz012"));
        assert!(
            CommandLine::try_parse_from(["doorstep", "phone", "pass", "show", "--sgv"]).is_err()
        );
    }

    #[test]
    fn a_challenge_is_sixteen_hex_digits() {
        assert_eq!(challenge("3132333435363738"), Ok(*b"12345678"));
        for wrong in ["", "12345678", "31323334353637380", "313233343536373g", "+132333435363738"] {
            assert!(challenge(wrong).is_err(), "{wrong}");
        }
    }
}
