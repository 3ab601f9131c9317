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
    /// There is no network, or nobody answers: look for another.
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
    /// `phone-invalid`: what was typed is no phone number.
    PhoneInvalid,
    /// `phone-unreachable`: no text message can go to this number.
    PhoneUnreachable,
    /// `mark-invalid`: initials or document are not of their form.
    MarkInvalid,
    /// `code-malformed`: what was typed is no code of a text message.
    CodeMalformed,
    /// `code-wrong`: another code was sent; `n` tries are left.
    CodeWrong,
    /// `code-expired`: the code does not count any more.
    CodeExpired,
    /// `sub-wrong`: the order is for somebody with another mark; `n` tries are left.
    SubWrong,
    /// `pass-unknown`: this phone has no such pass.
    PassUnknown,
    /// `purpose-unknown`: the rules have no such purpose.
    PurposeUnknown,
    /// `too-far-ahead`: the rules do not reach that far.
    TooFarAhead,
    /// `challenge-malformed`: what was typed is no number of an inspector.
    ChallengeMalformed,
    /// `receipt-malformed`: the text is no receipt of an inspection.
    ReceiptMalformed,
    /// `nothing-inspected`: there is no inspection of the last two minutes.
    NothingInspected,
    /// `unknown-reference`: nothing is kept under this number.
    UnknownReference,
    /// `check-unknown`: the person was never asked this.
    CheckUnknown,
    /// `no-check`: nothing is asked now.
    NoCheck,
    /// `person-unknown`: this phone keeps nobody of this number.
    PersonUnknown,
    /// `fix-invalid`: there is no such place.
    FixInvalid,
    /// `too-long`: a text is longer than what is sent.
    TooLong,
    /// `photo-not-jpeg`: no JPEG, or none of a kind that cameras write.
    PhotoNotJpeg,
    /// `photo-damaged`: the photo was cut or changed.
    PhotoDamaged,
    /// `photo-too-large`: more than 12 MiB, 10,000 pixels a side or 50 megapixels.
    PhotoTooLarge,
    /// `photo-too-small`: fewer than 20 kB or 240 pixels a side.
    PhotoTooSmall,
    /// `loan-malformed`: the text is no invitation of a lent device.
    LoanMalformed,
    /// `move-malformed`: the text is no code of a move.
    MoveMalformed,
    /// `digits-differ`: what was read on the new phone is not what this one shows.
    DigitsDiffer,
    /// `pin-malformed`: a PIN has 4 to 8 digits.
    PinMalformed,
    /// `pin-wrong`: this is not the person's PIN; `n` tries are left.
    PinWrong,
    /// `wait`: the authority asks to wait until `at_ms`.
    Wait,
    /// `pin-wait`: after too many wrong PINs, one counts from `at_ms` on.
    PinWait,
    /// `stopped`: the work ended early; what was begun goes on later.
    Stopped,
    /// `lead-time`: it must be asked for earlier; the next can begin at `at_ms`.
    LeadTime,
    /// `outside-hours`: nobody may begin then; the next can begin at `at_ms`.
    OutsideHours,
    /// `quota-used`: `n` of `m` are used; the next can begin at `at_ms`.
    QuotaUsed,
    /// `no-pass-needed`: this purpose needs no pass, by `reference`.
    NoPassNeeded,
    /// `not-in-force`: no act requires a pass then.
    NotInForce,
    /// `purpose-over`: no pass for this can begin any more.
    PurposeOver,
    /// `holder-mark-missing`: paper needs initials or a document.
    HolderMarkMissing,
    /// `no-paper`: this purpose has no passes on paper.
    NoPaper,
    /// `pass-over`: the pass does not count any more.
    PassOver,
    /// `too-late`: nobody waits for this pass any more.
    TooLate,
    /// `already-registered`: this person has an account.
    AlreadyRegistered,
    /// `person-locked`: a PIN hides this person's part.
    PersonLocked,
    /// `person-stays`: this person is the only one on this phone.
    PersonStays,
    /// `person-has-order`: an order of this person is not over.
    PersonHasOrder,
    /// `erase-unfinished`: keys of this person's erased data are still in the vault.
    EraseUnfinished,
    /// `too-many-people`: this phone keeps no more people.
    TooManyPeople,
    /// `no-order`: no quarantine order asks anything now.
    NoOrder,
    /// `order-rejected`: an order asks what none may; `reference` has the rule.
    OrderRejected,
    /// `order-overlap`: another order runs.
    OrderOverlap,
    /// `check-closed-for-photos`: the check wants no photo, or none any more.
    CheckClosedForPhotos,
    /// `loan-over`: nothing is lent by this any more, or not to this device.
    LoanOver,
    /// `loan-foreign`: the invitation is another authority's.
    LoanForeign,
    /// `move-over`: the move is over, or the code is of another one.
    MoveOver,
    /// `move-foreign`: the old phone is another authority's.
    MoveForeign,
    /// `owner-not-confirmed`: the phone's system has not asked for its lock.
    OwnerNotConfirmed,
    /// `refused`: the authority refused, for the reason in `reference`.
    Refused,
    /// `not-registered`: this person has no account.
    NotRegistered,
    /// `no-registration`: nothing waits for a code.
    NoRegistration,
    /// `registration-unreadable`: this person's account is kept here and cannot be read.
    RegistrationUnreadable,
    /// `emergency-unreadable`: what declares this person's emergencies is kept here and cannot be read.
    EmergencyUnreadable,
    /// `key-closed`: the authority has closed the account.
    KeyClosed,
    /// `offline`: there is no network.
    Offline,
    /// `no-rules`: the lists were never fetched.
    NoRules,
    /// `no-photo-key`: no trust list on this phone says for whom to seal a photo.
    NoPhotoKey,
    /// `authority-busy`: the authority does not answer now.
    AuthorityBusy,
    /// `network-interfered`: somebody else answers on this network.
    NetworkInterfered,
    /// `host-not-allowed`: the address is none of the trust list.
    HostNotAllowed,
    /// `lists-refused`: the lists are not signed by those who may.
    ListsRefused,
    /// `storage-full`: the disk is full.
    StorageFull,
    /// `storage-read-only`: the folder cannot be written to.
    StorageReadOnly,
    /// `storage-failed`: the file cannot be read or written.
    StorageFailed,
    /// `in-use`: another process has the folder.
    InUse,
    /// `already-open`: another client of this process has the folder.
    AlreadyOpen,
    /// `suspended`: the client was put to sleep.
    Suspended,
    /// `client-closed`: the client was shut down.
    ClientClosed,
    /// `vault-busy`: the key store does not answer now.
    VaultBusy,
    /// `vault-locked`: the phone was not unlocked yet.
    VaultLocked,
    /// `vault-unsupported`: the key store cannot make such keys.
    VaultUnsupported,
    /// `store-newer`: a newer version of the app has written the folder.
    StoreNewer,
    /// `app-too-old`: the rules ask for a newer version of the app.
    AppTooOld,
    /// `key-lost`: the key store has lost a key.
    KeyLost,
    /// `answer-unusable`: the authority answered what this version cannot read.
    AnswerUnusable,
    /// `trust-file-invalid`: what the app ships with is no trust file.
    TrustFileInvalid,
    /// `no-randomness`: the system gives no random numbers.
    NoRandomness,
    /// `no-threads`: the system starts no threads.
    NoThreads,
    /// `core-failed`: a mistake of ours.
    CoreFailed,
    /// `pass-unusable`: the authority sent a pass that is not the one asked for.
    PassUnusable,
}
