//! A resident's phone: opening and closing it, and what it shows. What is done with it stands in a file a
//! use case.

mod account;
mod loan;
mod moving;
mod passes;
mod pin;
mod quarantine;
mod sent;
mod sms;
mod sync;

use std::path::PathBuf;
use std::sync::Arc;

use doorstep::client::{self, Ports};
use doorstep::crypto::SystemRandom;
use doorstep::documents::TrustFile;
use doorstep::error::Code;
use doorstep::model::{Language, PassId, PersonId};
use doorstep::net::{HttpsTransport, Patience};
use doorstep::views::Snapshot;

use crate::cell::{Cell, Open};
use crate::inspector::Inspector;
use crate::listening::{ListenerAdapter, SnapshotListener, Subscription};
use crate::platform::{PhoneClock, ShellClock, ShellVault, Vault};
use crate::trouble::ClientError;

/// Where things are, and what the app ships with.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Setup {
    /// The app's own folder, made if it is not there.
    pub folder: String,
    /// The trust file, as the authority gives it to those who build the app.
    pub trust_file: Vec<u8>,
    /// The authority's address, `https://host:port`, without a path.
    pub url: String,
    /// Certification authorities for the first contact, DER.
    pub shipped_roots: Vec<Vec<u8>>,
    /// Country whose national spelling of phone numbers is understood, ISO 3166-1 alpha-2.
    pub region: String,
    /// BCP 47 tag of the language to speak.
    pub language: String,
    /// How long was waited, in seconds, since opening failed: the last error's `reopen_in_s`.
    #[uniffi(default = 0)]
    pub waited_s: u16,
}

/// A resident's phone: one for each folder, from opening it to [`Client::shutdown`].
///
/// People and passes are named by the texts of the snapshot. Every method fails with
/// `client-closed` once the client is shut down.
#[derive(uniffi::Object)]
pub struct Client(Arc<Cell>);

#[uniffi::export]
impl Client {
    /// Opens the phone's folder. Takes up to five seconds if somebody else is about to leave it.
    ///
    /// # Errors
    /// [`ClientError`]: `vault-locked` before the phone was first unlocked: nothing is
    /// lost, open again once it is; `vault-busy`; `in-use` while another process has the
    /// folder, `already-open` while another client has it; `store-newer`,
    /// `storage-full`, `storage-read-only`, `storage-failed`, `trust-file-invalid`.
    #[uniffi::constructor]
    pub fn open(
        setup: Setup,
        vault: Box<dyn Vault>,
        clock: Box<dyn PhoneClock>,
    ) -> Result<Arc<Self>, ClientError> {
        let language = Language::from_tag(&setup.language);
        let trust_file = TrustFile::read(&setup.trust_file)
            .map_err(|_| ClientError::of(Code::TrustFileInvalid, language))?;
        let ports = Ports {
            clock: Arc::new(ShellClock::of(clock)),
            vault: Arc::new(ShellVault(vault)),
            random: Arc::new(SystemRandom::default()),
            transport: Arc::new(HttpsTransport::new(Patience::default())),
        };
        let places = client::Setup {
            folder: PathBuf::from(setup.folder),
            trust_file,
            url: setup.url,
            shipped_roots: setup.shipped_roots,
            region: setup.region,
        };
        let opened = client::Client::open_after(setup.waited_s, places, ports, language.tag())?;
        Ok(Arc::new(Self(Cell::of(opened, language))))
    }

    /// Closes the folder. Work that runs ends at once with `client-closed`, is kept as far as it
    /// came, and goes on when the folder is opened again; a listener may still be told how far.
    /// Twice is as good as once.
    pub fn shutdown(&self) {
        self.0.close();
    }

    /// Lets go of the file and the folder while the phone's system lets the app sleep: iOS
    /// kills an app that holds them then. What is known is still shown; what would change
    /// something fails with `suspended`.
    ///
    /// # Errors
    /// [`ClientError`] of the store; then nothing was let go.
    pub fn suspend(&self) -> Result<(), ClientError> {
        Ok(self.core()?.client.suspend()?)
    }

    /// Opens the folder again after `suspend`.
    ///
    /// # Errors
    /// [`ClientError`], those of `open`; the client stays suspended and can be asked again.
    pub fn resume(&self) -> Result<(), ClientError> {
        Ok(self.core()?.client.resume()?)
    }

    /// Sets the language of sentences, by a BCP 47 tag; one that is not known is English.
    pub fn set_language(&self, tag: String) -> Result<(), ClientError> {
        let core = self.core()?;
        self.0.set_language(Language::from_tag(&tag));
        core.client.set_language(&tag);
        Ok(())
    }

    /// Everything a screen shows.
    pub fn snapshot(&self) -> Result<Snapshot, ClientError> {
        Ok(self.core()?.client.snapshot())
    }

    /// Hands the current snapshot to the listener, then every change: the first before this
    /// returns, unless another thread has a change to tell it just then.
    pub fn subscribe(
        &self,
        listener: Box<dyn SnapshotListener>,
    ) -> Result<Arc<Subscription>, ClientError> {
        let subscription = self.core()?.client.subscribe(Arc::new(ListenerAdapter(listener)));
        Ok(Subscription::of(subscription))
    }

    /// The inspector's mode of this phone, on the same lists, time and folder.
    pub fn inspector(&self) -> Result<Arc<Inspector>, ClientError> {
        self.core()?;
        Ok(Inspector::of(Arc::clone(&self.0)))
    }
}

impl Client {
    fn core(&self) -> Result<Arc<Open>, ClientError> {
        self.0.open()
    }

    fn say(&self, code: Code) -> ClientError {
        ClientError::of(code, self.0.language())
    }

    fn pass(&self, name: Option<&str>) -> Result<Option<PassId>, ClientError> {
        let id = name.map(str::parse).transpose();
        id.map_err(|_| self.say(Code::PassUnknown))
    }

    fn person(&self, person: &str) -> Result<PersonId, ClientError> {
        person.parse().map_err(|_| self.say(Code::PersonUnknown))
    }
}
