//! Errors: their kinds and their codes.

use doorstep::error::{Code as ErrorCode, ErrorKind};

/// What a person can do about an error.
#[uniffi::remote(Enum)]
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

/// Every error there is. Logs and support staff know each by its code, which is also the key of its
/// sentence; none is ever renamed.
#[uniffi::remote(Enum)]
pub enum ErrorCode {
    /// `phone-invalid`
    PhoneInvalid,
    /// `phone-unreachable`
    PhoneUnreachable,
    /// `mark-invalid`
    MarkInvalid,
    /// `code-malformed`
    CodeMalformed,
    /// `code-wrong`
    CodeWrong,
    /// `code-expired`
    CodeExpired,
    /// `pass-unknown`
    PassUnknown,
    /// `purpose-unknown`
    PurposeUnknown,
    /// `too-far-ahead`
    TooFarAhead,
    /// `challenge-malformed`
    ChallengeMalformed,
    /// `receipt-malformed`
    ReceiptMalformed,
    /// `nothing-inspected`
    NothingInspected,
    /// `wait`
    Wait,
    /// `stopped`
    Stopped,
    /// `lead-time`
    LeadTime,
    /// `outside-hours`
    OutsideHours,
    /// `quota-used`
    QuotaUsed,
    /// `no-pass-needed`
    NoPassNeeded,
    /// `not-in-force`
    NotInForce,
    /// `purpose-over`
    PurposeOver,
    /// `holder-mark-missing`
    HolderMarkMissing,
    /// `no-paper`
    NoPaper,
    /// `pass-over`
    PassOver,
    /// `too-late`
    TooLate,
    /// `already-registered`
    AlreadyRegistered,
    /// `refused`
    Refused,
    /// `not-registered`
    NotRegistered,
    /// `no-registration`
    NoRegistration,
    /// `key-closed`
    KeyClosed,
    /// `offline`
    Offline,
    /// `no-rules`
    NoRules,
    /// `authority-busy`
    AuthorityBusy,
    /// `network-interfered`
    NetworkInterfered,
    /// `host-not-allowed`
    HostNotAllowed,
    /// `lists-refused`
    ListsRefused,
    /// `storage-full`
    StorageFull,
    /// `storage-read-only`
    StorageReadOnly,
    /// `storage-failed`
    StorageFailed,
    /// `in-use`
    InUse,
    /// `already-open`
    AlreadyOpen,
    /// `suspended`
    Suspended,
    /// `client-closed`
    ClientClosed,
    /// `vault-busy`
    VaultBusy,
    /// `vault-locked`
    VaultLocked,
    /// `vault-unsupported`
    VaultUnsupported,
    /// `store-newer`
    StoreNewer,
    /// `app-too-old`
    AppTooOld,
    /// `key-lost`
    KeyLost,
    /// `answer-unusable`
    AnswerUnusable,
    /// `trust-file-invalid`
    TrustFileInvalid,
    /// `no-randomness`
    NoRandomness,
    /// `no-threads`
    NoThreads,
    /// `core-failed`
    CoreFailed,
    /// `pass-unusable`
    PassUnusable,
}
