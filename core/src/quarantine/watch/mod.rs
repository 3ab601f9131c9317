//! One person's quarantine on one phone: what comes in from the phone's system becomes entries of the
//! journal, and what is known says what the system is asked for next (`PROTOCOL.md §19.6`). Without
//! I/O and without a clock.
//!
//! A [`Watch`] is told of [fixes](Watch::fixes_arrived), [wakes](Watch::woken) and [time](Watch::tick),
//! each with the [`Duty`] of that moment, and writes with a [`Pen`]. Whoever calls does so on a clone,
//! stores what was written and what is [`Kept`] in one transaction, and only then goes on with the
//! clone. What the system is then [asked for](Watch::ask) is remembered with it. After a process died, [`Watch::rebuild`] makes the same one of the journal.

mod arriving;
mod duty;
mod judging;
mod location;
mod pen;
mod person;
mod readings;
mod rebuilding;
mod recomputing;
mod stages;
mod technical;
mod telling;
#[cfg(test)]
pub(crate) mod tests;
mod told;

pub use arriving::{ArrivingFix, CircleOf, FixInvalid};
pub use duty::{Duty, Now};
pub use location::{Fence, LocationPlan, Mode};
pub use pen::{Pen, Written};
pub use person::{Arrived, AskedWake, Judged, NoDuty, Watch};
pub use readings::{Readings, home_wifi};
pub use rebuilding::Kept;
