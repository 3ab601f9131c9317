//! What the transport writes, byte for byte, which cryptography of servers it speaks, and how long its
//! connections serve.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use doorstep::net::{HttpsTransport, Patience};
use doorstep::ports::{HttpHeader, Method, Outgoing, ServerTrust, Transport as _, TransportError};
use doorstep_suite::rogue_server::{Ca, Identity, Manners, RogueServer, answers, pin};
use miniz_oxide::deflate::compress_to_vec_zlib;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384, PKCS_ED25519};
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::{cipher_suite, default_provider, kx_group};

const OK: &str =
    "200 OK\ncontent-type: text/plain; charset=utf-8\nretry-after: 7\ncontent-length: 2";

/// An authority's server key, and a transport that trusts it.
struct Line {
    identity: Identity,
    trust: ServerTrust,
    transport: HttpsTransport,
}

impl Line {
    fn new() -> Self {
        Self::of(Ca::default(), KeyPair::generate().unwrap())
    }

    fn of(ca: Ca, key: KeyPair) -> Self {
        let trust = ServerTrust {
            hosts: vec!["127.0.0.1".into()],
            roots: vec![ca.der.clone()],
            pins: vec![pin(&key), [9; 32]],
            not_before_ms: 1_795_000_000_000,
            not_after_ms: None,
        };
        let identity = ca.certify(&key, 2020, 2049);
        Self { identity, trust, transport: HttpsTransport::new(Patience::default()) }
    }

    async fn send(&self, method: Method, url: String) -> Result<(u16, Vec<u8>), TransportError> {
        let request = request(method, url);
        let arrived = self.transport.send(request, &self.trust).await?;
        assert_eq!((arrived.content_type.as_str(), arrived.retry_after_s), ("text/plain", Some(7)));
        Ok((arrived.status, arrived.body))
    }
}

fn request(method: Method, url: String) -> Outgoing {
    let is_post = method == Method::Post;
    let json = HttpHeader { name: "content-type", value: "application/json".into() };
    let digest = HttpHeader { name: "content-digest", value: "sha-256=:x:".into() };
    Outgoing {
        method,
        url,
        route: "/v1/time",
        headers: if is_post { vec![json, digest] } else { Vec::new() },
        body: if is_post { b"{}".to_vec() } else { Vec::new() },
        limit: 16,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_is_written_to_the_byte() {
    let line = Line::new();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (writing, answer) = (Arc::clone(&seen), answers(OK, b"ok"));
    let manners: Manners = Arc::new(move |wire, request| {
        writing.lock().unwrap().push(String::from_utf8(request.to_vec()).unwrap());
        answer(wire, request);
    });
    let server = RogueServer::keeping(&line.identity, 9, manners);
    let url = |path: &str| format!("{}{path}", server.url());
    assert_eq!(line.send(Method::Get, url("/v1/stamp?a=b")).await, Ok((200, b"ok".to_vec())));
    assert_eq!(line.send(Method::Post, url("/v1/time")).await, Ok((200, b"ok".to_vec())));
    let host = server.address;
    assert_eq!(
        *seen.lock().unwrap(),
        [
            format!("GET /v1/stamp?a=b HTTP/1.1\r\nhost: {host}\r\n\r\n"),
            format!(
                "POST /v1/time HTTP/1.1\r\ncontent-type: application/json\r\n\
                 content-digest: sha-256=:x:\r\nhost: {host}\r\n\
                 content-length: 2\r\n\r\n{{}}"
            ),
        ]
    );
    // So does the phone keep it for whoever asks what was sent.
    for (seen, (method, path)) in seen
        .lock()
        .unwrap()
        .iter()
        .zip([(Method::Get, "/v1/stamp?a=b"), (Method::Post, "/v1/time")])
    {
        let request = request(method, url(path));
        let body = String::from_utf8(request.body.clone()).unwrap();
        assert_eq!(*seen, format!("{}{body}", request.head()));
        assert_eq!(request.host_and_port(), host.to_string());
    }
    drop(line);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_serves_until_its_server_closes_it() {
    let line = Line::new();
    let server = RogueServer::keeping(&line.identity, 3, answers(OK, b"ok"));
    for asked in 1..=7 {
        let answer = line.send(Method::Post, format!("{}/v1/time", server.url())).await;
        assert_eq!(answer, Ok((200, b"ok".to_vec())), "request {asked}");
    }
    assert_eq!((server.requests(), server.connections()), (7, 3));
    drop(line);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deflated_answer_is_inflated_for_who_asked_and_never_beyond_its_limit() {
    let line = Line::new();
    let asks = || HttpHeader { name: "accept-encoding", value: "deflate".into() };
    let deflated = |coding: &str, body: &[u8]| {
        let length = body.len();
        let head = format!(
            "200 OK\ncontent-type: text/plain\ncontent-encoding: {coding}\ncontent-length: {length}"
        );
        answers(&head, body)
    };
    let of = |many: usize| compress_to_vec_zlib(&vec![b'a'; many], 9);
    let (whole, more, bomb) = (of(64), of(65), of(1 << 20));
    let broken = [&whole[..whole.len() - 1], &[0]].concat();
    for (coding, body, asked, expected) in [
        ("deflate", &whole, true, Ok(vec![b'a'; 64])),
        ("deflate", &whole, false, Err(TransportError::Interfered)),
        ("deflate", &more, true, Err(TransportError::TooLarge)),
        ("deflate", &bomb, true, Err(TransportError::TooLarge)),
        ("deflate", &broken, true, Err(TransportError::Interfered)),
        ("gzip", &whole, true, Err(TransportError::Interfered)),
        ("deflate, deflate", &whole, true, Err(TransportError::Interfered)),
    ] {
        let server = RogueServer::keeping(&line.identity, 9, deflated(coding, body));
        let mut sent = Outgoing { limit: 64, ..request(Method::Post, server.url()) };
        sent.headers.extend(asked.then(asks));
        let arrived = line.transport.send(sent, &line.trust).await;
        assert_eq!(arrived.map(|arrived| arrived.body), expected, "{coding}");
    }
    drop(line);
}

#[tokio::test]
async fn a_connection_that_nobody_needs_is_closed() {
    let line = Line::new();
    let server = RogueServer::keeping(&line.identity, 9, answers(OK, b"ok"));
    for (idle_s, connections) in [(0, 1), (89, 1), (91, 2), (0, 2)] {
        tokio::time::pause();
        tokio::time::sleep(Duration::from_secs(idle_s)).await;
        tokio::time::resume();
        assert_eq!(line.send(Method::Get, server.url()).await, Ok((200, b"ok".to_vec())));
        assert_eq!(server.connections(), connections, "after {idle_s} s");
    }
    drop(line);
    tokio::task::yield_now().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_https_to_a_trusted_host_is_spoken() {
    let line = Line::new();
    let server = RogueServer::keeping(&line.identity, 9, answers(OK, b"ok"));
    let port = server.address.port();
    for url in [
        format!("http://127.0.0.1:{port}/"),
        format!("https://127.0.0.2:{port}/"),
        format!("https://127.0.0.1@127.0.0.2:{port}/"),
        format!("https://localhost:{port}/"),
        format!("//127.0.0.1:{port}/"),
        "/v1/time".to_owned(),
        "https://".to_owned(),
        String::new(),
    ] {
        let answer = line.send(Method::Get, url.clone()).await;
        assert_eq!(answer, Err(TransportError::HostNotAllowed), "{url}");
    }
    assert_eq!(server.connections(), 0);
    assert_eq!(line.send(Method::Get, server.url()).await, Ok((200, b"ok".to_vec())));
    drop(line);
}

/// Keys of every kind that certification authorities and servers have.
fn keys() -> [(&'static str, KeyPair); 4] {
    [
        ("P-256", KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap()),
        ("P-384", KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap()),
        ("Ed25519", KeyPair::generate_for(&PKCS_ED25519).unwrap()),
        // Made for this test: ring makes none.
        ("RSA", KeyPair::from_pem(include_str!("rsa.pem")).unwrap()),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_of_every_usual_kind_are_understood() {
    for (issuer, ca) in keys() {
        let ca_der = ca.serialize_der();
        for (kind, key) in keys() {
            let ca = Ca::of(KeyPair::try_from(ca_der.as_slice()).unwrap());
            let line = Line::of(ca, key);
            let server = RogueServer::keeping(&line.identity, 1, answers(OK, b"ok"));
            let answer = line.send(Method::Get, server.url()).await;
            assert_eq!(answer, Ok((200, b"ok".to_vec())), "{kind} by {issuer}");
        }
    }
}

/// What RFC 8446 §9.1 has every server speak is spoken, and what we leave out is somebody else's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_of_the_standard_are_understood() {
    let ok = || Ok((200, b"ok".to_vec()));
    let suite = |suite| CryptoProvider { cipher_suites: vec![suite], ..default_provider() };
    let group = |group| CryptoProvider { kx_groups: vec![group], ..default_provider() };
    for (what, provider, expected) in [
        ("AES-128", suite(cipher_suite::TLS13_AES_128_GCM_SHA256), ok()),
        ("AES-256", suite(cipher_suite::TLS13_AES_256_GCM_SHA384), ok()),
        (
            "ChaCha20",
            suite(cipher_suite::TLS13_CHACHA20_POLY1305_SHA256),
            Err(TransportError::Interfered),
        ),
        ("P-256", group(kx_group::SECP256R1), ok()),
        ("X25519", group(kx_group::X25519), ok()),
        ("P-384", group(kx_group::SECP384R1), Err(TransportError::Interfered)),
    ] {
        let line = Line::new();
        let server = RogueServer::speaking(&line.identity, provider, answers(OK, b"ok"));
        assert_eq!(line.send(Method::Get, server.url()).await, expected, "{what} alone");
    }
}
