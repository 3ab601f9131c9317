//! What a screen shows.

use doorstep::lists::ListAges;
use doorstep::model::{PersonId, Sentence};
use doorstep::views::{
    AuthorityView, LoanView, PassEntry, PersonView, PinView, PurposeEntry, QuarantineView,
    RefusedView, RegistrationView, Snapshot, WaitingView,
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
    /// Whether there are regions whose passes are asked for by text message.
    #[uniffi(default = false)]
    pub has_sms_regions: bool,
    /// What everybody on this phone should know: damaged data, an old list, a wrong clock.
    pub warnings: Vec<Sentence>,
    /// Nothing if this phone is its owner's.
    #[uniffi(default = None)]
    pub loan: Option<LoanView>,
    /// The people whose affairs this phone keeps.
    pub people: Vec<PersonView>,
}

/// One person's part of a screen.
#[uniffi::remote(Record)]
pub struct PersonView {
    pub person: PersonId,
    /// Whom passes and orders of this person are for, as registered: initials and the document's last
    /// characters. `-` for neither; none without an account.
    #[uniffi(default = None)]
    pub mark: Option<String>,
    /// Somebody else on this phone answers for them.
    #[uniffi(default = false)]
    pub is_child: bool,
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
    /// Nothing without an order.
    #[uniffi(default = None)]
    pub quarantine: Option<QuarantineView>,
    /// An order waits for this person's number: `claim_order` takes it.
    #[uniffi(default = None)]
    pub order_waits: Option<Sentence>,
    /// What hides this part; nothing where one person alone uses the phone and has no PIN. Of a part that is
    /// locked nothing else is shown.
    #[uniffi(default = None)]
    pub pin: Option<PinView>,
}
