//! A quarantine order, as a screen shows it: what its newest version says, and where it stands.

mod showing;

pub(crate) use showing::OrderToShow;

use crate::model::Sentence;
use crate::quarantine::order;

/// An order. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderView {
    /// Base64url.
    pub id: String,
    /// Of the journal that its entries stand in, base64url.
    pub chain: String,
    pub version: u64,
    /// SHA-256 of the payload of that version.
    pub digest: Vec<u8>,
    pub state: OrderState,
    /// Why nothing is asked: a stable kebab-case name.
    pub why: Option<String>,
    /// Where it stands, in words.
    pub headline: Sentence,
    pub from_ms: i64,
    pub until_ms: i64,
    /// When it may first ask anything, while it is announced and that is known.
    pub starts_at_ms: Option<i64>,
    pub released_at_ms: Option<i64>,
    /// Whether the person said to begin before the grace has ended.
    pub begun: bool,
    /// The highest version that the person was shown.
    pub seen_version: Option<u64>,
    pub places: Vec<OrderPlaceView>,
    /// Minute of the day from which on nothing is asked, by the region's clocks.
    pub quiet_from_min: u64,
    pub quiet_to_min: u64,
    /// IANA name of the region's clocks.
    pub zone: String,
    pub checks_a_day: u64,
    pub surprises_a_day: u64,
    pub window_min: u64,
    pub gap_min: u64,
    pub photo: bool,
    /// Whether places are told, and not only whether they are at home.
    pub tells_coordinates: bool,
    pub interval_s: u64,
    pub batch_s: u64,
    pub pauses: Vec<OrderPauseView>,
    pub permissions: Vec<OrderPermissionView>,
    /// Number of its act in the rules.
    pub act: u64,
    pub legal: String,
    pub contact: Option<String>,
    pub help: Vec<String>,
    /// How to object.
    pub appeal: Option<String>,
    pub appeal_days: Option<u64>,
    pub appeal_url: Option<String>,
    pub child: bool,
    /// Whom it is for, as at registration; none if it names nobody.
    pub mark: Option<String>,
    /// The order read aloud.
    pub explained: Vec<Sentence>,
    /// What differs from the version before.
    pub changed: Vec<Sentence>,
    /// Versions that do not count.
    pub refused: Vec<RefusedVersionView>,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderState {
    Announced,
    Running,
    Paused,
    Ended,
    Released,
    /// It asks what no order may, or the person said that it is not theirs.
    Rejected,
}

/// A place of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPlaceView {
    pub id: String,
    pub label: String,
    /// In units of 10⁻⁷ degrees.
    pub latitude: i64,
    /// In units of 10⁻⁷ degrees.
    pub longitude: i64,
    pub radius_m: u64,
    pub from_ms: Option<i64>,
    pub until_ms: Option<i64>,
}

/// A time in which nothing is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPauseView {
    pub from_ms: i64,
    pub until_ms: Option<i64>,
    /// A stable kebab-case name.
    pub why: String,
    /// By the person, and not by the authority.
    pub declared: bool,
}

/// A time in which the person may be elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPermissionView {
    pub id: String,
    pub from_ms: i64,
    pub to_ms: i64,
    pub purpose: String,
    pub text: String,
}

/// A version that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedVersionView {
    pub version: u64,
    /// SHA-256 of its payload.
    pub digest: Vec<u8>,
    /// A stable kebab-case name.
    pub rule: String,
    /// The earliest that it can have come.
    pub at_ms: i64,
}

impl OrderState {
    /// Whether duties run, or will.
    pub fn has_duties(self) -> bool {
        match self {
            Self::Announced | Self::Running | Self::Paused => true,
            Self::Ended | Self::Released | Self::Rejected => false,
        }
    }

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::Released => "released",
            Self::Rejected => "rejected",
        }
    }
}

impl From<order::State> for OrderState {
    fn from(state: order::State) -> Self {
        match state {
            order::State::Announced => Self::Announced,
            order::State::Running => Self::Running,
            order::State::Paused => Self::Paused,
            order::State::Ended => Self::Ended,
            order::State::Released => Self::Released,
        }
    }
}
