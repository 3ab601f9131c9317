//! Words of quarantine that a person may read: where a patient stands, why nothing is asked, what was
//! answered and declared. What is made of them stands in the room of quarantine.

mod access;
mod closed;
mod state;
mod technical_state;
mod verdict;
mod why;

pub use access::Access;
pub use closed::{AnswerMode, AsideReason, CannotReason, CheckOutcome, Declared, EpochReason};
pub use state::State;
pub use technical_state::TechnicalState;
pub use verdict::{Reason, Verdict};
pub use why::Why;
