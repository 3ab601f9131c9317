//! What only shows on the connection itself, whatever a well-behaved library would make of it.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, ServerName};

use crate::support::Rig;

type Wire = StreamOwned<ClientConnection, TcpStream>;

fn connect(rig: &Rig) -> Wire {
    let mut roots = RootCertStore::empty();
    let ca = CertificateDer::from_pem_file(&rig.authority.ready().ca_file).unwrap();
    roots.add(ca).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let address = rig.url.trim_start_matches("https://");
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    StreamOwned::new(session, TcpStream::connect(address).unwrap())
}

fn send(wire: &mut Wire, text: &str) {
    wire.write_all(text.as_bytes()).unwrap();
    wire.flush().unwrap();
}

/// The next answer's status.
fn status(wire: &mut Wire) -> u16 {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        wire.read_exact(&mut byte).unwrap();
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    wire.read_exact(&mut body).unwrap();
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

/// Whether nothing comes for a while.
fn is_silent(wire: &mut Wire) -> bool {
    wire.sock.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    let came = wire.read(&mut [0]);
    wire.sock.set_read_timeout(None).unwrap();
    came.is_err_and(|error| matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_needs_no_body_waits_for_it_and_keeps_the_connection() {
    let rig = Rig::new().await;
    let asking = move || {
        let mut wire = connect(&rig);
        for (line, expected) in [
            ("PUT /v1/time", 405),
            ("POST /v1/nothing", 404),
            ("GET /v1/trust", 200),
            ("GET /v1/openapi.json", 200),
        ] {
            send(&mut wire, &format!("{line} HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\n"));
            assert!(is_silent(&mut wire), "{line}");
            send(&mut wire, "{}");
            assert_eq!(status(&mut wire), expected, "{line}");
        }
    };
    tokio::task::spawn_blocking(asking).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_names_one_host() {
    let rig = Rig::new().await;
    let asking = move || {
        let mut wire = connect(&rig);
        let ours = rig.url.trim_start_matches("https://").to_owned();
        for (hosts, expected) in [
            (vec![ours.as_str()], 200),
            (vec!["elsewhere.example"], 200),
            (vec!["[::1]:443"], 200),
            (vec![], 400),
            (vec![""], 400),
            (vec![&ours, "elsewhere.example"], 400),
            (vec!["elsewhere.example", &ours], 400),
            (vec![&ours, &ours], 400),
            (vec!["a, b"], 400),
            (vec!["user@a"], 400),
            (vec!["a/b"], 400),
        ] {
            for line in ["GET /v1/stamp", "GET /v1/openapi.json", "POST /v1/time"] {
                let fields: String = hosts.iter().map(|host| format!("host: {host}\r\n")).collect();
                let nonce = "{\"nonce\":\"AgICAgICAgICAgICAgICAg\"}";
                let body = if line.starts_with("POST") { nonce } else { "" };
                let length = body.len();
                let head = format!("{line} HTTP/1.1\r\n{fields}content-length: {length}");
                send(&mut wire, &format!("{head}\r\n\r\n{body}"));
                assert_eq!(status(&mut wire), expected, "{line} {hosts:?}");
            }
        }
        for (in_line, host, expected) in
            [("a:1", "a:1", 200), ("a:1", "a:2", 400), ("elsewhere.example", &ours, 400)]
        {
            let line = format!("GET https://{in_line}/v1/stamp HTTP/1.1\r\nhost: {host}\r\n\r\n");
            send(&mut wire, &line);
            assert_eq!(status(&mut wire), expected, "{in_line} {host}");
        }
    };
    tokio::task::spawn_blocking(asking).await.unwrap();
}
