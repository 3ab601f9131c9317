//! A device at the terminal: the core with a folder, a vault of files, clocks that the command line
//! moves, and a network or none.

pub mod clock;
pub mod facts;
mod no_network;
mod settings;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use doorstep::client::{Client, Ports};
use doorstep::crypto::SystemRandom;
use doorstep::events::NetworkKind;
use doorstep::net::{HttpsTransport, Patience};
use doorstep::ports::Transport;
use doorstep::testing::SoftwareVault;
use doorstep_authority::ClockFile;

pub use no_network::NoNetwork;
use settings::Settings;
pub use settings::read_roots;

use crate::command_line::{DeviceOptions, default_home};
use crate::reply::{ErrorInfo, Status};
use clock::DeviceClock;
pub use clock::system_ms;

/// The region whose national spelling of phone numbers is understood.
pub const REGION: &str = "RU";

/// Opens the core of a device.
///
/// # Errors
/// [`ErrorInfo`]: of its settings, and whatever the core says.
pub fn open(options: &DeviceOptions, role: &str) -> Result<Client, ErrorInfo> {
    let language = options.lang.as_deref().unwrap_or("en");
    let home = home_of(options.home.as_deref(), role)?;
    let settings = Settings::of(&home, options, language)?;
    let clock = DeviceClock::start(&home, options);
    let is_offline = options.offline || facts::read(&home).network == NetworkKind::Offline;
    let transport: Arc<dyn Transport> = if is_offline {
        Arc::new(NoNetwork)
    } else {
        Arc::new(HttpsTransport::new(Patience::default()))
    };
    let ports = Ports {
        clock: Arc::new(clock),
        vault: Arc::new(SoftwareVault::new(&home.join("vault"))),
        random: Arc::new(SystemRandom::default()),
        transport,
    };
    Ok(Client::open(settings.setup(&home), ports, language)?)
}

/// The authority's address.
///
/// # Errors
/// [`ErrorInfo`] of the settings.
pub fn url_of(options: &DeviceOptions) -> Result<String, ErrorInfo> {
    let home = home_of(options.home.as_deref(), "phone")?;
    Ok(Settings::of(&home, options, options.lang.as_deref().unwrap_or("en"))?.url)
}

/// Opens the core with ports of one's own.
///
/// # Errors
/// As [`open`].
pub fn open_with(options: &DeviceOptions, home: &Path, ports: Ports) -> Result<Client, ErrorInfo> {
    let language = options.lang.as_deref().unwrap_or("en");
    let settings = Settings::of(home, options, language)?;
    Ok(Client::open(settings.setup(home), ports, language)?)
}

/// The true time of a call whose options name a file for it, read once and for all.
///
/// # Errors
/// [`ErrorInfo`]: `clock-unreadable`, or `usage` if the time is given as well.
pub fn read_clock(options: &mut DeviceOptions) -> Result<(), ErrorInfo> {
    let Some(path) = options.clock.take() else { return Ok(()) };
    if options.at.is_some() {
        let text = "--at and --clock exclude each other.";
        return Err(ErrorInfo::new(Status::WrongUse, "usage", text, "Give one of the two."));
    }
    options.at = Some(ClockFile::at(&path).read_ms().map_err(crate::clock::unreadable)?);
    Ok(())
}

/// The home that is given, or the role's folder among the user's data.
///
/// # Errors
/// [`ErrorInfo`] if the user has no folder for data.
pub fn home_of(given: Option<&Path>, role: &str) -> Result<PathBuf, ErrorInfo> {
    match given {
        Some(home) => Ok(home.to_owned()),
        None => default_home(role).ok_or_else(|| {
            ErrorInfo::new(
                Status::WrongUse,
                "home-missing",
                "There is no folder for data: neither XDG_DATA_HOME nor HOME is set.",
                "Give a folder with --home.",
            )
        }),
    }
}
