//! What is used every day: the online keys, and the documents that they keep current.

mod documents;
mod keys;
mod publisher;
mod status;

pub(crate) use documents::{Document, Published};
pub(crate) use keys::{OnlineKeys, ServerKey, active, close, listed};
pub(crate) use publisher::{Change, Publisher};

/// The authority's name in everything that it signs.
pub(crate) const ISSUER: &str = "XX-REF";

/// Name of the status list in passes. No address: nobody fetches what a pass tells them to.
pub(crate) const STATUS_LIST: &str = "doorstep:XX-REF";
