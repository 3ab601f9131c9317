//! Checks of one person: when each is asked, how long it may be answered, and what came of it
//! (`PROTOCOL.md §21`). Without I/O and without a clock.
//!
//! An [`AskedChecks`] is told of time, of documents that ask for one more, and of answers, each with what
//! the order asks at that moment ([`Asking`]), and writes with a [`Pen`](super::watch::Pen). Time counts only
//! where the person could have answered. What was asked stands in the journal; the rest is [`Kept`] beside
//! it.

mod answering;
mod asked;
mod asking;
mod counting;
mod elsewhere;
mod kept;
mod known;
mod outcome;
mod planning;
mod rebuilding;
mod surprises;
#[cfg(test)]
mod tests;

pub use answering::{Answer, AnsweringPhoto, NotAsked, Proof};
pub use asked::AskedChecks;
pub use asking::{Asking, KnownTimes};
pub use counting::StandingStill;
pub use kept::{HeldSurprise, Kept, OpenWindow};
pub use known::{AnswerGiven, KnownCheck};
pub use planning::Reminder;
pub use surprises::SurpriseRefusal;
