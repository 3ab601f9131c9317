//! What wakes the phone, and what it says of itself then. A shell maps what its system tells to
//! these values and decides nothing: the plan that comes back says what to do.

mod sync_requests;

pub(crate) use sync_requests::{SyncNeed, SyncRequests};

use std::fmt;

/// Enums whose members scripts call by a name.
macro_rules! named {
    ($(#[$about:meta])* $type:ident { $($(#[$doc:meta])* $member:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$doc])* $member,)* }

        impl $type {
            /// Every member.
            pub const ALL: &'static [Self] = &[$(Self::$member,)*];

            /// The name that scripts see.
            pub fn name(self) -> &'static str {
                match self { $(Self::$member => $name,)* }
            }
        }
    };
}

named! {
    /// Why the phone is awake: one set for every kind of phone, of which each tells what it can.
    Cause {
        /// A person looks at the app, or has tapped a notice.
        User "user",
        /// The time that a plan gave.
        Alarm "alarm",
        /// Work that Android's scheduler does every few hours.
        Job "job",
        /// The phone was started and unlocked.
        Boot "boot",
        /// This is another build than the last.
        AppUpdate "app-update",
        /// Somebody set the clock.
        Clock "clock",
        /// The time zone is another.
        Zone "zone",
        /// The phone's language is another.
        Locale "locale",
        /// A border that a plan named was crossed.
        Fence "fence",
        /// The phone has moved by some hundred metres, or its owner walks again.
        SignificantChange "significant-change",
        /// A moment in the background that iOS gave.
        Refresh "refresh",
        /// Android ended a service and has started it again.
        Sticky "sticky",
        /// The phone was unlocked for the first time since it was started.
        Unlocked "unlocked",
        /// There is a network.
        Network "network",
    }
}

named! {
    /// When the app may know where the phone is.
    LocationAccess {
        /// Also while nobody looks at it.
        Always "always",
        /// While somebody does.
        InUse "in-use",
        /// Never, or it was not asked yet.
        Denied "denied",
    }
}

named! {
    /// What a phone finds its place by.
    Provider {
        /// Satellites.
        Gnss "gnss",
        /// Cells and Wi-Fi networks around.
        Network "network",
        /// All of it, as the system sees fit.
        Fused "fused",
    }
}

named! {
    /// How the phone reaches others.
    NetworkKind {
        /// Wi-Fi, or a cable.
        Wifi "wifi",
        /// Mobile data.
        Mobile "mobile",
        /// Not at all.
        Offline "none",
    }
}

named! {
    /// How somebody moves, by the phone's motion sensors.
    Activity {
        /// Not at all.
        Still "still",
        /// On foot.
        Walk "walk",
        /// In a car, a train, on a bicycle.
        Vehicle "vehicle",
    }
}

/// The Wi-Fi network that the phone has joined.
#[derive(Clone, PartialEq, Eq)]
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

impl fmt::Debug for Wifi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An access point tells where somebody lives.
        f.write_str(match self {
            Self::Off => "Off",
            Self::NotJoined => "NotJoined",
            Self::Joined { .. } => "Joined",
        })
    }
}

/// All that a phone says of itself. It comes whole at every wake, because permissions change without
/// a word; only what differs matters. What a system cannot tell is said as the default has it.
#[derive(Debug, Clone, PartialEq, Eq)]
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

impl Default for Facts {
    /// A phone that lets the app do everything.
    fn default() -> Self {
        Self {
            location: LocationAccess::Always,
            precise: true,
            services: true,
            providers: vec![Provider::Gnss, Provider::Network],
            notices: true,
            camera: true,
            motion: true,
            battery: 80,
            charging: false,
            saver: false,
            exempt: false,
            idle: false,
            in_front: false,
            network: NetworkKind::Wifi,
            wifi: Wifi::NotJoined,
            maker: String::new(),
        }
    }
}

impl Facts {
    /// What differs from what was said before, by the names that scripts see.
    pub fn changed_since(&self, before: &Self) -> Vec<&'static str> {
        let differs = [
            ("location", self.location != before.location),
            ("precise", self.precise != before.precise),
            ("services", self.services != before.services),
            ("providers", self.providers != before.providers),
            ("notices", self.notices != before.notices),
            ("camera", self.camera != before.camera),
            ("motion", self.motion != before.motion),
            ("battery", self.battery != before.battery),
            ("charging", self.charging != before.charging),
            ("saver", self.saver != before.saver),
            ("exempt", self.exempt != before.exempt),
            ("idle", self.idle != before.idle),
            ("in_front", self.in_front != before.in_front),
            ("network", self.network != before.network),
            ("wifi", self.wifi != before.wifi),
            ("maker", self.maker != before.maker),
        ];
        differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }

    /// Whether somebody sees what is shown now: a notice, or the app itself.
    pub fn can_show(&self) -> bool {
        self.notices || self.in_front
    }

    /// Whether nothing of this app gets out, whatever it tries.
    fn is_cut_off(&self) -> bool {
        self.network == NetworkKind::Offline || self.idle && !self.exempt && !self.in_front
    }

    /// Whether what can wait should wait.
    fn spares_power(&self) -> bool {
        self.saver && !self.charging && !self.in_front
    }
}

/// What the phone's motion sensors counted since the last wake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Steps.
    pub steps: u32,
    /// How its owner moved, if that is known.
    pub activity: Option<Activity>,
}

/// A wake: why, what the phone says of itself, and how it was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

impl Renew {
    /// What a cause has spent.
    pub(crate) fn after(cause: Cause) -> Self {
        match cause {
            Cause::Alarm | Cause::Refresh => Self::WakeTime,
            Cause::Clock => Self::Times,
            _ => Self::Nothing,
        }
    }
}
