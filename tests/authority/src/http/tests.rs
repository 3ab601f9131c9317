//! Requests of every method and media type, sent through the core's own network to routes that take
//! them. No route of the protocol takes another than `POST` and JSON yet.

use doorstep::crypto::{SigningKey, SystemRandom};
use doorstep::documents::cose_key;
use doorstep::documents::numbers::limit;
use doorstep::model::{AccountId, IdempotencyKey, Nonce};
use doorstep::net::{HttpsTransport, Patience};
use doorstep::ports::{Arrived, Method, Outgoing, Random, ServerTrust, Transport as _};
use doorstep::requests::{Covered, Label, MediaType, Parameters, RequestSignature};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use crate::clock::ClockSource;
use crate::commands::Service;
use crate::home::Home;
use crate::routes::{Command, Endpoint, ServedRoute};
use crate::running::{Authority, Settings, start_with};
use crate::store::Account;
use crate::tls;

/// 2026-11-24 15:00 in Moscow.
const NOON: u64 = 1_795_521_600;
const WRITING: [Method; 3] = [Method::Post, Method::Put, Method::Patch];
const TYPES: [MediaType; 3] = [MediaType::Json, MediaType::Cbor, MediaType::OctetStream];
/// What is sent; whoever reads it takes it for JSON, whatever it is called.
const BODY: &[u8] = b"{\"seen\":{}}";
const WIDE: usize = 256 * 1024;

/// One path a media type, with every method that writes; a path that is put alone; one that is got.
fn routes() -> Vec<ServedRoute> {
    let sync = Endpoint::Command(Command::Sync);
    let route = |method, template, takes, endpoint| {
        let limit = if takes == Some(MediaType::Cbor) { WIDE } else { limit::JSON };
        ServedRoute { method, template, takes, limit, endpoint }
    };
    let mut routes = Vec::new();
    for media_type in TYPES {
        let all = WRITING.map(|method| route(method, path(media_type), Some(media_type), sync));
        routes.extend(all);
    }
    let erase = Endpoint::Command(Command::Erase);
    routes.push(route(Method::Put, "/v1/put", Some(MediaType::OctetStream), erase));
    routes.push(route(Method::Get, "/v1/got", None, sync));
    routes
}

fn path(media_type: MediaType) -> &'static str {
    match media_type {
        MediaType::Json => "/v1/json",
        MediaType::Cbor => "/v1/cbor",
        _ => "/v1/bytes",
    }
}

/// A phone with an account at an authority with these routes.
struct Caller {
    _home: tempfile::TempDir,
    authority: Authority,
    transport: HttpsTransport,
    trust: ServerTrust,
    device: SigningKey,
}

fn draw<const N: usize>() -> [u8; N] {
    let random: &dyn Random = &SystemRandom::default();
    random.draw().unwrap()
}

fn open_account(service: &Service, device: &SigningKey) {
    let account = Account {
        id: AccountId::new(draw()),
        key: cose_key::thumbprint(device.public()),
        device: cose_key::to_bytes(device.public()),
        sos: None,
        phone: None,
        number: None,
        created_at: NOON,
        passes: 0,
        claimed_at: None,
        closed: None,
        closed_at: None,
    };
    service.store.in_transaction(NOON, |tx| tx.open_account(&account, NOON)).unwrap();
}

impl Caller {
    async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let settings = Settings {
            home: home.path().to_owned(),
            listen: None,
            clock: ClockSource::StoppedAt(NOON as i64),
            strict_budgets: false,
            region: None,
        };
        let (authority, service) = start_with(settings, &routes()).await.unwrap();
        let device = SigningKey::from_pkcs8(&SigningKey::generate().unwrap()).unwrap();
        open_account(&service, &device);
        let ca = CertificateDer::from_pem_file(&authority.ready().ca_file).unwrap();
        let not_before_ms = i64::try_from(NOON * 1000).unwrap();
        let trust = ServerTrust {
            hosts: vec!["127.0.0.1".into()],
            roots: vec![ca.to_vec()],
            pins: tls::pins(&Home::at(home.path()).tls()).unwrap(),
            not_before_ms,
            not_after_ms: None,
        };
        let transport = HttpsTransport::new(Patience::default());
        Self { _home: home, authority, transport, trust, device }
    }

    /// A signed request to this path.
    fn request(
        &self,
        method: Method,
        path: &'static str,
        body: Option<(MediaType, &[u8])>,
        once: Option<&IdempotencyKey>,
    ) -> Outgoing {
        let url = format!("{}{path}", self.authority.ready().url);
        let covered = Covered::new(method, &url, body, once);
        let key = cose_key::thumbprint(self.device.public());
        let parameters = Parameters { created: NOON, nonce: Nonce::new(draw()), key };
        let signature = self.device.sign(&covered.base(&parameters)).unwrap();
        let headers =
            covered.headers(&[RequestSignature { label: Label::Dev, parameters, signature }]);
        let body = body.map_or_else(Vec::new, |(_, bytes)| bytes.to_vec());
        Outgoing { method, url, route: path, headers, body, limit: limit::JSON }
    }

    async fn send(&self, request: Outgoing) -> Arrived {
        self.transport.send(request, &self.trust).await.unwrap()
    }

    /// Status and code of a refusal; the code is `ok` of an answer that is none.
    async fn outcome(&self, request: Outgoing) -> (u16, String) {
        let arrived = self.send(request).await;
        let body: serde_json::Value = serde_json::from_slice(&arrived.body).unwrap();
        let code = body["code"].as_str().unwrap_or("ok").to_owned();
        let media_type = if code == "ok" { MediaType::Json } else { MediaType::Problem };
        assert_eq!(arrived.content_type, media_type.name());
        (arrived.status, code)
    }
}

fn is(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn put(request: &mut Outgoing, name: &str, value: &str) {
    let field = request.headers.iter_mut().find(|field| field.name == name).unwrap();
    field.value = value.to_owned();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_request_of_every_method_and_media_type_is_taken_as_it_was_signed() {
    let caller = Caller::new().await;
    for method in WRITING {
        for media_type in TYPES {
            let told = format!("{} {}", method.name(), media_type.name());
            let request =
                || caller.request(method, path(media_type), Some((media_type, BODY)), None);
            assert_eq!(caller.outcome(request()).await, is(200, "ok"), "{told}");

            // Signed as it is sent, but not what the route takes.
            for other in TYPES.into_iter().filter(|other| *other != media_type) {
                let other = caller.request(method, path(media_type), Some((other, BODY)), None);
                let refused = is(415, "media-type-unsupported");
                assert_eq!(caller.outcome(other).await, refused, "{told}");
            }
            let refused = is(401, "signature-invalid");
            for other in WRITING.into_iter().filter(|other| *other != method) {
                let mut sent = request();
                sent.method = other;
                assert_eq!(caller.outcome(sent).await, refused, "{told} sent as {}", other.name());
            }
            let mut renamed = request();
            put(&mut renamed, "content-type", "application/vnd.other");
            assert_eq!(caller.outcome(renamed).await, refused, "{told}");
            let mut digest = request();
            put(&mut digest, "content-digest", &doorstep::requests::content_digest(b"{}"));
            assert_eq!(caller.outcome(digest).await, refused, "{told}");
            for at in [0, BODY.len() / 2, BODY.len() - 1] {
                let mut flipped = request();
                flipped.body[at] ^= 1;
                assert_eq!(caller.outcome(flipped).await, refused, "{told}");
            }
        }
    }
    caller.authority.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_served_so_is_refused_by_method_size_and_signature() {
    let caller = Caller::new().await;
    let bytes = Some((MediaType::OctetStream, BODY));
    for method in [Method::Post, Method::Patch, Method::Get] {
        let mut request = caller.request(Method::Put, "/v1/put", bytes, None);
        request.method = method;
        assert_eq!(caller.outcome(request).await, is(405, "method-not-allowed"));
    }
    // Each route has its own limit.
    let padded = |size: usize| format!("{{\"pad\":\"{}\"}}", "x".repeat(size - 10)).into_bytes();
    for (media_type, size, status) in [
        (MediaType::Cbor, WIDE, 200),
        (MediaType::Cbor, WIDE + 1, 413),
        (MediaType::OctetStream, limit::JSON, 200),
        (MediaType::OctetStream, limit::JSON + 1, 413),
    ] {
        let body = padded(size);
        assert_eq!(body.len(), size);
        let to = path(media_type);
        let request = caller.request(Method::Put, to, Some((media_type, &body)), None);
        assert_eq!(caller.send(request).await.status, status, "{to} {size}");
    }
    // Nothing is sent with a request that fetches, and it is signed all the same; what stands behind
    // this one reads a body that is not there.
    let got = caller.request(Method::Get, "/v1/got", None, None);
    assert_eq!(caller.outcome(got.clone()).await, is(400, "malformed"));
    let mut unsigned = got;
    unsigned.headers.clear();
    assert_eq!(caller.outcome(unsigned).await, is(401, "signature-invalid"));
    caller.authority.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_of_another_method_has_its_effect_once_too() {
    let caller = Caller::new().await;
    let body = Some((MediaType::OctetStream, &b"{}"[..]));
    let without = caller.request(Method::Put, "/v1/put", body, None);
    assert_eq!(caller.outcome(without).await, is(400, "idempotency-key-missing"));
    let key = IdempotencyKey::new(draw());
    let request = || caller.request(Method::Put, "/v1/put", body, Some(&key));
    let first = caller.send(request()).await;
    assert_eq!(first.status, 200);
    assert_eq!(caller.send(request()).await.body, first.body, "the same reply, byte for byte");
    let other = Some((MediaType::OctetStream, &b"{\"a\":1}"[..]));
    let other = caller.request(Method::Put, "/v1/put", other, Some(&key));
    assert_eq!(caller.outcome(other).await, is(422, "idempotency-mismatch"));
    caller.authority.stop().await;
}
