//! How much fits into one request.

/// Most bytes of a request.
pub const MOST_BYTES: usize = 256 * 1024;
/// Most items of a request, those that are live among them.
pub const MOST_ITEMS: usize = 500;
