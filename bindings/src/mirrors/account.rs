//! Where a registration stands.

use doorstep::model::Sentence;
use doorstep::registration::Step;
use doorstep::views::RegistrationView;

/// Where a registration stands.
#[uniffi::remote(Record)]
pub struct RegistrationView {
    /// How far it is.
    pub step: Step,
    /// The number with its middle hidden.
    pub phone: Option<String>,
    /// From when another code can be asked for, milliseconds since 1970.
    pub resend_at_ms: Option<i64>,
    /// When the code ends, milliseconds since 1970.
    pub expires_at_ms: Option<i64>,
    /// The state as a sentence.
    pub text: Sentence,
}

/// How far a registration is, as a screen tells it.
#[uniffi::remote(Enum)]
pub enum Step {
    NotRegistered,
    /// What was typed waits for a network.
    WaitingToSend,
    /// The form of a lent phone waits for a network.
    LoanAsked,
    /// A code is on its way.
    CodeSent,
    Registered,
    /// Another phone is about to give its account to this one.
    Moving,
    /// The authority closed the account's key.
    Closed,
    /// Everything is erased; the authority is yet to be told.
    Erasing,
}
