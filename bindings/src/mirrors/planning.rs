//! What the shell does next.

use doorstep::events::Renew;
use doorstep::model::{PersonId, Sentence};
use doorstep::outbox::Urgency;
use doorstep::quarantine::watch::Mode;
use doorstep::views::{FenceView, Notice, NoticeKind, Plan};

/// All that the shell does next; what is not in it is undone.
#[uniffi::remote(Record)]
pub struct Plan {
    /// The snapshot revision that this plan belongs to.
    pub revision: u64,
    /// When it was made, milliseconds since 1970, as the other times: a shell uses the differences,
    /// because the phone's own clock may be wrong.
    pub now_ms: i64,
    /// When the phone should wake up, milliseconds since 1970.
    pub wake_at_ms: Option<i64>,
    /// Whether `sync` should run now, and for whom.
    pub sync: Option<Urgency>,
    /// Whether something waits for a network, so that the phone should also wake up when there
    /// is one.
    pub awaits_network: bool,
    /// Every notice that should stand, nearest first; what is not listed is taken down.
    pub notices: Vec<Notice>,
    /// What the phone's system must be asked for again.
    pub renew: Renew,
    /// How the phone looks where it is.
    pub location: Mode,
    /// Seconds between fixes; none if none is asked for.
    #[uniffi(default = None)]
    pub fix_every_s: Option<u64>,
    /// For how many seconds that holds; none if until the next plan.
    #[uniffi(default = None)]
    pub fix_for_s: Option<u64>,
    /// Circles whose borders the system watches.
    #[uniffi(default = [])]
    pub fences: Vec<FenceView>,
    /// Whether the app must not be put to sleep.
    #[uniffi(default = false)]
    pub keep_alive: bool,
}

/// A notice that the phone shows, now or later.
#[uniffi::remote(Record)]
pub struct Notice {
    /// The same notice keeps its name; the shell shows a name once.
    pub id: String,
    /// What it is about: each kind is a channel of its own, which a person may silence.
    pub kind: NoticeKind,
    pub person: PersonId,
    /// When to show it, milliseconds since 1970.
    pub at_ms: i64,
    /// When to take it down.
    pub until_ms: i64,
    /// What the notice says, finished.
    pub text: Sentence,
    /// What stands in its place where others may read it, as on a locked screen: nothing of a quarantine.
    /// None for a notice that gives nothing away of one.
    pub lock_screen: Option<Sentence>,
}

/// What a notice is about.
#[uniffi::remote(Enum)]
pub enum NoticeKind {
    /// A pass ends soon.
    Reminder,
    /// The authority has revoked a pass.
    Revocation,
    /// A quarantine order, or what has become of it.
    Duty,
    /// Somebody is asked.
    Check,
    /// The authority has something to say to a patient.
    Notice,
    /// The phone keeps the app from its work.
    Trouble,
}

/// Who wants it sent.
#[uniffi::remote(Enum)]
pub enum Urgency {
    /// A person who waits at the screen: what only failed for lack of a network is tried at once.
    Person,
    /// The phone on its own.
    Background,
}
