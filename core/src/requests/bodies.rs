//! The JSON of requests and answers. Bytes and signed objects are base64url without padding, times
//! whole Unix seconds. Fields that are not known are ignored (`PROTOCOL.md §8.3`).

mod link;
mod loan;
mod quarantine;

use serde::{Deserialize, Serialize};

pub use link::{LinkReply, LinkRequest};
pub use loan::{
    HandoverReply, HandoverRequest, LoanReply, LoanRequest, ReturnReply, ReturnRequest,
};
pub use quarantine::{
    ClaimReply, ClaimRequest, OrderWaits, PhotoReply, ReportsReply, SeenOrder, SentOrder, SentPlace,
};

/// `POST /v1/time`; the answer is the token itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRequest {
    /// Sixteen random bytes, base64url.
    pub nonce: String,
}

/// `POST /v1/registrations`, signed by the device key and the emergency key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationRequest {
    /// In E.164, with its `+`.
    pub phone: String,
    /// The device key, COSE_Key.
    pub key: String,
    /// The emergency key, COSE_Key.
    pub sos: String,
    /// A time token, whose SHA-256 is the attestation challenge of both keys.
    pub time: String,
    /// The platform's attestation of the device key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attestation: Option<String>,
    /// Version of the consent that the person saw.
    pub consent: u32,
    /// Language of the text message, as a primary tag.
    pub lang: String,
}

/// 202 to a registration, and to a resend: the same for every number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationReply {
    /// Names the registration in later paths.
    pub reg: String,
    /// Seconds until another code may be asked for.
    pub resend_after: u64,
    /// Seconds for which the code counts.
    pub expires_in: u64,
    /// Time token over the request's nonce.
    pub time: String,
}

/// `POST /v1/registrations/{reg}/resend`, signed by the device key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ResendRequest {}

/// `POST /v1/registrations/{reg}/confirm`, signed by the same device key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmRequest {
    /// Six digits, or twelve that were given in person.
    pub code: String,
    /// The holder's mark for the certificate; absent is `-`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
}

/// 201 to a confirmation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmReply {
    pub account: String,
    /// The holder certificate (`PROTOCOL.md §4.11`).
    pub holder: String,
    /// Time token over the request's nonce.
    pub time: String,
}

/// `POST /v1/passes`, signed by the device key and the pass's own new key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassRequest {
    /// Number of the purpose in the rules.
    pub purpose: u64,
    /// District or place, where the region asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Earliest beginning, if not now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u64>,
    /// The holder's mark; absent is `-`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    /// The pass's key, COSE_Key.
    pub cnf: String,
    /// Serial of the rules that the phone goes by.
    pub rules: u64,
    /// After this second nobody wants the pass any more.
    pub give_up_at: u64,
    /// The pass in whose place it comes, because the key that signed that one was withdrawn.
    #[serde(default, rename = "instead", skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The permission of the account's order that it is for, by its `id` there: such an exit uses no quota.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
}

/// `POST /v1/passes/{id}/paper`, signed by the device key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperRequest {
    /// The pass of this name, signed: its mark and times are the paper's too, and the
    /// authority keeps them nowhere.
    pub pass: String,
}

/// 201 to a request for paper, and the same paper again to every other one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperReply {
    /// The pass without a key of its holder.
    pub pass: String,
    /// Its own typed code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Time token over the request's nonce.
    pub time: String,
}

/// `POST /v1/codes`, unsigned; the answer is a signed object.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeRequest {
    /// Sixteen symbols without blanks (`PROTOCOL.md §7.5`).
    pub code: String,
    /// Sixteen random bytes, base64url.
    pub nonce: String,
}

/// How much of a quota is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaCount {
    /// Passes used in the stretch.
    pub n: u64,
    /// Passes that the rules grant in it.
    pub m: u64,
    /// When the next one is free.
    pub next: u64,
}

/// 201 to a pass request.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassReply {
    /// The signed pass (`PROTOCOL.md §4.10`).
    pub pass: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How much of the quota is used now; absent for purposes without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaCount>,
    /// Time token over the request's nonce.
    pub time: String,
}

/// `POST /v1/sync`, signed by the device key.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SyncRequest {
    /// What the phone holds.
    #[serde(default)]
    pub seen: Seen,
    /// The mark of whoever an order waits for, as at registration or as typed now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
}

/// What a phone holds, so that only what changed comes back.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Seen {
    /// Its holder certificate: the only place where the mark stands that a new one needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The mark that its holder declares now, if the certificate has another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    /// Its orders; absent of a phone that knows of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<Vec<SeenOrder>>,
    /// Ids of its notices; absent of a phone that knows of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notices: Option<Vec<String>>,
    /// Ids of its surprise checks; absent of a phone that knows of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checks: Option<Vec<String>>,
    /// Digests of what was signed of its photos; absent of a phone that knows of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_words: Option<Vec<String>>,
}

/// 200 to a sync.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncReply {
    /// Time token over the request's nonce.
    pub time: String,
    /// A renewed holder certificate for the same emergency key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Why this phone's key is closed, if it is: what `key_closed` says, for people who read along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// The authority's signed word that the key is closed: nothing else closes an account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_closed: Option<String>,
    /// Another phone has registered with this number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Claimed>,
    /// The account's passes that last for days and were revoked. Single exits stand
    /// in the deny list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denied: Vec<DeniedPass>,
    /// An order waits for whoever has the account's number and its mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_waits: Option<OrderWaits>,
    /// The account's orders in versions that the phone does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<SentOrder>,
    /// Notices to the account that the phone does not have, signed (`PROTOCOL.md §4.18`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
    /// Surprise checks that the phone does not have, signed (`PROTOCOL.md §4.17`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<String>,
    /// What was signed of photos and the phone does not have (`PROTOCOL.md §23.3`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photo_words: Vec<String>,
}

/// A pass that was revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeniedPass {
    /// Its `cti` as base64url.
    pub pass: String,
    /// The second from which it does not count.
    pub from: u64,
}

/// Another phone has registered with this account's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimed {
    /// When it registered, Unix seconds.
    pub at: u64,
    /// When the number leaves this account unless its holder objects.
    pub leaves_at: u64,
}

/// 200 to `POST /v1/erase`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseReply {
    /// Time token over the request's nonce.
    pub time: String,
}
