//! How requests come in: handlers, limits, and answers as they go out.

mod handlers;
mod host;
mod openapi;
#[cfg(test)]
mod protocol_page;
mod responses;
#[cfg(test)]
mod tests;
mod watch;

use std::time::Duration;

pub(crate) use handlers::{read_body, router};
pub(crate) use host::single_header;
pub(crate) use responses::LoggedCode;

/// Longest time for any step of a request: its head, its whole, its handshake.
pub(crate) const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
