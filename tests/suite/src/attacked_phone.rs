//! A phone with a pass, surrounded by servers that pretend to be its authority.

use std::sync::Arc;
use std::time::Duration;

use doorstep::client::{PassRequestResult, RegistrationResult};
use doorstep::error::Code;
use doorstep::net::{HttpsTransport, Patience};
use rcgen::KeyPair;
use rustls::SupportedProtocolVersion;
use rustls::version::{TLS12, TLS13};

use crate::fake_authority::FakeAuthority;
use crate::issuer::Issuer;
use crate::phone::{ME, Phone, clock};
use crate::rogue_server::{Ca, Identity, Manners, RogueServer, pin};

/// Both versions of TLS that a server may offer.
pub const BOTH: [&SupportedProtocolVersion; 2] = [&TLS12, &TLS13];

/// A phone with a pass, and everything with which somebody could pretend to be its authority.
pub struct AttackedPhone {
    pub ca: Ca,
    pub key: KeyPair,
    pub authority: Arc<FakeAuthority>,
    pub phone: Phone,
}

impl AttackedPhone {
    /// A phone before its first attack.
    pub async fn new() -> Self {
        let (ca, key, clock) = (Ca::default(), KeyPair::generate().unwrap(), clock());
        let mut issuer = Issuer::new();
        issuer.trust.tls.roots = vec![ca.der.clone()];
        issuer.trust.tls.pins = vec![pin(&key), [9; 32]];
        let authority = FakeAuthority::of(issuer, &clock);
        let phone = Phone::before(&authority, &clock);
        assert!(matches!(phone.register().await, Ok(RegistrationResult::CodeSent { .. })));
        phone.confirm(&authority.last_code()).await.unwrap();
        phone.pass("groceries").await;
        Self { ca, key, authority, phone }
    }

    /// The authority's own key with a certificate of these years.
    pub fn identity(&self, from: i32, until: i32) -> Identity {
        self.ca.certify(&self.key, from, until)
    }

    /// The authority's own certificate.
    pub fn own(&self) -> Identity {
        self.identity(2020, 2049)
    }

    /// Talks to this server: the code of what a request for a pass gives, which must leave
    /// everything as it was but the request itself, and must go through later.
    pub async fn talks_to(&mut self, url: &str) -> Code {
        let before = (self.phone.passes(), self.phone.state());
        let lists = self.phone.snapshot().lists;
        let home = self.phone.transport.clone();
        let patience =
            Patience { connect: Duration::from_secs(3), whole: Duration::from_millis(1500) };
        self.phone.transport = Arc::new(HttpsTransport::new(patience));
        let at_home = std::mem::replace(&mut self.phone.url, url.to_owned());
        self.phone.start();
        let code = match self.phone.client().request_pass(ME, "pharmacy", None).await {
            Ok(PassRequestResult::WaitingToSend { why, .. }) => why.code,
            Err(error) => error.code,
            Ok(PassRequestResult::Pass(_)) => panic!("a pass from a rogue server"),
        };
        let report = self.phone.sync().await;
        assert!(report.problem.is_some() && !report.lists_changed);
        assert_eq!((self.phone.passes(), self.phone.state()), before);
        assert_eq!(self.phone.snapshot().lists, lists);
        let waiting = self.phone.snapshot().people[0].waiting.clone();
        assert_eq!(waiting.len(), 1, "the request waits");
        self.phone.transport = home;
        self.phone.url = at_home;
        self.phone.start();
        assert_eq!(self.phone.snapshot().people[0].waiting, waiting);
        // Longer than any server here asks to wait.
        self.phone.wait_s(60);
        let issued = self.authority.records.lock().unwrap().passes.len();
        self.phone.pass("pharmacy").await;
        assert_eq!(self.authority.records.lock().unwrap().passes.len(), issued + 1);
        code
    }

    /// Talks to a server of this identity; also how many requests it was trusted with.
    pub async fn meets(&mut self, identity: &Identity, manners: Manners) -> (Code, usize) {
        let server = RogueServer::new(identity, &BOTH, manners);
        let code = self.talks_to(&server.url()).await;
        (code, server.requests())
    }
}
