//! Servers that are not the authority, or not well: made-up certificates, and answers to the byte.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use doorstep::crypto::sha256;
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    PublicKeyData as _, date_time_ymd,
};
use rustls::crypto::CryptoProvider;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::version::TLS13;
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

/// A certification authority.
pub struct Ca {
    pub der: Vec<u8>,
    issuer: Issuer<'static, KeyPair>,
}

impl Default for Ca {
    fn default() -> Self {
        Self::of(KeyPair::generate().unwrap())
    }
}

impl Ca {
    /// The authority whose key this is.
    pub fn of(key: KeyPair) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        (params.not_before, params.not_after) =
            (date_time_ymd(2020, 1, 1), date_time_ymd(2049, 1, 1));
        let der = params.self_signed(&key).unwrap().der().to_vec();
        Self { der, issuer: Issuer::new(params, key) }
    }

    /// A certificate for this key, valid in these years.
    pub fn certify(&self, key: &KeyPair, from: i32, until: i32) -> Identity {
        self.certify_for("127.0.0.1", key, from, until)
    }

    /// The same for another name.
    pub fn certify_for(&self, name: &str, key: &KeyPair, from: i32, until: i32) -> Identity {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = date_time_ymd(from, 1, 1);
        params.not_after = date_time_ymd(until, 1, 1);
        let certificate = params.signed_by(key, &self.issuer).unwrap().der().clone();
        let key = KeyPair::from_pem(&key.serialize_pem()).unwrap();
        Identity { key, certificate }
    }
}

/// A server's key and certificate.
pub struct Identity {
    key: KeyPair,
    certificate: CertificateDer<'static>,
}

impl Identity {
    fn server(
        &self,
        provider: CryptoProvider,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Arc<ServerConfig> {
        let provider = Arc::new(provider);
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let config = ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![self.certificate.clone()], key)
            .unwrap();
        Arc::new(config)
    }
}

/// The pin of a server's key.
pub fn pin(key: &KeyPair) -> [u8; 32] {
    sha256(&key.subject_public_key_info())
}

/// What a server does with a request, once it has read all of it.
pub type Manners = Arc<dyn Fn(&mut dyn Wire, &[u8]) + Send + Sync>;

/// A connection on which bytes are written.
pub trait Wire {
    /// Writes bytes; a client that has gone is no concern.
    fn put(&mut self, bytes: &[u8]);
    /// Whether the client is still there and the server was not told to stop.
    fn goes_on(&self) -> bool;
}

struct Open {
    stream: StreamOwned<ServerConnection, TcpStream>,
    gone: bool,
    stop: Arc<AtomicBool>,
}

impl Wire for Open {
    fn put(&mut self, bytes: &[u8]) {
        let sent = self.stream.write_all(bytes).and_then(|()| self.stream.flush());
        self.gone |= sent.is_err();
    }

    fn goes_on(&self) -> bool {
        !self.gone && !self.stop.load(Ordering::SeqCst)
    }
}

/// A server on loopback, until it is dropped.
pub struct RogueServer {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl RogueServer {
    /// A server with this identity and these manners, over these versions of TLS.
    pub fn new(
        identity: &Identity,
        versions: &[&'static SupportedProtocolVersion],
        manners: Manners,
    ) -> Self {
        Self::serve(Some(identity.server(default_provider(), versions)), 1, manners)
    }

    /// A server that closes a connection after so many requests and their answers.
    pub fn keeping(identity: &Identity, requests: usize, manners: Manners) -> Self {
        Self::serve(Some(identity.server(default_provider(), &[&TLS13])), requests, manners)
    }

    /// A server that speaks TLS 1.3 with this cryptography alone.
    pub fn speaking(identity: &Identity, provider: CryptoProvider, manners: Manners) -> Self {
        Self::serve(Some(identity.server(provider, &[&TLS13])), 1, manners)
    }

    /// A server that speaks plain HTTP.
    pub fn plain(manners: Manners) -> Self {
        Self::serve(None, 1, manners)
    }

    fn serve(config: Option<Arc<ServerConfig>>, kept_for: usize, manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let [connections, requests] = [0, 0].map(|_| Arc::new(AtomicUsize::new(0)));
        let stop = Arc::new(AtomicBool::new(false));
        let (seen, asked, ending) = (connections.clone(), requests.clone(), stop.clone());
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ending.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                seen.fetch_add(1, Ordering::SeqCst);
                let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
                let Some(config) = config.clone() else {
                    let mut stream = stream;
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
                    continue;
                };
                let Ok(connection) = ServerConnection::new(config) else { continue };
                let stream = StreamOwned::new(connection, stream);
                let mut open = Open { stream, gone: false, stop: ending.clone() };
                for _ in 0..kept_for {
                    let Some(request) = request(&mut open.stream) else { break };
                    asked.fetch_add(1, Ordering::SeqCst);
                    manners(&mut open, &request);
                }
                let _ = open.stream.sock.shutdown(std::net::Shutdown::Both);
            }
        });
        Self { address, connections, requests, stop, thread: Some(thread) }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many requests were read: how often a client believed it.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Drop for RogueServer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A whole request: its head, and as much body as it says.
fn request(stream: &mut StreamOwned<ServerConnection, TcpStream>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let length = stream.read(&mut part).ok().filter(|length| *length > 0)?;
        bytes.extend_from_slice(&part[..length]);
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let Some(end) = text.find("\r\n\r\n") else { continue };
        let named = text.split("content-length:").nth(1).and_then(|rest| rest.split("\r\n").next());
        let body: usize = named.and_then(|length| length.trim().parse().ok()).unwrap_or_default();
        if bytes.len() >= end + 4 + body {
            return Some(bytes);
        }
    }
}

/// Manners of a server that gives this head and this body.
pub fn answers(head: &str, body: &[u8]) -> Manners {
    let head = head.replace('\n', "\r\n");
    let (head, body) = (format!("HTTP/1.1 {head}\r\n\r\n"), body.to_vec());
    Arc::new(move |wire, _| {
        wire.put(head.as_bytes());
        wire.put(&body);
    })
}
