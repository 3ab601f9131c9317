//! Proofs in few bytes beside the entries, and as they were signed.

mod compacting;
mod expanding;

pub(super) use expanding::{Expanded, head_after};
