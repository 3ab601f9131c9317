//! Exit passes on the holder's phone: whether one may be asked for, what came back, where it
//! stands.

mod accept;
mod entry;
mod gate;
mod kept;

pub use accept::{Wanted, accept};
pub use entry::PassState;
pub use gate::{may_ask, span_of};
pub use kept::{KEEP_AFTER_END_S, Pass};

#[cfg(test)]
mod tests;
