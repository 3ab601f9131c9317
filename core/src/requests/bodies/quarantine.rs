//! The JSON about orders and reports.

use serde::{Deserialize, Serialize};

use super::{Claimed, DeniedPass};

/// An order that a phone has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenOrder {
    pub order: String,
    /// The highest one.
    pub version: u64,
    /// Of that version, base64url.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Lower ones that it never got.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<u64>,
}

/// An order that waits for an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderWaits {
    /// Marks that may still be tried; after that it is for the officer.
    pub left: u64,
}

/// A version of an order, with what opens its places.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentOrder {
    /// The signed order (`PROTOCOL.md §4.16`).
    pub order: String,
    pub places: Vec<SentPlace>,
}

/// What opens a sealed place of an order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentPlace {
    /// As in the order.
    pub id: String,
    /// Sixteen bytes, base64url.
    pub salt: String,
    /// In units of 10⁻⁷ degrees.
    pub lat: i64,
    pub lon: i64,
}

/// `POST /v1/orders/claim`, signed by the device key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRequest {
    /// Sixteen symbols, as they stand on the paper (`PROTOCOL.md §7.5`).
    pub code: String,
    /// The mark of whoever the order is for; `-` if they gave none.
    pub sub: String,
}

/// 200 to a claim.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimReply {
    /// The order, as a sync brings it.
    pub orders: Vec<SentOrder>,
    /// Time token over the request's nonce.
    pub time: String,
}

/// 200 to `PUT`, `GET` and `PATCH /v1/photos/{photo}`: how much of it has come.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoReply {
    /// Bytes from its beginning, without a gap.
    pub received: u64,
    /// The signed receipt (`PROTOCOL.md §4.19`), base64url, once it has come whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Time token over the request's nonce.
    pub time: String,
}

/// 200 to `POST /v1/reports`: what the authority has of the phone, and whatever a sync would bring.
/// Signed objects are base64url. The request is CBOR (`PROTOCOL.md §20.2`).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportsReply {
    /// The signed receipt (`PROTOCOL.md §4.19`), or the word that a number has another item. It is
    /// for 0 items while the authority has nothing of this key.
    pub receipt: String,
    /// The highest head that the authority has of this key, if it is not the one just sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest: Option<String>,
    /// The account's orders in versions that the phone does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<SentOrder>,
    /// Surprise checks (`PROTOCOL.md §4.17`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<String>,
    /// Notices (`PROTOCOL.md §4.18`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
    /// What was signed of photos since they came (`PROTOCOL.md §23.3`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photo_words: Vec<String>,
    /// Why this phone's key is closed, if it is: what `key_closed` says, for people who read along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// The authority's signed word that the key is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_closed: Option<String>,
    /// Another phone has registered with this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Claimed>,
    /// The account's passes that last for days and were revoked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denied: Vec<DeniedPass>,
    /// An order waits for whoever has the account's number and its mark: a sync takes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_waits: Option<OrderWaits>,
    /// Time token over the request's nonce.
    pub time: String,
    /// Something did not fit: the next request brings it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
}
