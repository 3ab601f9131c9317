//! The journal of a quarantine: what a patient's phone writes down, so that it can be proven later,
//! piece by piece, to whom the patient wants (`PROTOCOL.md §19`).
//!
//! An [`Event`] becomes an [`Entry`] by its [`Numbering`]; only that is stored. Its [leaves](Leaf) and
//! the chains over them are computed when a head is signed.

mod class;
mod closed;
mod entry;
mod event;
mod field;
mod links;
mod moment;
mod numbers;
mod reported_under;
mod secrets;
#[cfg(test)]
pub(crate) mod tests;
mod value;
mod values;

pub use class::Class;
pub use closed::Closed;
pub use entry::{Entry, Numbering};
pub use event::{
    Event, Kind, alias, answer, aside, begin, check, declare, dispute, end, epoch, fix, link,
    notice, order, presence, receipt, seen, technical,
};
pub use field::{Asked, Disputed, FixFlags};
pub use links::{JournalEnd, ReportsEnd, digest_of_leaves, follow, time_nonce};
pub use moment::{Interval, Moment, QuarterHour};
pub use numbers::{NUMBERS_OF_A_FIX, NUMBERS_OF_A_MOMENT, NUMBERS_OF_A_STRETCH};
pub use reported_under::ReportedUnder;
pub use secrets::{ChainSecret, ClassSecret, Leaf, Numbered, Salt, leaf_of};
pub use value::Word;
pub use values::Values;

pub use crate::model::patient::{
    AnswerMode, AsideReason, CannotReason, Declared, EpochReason, TechnicalState,
};
