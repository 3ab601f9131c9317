//! An authority that stands behind the transport port instead of a network: quick, and able to
//! lose any request or reply. It believes every signature; the real one is tried elsewhere.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use doorstep::documents::{
    Credential, Head, HolderClaims, PassClaims, Receipt, Received, SignedHead, TimeToken, cose_key,
};
use doorstep::lists::Fetched;
use doorstep::model::{
    AccountId, DEFLATE, HolderHint, Nonce, PassId, PublicKey, Thumbprint, from_base64url, inflate,
    to_base64url,
};
use doorstep::ports::{
    Arrived, Method, Outgoing, Sending, ServerTrust, Transport, TransportError, TransportResult,
};
use doorstep::quarantine::report::{MOST_BYTES, ReportRequest};
use doorstep::requests::{ConfirmRequest, PassRequest, RegistrationRequest, Route};
use doorstep::testing::{Faults, VirtualClock};
use serde_json::{Value as Json, json};

use crate::issuer::{Documents, ISS, Issuer, sign};

/// What the authority has on record.
#[derive(Default)]
pub struct Records {
    /// Number and code of every message, newest last.
    pub messages: Vec<(String, String)>,
    /// Device keys that asked for a code, newest last.
    pub devices: Vec<Thumbprint>,
    /// The same keys by their names.
    pub keys: BTreeMap<Thumbprint, PublicKey>,
    /// The requests for reports, each with the key that signed it.
    pub reports: Vec<(Thumbprint, ReportRequest)>,
    /// Numbers of all accounts.
    pub accounts: Vec<String>,
    /// Every pass that was issued.
    pub passes: Vec<PassClaims>,
    /// How many accounts were erased.
    pub erased: usize,
    /// Route templates in the order they came.
    pub routes: Vec<&'static str>,
    registrations: BTreeMap<String, RegistrationResult>,
    replies: BTreeMap<String, (u16, Json)>,
}

struct RegistrationResult {
    phone: String,
    sos: PublicKey,
    code: String,
}

/// The authority.
pub struct FakeAuthority {
    pub issuer: Mutex<Issuer>,
    pub documents: Mutex<Documents>,
    pub records: Mutex<Records>,
    /// Requests that never arrive.
    pub requests_lost: Faults,
    /// Answers that never arrive, though the request had its effect.
    pub replies_lost: Faults,
    /// Every call, lost or not; also all of them, for a phone without a network.
    pub calls: Faults,
    /// The refusal of every command, if there is one.
    pub refusal: Mutex<Option<(u16, Json)>>,
    /// What is new for whoever has this device key, as the body of a reply.
    pub news: Mutex<BTreeMap<Thumbprint, Json>>,
    clock: Arc<VirtualClock>,
}

impl FakeAuthority {
    /// One that goes by this clock.
    pub fn new(clock: &Arc<VirtualClock>) -> Arc<Self> {
        Self::of(Issuer::new(), clock)
    }

    /// One with these keys and documents.
    pub fn of(issuer: Issuer, clock: &Arc<VirtualClock>) -> Arc<Self> {
        Arc::new(Self {
            documents: Mutex::new(issuer.documents()),
            issuer: Mutex::new(issuer),
            records: Mutex::default(),
            requests_lost: Faults::default(),
            replies_lost: Faults::default(),
            calls: Faults::default(),
            refusal: Mutex::default(),
            news: Mutex::default(),
            clock: Arc::clone(clock),
        })
    }

    /// The code of the last message.
    pub fn last_code(&self) -> String {
        self.records.lock().unwrap().messages.last().unwrap().1.clone()
    }

    fn now(&self) -> u64 {
        doorstep::time::seconds(self.clock.true_ms())
    }

    /// A time token over the nonce of the request's signatures.
    fn token(&self, nonce: &str) -> String {
        let nonce = Nonce::from_slice(&from_base64url(nonce).unwrap()).unwrap();
        let token = TimeToken { iss: ISS.into(), iat: self.now(), nonce };
        let issuer = self.issuer.lock().unwrap();
        to_base64url(&sign(token.draft(issuer.time_key.public()), &issuer.time_key))
    }

    fn answer(&self, request: &Outgoing) -> TransportResult {
        self.records.lock().unwrap().routes.push(request.route);
        if request.method == Method::Get {
            return Ok(self.document(request));
        }
        if request.route == Route::Time.template() {
            let body: Json = serde_json::from_slice(&request.body).unwrap();
            let token = self.token(body["nonce"].as_str().unwrap());
            return Ok(arrived(200, "application/cose", from_base64url(&token).unwrap()));
        }
        let nonce = field(header(request, "signature-input"), "nonce=\"").to_owned();
        let repeated = header(request, "idempotency-key").to_owned();
        let known = self.records.lock().unwrap().replies.get(&repeated).cloned();
        let (status, body) = known.unwrap_or_else(|| {
            let (status, mut body) = self.command(request);
            body["time"] = self.token(&nonce).into();
            if !repeated.is_empty() && status < 429 {
                let mut file = self.records.lock().unwrap();
                file.replies.insert(repeated, (status, body.clone()));
            }
            (status, body)
        });
        let kind = if status < 400 { "application/json" } else { "application/problem+json" };
        Ok(arrived(status, kind, body.to_string().into_bytes()))
    }

    fn document(&self, request: &Outgoing) -> Arrived {
        let route = match request.url.rsplit_once("/v1/").map(|(_, path)| path) {
            Some("trust") => Route::Trust,
            Some("rules") => Route::Rules,
            Some("deny") => Route::Deny,
            Some("stamp") => Route::Stamp,
            Some(path) => Route::Root(path.rsplit('/').next().unwrap().parse().unwrap()),
            None => Route::Erase,
        };
        match self.documents.lock().unwrap().answer(route) {
            Fetched::Bytes(bytes) => arrived(200, "application/cose", bytes),
            _ => arrived(404, "application/problem+json", b"{\"code\":\"unknown\"}".to_vec()),
        }
    }

    fn command(&self, request: &Outgoing) -> (u16, Json) {
        if let Some(refusal) = self.refusal.lock().unwrap().clone() {
            return refusal;
        }
        let body = &request.body;
        let reg = request.url.rsplit('/').nth(1).unwrap().to_owned();
        match request.route {
            "/v1/registrations" => self.register(&serde_json::from_slice(body).unwrap()),
            "/v1/registrations/{reg}/resend" => self.resend(&reg),
            "/v1/registrations/{reg}/confirm" => {
                self.confirm(&reg, &serde_json::from_slice(body).unwrap())
            }
            "/v1/passes" => self.pass(&serde_json::from_slice(body).unwrap()),
            "/v1/sync" => (200, self.news_of(&signer(request))),
            "/v1/reports" => self.report(request),
            "/v1/erase" => {
                self.records.lock().unwrap().erased += 1;
                (200, json!({}))
            }
            other => panic!("no such route: {other}"),
        }
    }

    fn news_of(&self, key: &Thumbprint) -> Json {
        self.news.lock().unwrap().get(key).cloned().unwrap_or_else(|| json!({}))
    }

    /// Takes a batch, whatever is in it.
    fn report(&self, request: &Outgoing) -> (u16, Json) {
        let key = signer(request);
        let coded = header(request, "content-encoding") == DEFLATE;
        let body = match coded {
            true => inflate(&request.body, MOST_BYTES).unwrap(),
            false => request.body.clone(),
        };
        let batch = ReportRequest::read(&body).unwrap();
        let mut file = self.records.lock().unwrap();
        let SignedHead { head, digest } = Head::read(&batch.head, &file.keys[&key]).unwrap();
        file.reports.push((key, batch));
        let nonce = from_base64url(field(header(request, "signature-input"), "nonce=\"")).unwrap();
        let nonce = Nonce::from_slice(&nonce).unwrap();
        let (chain, up_to) = (head.chain, head.seq);
        let received = Received::Reports { chain, key, up_to, head: digest, nonce };
        let receipt = Receipt { iss: ISS.into(), iat: self.now(), received };
        let issuer = self.issuer.lock().unwrap();
        let receipt = sign(receipt.draft(issuer.receipt_key.public()), &issuer.receipt_key);
        let mut reply = self.news_of(&key);
        reply["receipt"] = to_base64url(&receipt).into();
        (200, reply)
    }

    fn sent(&self, reg: &str, phone: &str) -> (u16, Json) {
        let mut file = self.records.lock().unwrap();
        let code = format!("{:06}", 135_791 + 7 * file.messages.len());
        file.registrations.get_mut(reg).unwrap().code = code.clone();
        file.messages.push((phone.to_owned(), code));
        (202, json!({"reg": reg, "resend_after": 60, "expires_in": 900}))
    }

    fn register(&self, request: &RegistrationRequest) -> (u16, Json) {
        let sos = cose_key::from_bytes(&from_base64url(&request.sos).unwrap()).unwrap();
        let reg = {
            let mut file = self.records.lock().unwrap();
            let count = u8::try_from(file.registrations.len()).unwrap();
            let reg = to_base64url(&[count + 1; 16]);
            let phone = request.phone.clone();
            let device = cose_key::from_bytes(&from_base64url(&request.key).unwrap()).unwrap();
            let name = cose_key::thumbprint(&device);
            file.devices.push(name);
            file.keys.insert(name, device);
            file.registrations
                .insert(reg.clone(), RegistrationResult { phone, sos, code: String::new() });
            reg
        };
        self.sent(&reg, &request.phone)
    }

    fn resend(&self, reg: &str) -> (u16, Json) {
        let phone = self.records.lock().unwrap().registrations[reg].phone.clone();
        self.sent(reg, &phone)
    }

    fn confirm(&self, reg: &str, request: &ConfirmRequest) -> (u16, Json) {
        let mut file = self.records.lock().unwrap();
        let registering = &file.registrations[reg];
        if registering.code != request.code {
            return (403, json!({"code": "code-wrong", "left": 4}));
        }
        let now = self.now();
        let holder = HolderClaims {
            iss: ISS.into(),
            sub: HolderHint::from_wire(request.sub.as_deref().unwrap_or("-")).unwrap(),
            nbf: now,
            exp: now + 30 * 86_400,
            id: PassId::new(*b"holderid"),
            holder: registering.sos.clone(),
        };
        let phone = registering.phone.clone();
        file.accounts.push(phone);
        let account = AccountId::new([u8::try_from(file.accounts.len()).unwrap(); 16]);
        let certificate = self.issuer.lock().unwrap().issue(&Credential::Holder(holder));
        let holder = to_base64url(&certificate);
        (201, json!({"account": account.to_string(), "holder": holder}))
    }

    fn pass(&self, request: &PassRequest) -> (u16, Json) {
        let now = self.now();
        if request.give_up_at < now {
            return (422, json!({"code": "too-late"}));
        }
        let key = cose_key::from_bytes(&from_base64url(&request.cnf).unwrap()).unwrap();
        let mut file = self.records.lock().unwrap();
        let issuer = self.issuer.lock().unwrap();
        let minutes = issuer.rules.purpose(request.purpose).unwrap().minutes;
        let number = u64::try_from(file.passes.len()).unwrap() + 0x7061_7373_0000_0001;
        let pass = PassClaims {
            iss: ISS.into(),
            sub: HolderHint::from_wire(request.sub.as_deref().unwrap_or("-")).unwrap(),
            nbf: now,
            exp: now + minutes * 60,
            id: PassId::new(number.to_be_bytes()),
            holder: Some(key),
            purpose: request.purpose,
            act: 1,
            place: None,
            status: None,
        };
        file.passes.push(pass.clone());
        (201, json!({"pass": to_base64url(&issuer.issue(&Credential::Pass(pass)))}))
    }
}

impl Transport for FakeAuthority {
    fn send<'a>(&'a self, request: Outgoing, _trust: &'a ServerTrust) -> Sending<'a> {
        Box::pin(async move {
            if self.calls.strikes() || self.requests_lost.strikes() {
                return Err(TransportError::Offline);
            }
            let answer = self.answer(&request);
            if self.replies_lost.strikes() { Err(TransportError::Offline) } else { answer }
        })
    }
}

fn arrived(status: u16, content_type: &str, body: Vec<u8>) -> Arrived {
    Arrived { status, content_type: content_type.into(), retry_after_s: None, body }
}

fn header<'r>(request: &'r Outgoing, name: &str) -> &'r str {
    request.headers.iter().find(|field| field.name == name).map_or("", |field| &field.value)
}

/// The quoted value after this mark.
fn field<'t>(text: &'t str, mark: &str) -> &'t str {
    let (_, rest) = text.split_once(mark).unwrap();
    rest.split('"').next().unwrap()
}

/// The device key that a request is signed with, its first signature.
fn signer(request: &Outgoing) -> Thumbprint {
    let name = from_base64url(field(header(request, "signature-input"), "keyid=\"")).unwrap();
    Thumbprint::from_slice(&name).unwrap()
}
