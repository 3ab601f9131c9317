//! The core as Kotlin and Swift see it: no decision is made here.
//!
//! Values are mirrored by `#[uniffi::remote]` ([`mirrors`]), so that a field that the core has and
//! the phones have not is a compile error. What differs in shape is written out beside it. Objects
//! ([`Client`], [`Inspector`], [`Subscription`], [`CancelHandle`]) parse what they are given, call
//! the core and hand back what it says.
//!
//! What every shell goes by:
//! - Everything may be called from any thread. What is not `async` is durable before it returns and
//!   may take as long as the key store does: call it off the main thread.
//! - `async` work runs on threads of this library. A coroutine or task that is cancelled stops
//!   waiting and tears nothing; the work goes on. A [`CancelHandle`] ends the work itself.
//! - Foreign traits ([`Vault`], [`PhoneClock`], [`SnapshotListener`], [`LogSink`]) are synchronous,
//!   and whatever they throw is an answer: none of it brings the app down. A listener may call
//!   back what is not `async`; a vault, a clock and a log sink must not call back at all.
//! - Besides its own codes every `async` method may answer `core-failed` (a bug, told to the log by
//!   its place) and `no-threads` (the system gave none).
//! - A program that does not ignore `SIGPIPE` is ended by it when the other side closes a connection
//!   first. Apple's sockets, Android's runtime and the JVM see to that; a plain Swift program on
//!   Linux says `signal(SIGPIPE, SIG_IGN)`.
//! - Times are whole milliseconds since 1970 UTC, names of people and passes are texts.

mod cell;
mod client;
mod inspector;
mod listening;
mod logging;
pub mod mirrors;
pub mod platform;
mod runtime;
mod trouble;

pub use client::{Client, Setup};
pub use inspector::Inspector;
pub use listening::{SnapshotListener, Subscription};
pub use logging::{LogLevel, LogSink, log_to};
pub use platform::{KeyLevel, PhoneClock, PhoneTime, ShellFailure, Vault, VaultError, VaultKey};
pub use runtime::CancelHandle;
pub use trouble::{ClientError, ErrorInfo};

uniffi::setup_scaffolding!("doorstep");

/// The version of the core, as a screen of the app shows it.
#[uniffi::export]
pub fn core_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
