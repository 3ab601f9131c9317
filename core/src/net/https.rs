//! One request out, one bounded answer back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::{Client, Response, Url};
use rustls::ClientConfig;
use rustls::version::TLS13;

use super::certificate::{AuthorityVerifier, Possible};
use crate::ports::{
    Arrived, Method, Outgoing, Sending, ServerTrust, Transport, TransportError, TransportResult,
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

/// A client for one state of trust. Its connections live as long as what is trusted stays the same.
struct Open {
    trust: ServerTrust,
    possible: Arc<Mutex<Possible>>,
    client: Client,
}

impl HttpsTransport {
    /// A transport with this patience.
    pub fn new(patience: Patience) -> Self {
        Self { patience, open: Mutex::new(None) }
    }

    fn client(&self, trust: &ServerTrust) -> Result<Client, TransportError> {
        let now = Possible { not_before_ms: trust.not_before_ms, not_after_ms: trust.not_after_ms };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = open.as_ref().filter(|open| open.serves(trust)) {
            *open.possible.lock().unwrap_or_else(PoisonError::into_inner) = now;
            return Ok(open.client.clone());
        }
        let possible = Arc::new(Mutex::new(now));
        let client = self.build(trust, Arc::clone(&possible))?;
        *open = Some(Open { trust: trust.clone(), possible, client: client.clone() });
        Ok(client)
    }

    fn build(
        &self,
        trust: &ServerTrust,
        possible: Arc<Mutex<Possible>>,
    ) -> Result<Client, TransportError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let algorithms = provider.signature_verification_algorithms;
        let verifier = AuthorityVerifier::new(&trust.roots, &trust.pins, possible, algorithms);
        let config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13])
            .map_err(|_| TransportError::Offline)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        // A ready configuration keeps reqwest from its own verifier, which needs a JVM on Android.
        Client::builder()
            .tls_backend_preconfigured(config)
            .https_only(true)
            .http1_only()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(self.patience.connect)
            .timeout(self.patience.whole)
            .build()
            .map_err(|_| TransportError::Offline)
    }

    async fn exchange(&self, request: Outgoing, trust: &ServerTrust) -> TransportResult {
        let url = Url::parse(&request.url).map_err(|_| TransportError::HostNotAllowed)?;
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        if url.scheme() != "https" || !trust.hosts.iter().any(|allowed| allowed == host) {
            return Err(TransportError::HostNotAllowed);
        }
        let client = self.client(trust)?;
        let mut builder = match request.method {
            Method::Get => client.get(url),
            Method::Post => client.post(url).body(request.body),
        };
        for header in &request.headers {
            builder = builder.header(header.name, &header.value);
        }
        let response = builder.send().await.map_err(|error| cause(&error))?;
        read(response, request.limit).await
    }
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

/// The whole body, never more than the limit of it.
async fn read(mut response: Response, limit: usize) -> TransportResult {
    let status = response.status().as_u16();
    let text = |name: &str| {
        response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    };
    // Nothing of the authority's is compressed, and a bomb has to be unpacked to go off.
    if (300..400).contains(&status) || text("content-encoding").is_some() {
        return Err(TransportError::Interfered);
    }
    let content_type = text("content-type").unwrap_or_default();
    let content_type = content_type.split(';').next().unwrap_or_default().trim();
    let content_type = content_type.to_ascii_lowercase();
    let retry_after_s = text("retry-after").and_then(|value| value.trim().parse().ok());
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| TransportError::Offline)? {
        if body.len().saturating_add(chunk.len()) > limit {
            return Err(TransportError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Arrived { status, content_type, retry_after_s, body })
}

/// A refused certificate is somebody else's; anything else is no network.
fn cause(error: &reqwest::Error) -> TransportError {
    if is_of_tls(error) { TransportError::Interfered } else { TransportError::Offline }
}

/// Whether TLS refused. Errors of the system wrap others, in layers that `source` skips.
fn is_of_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    error.is::<rustls::Error>()
        || wrapped.is_some_and(|inner| is_of_tls(inner))
        || error.source().is_some_and(is_of_tls)
}
