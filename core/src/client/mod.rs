//! The client: one method a use case, each of which wires the ports to the pure rooms.
//!
//! Each use case stands in a room of its own (`account`, `passes`, `quarantine`, `sync`,
//! `inspection`) over a small
//! `core`. From a tap on there is one way: a room writes its request down and sends it
//! (`open_request`) through the one place that speaks with the authority (`exchange`), and what the
//! answer changes stands in the same room again. Only a sync knows all kinds of requests.
//!
//! Everything synchronous is durable before it returns. Network work is asynchronous, coarse, and
//! can be dropped at any point: what was begun is in the outbox and goes on at the next [`sync`].
//! No lock is held while the network is waited for.
//!
//! Of a person whose part a PIN hides, every method that shows or changes what is theirs is refused with
//! `person-locked`, but for what is asked of them, what they declare, and emergencies.
//!
//! [`sync`]: Client::sync

mod account;
mod core;
mod exchange;
mod inspection;
mod keys;
mod lists;
mod loan;
mod moving;
mod open_request;
mod passes;
mod people;
mod pin;
mod quarantine;
mod refusal;
mod sent;
mod sms;
mod sync;
mod time;
mod waking;

use std::sync::{Arc, MutexGuard};

pub use account::RegistrationResult;
pub use core::{Ports, Setup};
pub use loan::{LoanReturned, LoanStep};
pub use moving::DeviceOwner;
pub use passes::{EmergencyCare, FRAME_MS, OnPaper, PassRequestResult, Shown};
pub use quarantine::{
    CheckAnswer, ClaimResult, Evidence, EvidenceScope, MessageCheck, OrderDecision, PhotoAttempt,
    PhotoFor, PhotoUse,
};
pub use sms::{BySms, SmsAnswered, SmsUse};
pub use sync::SyncReport;

use self::core::Core;
use crate::client_error::ClientError;
use crate::error::CoreError;
use crate::model::Language;
use crate::observe::{SnapshotListener, Subscription};
use crate::state::State;
use crate::views::Snapshot;

/// A resident's phone. One for each folder; all methods may be called from any thread.
pub struct Client {
    core: Core,
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
        Self::open_after(0, setup, ports, language)
    }

    /// Opens it after waiting so long, in seconds, as the error of the last try asked
    /// ([`ClientError::reopen_in_s`]): a phone that is shut keeps nothing.
    ///
    /// # Errors
    /// Those of [`Client::open`].
    pub fn open_after(
        waited_s: u16,
        setup: Setup,
        ports: Ports,
        language: &str,
    ) -> Result<Self, ClientError> {
        let language = Language::from_tag(language);
        let clock = Arc::clone(&ports.clock);
        let core = Core::open(setup, ports, language)
            .map_err(|error| error.say(language).of_opening(waited_s, clock.read().wall_ms))?;
        Ok(Self { core })
    }

    /// Sets the language of sentences, by a BCP 47 tag, until the phone is closed: which one is
    /// wanted the shell knows and says when it opens. No byte of a pass or signature changes.
    pub fn set_language(&self, tag: &str) {
        let mut state = self.lock();
        state.language = Language::from_tag(tag);
        state.revision = state.revision.saturating_add(1);
        drop(state);
        self.core.changed();
    }

    /// Everything a screen shows.
    pub fn snapshot(&self) -> Snapshot {
        self.core.snapshot()
    }

    /// Hands the current snapshot to the listener, then every change, until the subscription is
    /// dropped. Listeners are called with no lock held and may call back.
    pub fn subscribe(&self, listener: Arc<dyn SnapshotListener>) -> Subscription {
        let (subscription, entry) = self.core.observers.add(listener);
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
        self.core.suspend().map_err(|error| self.core.say(&error))
    }

    /// Opens the folder again, as [`Client::open`] does, and goes on with what stands there.
    /// Nothing happens to a client that is not suspended.
    ///
    /// # Errors
    /// [`ClientError`], those of [`Client::open`], and `suspended` if it was suspended once more
    /// meanwhile; the client stays suspended.
    pub fn resume(&self) -> Result<(), ClientError> {
        if !self.core.is_suspended() {
            return Ok(());
        }
        let resumed = self.core.resume();
        self.core.changed();
        self.core.said_of_resuming(resumed)
    }

    /// Where a test makes the store fail.
    #[cfg(feature = "testing")]
    pub fn store_faults(&self) -> crate::testing::Faults {
        self.lock().store.faults().clone()
    }

    /// Syncs the store less often than an app does, until it is opened again.
    ///
    /// # Errors
    /// [`ClientError`] of the store.
    #[cfg(feature = "testing")]
    pub fn set_synchronous(&self, mode: &str) -> Result<(), ClientError> {
        self.lock().store.set_synchronous(mode).map_err(|error| self.say(&error.into()))
    }

    pub(crate) fn ports(&self) -> &Ports {
        &self.core.ports
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.core.lock()
    }

    pub(crate) fn say(&self, error: &CoreError) -> ClientError {
        self.core.say(error)
    }

    /// How something ended that listeners hear of.
    pub(crate) fn done<T>(&self, done: Result<T, CoreError>) -> Result<T, ClientError> {
        self.core.changed();
        done.map_err(|error| self.say(&error))
    }
}
