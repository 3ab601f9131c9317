//! How requests come in: routes, limits, signatures, and answers as they go out.

mod answers;
mod fields;
mod handlers;
mod host;
mod openapi;
mod routes;
mod signatures;
mod watch;

use std::time::Duration;

pub(crate) use answers::LoggedCode;
pub(crate) use handlers::{bounded, router};
pub(crate) use host::only;
pub(crate) use routes::Command;
pub(crate) use signatures::{Signatures, idempotency_key};

/// Longest time for any step of a request: its head, its whole, its handshake.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
