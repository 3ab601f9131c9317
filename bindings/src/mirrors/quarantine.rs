//! Quarantines: orders, where they stand, and the journal.

use doorstep::client::OrderDecision;
use doorstep::events::Activity;
use doorstep::model::Sentence;
use doorstep::quarantine::presence::{HomeWifi, Source};
use doorstep::quarantine::watch::{ArrivingFix, CircleOf, Mode};
use doorstep::views::{
    AccessView, CheckView, ConsentView, DeclaredView, DisputeState, DutyState, FenceView,
    JournalEntryView, JournalPage, NoticeView, OrderPauseView, OrderPermissionView, OrderPlaceView,
    OrderState, OrderView, QuarantineView, RefusedVersionView,
};

/// A person's quarantine.
#[uniffi::remote(Record)]
pub struct QuarantineView {
    pub order: OrderView,
    /// Where the person stands.
    pub state: DutyState,
    /// Where the quarantine stands, in a line.
    pub headline: Sentence,
    /// What there is to know today.
    pub today: Vec<Sentence>,
    /// The checks of today and those that are open, oldest first.
    pub checks: Vec<CheckView>,
    /// A photo to compare others with is asked for, once an order: `PhotoFor.Reference`.
    #[uniffi(default = None)]
    pub reference_photo: Option<Sentence>,
    /// Whether sealed photos stay on the phone when they have come.
    #[uniffi(default = false)]
    pub keeps_photos: bool,
    /// What the person has declared and still counts.
    pub declared: Option<DeclaredView>,
    /// Number of the last entry of the journal; 0 before the first.
    pub entries: u64,
    /// Items that the authority has not confirmed yet.
    pub unsent: u64,
    /// When it last confirmed some, milliseconds since 1970.
    pub confirmed_at_ms: Option<i64>,
    /// Telephone numbers to call, the order's contact first.
    pub help: Vec<String>,
    /// What the phone's system should still be asked for, in this order.
    pub accesses: Vec<AccessView>,
    /// What the person agrees to, as the order has it.
    pub consent: Vec<ConsentView>,
}

/// What may be said of where a person is, or that nobody looks.
#[uniffi::remote(Enum)]
pub enum DutyState {
    Home,
    Unverified,
    Away,
    NoNews,
    Paused,
    /// No duty runs.
    Off,
}

/// An order. Times are milliseconds since 1970.
#[uniffi::remote(Record)]
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
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Record)]
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
#[uniffi::remote(Record)]
pub struct OrderPauseView {
    pub from_ms: i64,
    pub until_ms: Option<i64>,
    /// A stable kebab-case name.
    pub why: String,
    /// By the person, and not by the authority.
    pub declared: bool,
}

/// A time in which the person may be elsewhere.
#[uniffi::remote(Record)]
pub struct OrderPermissionView {
    pub id: String,
    pub from_ms: i64,
    pub to_ms: i64,
    pub purpose: String,
    pub text: String,
}

/// A version that does not count.
#[uniffi::remote(Record)]
pub struct RefusedVersionView {
    pub version: u64,
    /// SHA-256 of its payload.
    pub digest: Vec<u8>,
    /// A stable kebab-case name.
    pub rule: String,
    /// The earliest that it can have come.
    pub at_ms: i64,
}

/// What a person does about their order.
#[uniffi::remote(Enum)]
pub enum OrderDecision {
    /// They were shown its newest version.
    Seen,
    /// They begin now, without waiting for the end of the grace.
    Begin,
    /// It is for somebody else. Nothing is asked from here on, and the authority is told.
    NotMine,
    /// They end it with the code that its officer has given.
    Release {
        /// As it was typed.
        code: String,
    },
}

/// Some entries of a journal, and how far it reaches.
#[uniffi::remote(Record)]
pub struct JournalPage {
    /// Base64url.
    pub chain: String,
    /// Base64url.
    pub epoch: String,
    /// Number of the last entry; 0 before the first.
    pub n: u64,
    /// SHA-256 of the last head that was signed; empty before the first.
    pub head: Vec<u8>,
    /// Number of the last entry that a receipt covers.
    pub confirmed: Option<u64>,
    pub entries: Vec<JournalEntryView>,
}

/// An entry of a journal. Times are milliseconds since 1970.
#[uniffi::remote(Record)]
pub struct JournalEntryView {
    pub n: u64,
    /// Stable and kebab-case.
    pub kind: String,
    /// It did not happen before this.
    pub earliest_ms: Option<i64>,
    /// It did not happen after this, if that is known.
    pub latest_ms: Option<i64>,
    /// What it says, field by field, as a JSON object; bytes are base64url.
    pub fields: String,
    /// Whether the authority is told.
    pub reported: bool,
    pub text: Sentence,
}

/// A notice of the authority. Times are milliseconds since 1970.
#[uniffi::remote(Record)]
pub struct NoticeView {
    /// Base64url.
    pub id: String,
    /// `warning`, `decision` or `information`.
    pub kind: String,
    /// The earliest that it can have come.
    pub at_ms: i64,
    /// In the authority's own words.
    pub text: String,
    /// Numbers of the reported items that it speaks of.
    pub about: Vec<u64>,
    /// Until when one may object, if one may: never sooner than the order's days after it came.
    pub appeal_until_ms: Option<i64>,
    /// Telephone number.
    pub contact: String,
    /// Nothing if the person has not disputed it.
    pub dispute: Option<DisputeState>,
}

/// How far a dispute has come.
#[uniffi::remote(Enum)]
pub enum DisputeState {
    /// It waits to be sent.
    Queued,
    /// The authority has signed that it has it.
    Received,
    /// A later notice speaks of it.
    Answered,
}

/// How the phone looks where it is.
#[uniffi::remote(Enum)]
pub enum Mode {
    Off,
    /// Takes what others ask for.
    Passive,
    /// By networks.
    Balanced,
    /// By satellites.
    Precise,
}

/// A circle whose border the phone's system watches: whoever crosses it wakes the phone.
#[uniffi::remote(Record)]
pub struct FenceView {
    pub id: String,
    /// In units of 10⁻⁷ degrees.
    pub latitude: i64,
    /// In units of 10⁻⁷ degrees.
    pub longitude: i64,
    pub radius_m: u64,
}

/// What a fix was made from.
#[uniffi::remote(Enum)]
pub enum Source {
    /// Satellites alone.
    Gnss,
    /// Access points.
    Wifi,
    /// Towers.
    Cell,
    /// The system's own mixture.
    Fused,
    /// The system does not say.
    Unknown,
}

/// A place as the phone's system claims it.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct LocationFix {
    /// Degrees.
    pub latitude: f64,
    pub longitude: f64,
    /// Metres; nothing if no accuracy is claimed.
    pub accuracy_m: Option<f64>,
    /// Whether the circle is Apple's, which holds less of the truth than Android's.
    pub is_apple: bool,
    pub source: Source,
    /// From when it was measured to when it was handed over, by the elapsed clock, milliseconds.
    pub age_ms: i64,
    /// When it was measured by its own account, milliseconds since 1970.
    pub time_ms: i64,
    pub is_mock: bool,
    pub is_coarse: bool,
    /// The phone was in deep sleep.
    pub in_deep_sleep: bool,
    /// Steps since the reading before; nothing if they were not counted.
    pub steps: Option<u32>,
    /// How its owner moved since the reading before.
    pub activity: Option<Activity>,
}

impl From<LocationFix> for ArrivingFix {
    fn from(fix: LocationFix) -> Self {
        let circle = if fix.is_apple { CircleOf::Apple } else { CircleOf::Android };
        Self {
            latitude: fix.latitude,
            longitude: fix.longitude,
            accuracy_m: fix.accuracy_m,
            circle,
            source: fix.source,
            age_ms: fix.age_ms,
            time_ms: fix.time_ms,
            is_mock: fix.is_mock,
            is_coarse: fix.is_coarse,
            in_deep_sleep: fix.in_deep_sleep,
            steps: fix.steps,
            activity: fix.activity,
            // The core knows it by what the phone said of its network.
            home_wifi: HomeWifi::Unknown,
        }
    }
}
