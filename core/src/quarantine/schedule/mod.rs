//! When the checks are due that a person agreed to with their order (`PROTOCOL.md §21.1`). The phone
//! knows them all beforehand, so that none needs a network, and whoever has the order comes to the same.

mod agreed;
mod around;
mod open_time;
#[cfg(test)]
mod tests;
mod waking;

pub use agreed::{AgreedCheck, agreed};
pub use around::AgreedAround;
pub use open_time::{
    is_quiet, next_not_quiet, not_quiet_between, not_quiet_from, when_not_quiet_for,
};
