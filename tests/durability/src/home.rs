//! One phone's home, and how a process opens it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use doorstep::client::{Client, Ports, Setup};
use doorstep::client_error::ClientError;
use doorstep::documents::TrustFile;
use doorstep::model::PersonId;
use doorstep::net::{HttpsTransport, Patience};
use doorstep::ports::Transport;
use doorstep::testing::{ScriptedTransport, SeededRandom, SoftwareVault};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use serde::{Deserialize, Serialize};

use crate::clock::FileClock;
use crate::wire::SaidFirst;

/// The only person of a phone here.
pub const ME: PersonId = PersonId::FIRST;

/// Where a phone keeps things, and whom it belongs to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PhoneHome {
    /// Folder of the store and of the vault.
    pub folder: PathBuf,
    pub number: String,
    /// The home of its authority.
    pub authority: PathBuf,
    pub url: String,
    pub trust_file: PathBuf,
    /// The certification authority that is shipped, PEM.
    pub ca_file: PathBuf,
    /// What both go by.
    pub clock_file: PathBuf,
}

impl PhoneHome {
    /// The same phone with what is left of its folder.
    pub fn left_in(&self, folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..self.clone() }
    }

    pub fn store(&self) -> PathBuf {
        self.folder.join("store")
    }

    pub fn trust(&self) -> TrustFile {
        TrustFile::read(&std::fs::read(&self.trust_file).unwrap()).unwrap()
    }

    /// Opens it as a process does that draws by this seed.
    ///
    /// # Errors
    /// Those of [`Client::open`].
    pub fn open(&self, clock: Arc<FileClock>, seed: u64) -> Result<Client, ClientError> {
        let patience = Patience { connect: Duration::from_secs(5), whole: Duration::from_secs(20) };
        self.open_with(clock, seed, Arc::new(SaidFirst(HttpsTransport::new(patience))))
    }

    /// The same without a network.
    ///
    /// # Errors
    /// Those of [`Client::open`].
    pub fn open_offline(&self, clock: Arc<FileClock>) -> Result<Client, ClientError> {
        self.open_with(clock, 1, Arc::new(ScriptedTransport::default()))
    }

    fn open_with(
        &self,
        clock: Arc<FileClock>,
        seed: u64,
        transport: Arc<dyn Transport>,
    ) -> Result<Client, ClientError> {
        let setup = Setup {
            folder: self.store(),
            trust_file: self.trust(),
            url: self.url.clone(),
            shipped_roots: vec![CertificateDer::from_pem_file(&self.ca_file).unwrap().to_vec()],
            region: "RU".into(),
        };
        let ports = Ports {
            clock,
            vault: Arc::new(SoftwareVault::new(&self.folder.join("vault"))),
            random: Arc::new(SeededRandom::new(seed)),
            transport,
        };
        Client::open(setup, ports, "en")
    }
}
