//! What is used every day: the online keys, and the documents that they keep current.

mod documents;
mod keys;
mod publisher;
mod sms;
mod status;

pub(crate) use documents::{Document, Published};
pub(crate) use keys::{OnlineKeys, ServerKey, close, missing_uses};
pub(crate) use publisher::{Change, Publisher, first_rules};

/// Name of an authority's status list in passes. No address: nobody fetches what a pass tells them
/// to.
pub(crate) fn status_list(iss: &str) -> String {
    format!("doorstep:{iss}")
}
