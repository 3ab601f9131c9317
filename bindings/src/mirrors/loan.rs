//! A lent device.

use doorstep::client::LoanReturned;
use doorstep::loan::LoanState;
use doorstep::model::Sentence;
use doorstep::views::LoanView;

/// Where a loan stands.
#[uniffi::remote(Enum)]
pub enum LoanState {
    /// In nobody's hands yet.
    Taken,
    Running,
    /// There is nothing left to do but bring it back.
    Returning,
    Wiped,
}

/// A lent device.
#[uniffi::remote(Record)]
pub struct LoanView {
    /// The number on its form; none once it is wiped.
    pub number: Option<String>,
    pub state: LoanState,
    /// Milliseconds since 1970, as are the other times.
    pub handed_over_at_ms: Option<i64>,
    /// When the last order ends, as far as one is known.
    pub ends_at_ms: Option<i64>,
    /// What whoever has it is to know of how it goes back.
    pub give_back: Vec<Sentence>,
    /// Numbers to call, nearest help first; never empty.
    pub emergency: Vec<String>,
    /// The same in a sentence.
    pub emergency_text: Sentence,
    /// The text of the certificate's code, once there is one.
    pub certificate: Option<String>,
}

/// A lent device that knows nothing any more.
#[uniffi::remote(Record)]
pub struct LoanReturned {
    /// The text of its certificate's code, for whoever takes it back.
    pub certificate: String,
    /// Whether the authority has the certificate.
    pub told: bool,
}
