//! An authority in a folder of its own, and phones that sign by hand.

use std::sync::Arc;

use doorstep::crypto::{SigningKey, SystemRandom};
use doorstep::documents::{
    Credential, KeyUse, PassClaims, Root, Rules, TrustFile, TrustList, cose_key, read_signed,
};
use doorstep::model::{IdempotencyKey, Nonce, PublicKey, from_base64url, to_base64url};
use doorstep::ports::Random;
use doorstep::requests::{
    ConfirmReply, ConfirmRequest, Covered, Label, MediaType, Parameters, PassRequest,
    RegistrationReply, RegistrationRequest, RequestSignature, Route, TimeRequest,
};
use doorstep_authority::admin::Admin;
use doorstep_authority::{Authority, ClockSource, Settings, start};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tempfile::TempDir;

/// 2026-11-24 15:00 in Moscow.
pub const NOON: u64 = 1_795_521_600;
pub const HOUR: u64 = 3600;
pub const DAY: u64 = 24 * HOUR;
pub const NUMBER: &str = "+79161234567";

pub fn random<const N: usize>() -> [u8; N] {
    let random: &dyn Random = &SystemRandom::default();
    random.draw().unwrap()
}

pub fn new_key() -> SigningKey {
    SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap()
}

pub fn settings(home: &std::path::Path) -> Settings {
    Settings {
        home: home.to_owned(),
        listen: None,
        clock: ClockSource::StoppedAt(NOON as i64),
        strict_budgets: false,
        region: None,
    }
}

/// Name of the reference authority.
pub const ISS: &str = "XX-REF";

/// A running authority whose clock stands.
pub struct Rig {
    pub home: TempDir,
    pub authority: Authority,
    pub admin: Admin,
    pub client: reqwest::Client,
    pub url: String,
}

impl Rig {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut settings = settings(home.path());
        change(&mut settings);
        let authority = start(settings).await.unwrap();
        let admin = Admin::of(home.path()).unwrap();
        let client = client(&std::fs::read(&authority.ready().ca_file).unwrap());
        let url = authority.ready().url.clone();
        Self { home, authority, admin, client, url }
    }

    /// The same after a stop, in which something is done to its database.
    pub async fn restarted(self, meanwhile: impl FnOnce(&std::path::Path)) -> Self {
        let Self { home, authority, client, .. } = self;
        // An open connection would be waited for.
        drop(client);
        authority.stop().await;
        meanwhile(&home.path().join("online/authority.sqlite3"));
        let authority = start(settings(home.path())).await.unwrap();
        let admin = Admin::of(home.path()).unwrap();
        let client = crate::support::client(&std::fs::read(&authority.ready().ca_file).unwrap());
        let url = authority.ready().url.clone();
        Self { home, authority, admin, client, url }
    }

    pub async fn clock(&self, second: u64) {
        self.admin.clock(second as i64).await.unwrap();
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::read(self.client.get(format!("{}{path}", self.url)).send().await.unwrap()).await
    }

    pub async fn document(&self, route: Route) -> Vec<u8> {
        let answer = self.get(&route.path()).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/cose");
        answer.body
    }

    pub async fn time_token(&self) -> Vec<u8> {
        let body = TimeRequest { nonce: Nonce::new(random()).to_string() };
        let request = self
            .client
            .post(format!("{}/v1/time", self.url))
            .header("content-type", MediaType::Json.name())
            .body(serde_json::to_vec(&body).unwrap());
        Answer::read(request.send().await.unwrap()).await.body
    }

    pub fn trust_file(&self) -> TrustFile {
        let json = std::fs::read(&self.authority.ready().trust_file).unwrap();
        TrustFile::read(&json).unwrap()
    }

    pub async fn trust(&self) -> TrustList {
        let root = Root::first(&self.trust_file().root).unwrap();
        TrustList::read(&self.document(Route::Trust).await, &root).unwrap()
    }

    pub async fn rules(&self) -> Rules {
        Rules::read(&self.document(Route::Rules).await, &self.trust().await, ISS).unwrap()
    }

    /// The last code that went to this number.
    pub async fn code(&self, to: &str) -> String {
        code_in(&self.admin.sms(Some(to)).await.unwrap().last().unwrap().text)
    }

    /// A credential of this authority, verified.
    pub async fn open(&self, text: &str) -> Credential {
        let bytes = from_base64url(text).unwrap();
        let signed = read_signed(&bytes).unwrap();
        let keys = self.trust().await.good_keys(KeyUse::Pass, ISS);
        let payload = keys.iter().find_map(|key| signed.open(key)).expect("signed by a pass key");
        Credential::read(payload).unwrap()
    }

    pub async fn open_pass(&self, text: &str) -> PassClaims {
        match self.open(text).await {
            Credential::Pass(claims) => claims,
            Credential::Holder(_) => panic!("a certificate"),
        }
    }
}

pub fn code_in(text: &str) -> String {
    let code: String = text
        .split(|part: char| !part.is_ascii_digit())
        .find(|digits| digits.len() == 6)
        .unwrap()
        .to_owned();
    code
}

/// A code that is not this one.
pub fn other_than(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

/// A client that trusts this certification authority alone.
pub fn client(ca_pem: &[u8]) -> reqwest::Client {
    builder(ca_pem).build().unwrap()
}

/// The same before it is built.
pub fn builder(ca_pem: &[u8]) -> reqwest::ClientBuilder {
    use rustls_pki_types::pem::PemObject as _;
    let mut roots = rustls::RootCertStore::empty();
    roots.add(rustls_pki_types::CertificateDer::from_pem_slice(ca_pem).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder().tls_backend_preconfigured(config).no_proxy()
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub async fn read(response: reqwest::Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", String::from_utf8_lossy(&self.body));
        self
    }

    /// Checks that this is the problem of that code, and gives its fields.
    pub fn problem(&self, status: u16, code: &str) -> serde_json::Value {
        let body: serde_json::Value = self.is(status).json();
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert_eq!(body["code"], code);
        assert_eq!(body["status"], status);
        assert!(body["title"].is_string());
        body
    }
}

/// A request before it is signed.
#[derive(Clone)]
pub struct Draft<'k> {
    pub route: Route,
    pub media_type: MediaType,
    pub body: Vec<u8>,
    /// In which the body is, as it is signed.
    pub coding: Option<&'static str>,
    pub signers: Vec<(Label, &'k SigningKey)>,
    pub key: Option<IdempotencyKey>,
    pub created: u64,
    pub nonce: Nonce,
    /// Scheme, host and port as the signer sees them; those of the authority if empty.
    pub origin: String,
    /// Another path than the route's.
    pub path: Option<String>,
    /// Where a part begins.
    pub offset: Option<usize>,
}

impl<'k> Draft<'k> {
    pub fn new(
        route: Route,
        body: &impl Serialize,
        signers: impl Into<Vec<(Label, &'k SigningKey)>>,
    ) -> Self {
        Self {
            route,
            media_type: MediaType::Json,
            body: serde_json::to_vec(body).unwrap(),
            coding: None,
            signers: signers.into(),
            key: Some(IdempotencyKey::new(random())),
            created: NOON,
            nonce: Nonce::new(random()),
            origin: String::new(),
            path: None,
            offset: None,
        }
    }

    pub fn at(mut self, second: u64) -> Self {
        self.created = second;
        self
    }

    /// The same request, sent once more: another attempt has another nonce.
    pub fn again(&self) -> Self {
        Self { nonce: Nonce::new(random()), ..self.clone() }
    }

    fn path(&self) -> String {
        self.path.clone().unwrap_or_else(|| self.route.path())
    }

    /// The header fields, signed.
    pub fn fields(&self, rig: &Rig) -> Vec<(String, String)> {
        let origin = if self.origin.is_empty() { &rig.url } else { &self.origin };
        let target = format!("{origin}{}", self.path());
        let body = Some((self.media_type, self.body.as_slice()));
        let mut covered = Covered::new(self.route.method(), &target, body, self.key.as_ref());
        if let Some(coding) = self.coding {
            covered = covered.in_coding(coding);
        }
        if let Some(offset) = self.offset {
            covered = covered.at_offset(u32::try_from(offset).unwrap());
        }
        let signed = |(label, key): &(Label, &SigningKey)| {
            let name = cose_key::thumbprint(key.public());
            let parameters = Parameters { created: self.created, nonce: self.nonce, key: name };
            let signature = key.sign(&covered.base(&parameters)).unwrap();
            RequestSignature { label: *label, parameters, signature }
        };
        let signatures: Vec<_> = self.signers.iter().map(signed).collect();
        let fields = covered.headers(&signatures);
        fields.into_iter().map(|field| (field.name.to_owned(), field.value)).collect()
    }

    /// The same as a request of its own.
    pub async fn send_anew(&self, rig: &Rig) -> Answer {
        let key = self.key.as_ref().map(|_| IdempotencyKey::new(random()));
        Self { key, ..self.again() }.send(rig).await
    }

    pub async fn send(&self, rig: &Rig) -> Answer {
        self.send_with(rig, self.fields(rig)).await
    }

    pub async fn send_with(&self, rig: &Rig, fields: Vec<(String, String)>) -> Answer {
        let method = self.route.method().name().parse().unwrap();
        let mut request = rig.client.request(method, format!("{}{}", rig.url, self.path()));
        for (name, value) in fields {
            request = request.header(name, value);
        }
        Answer::read(request.body(self.body.clone()).send().await.unwrap()).await
    }
}

/// A phone's two keys.
pub struct Phone {
    pub device: SigningKey,
    pub sos: SigningKey,
}

pub fn wire(key: &PublicKey) -> String {
    to_base64url(&cose_key::to_bytes(key))
}

impl Phone {
    pub fn new() -> Self {
        Self { device: new_key(), sos: new_key() }
    }

    pub fn dev(&self) -> Vec<(Label, &SigningKey)> {
        vec![(Label::Dev, &self.device)]
    }

    pub fn both(&self) -> Vec<(Label, &SigningKey)> {
        vec![(Label::Dev, &self.device), (Label::Sos, &self.sos)]
    }

    pub async fn registration(&self, rig: &Rig, phone: &str) -> RegistrationRequest {
        self.registration_with(&rig.time_token().await, phone)
    }

    /// A registration with this time token.
    pub fn registration_with(&self, token: &[u8], phone: &str) -> RegistrationRequest {
        RegistrationRequest {
            phone: phone.to_owned(),
            key: wire(self.device.public()),
            sos: wire(self.sos.public()),
            time: to_base64url(token),
            attestation: None,
            consent: 1,
            lang: "ru".to_owned(),
        }
    }

    /// Asks for a code.
    pub async fn register(&self, rig: &Rig, phone: &str, at: u64) -> RegistrationReply {
        let body = self.registration(rig, phone).await;
        let draft = Draft::new(Route::Registrations, &body, self.both()).at(at);
        draft.send(rig).await.is(202).json()
    }

    pub fn confirmation(&self, reg: &str, code: &str, sub: Option<&str>) -> Draft<'_> {
        let body = ConfirmRequest { code: code.to_owned(), sub: sub.map(str::to_owned) };
        Draft::new(Route::Confirm(reg.parse().unwrap()), &body, self.dev())
    }

    /// Registers with the code that arrives.
    pub async fn settle(&self, rig: &Rig, phone: &str, at: u64) -> ConfirmReply {
        let reply = self.register(rig, phone, at).await;
        let code = rig.code(phone).await;
        let draft = self.confirmation(&reply.reg, &code, Some("ИП4321")).at(at);
        draft.send(rig).await.is(201).json()
    }

    /// A phone with an account.
    pub async fn settled(rig: &Rig) -> Self {
        let phone = Self::new();
        phone.settle(rig, NUMBER, NOON).await;
        phone
    }
}

/// A request for a pass of this purpose.
pub fn pass_request(purpose: u64, holder: &SigningKey) -> PassRequest {
    PassRequest {
        purpose,
        place: None,
        from: None,
        sub: Some("ИП4321".to_owned()),
        replaces: None,
        permission: None,
        cnf: wire(holder.public()),
        rules: 1,
        give_up_at: u64::from(u32::MAX),
    }
}

pub fn pass_draft<'k>(
    phone: &'k Phone,
    holder: &'k SigningKey,
    request: &PassRequest,
) -> Draft<'k> {
    Draft::new(Route::Passes, request, vec![(Label::Dev, &phone.device), (Label::Pass, holder)])
}

/// Asks for a pass under a new key, whatever key the request names.
pub async fn ask_pass(rig: &Rig, phone: &Phone, request: &PassRequest, at: u64) -> Answer {
    let holder = new_key();
    let request = PassRequest { cnf: wire(holder.public()), ..request.clone() };
    pass_draft(phone, &holder, &request).at(at).send(rig).await
}
