//! The network of a phone that lives by a script: it comes and goes, and counts its bytes at the socket.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use doorstep::net::{HttpsTransport, Patience};
use doorstep::ports::{Outgoing, Sending, ServerTrust, Transport};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::device::NoNetwork;

/// Real HTTPS through a relay that counts, while there is a network.
pub struct CountedNetwork {
    is_gone: AtomicBool,
    https: Mutex<Arc<HttpsTransport>>,
    /// Of the authority, `https://host:port`.
    from: String,
    /// Of the relay.
    to: String,
    counts: Arc<Counts>,
}

/// What went over the wire, TLS in it.
#[derive(Debug, Default)]
pub struct Counts {
    pub bytes_up: AtomicU64,
    pub bytes_down: AtomicU64,
    pub connections: AtomicU64,
}

impl CountedNetwork {
    /// Before this authority, whose address is an IP address.
    pub async fn before(url: &str) -> std::io::Result<Self> {
        let unfit = || std::io::Error::from(std::io::ErrorKind::InvalidInput);
        let far: SocketAddr =
            url.strip_prefix("https://").and_then(|host| host.parse().ok()).ok_or_else(unfit)?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let to = format!("https://{}", listener.local_addr()?);
        let counts = Arc::new(Counts::default());
        tokio::spawn(relay(listener, far, Arc::clone(&counts)));
        Ok(Self {
            is_gone: AtomicBool::new(false),
            https: Mutex::new(Arc::new(HttpsTransport::new(Patience::default()))),
            from: url.to_owned(),
            to,
            counts,
        })
    }

    pub fn set_gone(&self, is_gone: bool) {
        self.is_gone.store(is_gone, Ordering::SeqCst);
    }

    pub fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::SeqCst)
    }

    /// Between two syncs no phone keeps a connection.
    pub fn hang_up(&self) {
        let anew = Arc::new(HttpsTransport::new(Patience::default()));
        *self.https.lock().unwrap_or_else(PoisonError::into_inner) = anew;
    }

    pub fn counts(&self) -> &Counts {
        &self.counts
    }
}

impl Transport for CountedNetwork {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        if self.is_gone() {
            return NoNetwork.send(request, trust);
        }
        // What is signed names the authority; only the way there is another.
        let url = request.url.replacen(&self.from, &self.to, 1);
        let https = Arc::clone(&self.https.lock().unwrap_or_else(PoisonError::into_inner));
        Box::pin(async move { https.send(Outgoing { url, ..request }, trust).await })
    }
}

async fn relay(listener: TcpListener, far: SocketAddr, counts: Arc<Counts>) {
    while let Ok((near, _)) = listener.accept().await {
        counts.connections.fetch_add(1, Ordering::SeqCst);
        let counts = Arc::clone(&counts);
        tokio::spawn(async move {
            let Ok(far) = TcpStream::connect(far).await else { return };
            let (near_read, near_write) = near.into_split();
            let (far_read, far_write) = far.into_split();
            let up = pass_on(near_read, far_write, &counts.bytes_up);
            let down = pass_on(far_read, near_write, &counts.bytes_down);
            tokio::join!(up, down);
        });
    }
}

/// Hands on what comes until it ends.
async fn pass_on(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    counted: &AtomicU64,
) {
    let mut some = vec![0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut some).await {
        counted.fetch_add(u64::try_from(read).unwrap_or_default(), Ordering::SeqCst);
        if to.write_all(some.get(..read).unwrap_or_default()).await.is_err() {
            break;
        }
    }
    // The other side has gone already, perhaps.
    let _: std::io::Result<()> = to.shutdown().await;
}
