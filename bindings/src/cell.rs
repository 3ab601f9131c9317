//! What an open client holds, shared by the objects that a phone has of it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use doorstep::client::Client;
use doorstep::documents::{Challenge, challenge_of};
use doorstep::error::Code;
use doorstep::inspector::Inspector;
use doorstep::model::Language;
use tokio::sync::watch;

use crate::trouble::ClientError;

/// The core, until it is closed.
pub(crate) struct Cell {
    open: Mutex<Option<Arc<Open>>>,
    closed: watch::Sender<bool>,
    // Outlives the client: what is said of a closed one is said in the same language.
    language: Mutex<Language>,
}

/// The core, until it is closed.
pub(crate) struct Open {
    pub client: Arc<Client>,
    pub inspector: Inspector,
}

impl Cell {
    pub fn of(client: Client, language: Language) -> Arc<Self> {
        let client = Arc::new(client);
        let inspector = Inspector::of(Arc::clone(&client));
        Arc::new(Self {
            open: Mutex::new(Some(Arc::new(Open { client, inspector }))),
            closed: watch::Sender::new(false),
            language: Mutex::new(language),
        })
    }

    /// The core, which a call keeps open until it returns.
    pub fn open(&self) -> Result<Arc<Open>, ClientError> {
        let open = lock(&self.open).clone();
        open.ok_or_else(|| ClientError::of(Code::ClientClosed, self.language()))
    }

    /// Lets go of the core and ends what runs on it.
    pub fn close(&self) {
        // Dropped after the lock is, since the store takes its time to close.
        let open = lock(&self.open).take();
        self.closed.send_replace(true);
        drop(open);
    }

    /// The number that an inspector read out, if there is one.
    pub fn challenge(&self, digits: Option<String>) -> Result<Option<Challenge>, ClientError> {
        let malformed = || ClientError::of(Code::ChallengeMalformed, self.language());
        digits.map(|digits| challenge_of(&digits).ok_or_else(malformed)).transpose()
    }

    /// Raised when the client is closed.
    pub fn closed(&self) -> watch::Receiver<bool> {
        self.closed.subscribe()
    }

    pub fn language(&self) -> Language {
        *lock(&self.language)
    }

    pub fn set_language(&self, language: Language) {
        *lock(&self.language) = language;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
