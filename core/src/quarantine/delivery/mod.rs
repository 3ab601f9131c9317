//! One person's outbox of reports: when a request goes, what is in it, and what each answer means
//! (`PROTOCOL.md §20`). Pure: entries and answers come in, what to store, sign and send comes out.
//!
//! ```text
//! when       the slots, and what goes at once
//! preparing  the next request; repeated as it was while its answer is lost
//! answer     an answer, and what becomes of it
//! answering  receipts, conflicts, refusals and silence
//! turning    a new epoch, and what is written once more in it
//! point      how far the two chains are followed
//! limits     figures, with their reasons
//! ```
//!
//! A [`Delivery`] is stored when something is sent or answered, never at an entry. What [`Unsigned::signed`]
//! returns is stored before the first byte leaves, what [`Delivery::answered`] returns in one transaction
//! with the entries that it asks for. Whatever happens in between costs a request that is repeated.

mod answer;
mod answering;
mod body;
mod head_time;
mod limits;
mod point;
mod preparing;
mod state;
#[cfg(test)]
mod tests;
mod turning;
mod when;

pub use answer::{After, Answer, Heard, Next, Said};
pub use head_time::{DeliveryProblem, HeadTime};
pub use limits::{MOST_HEADS, MOST_PAST, MOST_READ};
pub use point::Point;
pub use preparing::{Prepared, Ready, Sending, Unsigned};
pub use state::Delivery;
pub(crate) use state::{InFlight, OpenHead, Span};
pub use turning::{Again, Turn};
pub use when::{Due, Phone, Waiting, reaches_ms};
