//! From a home to a running authority, and back.

use std::fs::File;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::RustlsConfig;
use doorstep::crypto::SystemRandom;
use doorstep::documents::{TrustFile, stamp_name};
use doorstep::model::to_base64url;
use doorstep::ports::Random;
use serde::Serialize;
use tokio::task::JoinHandle;

use crate::clock::{Clock, ClockSource, possible};
use crate::commands::{InFlight, LookupLimiter, Messages, Service, VolatileRequests};
use crate::error::AuthorityError;
use crate::failing::Failures;
use crate::home::{Home, HomeState, write_private, write_public};
use crate::http::REQUEST_TIMEOUT;
use crate::offline_root::OfflineRoot;
use crate::online::{OnlineKeys, Publisher, ServerKey};
use crate::photo_opening::set_apart;
use crate::prepare::prepare;
use crate::region::Region;
use crate::routes::{ROUTES, ServedRoute};
use crate::sms::Gateway;
use crate::store::{Store, StoredDocument};
use crate::trust_list::read_trust;
use crate::{admin, http, portal, tls};

/// How long open requests are waited for when the authority stops.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(5);

/// How to run an authority.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its folder; made and prepared if it is empty.
    pub home: PathBuf,
    /// Where to listen; otherwise where it listened last, at first on a free loopback port.
    pub listen: Option<SocketAddr>,
    /// What it goes by.
    pub clock: ClockSource,
    /// Whether budgets of sources count on loopback too.
    pub strict_budgets: bool,
    /// The region of a home that is prepared; otherwise the reference region. A home that stands
    /// keeps its own, and the rules that its operator has published since.
    pub region: Option<Region>,
}

/// Where a running authority is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ready {
    /// Its address, `https`.
    pub url: String,
    /// Where residents without the app get a pass on paper.
    pub portal_url: String,
    /// Its admin endpoint, plain HTTP on loopback.
    pub admin_url: String,
    /// The file with the secret of the admin endpoint.
    pub admin_token_file: PathBuf,
    /// The certificate of its certification authority, PEM.
    pub ca_file: PathBuf,
    /// What a phone ships with.
    pub trust_file: PathBuf,
}

/// A running authority. It runs until [`Authority::stop`] or the end of its runtime.
#[derive(Debug)]
pub struct Authority {
    ready: Ready,
    handle: Handle<SocketAddr>,
    admin_handle: Handle<SocketAddr>,
    tasks: [JoinHandle<std::io::Result<()>>; 2],
    home: Home,
    _lock: File,
}

/// Prepares an empty home, then serves from it.
///
/// # Errors
/// [`AuthorityError`].
pub async fn start(settings: Settings) -> Result<Authority, AuthorityError> {
    prepared(settings).await?.serve(&ROUTES)
}

/// The same with other routes, and what they answer from.
#[cfg(test)]
pub(crate) async fn start_with(
    settings: Settings,
    routes: &[ServedRoute],
) -> Result<(Authority, Arc<Service>), AuthorityError> {
    let setup = prepared(settings).await?;
    let service = setup.service.clone();
    Ok((setup.serve(routes)?, service))
}

async fn prepared(settings: Settings) -> Result<ServerSetup, AuthorityError> {
    tokio::task::spawn_blocking(move || open(&settings))
        .await
        .map_err(|_| AuthorityError::Io(std::io::ErrorKind::Other))?
}

/// Everything that has to stand before anybody is served.
struct ServerSetup {
    home: Home,
    lock: File,
    ready: Ready,
    service: Arc<Service>,
    tls: Arc<rustls::ServerConfig>,
    token: String,
    public: TcpListener,
    admin: TcpListener,
}

fn open(settings: &Settings) -> Result<ServerSetup, AuthorityError> {
    let clock = Arc::new(Clock::new(&settings.clock)?);
    let now = possible(i64::try_from(clock.now()?).unwrap_or(i64::MAX))?;
    let home = Home::at(&settings.home);
    let lock = home.lock()?;
    if home.found()? == HomeState::Empty {
        let reference = || Region::reference().map_err(|_| AuthorityError::HomeDamaged);
        let region = settings.region.clone().map_or_else(reference, Ok)?;
        prepare(&home, &region, now)?;
    }
    set_apart(&home)?;
    let store = Store::open(&home.online())?;
    let trust = due_trust(&home, &store, now)?;

    // From here on nothing is taken but `online/` and `tls/`.
    let store = Arc::new(store);
    let publisher = Publisher::open(store.clone(), home.online(), clock.clone(), trust)?;
    if settings.region.as_ref().is_some_and(|region| region.iss() != publisher.last().iss()) {
        return Err(AuthorityError::HomeOfAnotherRegion);
    }
    let tls = tls::server_config(&home.tls())?;

    let public = listen(settings.listen.or(last_address(&home)?))?;
    let admin = listen(None)?;
    let address = public.local_addr()?;
    let url = format!("https://{}", reachable(address));
    let host = admin.local_addr()?.to_string();
    let random: &dyn Random = &SystemRandom::default();
    let token = to_base64url(&random.draw::<32>()?);
    let ready = Ready {
        portal_url: format!("{url}{}", portal::PATH),
        url: url.clone(),
        admin_url: format!("http://{host}"),
        admin_token_file: home.admin_token(),
        ca_file: home.ca_file(),
        trust_file: home.trust_file(),
    };
    write_public(&home.address(), address.to_string().as_bytes())?;
    write_trust_file(&home, &url, &publisher)?;
    write_private(&home.admin_token(), token.as_bytes())?;
    write_private(&home.admin_address(), ready.admin_url.as_bytes())?;
    let service = Arc::new(Service {
        clock,
        server: ServerKey::open(&home.online())?,
        store,
        publisher,
        messages: Messages::default(),
        origin: url,
        strict_budgets: settings.strict_budgets,
        in_flight: InFlight::default(),
        lookup_limiter: LookupLimiter::default(),
        volatile: VolatileRequests::default(),
        failures: Failures::default(),
        sms_gateway: Gateway::default(),
    });
    Ok(ServerSetup { home, lock, ready, service, tls, token, public, admin })
}

/// Has the offline root sign the trust list that is due, if one is.
fn due_trust(home: &Home, store: &Store, now: u64) -> Result<Option<Vec<u8>>, AuthorityError> {
    let held: Vec<StoredDocument> = store.documents()?;
    let newest = |name: &str| {
        held.iter()
            .filter(|document| document.name == name)
            .max_by_key(|document| document.serial)
            .ok_or(AuthorityError::HomeDamaged)
    };
    let (root, trust) = (newest(stamp_name::ROOT)?, newest(stamp_name::TRUST)?);
    let offline = OfflineRoot::open(&home.root())?;
    // Root keys may be kept elsewhere. Then the operator brings them, and `admin rotate-key` adds what
    // an older home lacks.
    let added = if offline.can_sign(&root.bytes)? {
        OnlineKeys::make_missing(home, &read_trust(&root.bytes, &trust.bytes)?)?
    } else {
        Vec::new()
    };
    offline.renewed_trust(&root.bytes, &trust.bytes, added, now)
}

fn last_address(home: &Home) -> Result<Option<SocketAddr>, AuthorityError> {
    match std::fs::read_to_string(home.address()) {
        Ok(text) => text.trim().parse().map(Some).map_err(|_| AuthorityError::HomeDamaged),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn listen(address: Option<SocketAddr>) -> Result<TcpListener, AuthorityError> {
    let address = address.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
    TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => AuthorityError::PortTaken,
        kind => AuthorityError::Io(kind),
    })
}

/// The address under which a phone on this machine reaches the listener.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// What a phone ships with: the first root, so that it can follow to the current one.
fn write_trust_file(home: &Home, url: &str, publisher: &Publisher) -> Result<(), AuthorityError> {
    let published = publisher.last();
    let root = published.roots.first().ok_or(AuthorityError::HomeDamaged)?;
    let file = TrustFile {
        iss: published.iss().to_owned(),
        url: url.to_owned(),
        root: root.bytes.to_vec(),
        pins: tls::pins(&home.tls())?,
    };
    write_public(&home.trust_file(), file.to_json().as_bytes())
}

impl ServerSetup {
    fn serve(self, routes: &[ServedRoute]) -> Result<Authority, AuthorityError> {
        let handle = Handle::new();
        // An answer in two packets would wait for the peer to acknowledge the first (RFC 896), up to 40 ms.
        let mut public =
            axum_server::from_tcp_rustls(self.public, RustlsConfig::from_config(self.tls))?
                .map(|tls| tls.acceptor(NoDelayAcceptor::new()))
                .http1_only()
                .first_request_timeout(REQUEST_TIMEOUT)
                .handle(handle.clone());
        // Without it a client that sends its head byte by byte keeps a connection for ever.
        public.http_builder().http1().header_read_timeout(REQUEST_TIMEOUT);
        let pages = portal::router(&self.service);
        let app = http::router(self.service.clone(), routes, pages)
            .into_make_service_with_connect_info::<SocketAddr>();
        let serving = tokio::spawn(public.serve(app));

        let host = self.ready.admin_url.trim_start_matches("http://").to_owned();
        let admin_handle = Handle::new();
        let mut administration = axum_server::from_tcp(self.admin)?
            .acceptor(NoDelayAcceptor::new())
            .http1_only()
            .first_request_timeout(REQUEST_TIMEOUT)
            .handle(admin_handle.clone());
        administration.http_builder().http1().header_read_timeout(REQUEST_TIMEOUT);
        let app = admin::router(self.service, self.token, host).into_make_service();
        let administering = tokio::spawn(administration.serve(app));

        Ok(Authority {
            ready: self.ready,
            handle,
            admin_handle,
            tasks: [serving, administering],
            home: self.home,
            _lock: self.lock,
        })
    }
}

impl Authority {
    /// Where it is found.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Stops it: no new connections, open requests get five seconds.
    pub async fn stop(self) {
        remove(&self.home.admin_address());
        self.handle.graceful_shutdown(Some(SHUTDOWN_GRACE));
        self.admin_handle.graceful_shutdown(Some(SHUTDOWN_GRACE));
        for task in self.tasks {
            if !matches!(task.await, Ok(Ok(()))) {
                log::warn!("listener-ended");
            }
        }
    }
}

/// The address of what does not run any more. If it stays, it leads nowhere.
fn remove(path: &Path) {
    if std::fs::remove_file(path).is_err() {
        log::warn!("admin-address-stays");
    }
}
