//! A notice that the phone shows although nobody looks at the app.

use crate::model::{PersonId, Sentence};

/// A notice that the phone shows, now or later.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

impl NoticeKind {
    /// The name that scripts see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Revocation => "revocation",
            Self::Duty => "duty",
            Self::Check => "check",
            Self::Notice => "notice",
            Self::Trouble => "trouble",
        }
    }
}
