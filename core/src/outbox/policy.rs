//! The retry policy, with the reason of each figure (`PROTOCOL.md §8.8`).

/// First backoff: an authority that restarts is back within seconds.
pub const BASE_MS: u64 = 5_000;
/// Longest backoff: a person who asked for a pass looks again within a quarter of an hour.
pub const CAP_MS: u64 = 15 * 60_000;
/// Longest `Retry-After` that is obeyed: a wrong header must not silence a phone for good.
pub const RETRY_AFTER_CAP_MS: u64 = 24 * 3_600_000;
/// Attempts of one request within [`BUDGET_WINDOW_MS`]; keeps a fleet from becoming its own outage.
pub const BUDGET: usize = 12;
/// The window of the budget: one hour.
pub const BUDGET_WINDOW_MS: i64 = 3_600_000;

/// Full jitter: anywhere in `[0, min(cap, base · 2^failures)]`. `random` is 64 random bits.
pub fn backoff_ms(failures: u32, random: u64) -> u64 {
    let ceiling = BASE_MS.saturating_mul(1 << failures.min(20)).min(CAP_MS);
    random % ceiling.saturating_add(1)
}

/// What the server asked for, and up to half as much again, so that a fleet that was told the
/// same does not come back in the same second.
pub fn retry_after_ms(seconds: u64, random: u64) -> u64 {
    let asked = seconds.saturating_mul(1000).min(RETRY_AFTER_CAP_MS);
    let spread = random % (asked / 2).saturating_add(1);
    asked.saturating_add(spread).min(RETRY_AFTER_CAP_MS)
}
