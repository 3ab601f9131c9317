//! Checks, what a person answers, and what they declare.

use doorstep::client::CheckAnswer;
use doorstep::documents::CheckKind;
use doorstep::model::Sentence;
use doorstep::model::patient::{AnswerMode, CannotReason, CheckOutcome, Declared};
use doorstep::quarantine::declarations::Declaring;
use doorstep::views::{CheckAnswerView, CheckView, DeclaredView};

/// A check. Times are milliseconds since 1970.
#[uniffi::remote(Record)]
pub struct CheckView {
    /// Base64url.
    pub id: String,
    pub kind: CheckKind,
    /// Asked at a time that no order tells.
    pub is_surprise: bool,
    /// When an agreed check was due; never told beforehand.
    pub due_ms: Option<i64>,
    pub delivered_at_ms: Option<i64>,
    /// When its window closed, or will if nothing makes it stand still.
    pub closes_at_ms: Option<i64>,
    /// Seconds in which it may still be answered.
    pub open_left_s: Option<u64>,
    /// Why no time passes: a stable kebab-case name.
    pub standing_still: Option<String>,
    pub outcome: CheckOutcome,
    pub answer: Option<CheckAnswerView>,
    pub text: Sentence,
}

/// The answer that counts.
#[uniffi::remote(Record)]
pub struct CheckAnswerView {
    pub earliest_ms: i64,
    /// None while no clock vouches for it.
    pub latest_ms: Option<i64>,
    pub how: AnswerMode,
    pub reason: Option<CannotReason>,
    /// SHA-256 of the sealed photo, base64url.
    pub photo: Option<String>,
    /// Whether the authority has signed for it.
    pub receipt: bool,
}

/// By what a check is answered.
#[uniffi::remote(Enum)]
pub enum CheckKind {
    Place,
    Photo,
}

/// What came of a check.
#[uniffi::remote(Enum)]
pub enum CheckOutcome {
    /// Not asked yet.
    Waiting,
    /// Its window runs.
    Asking,
    Answered,
    /// Surely after its window had closed.
    AnsweredLate,
    /// Up to half an hour before it was asked.
    AnsweredEarly,
    /// The person said why not.
    Cannot,
    /// The phone could not ask.
    NotDelivered,
    /// The order or the person said that nothing is asked then.
    Paused,
    /// Something else took its place: a release that came later, or the next check.
    Superseded,
    /// The order had ended.
    AfterEnd,
    /// It was asked, its window closed, and no answer came.
    Unanswered,
}

/// How a check was answered.
#[uniffi::remote(Enum)]
pub enum AnswerMode {
    Photo,
    /// A photo was asked for, and this is what was possible.
    Place,
    /// "I am here", without a place.
    Tap,
    /// By a parent of a child.
    Parent,
    /// Up to half an hour before it was asked.
    Early,
    Cannot,
}

/// Why somebody cannot answer. Whatever may not be said aloud is `Personal`.
#[uniffi::remote(Enum)]
pub enum CannotReason {
    Ill,
    Asleep,
    Camera,
    Blind,
    Veil,
    Child,
    Phone,
    Personal,
    Other,
}

/// What a person says to a check.
#[uniffi::remote(Enum)]
pub enum CheckAnswer {
    /// "I am here". The newest place goes with it, if there is one of the last minutes.
    Here,
    /// "I cannot".
    Cannot {
        reason: CannotReason,
        /// In the person's own words. It stays on the phone.
        text: Option<String>,
    },
}

/// What a person declares.
#[uniffi::remote(Enum)]
pub enum Declaring {
    /// In hospital, or on the way there.
    Hospital,
    /// They had to leave to be safe.
    Safety,
    /// The authority allowed them to leave.
    Permission {
        /// From 1 to 240.
        minutes: u64,
        text: Option<String>,
    },
    /// At home again.
    Back,
    /// The phone or the app does not work.
    Fault { text: String },
    /// The app cannot be installed on the phone that the person has.
    CannotInstall,
}

/// What was declared.
#[uniffi::remote(Enum)]
pub enum Declared {
    Hospital,
    /// Fled for safety. Whoever reads over the person's shoulder must not learn it, so no word here says
    /// it.
    Personal,
    /// The authority allowed it by telephone.
    Permission,
    /// At home again.
    Back,
    /// The phone or the app does not work.
    Fault,
    CannotInstall,
}

/// What a person declared.
#[uniffi::remote(Record)]
pub struct DeclaredView {
    pub what: Declared,
    /// Until when it counts, milliseconds since 1970; none if until the person says that it is over, or if
    /// nothing is made of it.
    pub until_ms: Option<i64>,
    pub text: Sentence,
}
