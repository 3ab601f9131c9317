//! A resident's phone.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use doorstep::client::{self, Ports};
use doorstep::crypto::SystemRandom;
use doorstep::documents::TrustFile;
use doorstep::error::Code;
use doorstep::events::{Facts, Wake};
use doorstep::inspector::read_receipt;
use doorstep::model::{Language, PassId, PersonId};
use doorstep::net::{HttpsTransport, Patience};
use doorstep::outbox::Urgency;
use doorstep::requests::SentRaw;
use doorstep::views::{PassEntry, Plan, SentEntry, Snapshot};

use crate::cell::{Cell, Open};
use crate::inspector::Inspector;
use crate::listening::{ListenerAdapter, SnapshotListener, Subscription};
use crate::mirrors::{
    EmergencyCare, InspectionSlip, OnPaper, PassRequestResult, RegistrationResult, Shown,
    SyncReport,
};
use crate::platform::{PhoneClock, ShellClock, ShellVault, Vault};
use crate::runtime::{CancelHandle, run};
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
        vault: Arc<dyn Vault>,
        clock: Arc<dyn PhoneClock>,
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

    /// Takes a wake of the phone, and says what to do. The one entry for whatever wakes an app; opens
    /// no network, and asks for no sync while the client is suspended.
    pub fn woken(&self, wake: Wake) -> Result<Plan, ClientError> {
        Ok(self.core()?.client.woken(wake))
    }

    /// The same where nothing has woken the phone, and something it says of itself is another.
    pub fn facts_changed(&self, facts: Facts) -> Result<Plan, ClientError> {
        Ok(self.core()?.client.facts_changed(facts))
    }

    /// What the shell does next.
    pub fn plan(&self) -> Result<Plan, ClientError> {
        Ok(self.core()?.client.plan())
    }

    /// Hands the current snapshot to the listener, then every change: the first before this
    /// returns, unless another thread has a change to tell it just then.
    pub fn subscribe(
        &self,
        listener: Arc<dyn SnapshotListener>,
    ) -> Result<Arc<Subscription>, ClientError> {
        let subscription = self.core()?.client.subscribe(Arc::new(ListenerAdapter(listener)));
        Ok(Subscription::of(subscription))
    }

    /// The passes on this phone, also those that ended within a day, the one that ends last first.
    ///
    /// # Errors
    /// [`ClientError`]: `not-registered` for a person this phone does not know, and
    /// those of the store.
    pub fn passes(&self, person: String) -> Result<Vec<PassEntry>, ClientError> {
        Ok(self.core()?.client.passes(self.person(&person)?)?)
    }

    /// The next frame of a pass: of this one, or of the one that ends last; or the answer to an
    /// inspector's number, eight digits however they are grouped.
    ///
    /// # Errors
    /// [`ClientError`]: `pass-unknown`, `challenge-malformed`, and those of the vault.
    #[uniffi::method(default(pass = None, challenge = None))]
    pub fn present(
        &self,
        person: String,
        pass: Option<String>,
        challenge: Option<String>,
    ) -> Result<Shown, ClientError> {
        let core = self.core()?;
        let id = self.pass(pass.as_deref())?;
        let challenge = self.0.challenge(challenge)?;
        Ok(core.client.present(self.person(&person)?, id, challenge)?.into())
    }

    /// Declares an emergency, or shows the one that lasts. Never refused, asks no reason, and throws
    /// nothing: where no code can be made, none is needed. A number that cannot be read is answered
    /// with the code as it is.
    #[uniffi::method(default(challenge = None))]
    pub fn emergency(&self, person: String, challenge: Option<String>) -> EmergencyCare {
        let answered = self.core().and_then(|core| Ok((core, self.person(&person)?)));
        let (core, person) = match answered {
            Ok(known) => known,
            Err(error) => return EmergencyCare::without_code(self.0.language(), error),
        };
        match self.0.challenge(challenge) {
            Ok(challenge) => core.client.emergency(person, challenge).into(),
            Err(unread) => {
                let care = EmergencyCare::from(core.client.emergency(person, None));
                EmergencyCare { trouble: Some(unread.trouble()), ..care }
            }
        }
    }

    /// Reads a receipt that an inspector has shown. That the key in it signed it is checked; whose
    /// device that is, the authority knows.
    ///
    /// # Errors
    /// [`ClientError`]: `receipt-malformed`.
    pub fn read_receipt(&self, text: &str) -> Result<InspectionSlip, ClientError> {
        Ok(read_receipt(&self.core()?.client, text)?.into())
    }

    /// Changes initials and the document's characters: for the passes that are asked for from now on,
    /// and for the certificate that emergencies are declared with at the next sync. What was issued
    /// keeps what it has. What is left out is taken away. The mark as passes show it.
    ///
    /// # Errors
    /// [`ClientError`]: `mark-invalid`, `not-registered`, `key-closed`, and those of the store.
    #[uniffi::method(default(initials = None, document = None))]
    pub fn change_mark(
        &self,
        person: String,
        initials: Option<String>,
        document: Option<String>,
    ) -> Result<String, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let (initials, document) = (initials.as_deref(), document.as_deref());
        Ok(core.client.change_mark(person, initials, document)?.as_str().to_owned())
    }

    /// Makes everything of a person on this phone unreadable for good, at once and offline; the
    /// authority hears of it when there is a network.
    ///
    /// # Errors
    /// [`ClientError`] of the store and the vault; asking again goes on where it stopped.
    pub fn erase(&self, person: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.erase(self.person(&person)?)?)
    }

    /// Makes room for another person, who is not registered yet; the name to ask by.
    ///
    /// # Errors
    /// [`ClientError`]: `too-many-people` from the ninth on, and those of the store and the vault.
    pub fn add_person(&self) -> Result<String, ClientError> {
        Ok(self.core()?.client.add_person()?.to_string())
    }

    /// Takes away a person who is not registered; everybody else's data stay as they are.
    ///
    /// # Errors
    /// [`ClientError`]: `person-stays` for who is registered, or not erased yet, and for the last
    /// one; those of the store and the vault.
    pub fn remove_person(&self, person: String) -> Result<(), ClientError> {
        Ok(self.core()?.client.remove_person(self.person(&person)?)?)
    }

    /// Every request of this phone, also those that found no network: from this number on, or the
    /// newest; in the order in which they were sent, at most so many. The last 1,000 are kept, of an
    /// erased person none from before the erase.
    ///
    /// # Errors
    /// [`ClientError`] of the store.
    #[uniffi::method(default(from = None, most = 100))]
    pub fn sent(&self, from: Option<u64>, most: u32) -> Result<Vec<SentEntry>, ClientError> {
        Ok(self.core()?.client.sent(from, usize::try_from(most).unwrap_or(usize::MAX))?)
    }

    /// The bytes of one of them, as they left. Those of the last 50 are kept.
    ///
    /// # Errors
    /// [`ClientError`]: `unknown-reference`, and those of the store.
    pub fn sent_raw(&self, n: u64) -> Result<SentRaw, ClientError> {
        Ok(self.core()?.client.sent_raw(n)?)
    }

    /// The inspector's mode of this phone, on the same lists, time and folder.
    pub fn inspector(&self) -> Result<Arc<Inspector>, ClientError> {
        self.core()?;
        Ok(Inspector::of(Arc::clone(&self.0)))
    }

    /// Registers a phone number, in any usual spelling, with an optional mark. Asked again before
    /// the code is confirmed it sends another code, or starts anew for another number.
    ///
    /// # Errors
    /// [`ClientError`]: `phone-invalid`, `phone-unreachable`, `mark-invalid`, `already-registered`,
    /// `wait`, `stopped`, and those of the store; `refused` with the authority's reason. Without a network or a key
    /// store it waits, which is no error: the answer says why.
    #[uniffi::method(default(initials = None, document = None, cancel = None))]
    pub async fn register(
        &self,
        person: String,
        phone: String,
        initials: Option<String>,
        document: Option<String>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<RegistrationResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move {
                let (initials, document) = (initials.as_deref(), document.as_deref());
                core.client
                    .register(person, &phone, initials, document)
                    .await
                    .map(RegistrationResult::from)
            }),
        )
        .await
    }

    /// Asks for another code to the number that waits for one, with all that was typed.
    ///
    /// # Errors
    /// [`ClientError`]: `no-registration`, `wait`, `stopped`, and those of the store; `refused` with
    /// the authority's reason. Without a network or a key store it waits, which is no error.
    #[uniffi::method(default(cancel = None))]
    pub async fn resend(
        &self,
        person: String,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<RegistrationResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move { core.client.resend(person).await.map(RegistrationResult::from) }),
        )
        .await
    }

    /// Confirms the code of the text message.
    ///
    /// # Errors
    /// [`ClientError`]: `code-malformed`, `code-wrong`, `code-expired`, `wait`, `no-registration`,
    /// `already-registered`, `refused`, `stopped`, and those of the store and the vault.
    #[uniffi::method(default(cancel = None))]
    pub async fn confirm(
        &self,
        person: String,
        code: String,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<RegistrationResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move {
                core.client.confirm(person, &code).await.map(RegistrationResult::from)
            }),
        )
        .await
    }

    /// Asks for a pass, from a moment on if the purpose is asked for in advance. A second tap on a
    /// purpose whose request is open finds that request.
    ///
    /// # Errors
    /// [`ClientError`]: a refusal (`not-in-force`, `no-pass-needed`, `outside-hours`,
    /// `lead-time`, `quota-used`, `purpose-unknown`, `purpose-over`, `too-far-ahead`,
    /// `too-late`), `not-registered`, `key-closed`, `pass-unusable`, `stopped`, and those of the
    /// store and the vault.
    #[uniffi::method(default(from_ms = None, cancel = None))]
    pub async fn request_pass(
        &self,
        person: String,
        purpose: String,
        from_ms: Option<i64>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<PassRequestResult, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        run(
            &self.0,
            cancel,
            Box::pin(async move {
                core.client
                    .request_pass(person, &purpose, from_ms)
                    .await
                    .map(PassRequestResult::from)
            }),
        )
        .await
    }

    /// A pass without its phone: of this name, or the one that ends last. It is fetched once and
    /// then known without a network; a second one is the same.
    ///
    /// # Errors
    /// [`ClientError`]: `pass-unknown`, `pass-over`, `holder-mark-missing` for a pass that names
    /// nothing to compare with a document, `no-paper` where the rules give none, `not-registered`,
    /// `key-closed`, `pass-unusable`, `stopped`, and those of network and vault.
    #[uniffi::method(default(pass = None, cancel = None))]
    pub async fn paper(
        &self,
        person: String,
        pass: Option<String>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<OnPaper, ClientError> {
        let (core, person) = (self.core()?, self.person(&person)?);
        let id = self.pass(pass.as_deref())?;
        run(
            &self.0,
            cancel,
            Box::pin(async move { core.client.paper(person, id).await.map(OnPaper::from) }),
        )
        .await
    }

    /// Fetches the lists, sends what waits, and hears what the authority has for this phone, within
    /// the milliseconds that the phone's system gives, if that is limited. What could not be done
    /// stands in the report and is done next time.
    ///
    /// # Errors
    /// [`ClientError`]: `stopped` if it was cancelled.
    #[uniffi::method(default(budget_ms = None, cancel = None))]
    pub async fn sync(
        &self,
        urgency: Urgency,
        budget_ms: Option<u64>,
        cancel: Option<Arc<CancelHandle>>,
    ) -> Result<SyncReport, ClientError> {
        let core = self.core()?;
        let budget = budget_ms.map(Duration::from_millis);
        run(
            &self.0,
            cancel,
            Box::pin(async move { Ok(core.client.sync(urgency, budget).await.into()) }),
        )
        .await
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
        person.parse().map_err(|_| self.say(Code::NotRegistered))
    }
}
