//! The JSON about lent devices.

use serde::{Deserialize, Serialize};

/// `POST /v1/loans`, signed by the device key and the emergency key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanRequest {
    /// The invitation (`PROTOCOL.md §4.23`).
    pub loan: String,
    /// The device key, COSE_Key.
    pub key: String,
    /// The emergency key, COSE_Key.
    pub sos: String,
    /// A time token, whose SHA-256 is the attestation challenge of both keys.
    pub time: String,
    /// The platform's attestation of the device key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attestation: Option<String>,
}

/// 201 to a lent device.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoanReply {
    /// The holder certificate, which names nobody (`PROTOCOL.md §4.11`).
    pub holder: String,
    /// Time token over the request's nonce.
    pub time: String,
}

/// `POST /v1/loans/{loan}/handover`, signed by the device key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverRequest {
    /// The handover with the device's signature (`PROTOCOL.md §4.24`).
    pub handover: String,
}

/// 200 to a handover.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverReply {
    /// The same with the authority's signature.
    pub handover: String,
    /// Time token over the request's nonce.
    pub time: String,
}

/// `POST /v1/loans/{loan}/return`, signed by the device key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnRequest {
    /// The wipe certificate (`PROTOCOL.md §4.25`).
    pub certificate: String,
}

/// 200 to a return.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReply {
    /// A receipt of the kind `device` (`PROTOCOL.md §4.19`).
    pub receipt: String,
    /// Time token over the request's nonce.
    pub time: String,
}
