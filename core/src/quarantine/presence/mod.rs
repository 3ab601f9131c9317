//! Whether a patient's phone is at home, from the places that it claims: the rule that accuses
//! nobody (`PROTOCOL.md §17`). Without I/O and without a clock: whoever has the same fixes, such as
//! the authority or a court, comes to the same answer.
//!
//! A [`Presence`] is given each [`Fix`] with its number and answers with a [`Judgement`]: what the
//! fix is, what it weighs, and where the patient now [stands](Standing).

mod evidence;
mod fix;
mod judgement;
mod known;
mod people;
mod place;
mod point;
mod since_home;
mod standing;
#[cfg(test)]
mod tests;
mod units;
mod watch;

pub use evidence::{Kind, Kinds};
pub use fix::{Accuracy, Fix, HomeWifi, Reason, SensorReading, Source};
pub use judgement::{Band, Judgement, Verdict};
pub use people::People;
pub use place::{Place, Places};
pub use point::{EastScale, PlanePoint, Point, Position};
pub use standing::{Standing, State};
pub use units::{Decibans, Elapsed, FixNumber, Millimetres, Milliseconds};
pub use watch::Presence;
