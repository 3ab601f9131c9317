//! The real authority over real HTTPS, with phones and inspectors whose clocks are moved
//! by hand together with the authority's.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use doorstep::client::RegistrationResult;
use doorstep::documents::TrustFile;
use doorstep::inspector::{Inspected, Inspector};
use doorstep::net::{HttpsTransport, Patience};
use doorstep::ports::{Method, Outgoing, Sending, ServerTrust, Transport, TransportError};
use doorstep::requests::Route;
use doorstep::testing::VirtualClock;
use doorstep_authority::admin::{Admin, Sms};
use doorstep_authority::{Authority, AuthorityError, ClockSource, Region, Settings, start};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::issuer::NOW;
use crate::phone::{NUMBER, Phone};

/// A network that can be switched off, and counts.
pub struct FlakyNetwork {
    inner: Arc<dyn Transport>,
    off: AtomicBool,
    loses_reply: Mutex<Option<&'static str>>,
    blind_to: Mutex<Option<&'static str>>,
    sent: Mutex<Vec<&'static str>>,
}

impl FlakyNetwork {
    /// Over this network.
    pub fn over(inner: Arc<dyn Transport>) -> Arc<Self> {
        Arc::new(Self {
            inner,
            off: AtomicBool::default(),
            loses_reply: Mutex::default(),
            blind_to: Mutex::default(),
            sent: Mutex::default(),
        })
    }

    /// Takes the network away or gives it back.
    pub fn switch(&self, on: bool) {
        self.off.store(!on, Ordering::SeqCst);
    }

    /// Loses the next reply to a request for a pass: the authority has done it, and nobody hears.
    pub fn lose_next_pass(&self) {
        self.lose_next(Route::Passes);
    }

    /// Loses the next reply to a request to this route.
    pub fn lose_next(&self, route: Route) {
        *self.loses_reply.lock().unwrap() = Some(route.template());
    }

    /// Lets nothing through to this route any more.
    pub fn blind_to(&self, route: Route) {
        *self.blind_to.lock().unwrap() = Some(route.template());
    }

    /// Lets everything through again.
    pub fn see_again(&self) {
        *self.blind_to.lock().unwrap() = None;
    }

    /// How many requests were sent so far.
    pub fn sent(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    /// How many of them went to this route.
    pub fn sent_to(&self, route: Route) -> usize {
        let sent = self.sent.lock().unwrap();
        sent.iter().filter(|template| **template == route.template()).count()
    }
}

impl Transport for FlakyNetwork {
    fn send<'a>(&'a self, request: Outgoing, trust: &'a ServerTrust) -> Sending<'a> {
        self.sent.lock().unwrap().push(request.route);
        let is_blind = *self.blind_to.lock().unwrap() == Some(request.route);
        if is_blind || self.off.load(Ordering::SeqCst) {
            return Box::pin(std::future::ready(Err(TransportError::Offline)));
        }
        let is_lost = {
            let mut lost = self.loses_reply.lock().unwrap();
            lost.take_if(|template| *template == request.route).is_some()
        };
        if is_lost {
            return Box::pin(async move {
                self.inner.send(request, trust).await?;
                Err(TransportError::Offline)
            });
        }
        self.inner.send(request, trust)
    }
}

/// HTTPS with more patience than a phone has: a slow machine fails no test.
pub fn https() -> Arc<dyn Transport> {
    Arc::new(HttpsTransport::new(Patience {
        connect: Duration::from_secs(60),
        whole: Duration::from_secs(300),
    }))
}

/// The authority, and what a phone needs to reach it.
pub struct TestEnv {
    pub home: tempfile::TempDir,
    pub clock: Arc<VirtualClock>,
    pub admin: Admin,
    pub trust_file: TrustFile,
    pub roots: Vec<Vec<u8>>,
    authority: Authority,
}

impl TestEnv {
    /// A fresh authority whose clock stands at [`NOW`].
    pub async fn new() -> Self {
        Self::of(None, NOW).await
    }

    /// An authority of this region, or of the reference region, whose clock stands at this second.
    pub async fn of(region: Option<Region>, now: u64) -> Self {
        Self::listening(None, region, now).await.unwrap()
    }

    /// The same at this address; nothing if this machine has no such network.
    pub async fn at(address: &str) -> Option<Self> {
        std::net::TcpListener::bind(address).ok()?;
        Self::listening(Some(address.parse().ok()?), None, NOW).await.ok()
    }

    async fn listening(
        listen: Option<SocketAddr>,
        region: Option<Region>,
        now: u64,
    ) -> Result<Self, AuthorityError> {
        let at = i64::try_from(now).unwrap();
        let home = tempfile::tempdir().unwrap();
        let authority = start(Settings {
            home: home.path().to_owned(),
            listen,
            clock: ClockSource::StoppedAt(at),
            strict_budgets: false,
            region,
        })
        .await?;
        let ready = authority.ready();
        let trust_file = TrustFile::read(&std::fs::read(&ready.trust_file).unwrap()).unwrap();
        let ca = CertificateDer::from_pem_file(&ready.ca_file).unwrap();
        Ok(Self {
            admin: Admin::of(home.path()).unwrap(),
            clock: Arc::new(VirtualClock::at(at * 1000 + 250)),
            trust_file,
            roots: vec![ca.to_vec()],
            home,
            authority,
        })
    }

    /// Where the authority is.
    pub fn url(&self) -> String {
        self.authority.ready().url.clone()
    }

    /// The file by which a phone knows whom to trust.
    pub fn trust_file_path(&self) -> PathBuf {
        self.authority.ready().trust_file.clone()
    }

    /// The secret of the admin endpoint.
    pub fn admin_secret(&self) -> String {
        let file = &self.authority.ready().admin_token_file;
        std::fs::read_to_string(file).unwrap().trim().to_owned()
    }

    /// The same after the authority was stopped and started at this second.
    pub async fn restarted(self, at: i64) -> Self {
        self.restarted_after(at, |_| {}).await
    }

    /// The same, after something was done in its home meanwhile.
    pub async fn restarted_after(self, at: i64, between: impl FnOnce(&Path)) -> Self {
        let Self { home, clock, trust_file, roots, authority, .. } = self;
        authority.stop().await;
        between(home.path());
        let settings = Settings {
            home: home.path().to_owned(),
            listen: None,
            clock: ClockSource::StoppedAt(at),
            strict_budgets: false,
            region: None,
        };
        let authority = start(settings).await.unwrap();
        Self { admin: Admin::of(home.path()).unwrap(), home, clock, trust_file, roots, authority }
    }

    /// Stops the authority.
    pub async fn stop(self) {
        self.authority.stop().await;
    }

    /// A new phone with its network.
    pub fn phone(&self) -> (Phone, Arc<FlakyNetwork>) {
        let network = FlakyNetwork::over(https());
        let mut phone =
            Phone::new(&self.clock, network.clone(), self.trust_file.clone(), self.roots.clone());
        phone.url = self.url();
        phone.start();
        (phone, network)
    }

    /// A phone that is registered.
    pub async fn resident(&self) -> (Phone, Arc<FlakyNetwork>) {
        let (phone, network) = self.phone();
        assert!(matches!(phone.register().await, Ok(RegistrationResult::CodeSent { .. })));
        assert_eq!(phone.confirm(&self.code().await).await, Ok(RegistrationResult::Registered));
        (phone, network)
    }

    /// A phone in inspector's mode whose lists are current.
    pub async fn inspector(&self) -> (Phone, Inspector) {
        let (phone, _) = self.phone();
        let inspector = phone.inspector();
        inspector.refresh().await.unwrap();
        (phone, inspector)
    }

    /// What a new inspector with current lists says of a text.
    pub async fn inspect(&self, text: &str) -> Inspected {
        self.inspector().await.1.inspect(text, None)
    }

    /// The document of this route as anybody may fetch it.
    pub async fn document(&self, route: Route) -> Vec<u8> {
        self.fetched(&route.path(), route.template(), route.limit()).await
    }

    /// What the authority says of itself for machines.
    pub async fn openapi(&self) -> Vec<u8> {
        self.fetched("/v1/openapi.json", "/v1/openapi.json", 1024 * 1024).await
    }

    async fn fetched(&self, path: &str, route: &'static str, limit: usize) -> Vec<u8> {
        let url = format!("{}{path}", self.url());
        let (headers, body) = (Vec::new(), Vec::new());
        let outgoing = Outgoing { method: Method::Get, url, route, headers, body, limit };
        let trust = ServerTrust {
            hosts: vec!["127.0.0.1".to_owned()],
            roots: self.roots.clone(),
            pins: self.trust_file.pins.clone(),
            not_before_ms: self.clock.true_ms(),
            not_after_ms: None,
        };
        let arrived = https().send(outgoing, &trust).await.unwrap();
        assert_eq!(arrived.status, 200);
        arrived.body
    }

    /// Messages to the number of the stories.
    pub async fn messages(&self) -> Vec<Sms> {
        self.admin.sms(Some(NUMBER)).await.unwrap()
    }

    /// The code of the last message.
    pub async fn code(&self) -> String {
        code_in(&self.messages().await.last().unwrap().text)
    }

    /// Lets time pass for everybody.
    pub async fn wait_s(&self, seconds: i64) {
        self.clock.advance_ms(seconds * 1000);
        self.admin.clock(self.clock.true_ms().div_euclid(1000)).await.unwrap();
    }
}

/// The six digits of a message.
pub fn code_in(text: &str) -> String {
    let mut groups = text.split(|letter: char| !letter.is_ascii_digit());
    groups.find(|group| group.len() == 6).unwrap().to_owned()
}

/// A code that is not this one.
pub fn another_code(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}
