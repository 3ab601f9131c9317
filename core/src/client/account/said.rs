//! What answers say of an account, whatever was asked.

use crate::requests::{Claimed, DeniedPass};

/// How often the mark of an order that waits for a number may be tried (`PROTOCOL.md §12.5`).
pub const MOST_TRIES: u64 = 3;
/// What an answer says of an account, whatever was asked.
pub struct SaidOfAccount {
    pub holder: Option<String>,
    pub claimed: Option<Claimed>,
    pub denied: Vec<DeniedPass>,
}
