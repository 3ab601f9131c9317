//! The network: one request out, one bounded answer back.

use std::future::Future;
use std::pin::Pin;

use crate::error::{Code, CoreError};
use crate::model::DEFLATE;

/// HTTP methods that are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    /// Brings a whole thing under its name.
    Put,
    /// Brings a part of one.
    Patch,
}

impl Method {
    pub const ALL: [Self; 4] = [Self::Get, Self::Post, Self::Put, Self::Patch];

    /// The method's name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
        }
    }
}

/// A header field, name in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpHeader {
    /// The field's name, lower case.
    pub name: &'static str,
    pub value: String,
}

/// A request as it leaves the core.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub method: Method,
    /// Absolute and `https`, with path and query.
    pub url: String,
    /// The route with its variables unnamed (`/v1/registrations/{reg}/confirm`): all that a log may say.
    pub route: &'static str,
    /// Header fields besides those the transport itself must add.
    pub headers: Vec<HttpHeader>,
    /// The body; nothing is sent of an empty one.
    pub body: Vec<u8>,
    /// A longer answer than this many bytes is refused unread, a deflated one as soon as it is longer.
    pub limit: usize,
}

impl Outgoing {
    /// The host, without port and brackets.
    pub fn host(&self) -> &str {
        let (authority, _) = self.authority_and_path();
        match authority.strip_prefix('[') {
            Some(literal) => literal.split(']').next().unwrap_or_default(),
            None => authority.split(':').next().unwrap_or_default(),
        }
    }

    /// Host and port, also where the address leaves the port out.
    pub fn host_and_port(&self) -> String {
        let (authority, _) = self.authority_and_path();
        let after_host = authority.rsplit(']').next().unwrap_or_default();
        if after_host.contains(':') { authority.to_owned() } else { format!("{authority}:443") }
    }

    /// Whether a deflated answer is understood.
    pub fn accepts_deflated(&self) -> bool {
        self.headers.iter().any(|field| field.name == "accept-encoding" && field.value == DEFLATE)
    }

    /// All that stands before the body, as HTTP/1.1 has it: the header fields are followed by those
    /// that the transport adds.
    pub fn head(&self) -> String {
        let (authority, path) = self.authority_and_path();
        let host = authority.strip_suffix(":443").unwrap_or(authority);
        let mut head = format!("{} {path} HTTP/1.1\r\n", self.method.name());
        for HttpHeader { name, value } in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.extend(["host: ", host, "\r\n"]);
        if !self.body.is_empty() {
            head.extend(["content-length: ", &self.body.len().to_string(), "\r\n"]);
        }
        head.push_str("\r\n");
        head
    }

    fn authority_and_path(&self) -> (&str, &str) {
        let rest = self.url.strip_prefix("https://").unwrap_or(&self.url);
        rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()))
    }
}

/// An answer, its body whole and within its limit.
#[derive(Clone, PartialEq, Eq)]
pub struct Arrived {
    pub status: u16,
    /// `Content-Type` without parameters, lower case; empty if absent.
    pub content_type: String,
    /// `Retry-After` in seconds, if it was given as a number.
    pub retry_after_s: Option<u64>,
    /// The whole body, inflated and within the limit.
    pub body: Vec<u8>,
}

/// Whom the transport may speak to, and how it knows them.
///
/// Comes from the trust file and, once there is one, from the trust list alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerTrust {
    /// Host names or addresses that may be contacted, without port.
    pub hosts: Vec<String>,
    /// Certification authorities for the servers' chains, DER.
    pub roots: Vec<Vec<u8>>,
    /// SHA-256 of acceptable server keys (SubjectPublicKeyInfo, DER); at least two.
    pub pins: Vec<[u8; 32]>,
    /// True time is not before this, milliseconds since 1970.
    pub not_before_ms: i64,
    /// True time is not after this, if that is known.
    pub not_after_ms: Option<i64>,
}

/// Why no answer of the authority came. None of these is an answer, and none counts as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection, a connection lost, or no answer in time.
    #[error("no network")]
    Offline,
    /// Somebody answered who is not the authority: another certificate, key, page or a redirect.
    #[error("the network is interfered with")]
    Interfered,
    /// The address is not among the hosts of the trust list.
    #[error("host not allowed")]
    HostNotAllowed,
    /// The answer was longer than its kind can be.
    #[error("answer too large")]
    TooLarge,
}

impl From<TransportError> for CoreError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Offline => Code::Offline.into(),
            TransportError::Interfered | TransportError::TooLarge => Code::NetworkInterfered.into(),
            TransportError::HostNotAllowed => Code::HostNotAllowed.into(),
        }
    }
}

/// What sending gives back.
pub type TransportResult = Result<Arrived, TransportError>;

/// An answer on its way; dropping it stops waiting.
pub type Sending<'a> = Pin<Box<dyn Future<Output = TransportResult> + Send + 'a>>;

/// Sends requests to the authority, and to nobody else.
///
/// TLS 1.3 only, to the trusted hosts only, checked before any name is resolved; no redirects, no
/// proxies, no cookies, bounded bodies.
pub trait Transport: Send + Sync {
    /// Sends one request and waits for the whole answer.
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a>;
}

// Bodies hold numbers, codes and passes.
impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Outgoing({} {})", self.method.name(), self.route)
    }
}

impl std::fmt::Debug for Arrived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Arrived({}, {} bytes)", self.status, self.body.len())
    }
}
