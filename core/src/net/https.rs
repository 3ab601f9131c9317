//! One request out, one bounded answer back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::HOST;
use hyper::{Request, Response, Uri};
use rustls::ClientConfig;
use rustls::version::TLS13;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::certificate::{AuthorityVerifier, Possible};
use super::connection::{Connection, Idle, connect, host};
use super::failure::cause;
use super::provider::{SIGNATURES, provider};
use crate::model::{DEFLATE, InflateError, inflate};
use crate::ports::{
    Arrived, Outgoing, Sending, ServerTrust, Transport, TransportError, TransportResult,
};

/// How long the network is waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until a connection stands.
    pub connect: Duration,
    /// For a whole exchange: a server that drips bytes is no server.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), whole: Duration::from_secs(30) }
    }
}

/// HTTPS. Needs a tokio runtime around it; makes none.
pub struct HttpsTransport {
    patience: Patience,
    open: Mutex<Option<Open>>,
}

/// A client for one state of trust. Its connection lives as long as what is trusted stays the same.
struct Open {
    trust: ServerTrust,
    possible: Arc<Mutex<Possible>>,
    client: Connector,
}

#[derive(Clone)]
struct Connector {
    tls: TlsConnector,
    idle: Arc<Idle>,
    patience: Patience,
}

/// What an answer may be.
#[derive(Clone, Copy)]
struct Expected {
    /// Most bytes, inflated.
    limit: usize,
    deflated: bool,
}

impl HttpsTransport {
    /// A transport with this patience.
    pub fn new(patience: Patience) -> Self {
        Self { patience, open: Mutex::new(None) }
    }

    fn client(&self, trust: &ServerTrust) -> Result<Connector, TransportError> {
        let now = Possible { not_before_ms: trust.not_before_ms, not_after_ms: trust.not_after_ms };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = open.as_ref().filter(|open| open.serves(trust)) {
            *open.possible.lock().unwrap_or_else(PoisonError::into_inner) = now;
            return Ok(open.client.clone());
        }
        let possible = Arc::new(Mutex::new(now));
        let tls = TlsConnector::from(Arc::new(tls(trust, Arc::clone(&possible))?));
        let client = Connector { tls, idle: Arc::default(), patience: self.patience };
        *open = Some(Open { trust: trust.clone(), possible, client: client.clone() });
        Ok(client)
    }

    async fn exchange(&self, request: Outgoing, trust: &ServerTrust) -> TransportResult {
        let url: Uri = request.url.parse().map_err(|_| TransportError::HostNotAllowed)?;
        let is_trusted = |host: &str| trust.hosts.iter().any(|allowed| allowed == host);
        if url.scheme_str() != Some("https") || !is_trusted(host(&url)) {
            return Err(TransportError::HostNotAllowed);
        }
        let client = self.client(trust)?;
        let whole = client.exchange(request, &url);
        timeout(self.patience.whole, whole).await.unwrap_or(Err(TransportError::Offline))
    }
}

/// TLS 1.3 to the authority's servers.
fn tls(
    trust: &ServerTrust,
    possible: Arc<Mutex<Possible>>,
) -> Result<ClientConfig, TransportError> {
    let verifier = AuthorityVerifier::new(&trust.roots, &trust.pins, possible, SIGNATURES);
    Ok(ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_protocol_versions(&[&TLS13])
        .map_err(|_| TransportError::Offline)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth())
}

impl Connector {
    async fn exchange(&self, request: Outgoing, url: &Uri) -> TransportResult {
        let authority = match url.port_u16().filter(|port| *port != 443) {
            Some(port) => format!("{}:{port}", url.host().unwrap_or_default()),
            None => url.host().unwrap_or_default().to_owned(),
        };
        let expected = Expected { limit: request.limit, deflated: request.accepts_deflated() };
        let mut message = message(request, url, &authority)?;
        if let Some(mut connection) = self.idle.take(&authority).await {
            match connection.try_send_request(message).await {
                Ok(response) => return self.read(response, expected, authority, connection).await,
                Err(mut error) => match error.take_message() {
                    // The server closed it meanwhile: nothing was sent.
                    Some(unsent) => message = unsent,
                    None => return Err(cause(error.error())),
                },
            }
        }
        let connecting = timeout(self.patience.connect, connect(url, &self.tls));
        let mut connection = connecting.await.unwrap_or(Err(TransportError::Offline))?;
        let response = connection.send_request(message).await.map_err(|error| cause(&error))?;
        self.read(response, expected, authority, connection).await
    }

    /// The whole body, never more than the limit of it.
    async fn read(
        &self,
        response: Response<Incoming>,
        expected: Expected,
        authority: String,
        connection: Connection,
    ) -> TransportResult {
        let (head, mut incoming) = response.into_parts();
        let status = head.status.as_u16();
        let text = |name: &str| {
            head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let coding = text("content-encoding");
        let is_deflated = coding.as_deref() == Some(DEFLATE);
        // What nobody asked for is not inflated: a bomb has to be, to go off.
        let is_expected = coding.is_none() || (is_deflated && expected.deflated);
        if (300..400).contains(&status) || !is_expected {
            return Err(TransportError::Interfered);
        }
        let content_type = text("content-type").unwrap_or_default();
        let content_type = content_type.split(';').next().unwrap_or_default().trim();
        let content_type = content_type.to_ascii_lowercase();
        let retry_after_s = text("retry-after").and_then(|value| value.trim().parse().ok());
        let mut body = Vec::new();
        while let Some(frame) = incoming.frame().await {
            let frame = frame.map_err(|_| TransportError::Offline)?;
            let Ok(chunk) = frame.into_data() else { continue };
            if body.len().saturating_add(chunk.len()) > expected.limit {
                return Err(TransportError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        if is_deflated {
            body = inflate(&body, expected.limit).map_err(|error| match error {
                InflateError::TooLong => TransportError::TooLarge,
                InflateError::Malformed => TransportError::Interfered,
            })?;
        }
        self.idle.keep(authority, connection);
        Ok(Arrived { status, content_type, retry_after_s, body })
    }
}

/// A request as HTTP/1.1 has it.
fn message(
    request: Outgoing,
    url: &Uri,
    authority: &str,
) -> Result<Request<Full<Bytes>>, TransportError> {
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let mut message = Request::builder().method(request.method.name()).uri(path);
    for header in &request.headers {
        message = message.header(header.name, &header.value);
    }
    let message = message.header(HOST, authority);
    let body = Full::new(Bytes::from(request.body));
    message.body(body).map_err(|_| TransportError::HostNotAllowed)
}

impl Open {
    fn serves(&self, trust: &ServerTrust) -> bool {
        self.trust.hosts == trust.hosts
            && self.trust.roots == trust.roots
            && self.trust.pins == trust.pins
    }
}

impl Transport for HttpsTransport {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        Box::pin(self.exchange(request, trust))
    }
}
