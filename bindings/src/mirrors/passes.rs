//! Passes, and requests for them that wait or were refused.

use doorstep::error::Code as ErrorCode;
use doorstep::model::{PassId, PassState, Sentence};
use doorstep::views::{PassEntry, RefusedView, WaitingView};

/// A pass, as a list shows it.
#[uniffi::remote(Record)]
pub struct PassEntry {
    /// The authority's name for it.
    pub id: PassId,
    /// Name of its purpose.
    pub purpose: String,
    /// Label of its purpose in the language that is set.
    pub label: String,
    /// When it begins, milliseconds since 1970.
    pub valid_from_ms: i64,
    /// When it ends, milliseconds since 1970.
    pub valid_until_ms: i64,
    /// Until when a revoked one is good for the way home.
    pub home_until_ms: Option<i64>,
    pub state: PassState,
    /// The same as a sentence.
    pub text: Sentence,
    /// From when until when it counts, in words.
    pub times: Sentence,
}

/// The state of a pass on its holder's phone.
#[uniffi::remote(Enum)]
pub enum PassState {
    Valid,
    NotYetValid,
    /// Its time is over.
    Expired,
    /// Revoked, and still good for the way home.
    ReturnHomeOnly,
    Revoked,
    /// No act is in force: nobody needs it.
    NotInForce,
    /// Its act is not in force, and another requires a pass.
    OtherAct,
    /// The key that signed it was withdrawn: it is not accepted, and another one comes.
    KeyWithdrawn,
    /// The phone does not know the time well enough to say.
    TimeUnknown,
}

/// A request for a pass that waits.
#[uniffi::remote(Record)]
pub struct WaitingView {
    /// Name of the purpose.
    pub purpose: String,
    /// When it is given up, milliseconds since 1970.
    pub give_up_at_ms: i64,
    /// The state as a sentence.
    pub text: Sentence,
}

/// A request for a pass that was refused, perhaps while nobody looked.
#[uniffi::remote(Record)]
pub struct RefusedView {
    /// Name of the purpose.
    pub purpose: String,
    /// The code of the refusal.
    pub code: ErrorCode,
    /// Why the authority, or this phone, said no.
    pub text: Sentence,
    pub next: Sentence,
}
