//! What wakes the phone, and what it says of itself then.

use doorstep::events::{
    Activity, Cause, Facts, LocationAccess, Moved, NetworkKind, Provider, Renew, Wake, Wifi,
};

/// Why the phone is awake: one set for every kind of phone, of which each tells what it can.
#[uniffi::remote(Enum)]
pub enum Cause {
    /// A person looks at the app, or has tapped a notice.
    User,
    /// The time that a plan gave.
    Alarm,
    /// Work that Android's scheduler does every few hours.
    Job,
    /// The phone was started and unlocked.
    Boot,
    /// This is another build than the last.
    AppUpdate,
    /// Somebody set the clock.
    Clock,
    /// The time zone is another.
    Zone,
    /// The phone's language is another.
    Locale,
    /// A border that a plan named was crossed.
    Fence,
    /// The phone has moved by some hundred metres, or its owner walks again.
    SignificantChange,
    /// A moment in the background that iOS gave.
    Refresh,
    /// Android ended a service and has started it again.
    Sticky,
    /// The phone was unlocked for the first time since it was started.
    Unlocked,
    /// There is a network.
    Network,
}

/// When the app may know where the phone is.
#[uniffi::remote(Enum)]
pub enum LocationAccess {
    /// Also while nobody looks at it.
    Always,
    /// While somebody does.
    InUse,
    /// Never, or it was not asked yet.
    Denied,
}

/// What a phone finds its place by.
#[uniffi::remote(Enum)]
pub enum Provider {
    /// Satellites.
    Gnss,
    /// Cells and Wi-Fi networks around.
    Network,
    /// All of it, as the system sees fit.
    Fused,
}

/// How the phone reaches others.
#[uniffi::remote(Enum)]
pub enum NetworkKind {
    /// Wi-Fi, or a cable.
    Wifi,
    /// Mobile data.
    Mobile,
    /// Not at all.
    Offline,
}

/// How somebody moves, by the phone's motion sensors.
#[uniffi::remote(Enum)]
pub enum Activity {
    /// Not at all.
    Still,
    /// On foot.
    Walk,
    /// In a car, a train, on a bicycle.
    Vehicle,
}

/// The Wi-Fi network that the phone has joined.
#[uniffi::remote(Enum)]
pub enum Wifi {
    /// Wi-Fi is switched off.
    Off,
    /// It is on, and joined to nothing, or the system does not tell.
    NotJoined,
    /// It is joined to this one.
    Joined {
        /// The address of the access point (BSSID).
        name: String,
    },
}

/// All that a phone says of itself. It comes whole at every wake, because permissions change without
/// a word; only what differs matters. What a system cannot tell is said as the default has it.
#[uniffi::remote(Record)]
pub struct Facts {
    /// When the app may know where the phone is.
    pub location: LocationAccess,
    /// Whether it is told the place itself, and not only the neighbourhood.
    pub precise: bool,
    /// Whether location is switched on for the phone as a whole.
    pub services: bool,
    /// What is switched on of what finds the place.
    pub providers: Vec<Provider>,
    /// Whether a notice would be shown and seen.
    pub notices: bool,
    /// Whether the app may use the camera.
    pub camera: bool,
    /// Whether the app may use the motion sensors.
    pub motion: bool,
    /// Charge of the battery, 0 to 100.
    pub battery: u8,
    /// Whether the phone hangs on its charger.
    pub charging: bool,
    /// Whether the phone saves power.
    pub saver: bool,
    /// Whether the app is exempt from what saves power.
    pub exempt: bool,
    /// Whether the phone sleeps deeply (Android's Doze), in which apps have no network.
    pub idle: bool,
    /// Whether somebody looks at the app.
    pub in_front: bool,
    /// How the phone reaches others.
    pub network: NetworkKind,
    /// The Wi-Fi network that it has joined.
    pub wifi: Wifi,
    /// Who made the phone, as its system says.
    pub maker: String,
}

/// What the phone's motion sensors counted since the last wake.
#[uniffi::remote(Record)]
pub struct Moved {
    /// Steps.
    pub steps: u32,
    /// How its owner moved, if that is known.
    pub activity: Option<Activity>,
}

/// A wake: why, what the phone says of itself, and how it was moved.
#[uniffi::remote(Record)]
pub struct Wake {
    /// Why.
    pub cause: Cause,
    /// What the phone says of itself, whole.
    pub facts: Facts,
    /// How it was moved, if somebody counts.
    pub moved: Option<Moved>,
}

/// What of a plan must be handed to the phone's system again, although it has it by what the shell
/// remembers.
#[uniffi::remote(Enum)]
pub enum Renew {
    /// Nothing: the difference to the last plan is enough.
    Nothing,
    /// The time to wake up: the one that was set has come, and is spent.
    WakeTime,
    /// That, and the notices that wait: their times were set by a clock that is another now.
    Times,
    /// Everything, also notices that were handed over: the system may show them only now.
    Everything,
}
