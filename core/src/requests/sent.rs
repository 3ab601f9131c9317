//! What the phone has sent, as a person may look it up: where it went, its digest, what it asks for
//! and what it tells.

use serde::de::DeserializeOwned;

use super::{ClaimRequest, ConfirmRequest, PassRequest, RegistrationRequest, Route, SyncRequest};
use crate::crypto::sha256;
use crate::documents::Item;
use crate::documents::numbers::limit;
use crate::model::{Asks, Tells};
use crate::ports::Outgoing;

/// How many entries are kept.
pub const MOST_SENT: i64 = 1_000;
/// Of how many of them the bytes are kept.
pub const MOST_RAW: i64 = 50;

/// A request as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Milliseconds since 1970, by what the phone knew of the time.
    pub at_ms: i64,
    /// Host and port.
    pub to: String,
    /// The path with its variables unnamed.
    pub route: String,
    /// Length of the body.
    pub bytes: u64,
    /// Of the body.
    pub sha256: [u8; 32],
    pub asks: Asks,
    pub tells: Vec<Tells>,
}

/// Its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SentRaw {
    /// All that stands before the body, as HTTP/1.1 has it.
    pub head: String,
    pub body: Vec<u8>,
}

impl Sent {
    pub fn of(outgoing: &Outgoing, route: Route, at_ms: i64) -> Self {
        let (asks, mut tells) = said(route, &outgoing.body);
        if outgoing.headers.iter().any(|header| header.name == "signature") {
            tells.push(Tells::Signature);
        }
        if tells.is_empty() {
            tells.push(Tells::Nothing);
        }
        Self {
            at_ms,
            to: outgoing.host_and_port(),
            route: outgoing.route.to_owned(),
            bytes: outgoing.body.len() as u64,
            sha256: sha256(&outgoing.body),
            asks,
            tells,
        }
    }
}

impl SentRaw {
    pub fn of(outgoing: &Outgoing) -> Self {
        Self { head: outgoing.head(), body: outgoing.body.clone() }
    }
}

fn said(route: Route, body: &[u8]) -> (Asks, Vec<Tells>) {
    match route {
        Route::Time => (Asks::Time, Vec::new()),
        Route::Root(_) => (Asks::Root, Vec::new()),
        Route::Trust => (Asks::Trust, Vec::new()),
        Route::Stamp => (Asks::Stamp, Vec::new()),
        Route::Rules => (Asks::Rules, Vec::new()),
        Route::Deny => (Asks::Deny, Vec::new()),
        Route::Status => (Asks::Status, Vec::new()),
        Route::Registrations => (Asks::Code, of_registration(read(body))),
        Route::Resend(_) => (Asks::AnotherCode, Vec::new()),
        Route::Confirm(_) => (Asks::Account, of_code(read(body))),
        Route::Sync => (Asks::Updates, of_sync(read(body))),
        Route::Passes => (Asks::Pass, of_pass(read(body))),
        Route::Paper(_) => (Asks::Paper, vec![Tells::Pass]),
        Route::Reports => (Asks::Receipt, of_reports(body)),
        Route::ClaimOrder => (Asks::Order, of_claim(read(body))),
        Route::Codes => (Asks::TypedCode, vec![Tells::TypedCode]),
        Route::Erase => (Asks::Erase, Vec::new()),
    }
}

/// A body of ours; what no form fits is still in the bytes.
fn read<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    serde_json::from_slice(body).ok()
}

fn of_reports(body: &[u8]) -> Vec<Tells> {
    let request = Item::read(body, limit::DEPTH_DOCUMENT).ok();
    let words = request.filter(|request| request.get("disclosed").is_some());
    [Tells::Reports].into_iter().chain(words.map(|_| Tells::OwnWords)).collect()
}

fn of_registration(request: Option<RegistrationRequest>) -> Vec<Tells> {
    let attestation = request.and_then(|request| request.attestation);
    [Tells::PhoneNumber, Tells::AccountKeys]
        .into_iter()
        .chain(attestation.map(|_| Tells::Attestation))
        .chain([Tells::Language])
        .collect()
}

fn of_code(request: Option<ConfirmRequest>) -> Vec<Tells> {
    let hint = request.and_then(|request| hint(request.sub));
    [Tells::MessageCode].into_iter().chain(hint).collect()
}

fn of_sync(request: Option<SyncRequest>) -> Vec<Tells> {
    let (seen, of_order) = request.map(|request| (request.seen, request.sub)).unwrap_or_default();
    let typed = hint(seen.sub).or(hint(of_order));
    seen.holder.map(|_| Tells::Certificate).into_iter().chain(typed).collect()
}

fn of_pass(request: Option<PassRequest>) -> Vec<Tells> {
    let Some(request) = request else { return Vec::new() };
    [Tells::Purpose(request.purpose)]
        .into_iter()
        .chain(request.from.map(|_| Tells::Start))
        .chain(hint(request.sub))
        .chain([Tells::PassKey])
        .chain(request.replaces.map(|_| Tells::OldPass))
        .collect()
}

fn of_claim(request: Option<ClaimRequest>) -> Vec<Tells> {
    let hint = request.and_then(|request| hint(Some(request.sub)));
    [Tells::OrderCode].into_iter().chain(hint).collect()
}

/// How a hint is written that its holder did not give.
const ABSENT: &str = "-";

fn hint(text: Option<String>) -> Option<Tells> {
    text.filter(|text| text != ABSENT).map(|_| Tells::HolderHint)
}

// Bodies hold numbers, codes and passes.
impl std::fmt::Debug for SentRaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SentRaw({} bytes)", self.body.len())
    }
}
