//! What a screen shows.

use doorstep::error::Code as ErrorCode;
use doorstep::lists::{Age, ListAges};
use doorstep::model::{PassId, Period, PersonId, Sentence};
use doorstep::pass::{PassState, Quota};
use doorstep::registration::Step;
use doorstep::views::{
    AuthorityView, PassEntry, PersonView, PurposeEntry, RefusedView, RegistrationView, Snapshot,
    WaitingView,
};

/// A finished text with the key of the sentence it was made from.
///
/// Shells draw `text`; `key` is for tests and never shown.
#[uniffi::remote(Record)]
pub struct Sentence {
    /// The sentence's name in the catalogue, kebab-case.
    pub key: String,
    /// The sentence in the language that was set, with its figures filled in.
    pub text: String,
}

/// Everything a screen shows.
#[uniffi::remote(Record)]
pub struct Snapshot {
    /// Grows with every change; an older one is not drawn over a newer.
    pub revision: u64,
    /// Primary tag of the language of all sentences.
    pub language: String,
    /// Whether the time is anchored.
    pub time_anchored: bool,
    /// How old the lists are.
    pub lists: ListAges,
    /// Whether an act requires passes now; nothing before there are rules.
    pub in_force: Option<bool>,
    /// The same as a sentence.
    pub act: Sentence,
    /// Who issues passes, and by which law; nothing where the rules do not say, or before there
    /// are any. A sync fetches them also before anybody registers.
    #[uniffi(default = None)]
    pub authority: Option<AuthorityView>,
    /// Who needs no pass whatever they leave for, while an act requires passes.
    pub exempt: Vec<Sentence>,
    /// What everybody on this phone should know: damaged data, an old list, a wrong clock.
    pub warnings: Vec<Sentence>,
    /// The people whose affairs this phone keeps.
    pub people: Vec<PersonView>,
}

/// Who issues passes, as a person reads it before agreeing to anything.
#[uniffi::remote(Record)]
pub struct AuthorityView {
    /// Its name in the language that is set.
    pub name: String,
    /// That it issues passes.
    pub text: Sentence,
    /// The act that requires passes now, with its title.
    pub basis: Option<Sentence>,
    /// Where to ask: its address and telephone number.
    pub contact: Option<Sentence>,
    /// The telephone number, to be dialled.
    pub telephone: Option<String>,
    /// Whom to complain to.
    pub complaints: Option<Sentence>,
}

/// What the age of a stamp means.
#[uniffi::remote(Enum)]
pub enum Age {
    /// At most 24 hours.
    Current,
    /// At most 72 hours.
    Old,
    /// At most seven days.
    VeryOld,
    /// Older, or there are no lists: nothing may be concluded.
    Unknown,
}

/// The age of the lists with the stamp's time.
#[uniffi::remote(Record)]
pub struct ListAges {
    pub age: Age,
    /// When the stamp was made, milliseconds since 1970.
    pub stamp_at_ms: Option<i64>,
}

/// One person's part of a screen.
#[uniffi::remote(Record)]
pub struct PersonView {
    pub person: PersonId,
    /// Where the registration stands.
    pub registration: RegistrationView,
    /// Passes, the one that ends last first.
    pub passes: Vec<PassEntry>,
    /// Requests for passes that wait.
    pub waiting: Vec<WaitingView>,
    /// Requests for passes that were refused since the purpose was last asked for.
    pub refused: Vec<RefusedView>,
    /// Purposes of the rules.
    pub purposes: Vec<PurposeEntry>,
    /// What this person should know.
    pub warnings: Vec<Sentence>,
}

/// Where a registration stands.
#[uniffi::remote(Record)]
pub struct RegistrationView {
    /// How far it is.
    pub step: Step,
    /// The number with its middle hidden.
    pub phone: Option<String>,
    /// From when another code can be asked for, milliseconds since 1970.
    pub resend_at_ms: Option<i64>,
    /// When the code ends, milliseconds since 1970.
    pub expires_at_ms: Option<i64>,
    /// The state as a sentence.
    pub text: Sentence,
}

/// How far a registration is, as a screen tells it.
#[uniffi::remote(Enum)]
pub enum Step {
    NotRegistered,
    /// What was typed waits for a network.
    WaitingToSend,
    /// A code is on its way.
    CodeSent,
    Registered,
    /// The authority closed the account's key.
    Closed,
    /// Everything is erased; the authority is yet to be told.
    Erasing,
}

/// A pass, as a list shows it.
#[uniffi::remote(Record)]
pub struct PassEntry {
    /// The authority's name for it.
    pub id: PassId,
    /// Name of its purpose.
    pub purpose: String,
    /// Label of its purpose in the language that is set.
    pub label: String,
    /// When it begins, milliseconds since 1970.
    pub valid_from_ms: i64,
    /// When it ends, milliseconds since 1970.
    pub valid_until_ms: i64,
    /// Until when a revoked one is good for the way home.
    pub home_until_ms: Option<i64>,
    pub state: PassState,
    /// The same as a sentence.
    pub text: Sentence,
    /// From when until when it counts, in words.
    pub times: Sentence,
}

/// The state of a pass on its holder's phone.
#[uniffi::remote(Enum)]
pub enum PassState {
    Valid,
    NotYetValid,
    /// Its time is over.
    Expired,
    /// Revoked, and still good for the way home.
    ReturnHomeOnly,
    Revoked,
    /// No act is in force: nobody needs it.
    NotInForce,
    /// Its act is not in force, and another requires a pass.
    OtherAct,
    /// The key that signed it was withdrawn: it is not accepted, and another one comes.
    KeyWithdrawn,
    /// The phone does not know the time well enough to say.
    TimeUnknown,
}

/// A reason to leave home, as a list shows it.
#[uniffi::remote(Record)]
pub struct PurposeEntry {
    /// Number in the rules.
    pub id: u64,
    /// Name to ask by.
    pub key: String,
    /// Label in the language that is set.
    pub label: String,
    /// How long a pass lasts.
    pub minutes: u64,
    /// When every pass of it has ended, however long it lasts, milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// How much of the quota is used, if there is one.
    pub quota: Option<Quota>,
    /// Whether a pass is needed.
    pub pass_needed: bool,
    /// Whether this is emergency care.
    pub emergency: bool,
    /// What to know before asking: that none is needed, or how much is used.
    pub note: Option<Sentence>,
}

/// A quota as it is shown and judged: by the rules of now, and what is used of them.
#[uniffi::remote(Record)]
pub struct Quota {
    pub used: u64,
    /// Passes that the rules grant in one stretch.
    pub of: u64,
    /// The stretch in which they are counted.
    pub per: Period,
    /// When the next one can begin, if none is left now, milliseconds since 1970. Nothing also if
    /// there will be none.
    pub next_ms: Option<i64>,
}

/// The stretch over which exits are counted.
#[uniffi::remote(Enum)]
pub enum Period {
    /// The calendar day at the region.
    LocalDay,
    /// Monday to Sunday at the region.
    LocalWeek,
    /// The calendar month at the region.
    LocalMonth,
}

/// A request for a pass that waits.
#[uniffi::remote(Record)]
pub struct WaitingView {
    /// Name of the purpose.
    pub purpose: String,
    /// When it is given up, milliseconds since 1970.
    pub give_up_at_ms: i64,
    /// The state as a sentence.
    pub text: Sentence,
}

/// A request for a pass that was refused, perhaps while nobody looked.
#[uniffi::remote(Record)]
pub struct RefusedView {
    /// Name of the purpose.
    pub purpose: String,
    /// The code of the refusal.
    pub code: ErrorCode,
    /// Why the authority, or this phone, said no.
    pub text: Sentence,
    pub next: Sentence,
}
