//! What an inspection answers.

use doorstep::inspection::{NextStep, Reason, Verdict};
use doorstep::inspector::PurposeName;

/// The result of an inspection.
#[uniffi::remote(Enum)]
pub enum Verdict {
    Valid,
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// No act requires it.
    NotInForce,
    /// The authority revoked it.
    Revoked,
    /// Revoked after the holder had left: the way home is allowed.
    ReturnHomeOnly,
    /// A copy, a screenshot, or a wrong clock.
    StaleFrame,
    /// An emergency on the holder's word.
    SelfDeclaredEmergency,
    /// A signature is not that of its key.
    Forged,
    /// No pass at all.
    Unreadable,
    /// This device cannot know.
    CannotTell,
}

/// What the result was found by.
#[uniffi::remote(Enum)]
pub enum Reason {
    Ok,
    /// Its time is over.
    Expired,
    /// Its time has not begun.
    NotYetValid,
    /// No act is in force.
    NotInForce,
    /// Its act is not in force, and another requires a pass.
    OtherAct,
    Revoked,
    /// On the way home.
    ReturnHome,
    /// Declared by the holder.
    Emergency,
    Empty,
    /// Longer than a pass can be.
    TooLong,
    /// A certificate of another system.
    ForeignCertificate,
    Link,
    Vcard,
    /// It begins as nothing that is known.
    Prefix,
    Base45,
    /// It ends too early.
    Truncated,
    /// A key stands twice.
    DuplicateKey,
    /// Not the one form.
    NotCanonical,
    /// Another kind of object.
    Type,
    /// A signature algorithm that is not accepted.
    Algorithm,
    /// No complete lists on this device.
    NoLists,
    /// The stamp is older than seven days, or the trust list has ended.
    ListsOld,
    /// A key this device does not know.
    UnknownKey,
    /// The authority has withdrawn the key that signed it.
    KeyRevoked,
    /// The issuer did not sign it.
    IssuerSignature,
    /// The issuer made a mistake.
    IssuerError,
    /// The phone does not hold the pass's key.
    HolderSignature,
    /// An act this device does not know.
    ActUnknown,
    /// This device's clock is not good enough.
    Clock,
    /// Without its live part.
    NotLive,
    /// Not for the challenge that is open.
    Challenge,
    /// Too old or too new to be live.
    Old,
    /// It moves on as a live code does: a clock is wrong.
    ClockDiffers,
    /// Looked at once only, which is not enough to call it forged.
    SecondLook,
    /// More passes than one in the picture.
    SeveralCodes,
    /// A typed code with a character that stands in none.
    CodeSymbol,
    /// A typed code that is too short or too long.
    CodeLength,
    /// A typed code with a wrong symbol, or with two swapped.
    CodeCheck,
    /// A typed code that nobody could be asked about.
    CodeNeedsNetwork,
    /// A typed code that the authority has no time to look up now.
    CodeLater,
    /// A typed code that names no pass.
    CodeUnknown,
}

/// What the inspector does next.
#[uniffi::remote(Enum)]
pub enum NextStep {
    /// Compare the mark with the document.
    CompareDocument,
    /// Let the person go on.
    LetPass,
    /// Ask for the live code.
    AskForLiveCode,
    /// Ask for the number check.
    Challenge,
    ScanAgain,
    Refresh,
    /// Let the person go home.
    LetGoHome,
    /// The holder should ask for a new pass.
    NewPass,
    /// The holder should wait until it begins.
    WaitForStart,
    /// Read the code once more.
    ReadAgain,
    /// Find a network, or ask for a code that can be scanned.
    Connect,
    /// Try again in a minute.
    TryLater,
}

/// A purpose as an inspector sees it.
#[uniffi::remote(Record)]
pub struct PurposeName {
    /// As requests and scripts name it, in the rules.
    pub key: String,
    /// Its label in the language that is set.
    pub label: String,
}
