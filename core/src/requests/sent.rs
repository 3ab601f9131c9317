//! What the phone has sent, as a person may look it up: where it went, its digest, what it asks for
//! and what it tells.

use serde_json::Value;

use super::{MediaType, Route};
use crate::crypto::sha256;
use crate::documents::Item;
use crate::documents::numbers::limit;
use crate::model::{Asks, Tells, inflate};
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
    /// Without the bytes of a photo: the phone keeps those once, and only until they have come.
    pub fn of(outgoing: &Outgoing, route: Route) -> Self {
        let is_photo = route.takes() == Some(MediaType::OctetStream);
        let body = if is_photo { Vec::new() } else { outgoing.body.clone() };
        Self { head: outgoing.head(), body }
    }
}

fn said(route: Route, body: &[u8]) -> (Asks, Vec<Tells>) {
    // What is no JSON is still in the bytes.
    let json = || serde_json::from_slice(body).unwrap_or_default();
    match route {
        Route::Time => (Asks::Time, Vec::new()),
        Route::Root(_) => (Asks::Root, Vec::new()),
        Route::Trust => (Asks::Trust, Vec::new()),
        Route::Stamp => (Asks::Stamp, Vec::new()),
        // Tables of text messages are rules too, and signed by the same keys.
        Route::Rules => (Asks::Rules, Vec::new()),
        Route::Sms => (Asks::SmsTables, Vec::new()),
        Route::Deny => (Asks::Deny, Vec::new()),
        Route::Status => (Asks::Status, Vec::new()),
        Route::Registrations => (Asks::Code, of_registration(&json())),
        Route::Resend(_) => (Asks::AnotherCode, Vec::new()),
        Route::Confirm(_) => (Asks::Account, of_code(&json())),
        Route::Sync => (Asks::Updates, of_sync(&json())),
        Route::Passes => (Asks::Pass, of_pass(&json())),
        Route::Paper(_) => (Asks::Paper, vec![Tells::Pass]),
        Route::Reports => (Asks::Receipt, of_reports(body)),
        Route::Photo(_) | Route::PhotoPart(_) => (Asks::PhotoReceipt, vec![Tells::Photo]),
        Route::PhotoReceived(_) => (Asks::PhotoReceipt, Vec::new()),
        Route::ClaimOrder => (Asks::Order, of_claim(&json())),
        Route::Codes => (Asks::TypedCode, vec![Tells::TypedCode]),
        Route::Loans => (Asks::Loan, of_loan(&json())),
        Route::LoanHandover(_) => (Asks::Handover, vec![Tells::Handover]),
        Route::LoanReturn(_) => (Asks::Return, vec![Tells::Wipe]),
        Route::Links => (Asks::Move, of_link(&json())),
        Route::Erase => (Asks::Erase, Vec::new()),
    }
}

fn of_registration(body: &Value) -> Vec<Tells> {
    let mut tells = vec![Tells::PhoneNumber, Tells::AccountKeys];
    tells.extend(told(body, "attestation", Tells::Attestation));
    tells.push(Tells::Language);
    tells
}

fn of_loan(body: &Value) -> Vec<Tells> {
    let attestation = told(body, "attestation", Tells::Attestation);
    [Tells::Invitation, Tells::AccountKeys].into_iter().chain(attestation).collect()
}

fn of_link(body: &Value) -> Vec<Tells> {
    let mark = told(body, "sub", Tells::HolderHint);
    [Tells::Link, Tells::AccountKeys].into_iter().chain(mark).collect()
}

fn of_reports(body: &[u8]) -> Vec<Tells> {
    // It goes deflated where that is shorter, and no longer than its answer may be.
    let inflated = inflate(body, limit::REPORTS_REPLY).ok();
    let body = inflated.as_deref().unwrap_or(body);
    let request = Item::read(body, limit::DEPTH_DOCUMENT).ok();
    let words = request.filter(|request| request.get("disclosed").is_some());
    [Tells::Reports].into_iter().chain(words.map(|_| Tells::OwnWords)).collect()
}

fn of_code(body: &Value) -> Vec<Tells> {
    let mut tells = vec![Tells::MessageCode];
    tells.extend(hint(body));
    tells
}

fn of_sync(body: &Value) -> Vec<Tells> {
    let seen = body.get("seen").unwrap_or(&Value::Null);
    let mut tells = Vec::new();
    tells.extend(told(seen, "holder", Tells::Certificate));
    tells.extend(hint(seen).or(hint(body)));
    tells
}

fn of_pass(body: &Value) -> Vec<Tells> {
    let mut tells = Vec::new();
    let Some(purpose) = body.get("purpose").and_then(Value::as_u64) else { return tells };
    tells.push(Tells::Purpose(purpose));
    tells.extend(told(body, "from", Tells::Start));
    tells.extend(hint(body));
    tells.push(Tells::PassKey);
    tells.extend(told(body, "instead", Tells::OldPass));
    tells
}

fn of_claim(body: &Value) -> Vec<Tells> {
    let mut tells = vec![Tells::OrderCode];
    tells.extend(hint(body));
    tells
}

/// What a field tells, if it is there.
fn told(body: &Value, field: &str, tells: Tells) -> Option<Tells> {
    body.get(field).filter(|value| !value.is_null()).map(|_| tells)
}

/// How a hint is written that its holder did not give.
const ABSENT: &str = "-";

fn hint(body: &Value) -> Option<Tells> {
    let text = body.get("sub")?.as_str()?;
    (text != ABSENT).then_some(Tells::HolderHint)
}

// Bodies hold numbers, codes and passes.
impl std::fmt::Debug for SentRaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SentRaw({} bytes)", self.body.len())
    }
}
