//! A simulator of phones: what a person does, and what their phone claims meanwhile, with the errors that
//! phones were recorded to make. From one seed come the same fixes, always.
//!
//! ```text
//! chance    numbers by a seed, and lengths that are as long as recorded ones
//! person    where a person and their phone truly are
//! wrong     episodes in which a phone claims to be elsewhere
//! noise     what a phone takes for its place
//! traits    how phones differ
//! calendar  when phones are off, set or simulated
//! phone     what the phone tells, and when
//! ```
//!
//! Recorded were claims, circles and false episodes. Nobody recorded steps, Wi-Fi and looks for
//! satellites beside them, nor what a phone says by day: those do here what we assume.

mod calendar;
mod chance;
mod noise;
mod person;
mod phone;
mod traits;
mod wrong;

pub use chance::Chance;
pub use noise::Noise;
pub use person::{Metres, Outing, Person};
pub use phone::{Phone, Sampling, Told};
pub use traits::{HomeNetwork, Traits};
pub use wrong::{Claim, Episode, Wrong};
