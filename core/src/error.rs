//! Errors as values with stable codes. A [`CoreError`] has no words; they are put to it where an error
//! leaves the core ([`crate::client_error`]). No code is ever renamed, and none holds personal data.

use crate::documents::{DocumentError, Period};
use crate::lists::ListProblem;
use crate::model::{HolderHintError, PhoneError};
use crate::ports::{RandomError, TransportError, VaultError};
use crate::store::StoreError;
use crate::when::When;

/// What a person can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// Correct what was typed.
    Correct,
    /// Wait until the time given, or as long as one likes.
    Wait,
    /// Nothing: the rules say no, and why.
    Refused,
    /// Find a network.
    Network,
    /// Use another network: this one is interfered with.
    Interference,
    /// Register, or register again.
    Register,
    /// Make room on the phone, or give the app its folder back: close what has it, or open it again.
    Storage,
    /// Unlock the phone, or try again in a minute.
    Vault,
    /// Install the newer version.
    Update,
    /// Report it: something is wrong on our side.
    Report,
}

macro_rules! codes {
    ($($variant:ident $text:literal $kind:ident,)*) => {
        /// Every error there is, by the code that scripts and support staff go by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is named by its code and said in `words`")]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code, kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// What a person can do about it.
            pub fn kind(self) -> ErrorKind {
                match self { $(Self::$variant => ErrorKind::$kind,)* }
            }
        }
    };
}

codes! {
    PhoneInvalid "phone-invalid" Correct,
    PhoneUnreachable "phone-unreachable" Correct,
    MarkInvalid "mark-invalid" Correct,
    CodeMalformed "code-malformed" Correct,
    CodeWrong "code-wrong" Correct,
    CodeExpired "code-expired" Correct,
    PassUnknown "pass-unknown" Correct,
    PurposeUnknown "purpose-unknown" Correct,
    TooFarAhead "too-far-ahead" Correct,
    ChallengeMalformed "challenge-malformed" Correct,
    ReceiptMalformed "receipt-malformed" Correct,
    NothingInspected "nothing-inspected" Correct,
    Wait "wait" Wait,
    Stopped "stopped" Wait,
    LeadTime "lead-time" Wait,
    OutsideHours "outside-hours" Wait,
    QuotaUsed "quota-used" Wait,
    NoPassNeeded "no-pass-needed" Refused,
    NotInForce "not-in-force" Refused,
    PurposeOver "purpose-over" Refused,
    HolderMarkMissing "holder-mark-missing" Refused,
    NoPaper "no-paper" Refused,
    PassOver "pass-over" Refused,
    TooLate "too-late" Refused,
    AlreadyRegistered "already-registered" Refused,
    PersonStays "person-stays" Refused,
    TooManyPeople "too-many-people" Refused,
    Refused "refused" Refused,
    NotRegistered "not-registered" Register,
    NoRegistration "no-registration" Register,
    RegistrationUnreadable "registration-unreadable" Register,
    KeyClosed "key-closed" Register,
    Offline "offline" Network,
    NoRules "no-rules" Network,
    AuthorityBusy "authority-busy" Network,
    NetworkInterfered "network-interfered" Interference,
    HostNotAllowed "host-not-allowed" Interference,
    ListsRefused "lists-refused" Interference,
    StorageFull "storage-full" Storage,
    StorageReadOnly "storage-read-only" Storage,
    StorageFailed "storage-failed" Storage,
    InUse "in-use" Storage,
    AlreadyOpen "already-open" Storage,
    Suspended "suspended" Storage,
    ClientClosed "client-closed" Storage,
    VaultBusy "vault-busy" Vault,
    VaultLocked "vault-locked" Vault,
    VaultUnsupported "vault-unsupported" Vault,
    StoreNewer "store-newer" Update,
    AppTooOld "app-too-old" Update,
    KeyLost "key-lost" Register,
    AnswerUnusable "answer-unusable" Report,
    TrustFileInvalid "trust-file-invalid" Report,
    NoRandomness "no-randomness" Report,
    NoThreads "no-threads" Report,
    CoreFailed "core-failed" Report,
    PassUnusable "pass-unusable" Report,
}

impl Code {
    /// Whether the same may succeed later although nobody did anything about it.
    pub fn may_heal(self) -> bool {
        match self {
            Self::VaultUnsupported | Self::HostNotAllowed | Self::ClientClosed => false,
            Self::NoThreads => true,
            _ => match self.kind() {
                ErrorKind::Wait
                | ErrorKind::Network
                | ErrorKind::Interference
                | ErrorKind::Storage
                | ErrorKind::Vault => true,
                ErrorKind::Correct
                | ErrorKind::Refused
                | ErrorKind::Register
                | ErrorKind::Update
                | ErrorKind::Report => false,
            },
        }
    }
}

/// A field of a form, where an error is about one of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The initials of a mark.
    Initials,
    /// The document's characters of a mark.
    Document,
}

/// What belongs to an error. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct ErrorDetails {
    /// When it becomes possible.
    pub at_ms: Option<i64>,
    /// The same at the region, put in where the error is said: days later it is said otherwise.
    #[serde(skip)]
    pub when: Option<When>,
    /// Where it is not possible any more: until when it was. Too far ahead: the latest moment.
    #[serde(default)]
    pub last_ms: Option<i64>,
    /// The same at the region, put in where the error is said.
    #[serde(skip)]
    pub last: Option<When>,
    /// How many are used, or how many tries are left.
    pub n: Option<u64>,
    /// Of how many.
    pub m: Option<u64>,
    /// In which stretch they are counted.
    #[serde(default)]
    pub per: Option<Period>,
    /// The character that is wrong, counted from 1 among those that are seen.
    pub position: Option<usize>,
    /// The field that is wrong.
    #[serde(default)]
    pub field: Option<Field>,
    /// A legal reference, the authority's reason, or country codes.
    pub reference: Option<String>,
}

/// An error before it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoreError {
    /// Which one.
    pub code: Code,
    /// What belongs to it.
    pub details: Box<ErrorDetails>,
    /// `Retry-After` of an authority that is overrun, seconds.
    pub retry_after_s: Option<u64>,
}

impl CoreError {
    /// An error with its details.
    pub fn with(code: Code, details: ErrorDetails) -> Self {
        Self { code, details: Box::new(details), retry_after_s: None }
    }

    /// An error with the moment at which it ends.
    pub fn until(code: Code, at_ms: i64) -> Self {
        Self::with(code, ErrorDetails { at_ms: Some(at_ms), ..ErrorDetails::default() })
    }

    /// The authority has closed the account's key, with the reason it gave, which may be none.
    pub fn closed(reason: &str) -> Self {
        let reference = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
        Self::with(Code::KeyClosed, ErrorDetails { reference, ..ErrorDetails::default() })
    }

    /// The authority, or what stands before it, is overrun; with the seconds that it asks to wait.
    pub fn busy(retry_after_s: Option<u64>) -> Self {
        Self { retry_after_s, ..Self::from(Code::AuthorityBusy) }
    }
}

impl From<Code> for CoreError {
    fn from(code: Code) -> Self {
        Self::with(code, ErrorDetails::default())
    }
}

impl From<StoreError> for CoreError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::InUse => Code::InUse.into(),
            StoreError::AlreadyOpen => Code::AlreadyOpen.into(),
            StoreError::Suspended => Code::Suspended.into(),
            StoreError::Full => Code::StorageFull.into(),
            StoreError::ReadOnly => Code::StorageReadOnly.into(),
            StoreError::Newer => Code::StoreNewer.into(),
            StoreError::Damaged | StoreError::Io => Code::StorageFailed.into(),
            StoreError::NoRandomness => Code::NoRandomness.into(),
            StoreError::Vault(error) => error.into(),
        }
    }
}

impl From<VaultError> for CoreError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Transient => Code::VaultBusy.into(),
            VaultError::Full => Code::StorageFull.into(),
            VaultError::ReadOnly => Code::StorageReadOnly.into(),
            VaultError::Locked => Code::VaultLocked.into(),
            VaultError::Missing | VaultError::Invalidated => Code::KeyLost.into(),
            VaultError::Unsupported => Code::VaultUnsupported.into(),
        }
    }
}

impl From<RandomError> for CoreError {
    fn from(_: RandomError) -> Self {
        Code::NoRandomness.into()
    }
}

impl From<TransportError> for CoreError {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::Offline => Code::Offline.into(),
            TransportError::Interfered | TransportError::TooLarge => Code::NetworkInterfered.into(),
            TransportError::HostNotAllowed => Code::HostNotAllowed.into(),
        }
    }
}

impl From<ListProblem> for CoreError {
    fn from(problem: ListProblem) -> Self {
        match problem {
            ListProblem::NoAnswer => Code::Offline.into(),
            _ => Code::ListsRefused.into(),
        }
    }
}

impl From<DocumentError> for CoreError {
    fn from(_: DocumentError) -> Self {
        Code::ListsRefused.into()
    }
}

impl From<PhoneError> for CoreError {
    fn from(error: PhoneError) -> Self {
        let position = match error {
            PhoneError::Character(at) => Some(at.saturating_add(1)),
            _ => None,
        };
        Self::with(Code::PhoneInvalid, ErrorDetails { position, ..ErrorDetails::default() })
    }
}

impl From<HolderHintError> for CoreError {
    fn from(error: HolderHintError) -> Self {
        let (field, at) = match error {
            HolderHintError::Initials(at) => (Some(Field::Initials), Some(at)),
            HolderHintError::TooManyInitials => (Some(Field::Initials), None),
            HolderHintError::Document(at) => (Some(Field::Document), Some(at)),
            HolderHintError::DocumentLength => (Some(Field::Document), None),
            HolderHintError::TooLong => (None, None),
        };
        let position = at.map(|at| at.saturating_add(1));
        Self::with(Code::MarkInvalid, ErrorDetails { position, field, ..ErrorDetails::default() })
    }
}

impl CoreError {
    /// Whether a request that met this stays in the outbox and goes on by itself.
    pub fn keeps_waiting(&self) -> bool {
        let waits = [ErrorKind::Network, ErrorKind::Interference, ErrorKind::Vault];
        [Code::Wait, Code::Stopped].contains(&self.code) || waits.contains(&self.code.kind())
    }
}
