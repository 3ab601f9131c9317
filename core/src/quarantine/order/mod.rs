//! When a quarantine order counts, and what it may ask from when on (`PROTOCOL.md §18`). Without I/O
//! and without a clock: whoever holds the same versions, with the moments at which they came and were
//! seen, comes to the same answer.
//!
//! [`Orders`] takes each version that [opens](OpenedOrder) and says whether it counts. What then applies
//! at an instant is [`InForce`]; whether anything may be asked now is the [`Life`] of the order. [`explained`] and
//! [`changed`] say it to the person.

mod asked;
mod asking;
mod changed;
mod explained;
mod floor;
mod floors;
mod held;
mod in_force;
mod leave;
mod life;
mod opened;
mod refused;
mod stretches;
mod taking;
#[cfg(test)]
pub(crate) mod tests;

pub use asked::has_room;
pub use changed::changed;
pub use explained::explained;
pub use floor::Floor;
pub use floors::floor;
pub use held::{HeldOrder, Orders, Version};
pub use in_force::InForce;
pub use leave::{Excuse, excused_by, permits};
pub use life::{Circumstances, Declaration, Declared, Life, State, Why};
pub use opened::{KnownPlace, OpenedOrder};
pub use refused::{Refusal, Refused};
pub use taking::Taken;
