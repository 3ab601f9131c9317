//! A connection to a server: TCP, TLS over it, HTTP/1.1 over that; and the one that is kept.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::Full;
use hyper::Uri;
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;
use tower_service::Service as _;

use super::failure::cause;
use crate::ports::TransportError;

/// How long a connection is kept for the next request.
const KEPT: Duration = Duration::from_secs(90);
/// When and how often the system asks whether a silent server is still there, and how often in vain.
const PROBED: Duration = Duration::from_secs(15);
const PROBES: u32 = 3;
/// How long the system sends what nobody acknowledges.
#[cfg(any(target_os = "android", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// A connection on which one request at a time is sent.
pub type Connection = SendRequest<Full<Bytes>>;

/// Connects to the host of this address. All that its name stands for are tried, of both kinds.
pub async fn connect(url: &Uri, tls: &TlsConnector) -> Result<Connection, TransportError> {
    let name = ServerName::try_from(host(url).to_owned());
    let name = name.map_err(|_| TransportError::HostNotAllowed)?;
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(PROBED));
    tcp.set_keepalive_interval(Some(PROBED));
    tcp.set_keepalive_retries(Some(PROBES));
    #[cfg(any(target_os = "android", target_os = "linux"))]
    tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
    let stream = tcp.call(url.clone()).await.map_err(|_| TransportError::Offline)?;
    let stream = tls.connect(name, stream.into_inner()).await.map_err(|error| cause(&error))?;
    let made = http1::handshake(TokioIo::new(stream)).await;
    let (connection, driver) = made.map_err(|error| cause(&error))?;
    // How it ends is told to whoever waits for an answer.
    tokio::spawn(async move { driver.await.ok() });
    Ok(connection)
}

/// The host of an address, an IPv6 address without its brackets.
pub fn host(url: &Uri) -> &str {
    url.host().unwrap_or_default().trim_matches(['[', ']'])
}

/// The connection that the last request left.
#[derive(Default)]
pub struct Idle(Mutex<Option<Kept>>);

struct Kept {
    authority: String,
    connection: Arc<Mutex<Option<Connection>>>,
}

impl Idle {
    /// The connection that was kept to this host and port, if it is still open.
    pub async fn take(&self, authority: &str) -> Option<Connection> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        let connection = kept.connection.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut connection = connection.filter(|_| kept.authority == authority)?;
        connection.ready().await.ok()?;
        Some(connection)
    }

    /// Keeps a connection for the next request, and closes it if none comes.
    pub fn keep(&self, authority: String, connection: Connection) {
        let connection = Arc::new(Mutex::new(Some(connection)));
        let unused = Arc::downgrade(&connection);
        tokio::spawn(async move {
            tokio::time::sleep(KEPT).await;
            if let Some(unused) = unused.upgrade() {
                unused.lock().unwrap_or_else(PoisonError::into_inner).take();
            }
        });
        let kept = Kept { authority, connection };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }
}
