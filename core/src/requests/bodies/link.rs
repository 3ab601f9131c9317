//! The JSON about an account that goes on under another key.

use serde::{Deserialize, Serialize};

/// `POST /v1/links`, signed by the new device key and the new emergency key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRequest {
    /// The link, signed by the old device key and the new one (`PROTOCOL.md §4.26`).
    pub link: String,
    /// The new device key, COSE_Key.
    pub key: String,
    /// The new emergency key, COSE_Key.
    pub sos: String,
    /// The holder's mark, for the certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
}

/// 201 to a link.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkReply {
    /// The account, base64url.
    pub account: String,
    /// The holder certificate (`PROTOCOL.md §4.11`).
    pub holder: String,
    /// Time token over the request's nonce.
    pub time: String,
}
