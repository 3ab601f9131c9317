//! What stands on the page of evidence. It is read by a patient, by whoever helps them, and by a judge who
//! has half a minute.

mod en;
mod ru;

use super::{Say, Text};
use crate::model::When;
use crate::model::patient::{AnswerMode, CannotReason, CheckOutcome, Declared, State};

/// A heading or a label, without figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceLabel {
    Title,
    Timeline,
    Unknown,
    Questions,
    Asked,
    TimeOver,
    WhatCame,
    SignedFor,
    Yes,
    NotYet,
    Surprise,
    Said,
    Written,
    Warning,
    Decision,
    Information,
    Disputed,
    Order,
    Troubles,
    HowToCheck,
    /// Nothing stands in this part.
    None,
    /// The phone does not say why nothing is known.
    NoReason,
    /// It lasted to the end.
    StillSo,
    /// The phone's system woke the app late.
    WokenLate,
    /// A mark of the timeline.
    MarkAnswered,
    MarkExcused,
    MarkUnanswered,
    /// What cannot be known at all.
    Limits,
    Redacted,
    Whole,
}

/// What stands on the page.
#[derive(Debug, Clone, Copy)]
pub enum EvidenceText<'a> {
    Label(EvidenceLabel),
    /// Who wrote it, when, and for whom.
    WrittenBy {
        at: When,
        authority: &'a str,
    },
    Person {
        mark: &'a str,
    },
    Period {
        from: When,
        to: When,
    },
    /// How many questions there were, and what came of them.
    Answers {
        asked: u64,
        answered: u64,
        excused: u64,
        unanswered: u64,
    },
    /// So much time in this state.
    Time {
        state: State,
        seconds: u64,
    },
    /// A state in the legend.
    State(State),
    /// Up to which entry the authority has signed.
    Confirmed {
        n: u64,
        of: u64,
        at: When,
    },
    NothingConfirmed {
        of: u64,
    },
    /// Entries after the last receipt.
    NotConfirmed {
        entries: u64,
    },
    /// A time token proves all up to an entry.
    Sealed {
        n: u64,
        at: When,
    },
    Version {
        version: u64,
        came: When,
    },
    VersionSeen {
        at: When,
    },
    VersionRefused {
        rule: &'a str,
    },
    Declared {
        what: Declared,
    },
    /// What came of a check, and how it was answered.
    Outcome {
        outcome: CheckOutcome,
        how: Option<AnswerMode>,
        reason: Option<CannotReason>,
    },
    Day {
        at: When,
    },
    At {
        at: When,
    },
    /// Nothing vouches for a later bound.
    NotBefore {
        at: When,
    },
    Until {
        at: When,
    },
    AppealUntil {
        at: When,
    },
    Between {
        from: When,
        to: When,
    },
    Command,
    /// Sealed photos in the file.
    Photos {
        n: u64,
    },
    Chain {
        chain: &'a str,
    },
}

impl Say for EvidenceText<'_> {
    fn key(&self) -> Text {
        match self {
            Self::Label(label) => format!("evidence-{}", label.name()).into(),
            Self::WrittenBy { .. } => "evidence-written-by".into(),
            Self::Person { .. } => "evidence-person".into(),
            Self::Period { .. } => "evidence-period".into(),
            Self::Answers { .. } => "evidence-answers".into(),
            Self::Time { state, .. } => format!("evidence-time-{}", state.name()).into(),
            Self::State(state) => format!("evidence-state-{}", state.name()).into(),
            Self::Confirmed { .. } => "evidence-confirmed".into(),
            Self::NothingConfirmed { .. } => "evidence-nothing-confirmed".into(),
            Self::NotConfirmed { .. } => "evidence-not-confirmed".into(),
            Self::Sealed { .. } => "evidence-sealed".into(),
            Self::Version { .. } => "evidence-version".into(),
            Self::VersionSeen { .. } => "evidence-version-seen".into(),
            Self::VersionRefused { .. } => "evidence-version-refused".into(),
            Self::Declared { what } => format!("evidence-declared-{}", what.name()).into(),
            Self::Outcome { outcome, .. } => format!("evidence-outcome-{}", outcome.name()).into(),
            Self::Day { .. } => "evidence-day".into(),
            Self::At { .. } => "evidence-at".into(),
            Self::NotBefore { .. } => "evidence-not-before".into(),
            Self::Until { .. } => "evidence-until".into(),
            Self::AppealUntil { .. } => "evidence-appeal-until".into(),
            Self::Between { .. } => "evidence-between".into(),
            Self::Command => "evidence-command".into(),
            Self::Photos { .. } => "evidence-photos".into(),
            Self::Chain { .. } => "evidence-chain".into(),
        }
    }

    fn en(&self) -> Text {
        en::text(self)
    }

    fn ru(&self) -> Text {
        ru::text(self)
    }

    fn tt(&self) -> Option<Text> {
        None
    }
}

impl EvidenceLabel {
    /// Every label.
    pub const ALL: [Self; 30] = [
        Self::Title,
        Self::Timeline,
        Self::Unknown,
        Self::Questions,
        Self::Asked,
        Self::TimeOver,
        Self::WhatCame,
        Self::SignedFor,
        Self::Yes,
        Self::NotYet,
        Self::Surprise,
        Self::Said,
        Self::Written,
        Self::Warning,
        Self::Decision,
        Self::Information,
        Self::Disputed,
        Self::Order,
        Self::Troubles,
        Self::HowToCheck,
        Self::None,
        Self::NoReason,
        Self::StillSo,
        Self::WokenLate,
        Self::MarkAnswered,
        Self::MarkExcused,
        Self::MarkUnanswered,
        Self::Limits,
        Self::Redacted,
        Self::Whole,
    ];

    /// Stable and kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Timeline => "timeline",
            Self::Unknown => "unknown",
            Self::Questions => "questions",
            Self::Asked => "asked",
            Self::TimeOver => "time-over",
            Self::WhatCame => "what-came",
            Self::SignedFor => "signed-for",
            Self::Yes => "yes",
            Self::NotYet => "not-yet",
            Self::Surprise => "surprise",
            Self::Said => "said",
            Self::Written => "written",
            Self::Warning => "warning",
            Self::Decision => "decision",
            Self::Information => "information",
            Self::Disputed => "disputed",
            Self::Order => "order",
            Self::Troubles => "troubles",
            Self::HowToCheck => "how-to-check",
            Self::None => "none",
            Self::NoReason => "no-reason",
            Self::StillSo => "still-so",
            Self::WokenLate => "woken-late",
            Self::MarkAnswered => "mark-answered",
            Self::MarkExcused => "mark-excused",
            Self::MarkUnanswered => "mark-unanswered",
            Self::Limits => "limits",
            Self::Redacted => "redacted",
            Self::Whole => "whole",
        }
    }
}
