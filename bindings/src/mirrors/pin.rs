//! What hides a person's part of a shared phone.

use doorstep::model::Sentence;
use doorstep::views::{CheckView, PinState, PinView};

/// Whether a person's part is hidden.
#[uniffi::remote(Enum)]
pub enum PinState {
    /// Nobody needs a PIN.
    Unset,
    /// It was typed, or set, since the app was last off the screen.
    Open,
    /// All that is theirs is hidden.
    Locked,
}

/// A person's PIN, where more people than one use the phone.
#[uniffi::remote(Record)]
pub struct PinView {
    pub state: PinState,
    /// How it stands with it.
    pub text: Sentence,
    /// From when on it can be typed again, milliseconds since 1970; none if it can now.
    #[uniffi(default = None)]
    pub waits_until_ms: Option<i64>,
    /// When it goes, because somebody asked for that, milliseconds since 1970.
    #[uniffi(default = None)]
    pub goes_at_ms: Option<i64>,
    /// What is asked of the person while their part is hidden: it is answered without the PIN.
    #[uniffi(default = None)]
    pub asked: Option<CheckView>,
    /// Telephone numbers to call while their part is hidden.
    #[uniffi(default = [])]
    pub help: Vec<String>,
    /// Whether hospital and safety may be declared while their part is hidden.
    #[uniffi(default = false)]
    pub may_declare: bool,
}
