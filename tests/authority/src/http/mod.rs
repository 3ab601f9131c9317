//! How requests come in: handlers, limits, and answers as they go out.

mod answers;
mod handlers;
mod host;
mod openapi;
#[cfg(test)]
mod protocol_page;
mod watch;

use std::time::Duration;

pub(crate) use answers::LoggedCode;
pub(crate) use handlers::{bounded, router};
pub(crate) use host::only;

/// Longest time for any step of a request: its head, its whole, its handshake.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
