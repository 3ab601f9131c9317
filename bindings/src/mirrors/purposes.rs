//! Reasons to leave home, and how often each may still be used.

use doorstep::model::{Period, Sentence};
use doorstep::pass::Quota;
use doorstep::views::PurposeEntry;

/// A reason to leave home, as a list shows it.
#[uniffi::remote(Record)]
pub struct PurposeEntry {
    /// Number in the rules.
    pub id: u64,
    /// Name to ask by.
    pub key: String,
    /// Label in the language that is set.
    pub label: String,
    /// How long a pass lasts.
    pub minutes: u64,
    /// When every pass of it has ended, however long it lasts, milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// How much of the quota is used, if there is one, and this phone can read the count.
    pub quota: Option<Quota>,
    /// Whether a pass is needed.
    pub pass_needed: bool,
    /// Whether this is emergency care.
    pub emergency: bool,
    /// What to know before asking: that none is needed, or how much is used.
    pub note: Option<Sentence>,
}

/// A quota as it is shown and judged: by the rules of now, and what is used of them.
#[uniffi::remote(Record)]
pub struct Quota {
    pub used: u64,
    /// Passes that the rules grant in one stretch.
    pub of: u64,
    /// The stretch in which they are counted.
    pub per: Period,
    /// When the next one can begin, if none is left now, milliseconds since 1970. Nothing also if
    /// there will be none.
    pub next_ms: Option<i64>,
}

/// The stretch over which exits are counted.
#[uniffi::remote(Enum)]
pub enum Period {
    /// The calendar day at the region.
    LocalDay,
    /// Monday to Sunday at the region.
    LocalWeek,
    /// The calendar month at the region.
    LocalMonth,
}
