//! Every code there is. No code is ever renamed.

use super::ErrorKind;

macro_rules! codes {
    ($($variant:ident $text:literal $kind:ident,)*) => {
        /// Every error there is, by the code that scripts and support staff go by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($variant,)* }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code as logs and scripts have it, kebab-case.
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
    SubWrong "sub-wrong" Correct,
    PassUnknown "pass-unknown" Correct,
    PurposeUnknown "purpose-unknown" Correct,
    TooFarAhead "too-far-ahead" Correct,
    ChallengeMalformed "challenge-malformed" Correct,
    ReceiptMalformed "receipt-malformed" Correct,
    NothingInspected "nothing-inspected" Correct,
    UnknownReference "unknown-reference" Correct,
    CheckUnknown "check-unknown" Correct,
    NoCheck "no-check" Correct,
    PersonUnknown "person-unknown" Correct,
    FixInvalid "fix-invalid" Correct,
    TooLong "too-long" Correct,
    PhotoNotJpeg "photo-not-jpeg" Correct,
    PhotoDamaged "photo-damaged" Correct,
    PhotoTooLarge "photo-too-large" Correct,
    PhotoTooSmall "photo-too-small" Correct,
    LoanMalformed "loan-malformed" Correct,
    MoveMalformed "move-malformed" Correct,
    DigitsDiffer "digits-differ" Correct,
    PinMalformed "pin-malformed" Correct,
    PinWrong "pin-wrong" Correct,
    Wait "wait" Wait,
    PinWait "pin-wait" Wait,
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
    PersonLocked "person-locked" Refused,
    PersonStays "person-stays" Refused,
    PersonHasOrder "person-has-order" Refused,
    EraseUnfinished "erase-unfinished" Refused,
    TooManyPeople "too-many-people" Refused,
    NoOrder "no-order" Refused,
    OrderRejected "order-rejected" Refused,
    OrderOverlap "order-overlap" Refused,
    CheckClosedForPhotos "check-closed-for-photos" Refused,
    LoanOver "loan-over" Refused,
    LoanForeign "loan-foreign" Refused,
    MoveOver "move-over" Refused,
    MoveForeign "move-foreign" Refused,
    OwnerNotConfirmed "owner-not-confirmed" Refused,
    Refused "refused" Refused,
    NotRegistered "not-registered" Register,
    NoRegistration "no-registration" Register,
    RegistrationUnreadable "registration-unreadable" Register,
    EmergencyUnreadable "emergency-unreadable" Register,
    KeyClosed "key-closed" Register,
    Offline "offline" Network,
    NoRules "no-rules" Network,
    NoPhotoKey "no-photo-key" Network,
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
