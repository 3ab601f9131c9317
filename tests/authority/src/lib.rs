//! The reference authority: a real HTTPS service with a real database that implements the
//! protocol, so that a phone has somebody to talk to.
//!
//! ```text
//! running       from a home to a running authority, and back
//! home          folders and files of one authority
//! trust_list    what is read out of lists of keys, and how the next one is made
//! offline_root  the root keys: signs roots and trust lists, and meets the rest only by handing over
//! prepare       what an empty home gets before it is served
//! tls           certificates, and how connections are secured
//! online        the keys that are used every day, and the documents that they sign
//! orders        quarantine orders: what they say, and who gets them
//! loans         devices that are lent: invited, handed over, replaced, taken back
//! reports       what phones report under them, and receipts for it
//! notices       what people under an order are told, and what they dispute
//! checks        questions at times that no order tells
//! photos        sealed photos that answer them: taken, receipted, and never opened here
//! photo_opening where the operator opens photos: their keys, apart from all others
//! unseen        what a phone lacks of what was signed for it
//! failing       answers that an operator wants to fail, for tests of phones
//! store         the only room that knows SQL
//! commands      what is decided on a signed request
//! http          how requests come in: handlers, limits, the OpenAPI document
//! routes        every route, in one table
//! signatures    whether a request is signed as its route asks
//! portal        pages for residents without the app: register, ask, print
//! admin         the operator's client, and the loopback endpoint that answers it
//! region        regions by their documents, and how rules and acts follow each other
//! sms           passes by text message: regions' tables as documents
//! bare          the same SQL behind a bare handler, which the benchmark compares with (feature `bare`)
//! json          what a body must be before anything of it is read
//! decoders      readers of what anybody may send, for fuzzing
//! clock         the time: running, stopped by the operator, or a file's
//! clock_file    a clock that several processes share
//! ```
//!
//! Whoever serves is given the folders `online/` and `tls/` and nothing else.

pub mod admin;
#[cfg(feature = "bare")]
pub mod bare;
mod checks;
mod clock;
mod clock_file;
mod commands;
pub mod decoders;
mod error;
mod failing;
mod home;
mod http;
mod json;
mod loans;
mod lost_phones;
mod notices;
mod offline_root;
mod online;
mod orders;
mod photo_opening;
mod photos;
mod portal;
mod prepare;
mod region;
mod reports;
mod routes;
mod running;
mod signatures;
mod sms;
mod store;
mod tls;
mod trust_list;
mod unseen;

pub use clock::ClockSource;
pub use clock_file::{ClockFile, ClockFileError};
pub use error::AuthorityError;
pub use region::{Region, RegionError};
pub use running::{Authority, Ready, Settings, start};
pub use sms::{SMS_DOCUMENTS, read_sms_region, shipped_sms_regions};
