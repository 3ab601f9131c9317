//! What every room of the client stands on: the ports, what the phone knows, and the one
//! conversation with the authority.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::client_error::ClientError;
use crate::documents::TrustFile;
use crate::error::{Code, CoreError};
use crate::events::{Facts, SyncRequests};
use crate::model::Language;
use crate::observe::Observers;
use crate::ports::{Clock, Random, Transport, Vault};
use crate::state::State;
use crate::store::{Decoded, Store};
use crate::views::Snapshot;

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

/// What the rooms of the client share. No lock on what is known is held while the network is
/// waited for.
pub(crate) struct Core {
    pub setup: Setup,
    pub ports: Ports,
    pub observers: Observers,
    sync_requests: Mutex<SyncRequests>,
    state: Mutex<State>,
    // How often the app was put to sleep.
    suspensions: AtomicU64,
    // What the last resume that failed asked to wait, in seconds.
    resume_waits_s: AtomicU16,
    // Listeners are never called while it is held.
    gate: tokio::sync::Mutex<()>,
}

/// The one conversation with the authority at a time: who has it may use the network. What it has
/// brought of the time is kept at its end, if nothing else was.
pub struct Conversation<'c> {
    pub core: &'c Core,
    _gate: tokio::sync::MutexGuard<'c, ()>,
}

impl Core {
    pub fn open(setup: Setup, ports: Ports, language: Language) -> Result<Self, CoreError> {
        // Paths begin with a slash of their own, and every byte of an address is signed.
        let setup = Setup { url: setup.url.trim_end_matches('/').to_owned(), ..setup };
        let state = open(&setup, &ports, language)?;
        Ok(Self {
            setup,
            ports,
            observers: Observers::default(),
            sync_requests: Mutex::default(),
            state: Mutex::new(state),
            suspensions: AtomicU64::new(0),
            resume_waits_s: AtomicU16::new(0),
            gate: tokio::sync::Mutex::new(()),
        })
    }

    /// Lets go of the folder.
    pub fn suspend(&self) -> Result<(), CoreError> {
        let mut state = self.lock();
        // A resume that is on its way was asked for before this.
        self.suspensions.fetch_add(1, Ordering::SeqCst);
        Ok(state.store.suspend()?)
    }

    /// Destroys everything that the folder holds, as its certificate says, and begins with an empty one.
    /// Nothing but the certificate goes from the one to the other.
    pub fn destroy_and_begin_anew(&self) -> Result<(), CoreError> {
        let language = self.language();
        let mut state = self.lock();
        if !state.store.is_suspended() {
            state.store.suspend()?;
            self.suspensions.fetch_add(1, Ordering::SeqCst);
        }
        let opened = open(&self.setup, &self.ports, language)?;
        state.begin_anew(opened);
        Ok(())
    }

    /// Opens the folder again, and goes on with what stands there.
    pub fn resume(&self) -> Result<(), CoreError> {
        let asked_at = self.suspensions.load(Ordering::SeqCst);
        // No lock while the folder is waited for: what is known is shown meanwhile.
        let opened = open(&self.setup, &self.ports, self.language());
        let mut state = self.lock();
        match opened {
            // Another call has opened it meanwhile.
            _ if !state.store.is_suspended() => Ok(()),
            Ok(_) if self.suspensions.load(Ordering::SeqCst) != asked_at => {
                Err(Code::Suspended.into())
            }
            Ok(opened) => {
                state.go_on_as(opened);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// How resuming ended, with when it is tried again.
    pub fn said_of_resuming(&self, resumed: Result<(), CoreError>) -> Result<(), ClientError> {
        let waited_s = self.resume_waits_s.load(Ordering::SeqCst);
        let resumed = resumed.map_err(|error| {
            self.say(&error).of_opening(waited_s, self.ports.clock.read().wall_ms)
        });
        let waits_s = resumed.as_ref().err().and_then(|error| error.reopen_in_s);
        self.resume_waits_s.store(waits_s.unwrap_or_default(), Ordering::SeqCst);
        resumed
    }

    pub fn is_suspended(&self) -> bool {
        self.lock().store.is_suspended()
    }

    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What syncs were asked for. Taken after the state, never before it.
    pub fn sync_requests(&self) -> MutexGuard<'_, SyncRequests> {
        self.sync_requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the phone said of itself last; of another process it is known whether notices are shown.
    pub fn facts_heard(&self) -> Facts {
        let heard = self.sync_requests().facts().cloned();
        heard.unwrap_or_else(|| {
            let notices = self.lock().notices_allowed != Decoded::Value(false);
            Facts { notices, ..Facts::default() }
        })
    }

    /// Waits for its turn to speak with the authority.
    pub async fn converse(&self) -> Conversation<'_> {
        Conversation { core: self, _gate: self.gate.lock().await }
    }

    pub fn now_ms(&self) -> i64 {
        let reading = self.ports.clock.read();
        self.lock().time.at(&reading).best_ms
    }

    pub fn language(&self) -> Language {
        self.lock().language
    }

    pub fn snapshot(&self) -> Snapshot {
        let reading = self.ports.clock.read();
        let facts = self.facts_heard();
        let wiped = self.wiped();
        self.lock().snapshot(&reading, &facts, wiped.as_ref())
    }

    /// Tells the listeners that something changed.
    pub fn changed(&self) {
        if !self.observers.is_empty() {
            self.observers.tell(&self.snapshot());
        }
    }

    /// Tells the listeners at the end of a piece of work, also of one that is dropped in its middle.
    pub fn tell_at_end(&self) -> TellAtEnd<'_> {
        TellAtEnd(self)
    }

    pub fn say(&self, error: &CoreError) -> ClientError {
        let reading = self.ports.clock.read();
        let state = self.lock();
        state.viewed(state.time.at(&reading)).error(error)
    }
}

impl Drop for Conversation<'_> {
    fn drop(&mut self) {
        self.core.lock().keep_time();
    }
}

/// What the folder keeps.
fn open(setup: &Setup, ports: &Ports, language: Language) -> Result<State, CoreError> {
    let vault = ports.vault.as_ref();
    let store = Store::open(&setup.folder, vault)?;
    let mut state = State::open(store, vault, &setup.trust_file, language)?;
    state.know_watches(&ports.clock.read())?;
    Ok(state)
}

/// Tells the listeners when it is dropped.
pub struct TellAtEnd<'c>(&'c Core);

impl Drop for TellAtEnd<'_> {
    fn drop(&mut self) {
        self.0.changed();
    }
}
