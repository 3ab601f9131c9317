//! The limits of an outbox of reports, each with its reason (`PROTOCOL.md §20.8`).

/// Most entries that are read for one request: a phone that was away for weeks goes on in steps.
pub const MOST_READ: usize = 4_000;
/// Heads that may still be confirmed. A receipt answers the request that had the head, so one is enough;
/// the others are of answers that got lost. One that is forgotten costs one request.
pub const MOST_HEADS: usize = 8;
/// Epochs before this one whose entries may be written once more.
pub const MOST_PAST: usize = 16;
/// Shortest and longest time between two slots, in seconds, whatever an order says.
pub const SHORTEST_BATCH_S: u64 = 300;
pub const LONGEST_BATCH_S: u64 = 86_400;
/// Between two slots while something urgent waits that was tried in vain.
pub const URGENT_BATCH_S: u64 = 900;
/// Nobody is asked twice within so long, in milliseconds.
pub const APART_MS: i64 = 60_000;
/// A quick retry comes after [`APART_MS`] and up to so much more.
pub const QUICK_SPREAD_MS: i64 = 60_000;
/// So many steps back in a row, and no item confirmed with what it says, are a fault of the authority.
pub const MOST_SETBACKS: u32 = 2;
