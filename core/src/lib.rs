//! Doorstep: the client core of a city's exit passes. It decides, the phones obey.
//!
//! A phone opens a [`client::Client`] over its [`ports`] (clocks, keys, randomness, network), draws
//! its [`views::Snapshot`], does what its [`views::Plan`] says, and calls one method a use case.
//! An inspector's device adds [`inspector::Inspector`] to the same client.
//!
//! Everything synchronous is durable before it returns. Network work is asynchronous, needs a tokio
//! runtime around it and makes none, and may be dropped at any point: what was begun is in the
//! [`outbox`] and goes on at the next [`client::Client::sync`].
//!
//! Rooms, and who may see whom: `model ← documents ← domain rooms ← client`. The domain rooms
//! ([`lists`], [`loan`], [`moving`], [`registration`], [`pass`], [`inspection`], [`quarantine`], [`evidence`],
//! [`photo`], [`pin`], [`sms`], [`outbox`], [`requests`], [`time`]) are pure: no clock, no randomness, no keys, no
//! store, no network.

pub mod client;
pub mod client_error;
pub mod crypto;
pub mod documents;
pub mod error;
pub mod events;
pub mod evidence;
pub mod inspection;
pub mod inspector;
pub mod lists;
pub mod loan;
pub mod model;
pub mod moving;
pub mod net;
pub mod observe;
pub mod outbox;
pub mod paper;
pub mod pass;
pub mod photo;
pub mod pin;
pub mod ports;
pub mod qr;
pub mod quarantine;
pub mod registration;
pub mod requests;
pub mod sms;
mod state;
#[cfg(feature = "testing")]
pub use state::stored_forms;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
pub mod time;
pub mod views;
pub mod words;
