//! The client: one method a use case, each of which wires the ports to the pure rooms.
//!
//! Everything synchronous is durable before it returns. Network work is asynchronous, coarse, and
//! can be dropped at any point: what was begun is in the outbox and goes on at the next [`sync`].
//! No lock is held while the network is waited for.
//!
//! [`sync`]: Client::sync

mod denials;
mod exchange;
mod papers;
mod passes;
mod people;
mod presenting;
mod refreshing;
mod registering;
mod replacing;
mod responses;
mod signing;
mod syncing;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use papers::OnPaper;
pub use passes::PassRequestResult;
pub use presenting::{EmergencyCare, FRAME_MS, Shown};
pub use registering::RegistrationResult;
pub use syncing::SyncReport;

use crate::client_error::ClientError;
use crate::documents::TrustFile;
use crate::error::{Code, CoreError};
use crate::model::Language;
use crate::observe::{Observers, SnapshotListener, Subscription};
use crate::ports::{Clock, Random, Transport, Vault};
use crate::state::State;
use crate::store::Store;
use crate::views::{Plan, Snapshot};

/// What a phone gives.
#[derive(Clone)]
pub struct Ports {
    /// Clocks.
    pub clock: Arc<dyn Clock>,
    /// Keys.
    pub vault: Arc<dyn Vault>,
    /// Randomness for names, nonces and jitter.
    pub random: Arc<dyn Random>,
    /// Network.
    pub transport: Arc<dyn Transport>,
}

/// Where things are.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The app's own folder.
    pub folder: PathBuf,
    /// What the app ships with.
    pub trust_file: TrustFile,
    /// The authority's address, `https://host:port`, without a path.
    pub url: String,
    /// Certification authorities for the first contact, DER.
    pub shipped_roots: Vec<Vec<u8>>,
    /// Country whose national spelling of phone numbers is understood, ISO 3166-1 alpha-2.
    pub region: String,
}

/// A resident's phone. One for each folder; all methods may be called from any thread.
pub struct Client {
    setup: Setup,
    ports: Ports,
    state: Mutex<State>,
    observers: Observers,
    // How often the app was put to sleep.
    suspensions: AtomicU64,
    // One conversation with the authority at a time. Listeners are never called while it is held.
    gate: tokio::sync::Mutex<()>,
}

impl Client {
    /// Opens the phone's folder.
    ///
    /// # Errors
    /// [`ClientError`]: `in-use` while another process has it, `already-open` while another client
    /// of this process has it (both after five seconds), `store-newer`, `storage-full`,
    /// `storage-read-only`, `storage-failed`, `vault-busy`,
    /// `vault-locked`, `trust-file-invalid`.
    pub fn open(setup: Setup, ports: Ports, language: &str) -> Result<Self, ClientError> {
        let language = Language::from_tag(language);
        // Paths begin with a slash of their own, and every byte of an address is signed.
        let setup = Setup { url: setup.url.trim_end_matches('/').to_owned(), ..setup };
        let state = open(&setup, &ports, language).map_err(|fault| fault.say(language))?;
        Ok(Self {
            setup,
            ports,
            state: Mutex::new(state),
            observers: Observers::default(),
            suspensions: AtomicU64::new(0),
            gate: tokio::sync::Mutex::new(()),
        })
    }

    /// Sets the language of sentences, by a BCP 47 tag, until the phone is closed: which one is
    /// wanted the shell knows and says when it opens. No byte of a pass or signature changes.
    pub fn set_language(&self, tag: &str) {
        let mut state = self.lock();
        state.language = Language::from_tag(tag);
        state.revision = state.revision.saturating_add(1);
        drop(state);
        self.changed();
    }

    /// Everything a screen shows.
    pub fn snapshot(&self) -> Snapshot {
        let reading = self.ports.clock.read();
        self.lock().snapshot(&reading)
    }

    /// What the shell does next.
    pub fn plan(&self) -> Plan {
        let reading = self.ports.clock.read();
        self.lock().plan(&reading)
    }

    /// Hands the current snapshot to the listener, then every change, until the subscription is
    /// dropped. Listeners are called with no lock held and may call back.
    pub fn subscribe(&self, listener: Arc<dyn SnapshotListener>) -> Subscription {
        let (subscription, entry) = self.observers.add(listener);
        entry.tell(&self.snapshot());
        subscription
    }

    /// Lets go of the file and of the folder until [`Client::resume`], because a phone's system
    /// kills an app that holds them while it sleeps. What is known stays known and is shown; what
    /// would change something is refused with `suspended`. Twice is as good as once.
    ///
    /// # Errors
    /// [`ClientError`] of the store; then nothing was let go.
    pub fn suspend(&self) -> Result<(), ClientError> {
        let suspended = {
            let mut state = self.lock();
            // A resume that is on its way was asked for before this.
            self.suspensions.fetch_add(1, Ordering::SeqCst);
            state.store.suspend()
        };
        suspended.map_err(|error| self.say(&error.into()))
    }

    /// Opens the folder again, as [`Client::open`] does, and goes on with what stands there.
    /// Nothing happens to a client that is not suspended.
    ///
    /// # Errors
    /// [`ClientError`], those of [`Client::open`], and `suspended` if it was suspended once more
    /// meanwhile; the client stays suspended.
    pub fn resume(&self) -> Result<(), ClientError> {
        if !self.is_suspended() {
            return Ok(());
        }
        let asked_at = self.suspensions.load(Ordering::SeqCst);
        // No lock while the folder is waited for: what is known is shown meanwhile.
        let opened = open(&self.setup, &self.ports, self.language());
        let mut state = self.lock();
        let resumed = match opened {
            // Another call has opened it meanwhile.
            _ if !state.store.is_suspended() => Ok(()),
            Ok(_) if self.suspensions.load(Ordering::SeqCst) != asked_at => {
                Err(Code::Suspended.into())
            }
            Ok(opened) => {
                state.go_on_as(opened);
                Ok(())
            }
            Err(fault) => Err(fault),
        };
        drop(state);
        self.changed();
        resumed.map_err(|fault| self.say(&fault))
    }

    fn is_suspended(&self) -> bool {
        self.lock().store.is_suspended()
    }

    /// Where a test makes the store fail.
    #[cfg(feature = "testing")]
    pub fn store_faults(&self) -> crate::testing::Faults {
        self.lock().store.faults().clone()
    }

    pub(crate) fn ports(&self) -> &Ports {
        &self.ports
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the listeners that something changed.
    fn changed(&self) {
        if !self.observers.is_empty() {
            self.observers.tell(&self.snapshot());
        }
    }

    /// Tells the listeners at the end of a piece of work, also of one that is dropped in its middle.
    fn tell_at_end(&self) -> TellAtEnd<'_> {
        TellAtEnd(self)
    }

    fn language(&self) -> Language {
        self.lock().language
    }

    pub(crate) fn say(&self, fault: &CoreError) -> ClientError {
        let reading = self.ports.clock.read();
        let state = self.lock();
        state.viewed(state.time.at(&reading)).error(fault)
    }
}

/// What the folder keeps.
fn open(setup: &Setup, ports: &Ports, language: Language) -> Result<State, CoreError> {
    let vault = ports.vault.as_ref();
    let store = Store::open(&setup.folder, vault)?;
    State::open(store, vault, &setup.trust_file, language)
}

struct TellAtEnd<'c>(&'c Client);

impl Drop for TellAtEnd<'_> {
    fn drop(&mut self) {
        self.0.changed();
    }
}
