//! The authority's replies, read by the reader of the client and by what serde derives of the form that the
//! authority writes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::requests::{
    ClaimReply, ConfirmReply, EraseReply, FromJson, PaperReply, PassReply, PassRequest, Problem,
    RegistrationReply, ReportsReply, SyncReply, read,
};

/// The reply of a route.
pub struct Reply {
    pub name: &'static str,
    /// What the client reads, as JSON.
    pub read: fn(&[u8]) -> Option<Value>,
    /// The same by what serde derives. It takes an array in place of an object too.
    pub derived: fn(&[u8]) -> Option<Value>,
}

const fn reply<T: FromJson + Serialize + DeserializeOwned>(name: &'static str) -> Reply {
    Reply { name, read: by_hand::<T>, derived: derived::<T> }
}

fn by_hand<T: FromJson + Serialize>(json: &[u8]) -> Option<Value> {
    serde_json::to_value(read::<T>(json)?).ok()
}

fn derived<T: Serialize + DeserializeOwned>(json: &[u8]) -> Option<Value> {
    // Of a name that stands twice the last counts, as for the reader by hand.
    let value: Value = serde_json::from_slice(json).ok()?;
    serde_json::to_value(serde_json::from_value::<T>(value).ok()?).ok()
}

/// All of them. New ones stand at the end: files of a corpus name them by their places.
pub const REPLIES: &[Reply] = &[
    reply::<RegistrationReply>("registration"),
    reply::<ConfirmReply>("confirm"),
    reply::<EraseReply>("erase"),
    reply::<PaperReply>("paper"),
    reply::<PassReply>("pass"),
    reply::<ClaimReply>("claim"),
    reply::<SyncReply>("sync"),
    reply::<ReportsReply>("reports"),
    reply::<Problem>("problem"),
    reply::<PassRequest>("pass-request"),
];
