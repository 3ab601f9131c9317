//! A phone: a folder, a vault, a clock that is moved by hand, and any network.

use std::path::PathBuf;
use std::sync::Arc;

use doorstep::client::{Client, PassRequestResult, Ports, RegistrationResult, Setup};
use doorstep::client_error::ClientError;
use doorstep::documents::TrustFile;
use doorstep::error::Code;
use doorstep::inspector::Inspector;
use doorstep::model::PersonId;
use doorstep::outbox::Urgency;
use doorstep::ports::Transport;
use doorstep::testing::{SeededRandom, SoftwareVault, VirtualClock};
use doorstep::views::{PassEntry, Snapshot};

use crate::fake_authority::FakeAuthority;
use crate::issuer::NOW;
use crate::strike::Strike;

/// The only person of a phone.
pub const ME: PersonId = PersonId::FIRST;
/// The number that the stories register, and what of it must never stand anywhere in plain.
pub const NUMBER: &str = "+79161234567";

/// A phone, switched on.
pub struct Phone {
    pub home: tempfile::TempDir,
    pub clock: Arc<VirtualClock>,
    pub vault: Arc<SoftwareVault>,
    pub transport: Arc<dyn Transport>,
    pub trust_file: TrustFile,
    pub url: String,
    pub shipped_roots: Vec<Vec<u8>>,
    pub strike: Strike,
    seed: u64,
    client: Option<Arc<Client>>,
}

/// A clock at the beginning of the stories.
pub fn clock() -> Arc<VirtualClock> {
    Arc::new(VirtualClock::at(i64::try_from(NOW).unwrap() * 1000 + 250))
}

impl Phone {
    /// A new phone on this network.
    pub fn new(
        clock: &Arc<VirtualClock>,
        transport: Arc<dyn Transport>,
        trust_file: TrustFile,
        shipped_roots: Vec<Vec<u8>>,
    ) -> Self {
        Self::at_home(tempfile::tempdir().unwrap(), clock, transport, trust_file, shipped_roots)
    }

    /// The phone whose folder is this, as far as there is something in it.
    pub fn at_home(
        home: tempfile::TempDir,
        clock: &Arc<VirtualClock>,
        transport: Arc<dyn Transport>,
        trust_file: TrustFile,
        shipped_roots: Vec<Vec<u8>>,
    ) -> Self {
        let vault = Arc::new(SoftwareVault::new(&home.path().join("vault")));
        let url = trust_file.url.clone();
        let clock = Arc::clone(clock);
        let mut phone = Self {
            home,
            strike: Strike::new(&clock),
            clock,
            vault,
            transport,
            trust_file,
            url,
            shipped_roots,
            seed: 1,
            client: None,
        };
        phone.start();
        phone
    }

    /// A new phone of this authority.
    pub fn before(authority: &Arc<FakeAuthority>, clock: &Arc<VirtualClock>) -> Self {
        let file = {
            let documents = authority.documents.lock().unwrap();
            let root = documents.roots.first_key_value().unwrap().1.clone();
            authority.issuer.lock().unwrap().trust_file(&root)
        };
        let transport: Arc<dyn Transport> = Arc::clone(authority) as Arc<dyn Transport>;
        Self::new(clock, transport, file, Vec::new())
    }

    /// The folder of the store.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("store")
    }

    /// Where things are.
    pub fn setup(&self) -> Setup {
        Setup {
            folder: self.folder(),
            trust_file: self.trust_file.clone(),
            url: self.url.clone(),
            shipped_roots: self.shipped_roots.clone(),
            region: "RU".into(),
        }
    }

    /// What the phone gives; each start draws from another seed.
    pub fn ports(&mut self) -> Ports {
        self.seed += 1;
        Ports {
            clock: self.clock.clone(),
            vault: self.strike.vault(self.vault.clone()),
            random: self.strike.random(Arc::new(SeededRandom::new(self.seed))),
            transport: self.strike.transport(Arc::clone(&self.transport)),
        }
    }

    /// Opens the folder, as the app does when it is started.
    pub fn try_start(&mut self) -> Result<(), ClientError> {
        self.kill();
        let ports = self.ports();
        let client = Client::open(self.setup(), ports, "en")?;
        let strike = self.strike.clone();
        client.store_faults().ask(move || strike.strikes_store());
        self.client = Some(Arc::new(client));
        Ok(())
    }

    /// Opens the folder, which must work.
    pub fn start(&mut self) {
        self.try_start().unwrap();
    }

    /// Ends the process. What is not durable is gone.
    pub fn kill(&mut self) {
        self.client = None;
    }

    /// The client.
    pub fn client(&self) -> Arc<Client> {
        Arc::clone(self.client.as_ref().unwrap())
    }

    /// The inspector's mode of this phone.
    pub fn inspector(&self) -> Inspector {
        Inspector::of(self.client())
    }

    /// Registers [`NUMBER`] with a mark.
    pub async fn register(&self) -> Result<RegistrationResult, ClientError> {
        self.client().register(ME, NUMBER, Some("и п"), Some("4321")).await
    }

    /// Confirms a code.
    pub async fn confirm(&self, code: &str) -> Result<RegistrationResult, ClientError> {
        self.client().confirm(ME, code).await
    }

    /// Asks for a pass, which must be issued.
    pub async fn pass(&self, purpose: &str) -> PassEntry {
        match self.client().request_pass(ME, purpose, None).await {
            Ok(PassRequestResult::Pass(entry)) => entry,
            other => panic!("{other:?}"),
        }
    }

    /// The code of an error that asking for a pass must give.
    pub async fn refused(&self, purpose: &str) -> Code {
        self.client().request_pass(ME, purpose, None).await.unwrap_err().code
    }

    /// Background work as the phone does it on its own.
    pub async fn sync(&self) -> doorstep::client::SyncReport {
        self.client().sync(Urgency::Background, None).await
    }

    /// What the screen shows.
    pub fn snapshot(&self) -> Snapshot {
        self.client().snapshot()
    }

    /// Where the registration stands.
    pub fn state(&self) -> &'static str {
        self.snapshot().people[0].registration.step.name()
    }

    /// The passes.
    pub fn passes(&self) -> Vec<PassEntry> {
        self.client().passes(ME).unwrap()
    }

    /// The text of a live code.
    pub fn show(&self) -> String {
        self.client().present(ME, None, None).unwrap().text
    }

    /// Lets time pass.
    pub fn wait_s(&self, seconds: i64) {
        self.clock.advance_ms(seconds * 1000);
    }
}
