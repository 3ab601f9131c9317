//! How much fits into one request.

use crate::quarantine::journal::Kind;

/// Most bytes of a request.
pub const MOST_BYTES: usize = 256 * 1024;
/// Most items of a request, those that are live among them.
pub const MOST_ITEMS: usize = 500;

/// Longest text of a dispute, in characters.
pub const LONGEST_DISPUTE: usize = 2_000;

/// Days for which an order and what was reported under it are kept after its end: until then somebody may
/// have to prove what happened, the patient too.
pub const KEPT_DAYS: u64 = 365;

/// Whether the authority has to keep an item of this kind even if it cannot read it.
pub fn is_kept(kind: &str) -> bool {
    [Kind::Answer, Kind::Declare].iter().any(|kept| kept.name() == kind)
}
